"""Statements and entities -> claims: what is said, with who holds it and what it is about by id."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from onrecord.comparison.propositions import Proposition, Word, proposition
from onrecord.languages.meanings import meanings
from onrecord.values import Date, Entity, Mention, Statement

# Acts that claim that something is so; the others ask, demand, promise or decline.
ASSERTING = frozenset(
    {"say", "confirm", "support", "counter", "retract", "accuse", "warn", "believe", "other"}
)
NEGATING = frozenset({"deny", "refuse"})
# Whoever rejects a plan, or keeps away from somebody, denies no claim.
OF_A_THING = frozenset({"reject", "distance", "retract"})
UNSURE = frozenset({"believe", "expect", "demand"})
# These open the description of somebody in particular: "the Valdorian foreign ministry".
DEFINITE = frozenset({"the", "its", "his", "her", "their"})
# "Some Democrats" are nobody in particular.
SOME = frozenset({"some", "many", "most", "several", "other", "few"})
# Two statements of one article that stand no farther apart than this many characters answer each
# other, if they meet at all.
NEAR = 800
# A body that more persons speak for is a crowd of voices and holds no position of its own.
VOICES = 6
# What one can have a tie with, in the sense of a deal or a contract.
PARTNERS = frozenset({"organisation", "group"})


@dataclass(frozen=True, slots=True)
class Stand:
    """What a claim says yes and no to.

    `affirmed` and `denied` are groups of near words, `sides` those of the opposites that it takes,
    `counted` the heads of its figures.
    """

    affirmed: frozenset[str]
    denied: frozenset[str]
    sides: frozenset[tuple[int, int]]
    counted: frozenset[str]
    denies_tie: bool
    tells_of_work: bool


@dataclass(frozen=True)
class Claim:
    """A statement made ready to be laid beside others.

    `holder` is whose statement it is, None where that is not known; `parties` whom the holder
    speaks for, itself included. `about` are entity ids; `dealt_with` those of them that are
    organisations or groups here, so that there can be a tie with them. `flips` says that the act
    or the sentence as a whole negates the words. `voice` are the groups of the words that the
    holder and its parties are called by.
    """

    statement: Statement
    proposition: Proposition
    holder: Entity | None
    parties: frozenset[str]
    about: frozenset[str]
    flips: bool
    dealt_with: frozenset[str] = frozenset()
    voice: frozenset[str] = frozenset()

    @property
    def day(self) -> Date | None:
        """When it was said, or failing that, when that was published."""
        return self.statement.said or self.statement.published

    @property
    def is_identified(self) -> bool:
        """Whether the speaker has a name, or a description that only one can have."""
        speaker = self.statement.speaker
        if speaker is None or not speaker.name:
            return False
        first, *rest = speaker.name.split()
        if first.casefold() in SOME:
            return False
        is_definite = first.casefold() in DEFINITE and any(word[:1].isupper() for word in rest)
        return speaker.named or is_definite

    @property
    def is_unsure(self) -> bool:
        """Whether it is hedged, asked, wished or only believed."""
        statement = self.statement
        asks = self.proposition.asks or statement.act in ("ask", "decline")
        is_plain = statement.speech == "said" and statement.act not in UNSURE
        return asks or not is_plain or "hedges" in self.proposition.kinds

    @property
    def negates(self) -> bool:
        """Whether act or words negate anything."""
        return self.flips or self.proposition.is_negated

    def affirms(self, word: Word) -> bool:
        """Whether the claim as a whole affirms this word of it."""
        return word.negated == self.flips

    def sides(self, word: Word) -> Iterator[tuple[int, int]]:
        """Yield the sides of opposites that it takes with a word: "not close" is that of "open"."""
        for number, side in meanings("en").sides.get(word.stem, ()):
            yield number, side if self.affirms(word) else 1 - side

    @cached_property
    def stand(self) -> Stand:
        """What it says yes and no to, in any of its sentences."""
        known = meanings("en")
        affirmed = [word for word in self.proposition.words if self.affirms(word)]
        denied = [word for word in self.proposition.words if not self.affirms(word)]
        return Stand(
            affirmed=frozenset(word.group for word in affirmed),
            denied=frozenset(word.group for word in denied),
            sides=frozenset(side for word in self.proposition.words for side in self.sides(word)),
            counted=frozenset(f.head for f in self.proposition.figures if f.head),
            denies_tie=any(word.stem in known.kinds["bond"] for word in denied),
            tells_of_work=any(word.stem in known.kinds["activity"] for word in affirmed),
        )


@dataclass(frozen=True)
class Weights:
    """How much a shared word or entity tells, from 0 to 1: the rarer on this record, the more.

    `names` are the groups of words that this record only has as names.
    """

    words: Mapping[str, float]
    entities: Mapping[str, float]
    names: frozenset[str] = field(default=frozenset())

    def word(self, group: str) -> float:
        """Return the weight of a group of near words."""
        return self.words.get(group, 1.0)

    def entity(self, entity: str) -> float:
        """Return the weight of an entity."""
        return self.entities.get(entity, 1.0)


class Holders:
    """Finds the entity of a mention, by its id or, for want of that, by its name alone."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.by_id = {entity.id: entity for entity in entities}
        self._by_mention = {m: entity for entity in entities for m in entity.mentions}
        self._by_name: dict[str, list[Entity]] = {}
        for entity in entities:
            for name in {entity.name, *entity.aliases}:
                self._by_name.setdefault(name.casefold(), []).append(entity)
        voices = Counter(p for e in entities if e.kind == "person" for p in e.speaks_for)
        self._of_many_voices = {party for party, count in voices.items() if count > VOICES}

    def of(self, mention: Mention | None) -> Entity | None:
        """Return the entity of a mention, or None where it has none or its name has several."""
        if mention is None:
            return None
        found = self._by_mention.get(mention.id)
        if found is not None:
            return found
        named = self._by_name.get(mention.name.casefold(), []) if mention.named else []
        return named[0] if len(named) == 1 else None

    def parties(self, holder: Entity | None) -> frozenset[str]:
        """Return whom an entity speaks for, and those for theirs, itself included.

        What many speak for, as rivals do for their party, has no one voice and is left out.
        """
        found: set[str] = set()
        ahead = [holder.id] if holder is not None else []
        while ahead:
            party = ahead.pop()
            if party not in found:
                found.add(party)
                further = self.by_id[party].speaks_for if party in self.by_id else ()
                ahead.extend(p for p in further if p not in self._of_many_voices)
        return frozenset(found)


