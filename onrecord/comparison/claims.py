"""Statements and entities -> claims: what is said, with who holds it and what it is about by id."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.comparison.propositions import Proposition, Word, proposition
from onrecord.values import Date, Entity, Mention, Statement

# Acts that claim that something is so; the others ask, demand, promise or decline.
ASSERTING = frozenset({"say", "confirm", "accuse", "warn", "believe", "other"})
NEGATING = frozenset({"deny", "refuse"})
# What one can have a tie with, in the sense of a deal or a contract.
PARTNERS = frozenset({"organisation", "group"})


@dataclass(frozen=True)
class Claim:
    """A statement made ready to be laid beside others.

    `holder` is whose statement it is, None where that is not known; `parties` whom the holder
    speaks for, itself included. `about` are entity ids; `dealt_with` those of them that are
    organisations or groups here, so that there can be a tie with them. `flips` says that the act
    or the sentence as a whole negates the words.
    """

    statement: Statement
    proposition: Proposition
    holder: Entity | None
    parties: frozenset[str]
    about: frozenset[str]
    flips: bool
    dealt_with: frozenset[str] = frozenset()

    @property
    def day(self) -> Date | None:
        """When it was said, or failing that, when that was published."""
        return self.statement.said or self.statement.published

    @property
    def negates(self) -> bool:
        """Whether act or words negate anything."""
        return self.flips or self.proposition.is_negated

    def affirms(self, word: Word) -> bool:
        """Whether the claim as a whole affirms this word of it."""
        return word.negated == self.flips


@dataclass(frozen=True)
class Weights:
    """How much a shared word or entity tells, from 0 to 1: the rarer on this record, the more."""

    words: Mapping[str, float]
    entities: Mapping[str, float]

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
        """Return whom an entity speaks for, and those for theirs, itself included."""
        found: set[str] = set()
        ahead = [holder.id] if holder is not None else []
        while ahead:
            party = ahead.pop()
            if party not in found:
                found.add(party)
                ahead.extend(self.by_id[party].speaks_for if party in self.by_id else ())
        return frozenset(found)


def claims_of(holders: Holders, statements: Sequence[Statement]) -> list[Claim]:
    """Return the claims of statements that have words."""
    return [_claim(statement, holders) for statement in statements if statement.words.strip()]


def weights_of(claims: Sequence[Claim]) -> Weights:
    """Return how rare words and entities are in these claims (inverse frequency, 0 to 1)."""
    words = Counter(group for claim in claims for group in claim.proposition.groups)
    entities = Counter(entity for claim in claims for entity in claim.about)
    return Weights(_rarity(words, len(claims)), _rarity(entities, len(claims)))


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


def _claim(statement: Statement, holders: Holders) -> Claim:
    said = proposition(statement.words)
    holder = holders.of(statement.speaker)
    named = [(mention.kind, holders.of(mention)) for mention in statement.about]
    flips = statement.act in NEGATING
    # `polarity` sums up act and words; it adds something only where neither shows a negation.
    if statement.polarity == "negative" and not flips and not said.is_negated:
        flips = True
    return Claim(
        statement=statement,
        proposition=said,
        holder=holder,
        parties=holders.parties(holder),
        about=frozenset(entity.id for _, entity in named if entity is not None),
        flips=flips,
        dealt_with=frozenset(e.id for kind, e in named if e is not None and kind in PARTNERS),
    )


def _rarity(counts: Counter[str], total: int) -> dict[str, float]:
    # One in a hundred is rare in any record, so a small one is weighed as if it had a hundred.
    most = math.log(1 + max(total, 100))
    return {name: math.log(1 + max(total, 100) / count) / most for name, count in counts.items()}


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