def claims_of(holders: Holders, statements: Sequence[Statement]) -> list[Claim]:
    """Return the claims of statements that have words."""
    return [_claim(statement, holders) for statement in statements if statement.words.strip()]


def standing(claim: Claim) -> tuple[bool, str, bool, int, str]:
    """Order claims by their days, so that the first of a set of copies may stand for it."""
    day = claim.day
    first = day.earliest.isoformat() if day is not None and day.earliest is not None else ""
    statement = claim.statement
    return not first, first, claim.holder is None, -len(statement.words), statement.id


def weights_of(claims: Sequence[Claim]) -> Weights:
    """Return how rare words and entities are in these claims (inverse frequency, 0 to 1)."""
    words = Counter(group for claim in claims for group in claim.proposition.groups)
    entities = Counter(entity for claim in claims for entity in claim.about)
    # A headline has capitals everywhere and tells nothing of names.
    said = [c.proposition.words for c in claims]
    prose = [words for words in said if any(word.text[0].islower() for word in words)]
    names = {word.group for words in prose for word in words if word.named}
    plain = {word.group for words in prose for word in words if word.text[0].islower()}
    rare, rare_entities = _rarity(words, len(claims)), _rarity(entities, len(claims))
    return Weights(rare, rare_entities, frozenset(names - plain))


def meet_as_opposites(one: Claim, other: Claim) -> bool:
    """Whether the two take opposite sides, in any of their sentences."""
    theirs = other.stand.sides
    return any((number, 1 - side) in theirs for number, side in one.stand.sides)


def in_order(one: Claim, other: Claim) -> tuple[Claim, Claim, bool]:
    """Return two claims, the earlier first, and whether that order is known."""
    mine, yours = _bounds(one.day), _bounds(other.day)
    if mine and yours and mine != yours:
        if mine[1] < yours[0]:
            return one, other, True
        if yours[1] < mine[0]:
            return other, one, True
    first, second = sorted((one, other), key=_place)
    return first, second, bool(mine and mine == yours and mine[0] == mine[1])


def same_day(one: Claim, other: Claim) -> bool:
    """Whether both were said on one and the same known day."""
    mine, yours = _bounds(one.day), _bounds(other.day)
    return mine is not None and mine == yours and mine[0] == mine[1]


def close(one: Claim, other: Claim, within: int = NEAR) -> bool:
    """Whether two statements stand near each other in one article: one may answer the other."""
    mine, yours = one.statement, other.statement
    if mine.article != yours.article or not mine.content or not yours.content:
        return False
    first, second = sorted((mine.content, yours.content))
    return second[0].start - first[-1].stop <= within


def self_words(claim: Claim) -> frozenset[str]:
    """Return the words by which whoever speaks may mean himself: a paper is no "he"."""
    known = meanings("en").scope
    is_person = claim.holder is not None and claim.holder.kind == "person"
    return known["first_person"] | (frozenset({"he", "she"}) if is_person else frozenset())


def opening(text: str) -> str:
    """Return the first word of a sentence, in small letters, after "that"."""
    words = (word.strip("\"“”‘’'.,[]").casefold() for word in text.split())
    return next((word for word in words if word and word not in ("that", "and", "but")), "")


def could_be_one(one: Claim, other: Claim) -> bool:
    """Whether two holders may be the same one: a surname that fits, an office that one of them has.

    Two that may be one cannot be told to dispute anything.
    """
    if one.holder is None or other.holder is None:
        return True
    for here, there in ((one, other), (other, one)):
        short = here.holder.name.casefold().split() if here.holder else []
        named = [there.holder.name, *there.holder.aliases] if there.holder else []
        if len(short) == 1 and any(name.casefold().split()[1:][-1:] == short for name in named):
            return True
        if not here.is_identified and there.holder:
            speaker = there.statement.speaker
            titles = [office.title for office in there.holder.offices]
            titles += [speaker.office] if speaker is not None else []
            known = {word for title in titles for word in title.casefold().split()}
            if known & set(short) or short == there.holder.name.casefold().split():
                return True
    return False


def _claim(statement: Statement, holders: Holders) -> Claim:
    said = proposition(statement.words)
    holder = holders.of(statement.speaker)
    named = [(mention.kind, holders.of(mention)) for mention in statement.about]
    flips = statement.act in NEGATING
    # `polarity` sums up act and words; it adds something only where neither shows a negation.
    if statement.polarity == "negative" and statement.act not in OF_A_THING:
        flips = flips or not said.has_negator
    parties = holders.parties(holder)
    known = (holders.by_id[party] for party in parties)
    called = " ".join(sorted({name for one in known for name in (one.name, *one.aliases)}))
    return Claim(
        statement=statement,
        proposition=said,
        holder=holder,
        parties=parties,
        voice=frozenset(proposition(called).groups),
        about=frozenset(entity.id for _, entity in named if entity is not None),
        flips=flips,
        dealt_with=frozenset(e.id for kind, e in named if e is not None and kind in PARTNERS),
    )


def _rarity(counts: Counter[str], total: int) -> dict[str, float]:
    total = _in_fours(total)
    most = math.log(1 + total)
    return {name: math.log(1 + total / _in_twos(n)) / most for name, n in counts.items()}


# Counts move in steps, so that one more article moves few weights, and few pairs have to be
# weighed again.
def _in_twos(count: int) -> int:
    """Return a count rounded down to 1, 2, 4, 8 and so on."""
    return 1 << (count.bit_length() - 1)


def _in_fours(total: int) -> int:
    """Return a total, in the hundreds or more, as the nearest of 100, 400, 1,600 and so on.

    One in a hundred is rare in any record, so a small one is weighed as if it had a hundred.
    """
    step = 100
    while total > 2 * step:
        step *= 4
    return step


def _bounds(date: Date | None) -> tuple[datetime.date, datetime.date] | None:
    if date is None or date.earliest is None or date.latest is None:
        return None
    return date.earliest, date.latest


def _place(claim: Claim) -> tuple[bool, str, str, int, str]:
    bounds = _bounds(claim.day)
    content = claim.statement.content
    start = content[0].start if content else 0
    first = bounds[0].isoformat() if bounds else ""
    return bounds is None, first, claim.statement.article, start, claim.statement.id
