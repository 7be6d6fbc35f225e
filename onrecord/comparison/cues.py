"""Two claims about one thing -> what speaks for and against their not fitting together.

Each cue is a function from a pair to what it found, or None; `CUES` is the list. A cue says its
kind, its weight in the sum, and a phrase for the reason. The weights were set by hand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from itertools import product

from onrecord.comparison.answers import answered, taken_back
from onrecord.comparison.claims import ASSERTING, Claim, close, meet_as_opposites, same_day
from onrecord.comparison.pair import Found, Pair
from onrecord.comparison.propositions import NAMED_BEFORE, Figure, Sentence, Word
from onrecord.languages.meanings import meanings

BIAS = -3.4
# What is shared counts up to this sum of weights; beyond, two statements are on one thing anyway.
ENOUGH_SHARED = 3.0
# Who or what is harmed is among so many words after the verb.
OBJECT_WITHIN = 2
# How alike two sentences are that speak of one event.
ONE_THING = 0.6
# How far apart two figures are that are one, and how far if one is the other rounded.
EXACT, ROUNDED = 0.01, 0.03
# "Eight hundred of them" counts what stands no more characters away than this.
NEXT_TO = 250


Cue = Callable[[Pair], Found | None]


def same_words(pair: Pair) -> Found | None:
    """Shared content words, rare ones counting more: the same thing is spoken of."""
    share = min(pair.shared_weight, ENOUGH_SHARED) / ENOUGH_SHARED
    return Found("same words", 1.3 * share + 0.7 * min(pair.likeness, 1.0))


def same_names(pair: Pair) -> Found | None:
    """Shared entities in what both speak of."""
    return Found("same names", min(0.9 * pair.about_weight, 1.6)) if pair.about else None


def one_holder(pair: Pair) -> Found | None:
    """The same person in both; a party's other voices count less."""
    return Found("one holder", 0.4) if pair.same_holder else None


def answering(pair: Pair) -> Found | None:
    """Two voices stand near each other in one article."""
    return Found("answering", 0.6) if pair.answers else None


def two_doers(pair: Pair) -> Found | None:
    """Each names another as the one who did harm to one thing."""
    one_time = pair.answers or same_day(pair.earlier, pair.later)
    if not one_time and not (pair.same_holder and pair.likeness >= ONE_THING):
        return None
    if "harm" not in pair.earlier.proposition.kinds & pair.later.proposition.kinds:
        return None
    mine, yours = (
        list(_harms(claim, sentence))
        for claim, sentence in zip((pair.earlier, pair.later), pair.focus, strict=True)
    )
    for (doers, harmed), (others, harmed_too) in product(mine, yours):
        if doers.keys().isdisjoint(others) and harmed & harmed_too:
            one, other = (" ".join(words.values()) for words in (doers, others))
            phrase = f"one says that “{one}” did it and the other that “{other}” did"
            return Found("two doers", 2.4, phrase, clashes=True)
    return None


def denied_and_asserted(pair: Pair) -> Found | None:
    """One denies what the other asserts."""
    for denied, asserted, order in pair.both_ways:
        acts = denied.statement.act, asserted.statement.act
        if acts[0] != "deny" or acts[1] not in ASSERTING | {"promise", "expect"}:
            continue
        if pair.opposed > 0:
            told = "confirmed" if acts[1] == "confirm" else "asserted"
            phrase = f"what was denied is {told}" if order else f"what was {told} is denied"
            return Found(
                "denied and asserted",
                2.8 * pair.opposed * pair.same_thing(0.35),
                phrase,
                clashes=True,
            )
    return None


def negated(pair: Pair) -> Found | None:
    """The words of one negate what the other affirms."""
    if "deny" in (pair.earlier.statement.act, pair.later.statement.act) or pair.opposed <= 0:
        return None
    # What somebody is accused of stands to be denied, and a promise to be kept: act against act.
    acts = {pair.earlier.statement.act, pair.later.statement.act}
    weight = (3.0 if acts & {"accuse", "promise"} else 2.2) * pair.opposed * pair.same_thing(0.6)
    return Found("negated", weight, "one negates what the other affirms", clashes=True)


def bond_denied(pair: Pair) -> Found | None:
    """One says there is no tie, deal or role; the other tells of work done there or with them.

    A shared country alone is weak: a state has many dealings there.
    """
    known = meanings("en").kinds
    for denied, asserted, order in pair.both_ways:
        if not (denied.stand.denies_tie and asserted.stand.tells_of_work):
            continue
        sentences = pair.focus if order else pair.focus[::-1]
        denied_words = {w.stem for w in sentences[0].words if not denied.affirms(w)}
        done_words = {w.stem for w in sentences[1].words if asserted.affirms(w)}
        if denied_words.isdisjoint(known["bond"]) or done_words.isdisjoint(known["activity"]):
            continue
        # To ask for work, or to be named for it, is none.
        if asserted.statement.act not in ASSERTING - {"other"} | {"promise"}:
            continue
        partners = pair.earlier.dealt_with & pair.later.dealt_with
        # A headline denies less than a sentence.
        named = (2.6 if len(sentences[0].groups) > 2 else 1.6) * bool(partners)
        weight = named + 0.4 * bool(pair.about - partners) + 0.9 * bool(pair.claimed)
        if weight:
            phrase = "one denies a tie, and the other tells of work that needs one"
            return Found("tie denied", weight, phrase, clashes=True)
    return None


def promised_and_refused(pair: Pair) -> Found | None:
    """What one promises, the other refuses, gives up or says was not done."""
    known = meanings("en").kinds
    for promised, refused, order in pair.both_ways:
        # "Assured them that it had won": what has been is no promise.
        if promised.statement.act != "promise" or not pair.claimed or _tells_what_was(promised):
            continue
        sentence = pair.focus[1] if order else pair.focus[0]
        theirs = [pair.shared[group][order] for group in pair.claimed]
        gives_up = any(
            w.stem in known["abandon"] and refused.affirms(w) and w.clause == other.clause
            for w in sentence.words
            for other in theirs
        )
        if refused.statement.act == "refuse" or gives_up:
            phrase = "what was promised is refused" if order else "what was refused is promised"
            weight = 2.2 * pair.same_thing(0.5)
            return Found("promised and refused", weight, phrase, clashes=True)
    return None


def _tells_what_was(claim: Claim) -> bool:
    """Whether a claim opens with what was or has been."""
    scope = meanings("en").scope
    first = next((clause for clause in claim.proposition.clauses if len(clause) > 1), ())
    return not scope["past"].isdisjoint(first) and scope["future"].isdisjoint(first)


def opposites(pair: Pair) -> Found | None:
    """Two words that cannot both hold of one thing: "continue", "end"; "resume", "not reopen"."""
    if not pair.claimed and not pair.about:
        return None
    for one, other in opposite_words(pair):
        phrase = " stands against ".join(
            f"“{word.text}”" if claim.affirms(word) else f"“{word.text}”, which is negated,"
            for claim, word in ((pair.earlier, one), (pair.later, other))
        )
        return Found("opposites", 1.9 * pair.same_thing(0.6), phrase, clashes=True)
    return None


def opposite_words(pair: Pair) -> Iterator[tuple[Word, Word]]:
    """Yield words of the earlier with one of the later that cannot hold beside it.

    Opposites, or two of one side of which one is negated; that neither is so, both may say.
    """
    if not meet_as_opposites(pair.earlier, pair.later):
        return
    mine, yours = (
        [word for word in sentence.words if word.group not in pair.shared]
        for sentence in pair.focus
    )
    against = {(number, 1 - side): w for w in yours for number, side in pair.later.sides(w)}
    for word in mine:
        for place in pair.earlier.sides(word):
            other = against.get(place)
            if other and (pair.earlier.affirms(word) or pair.later.affirms(other)):
                yield word, other


def figures_differ(pair: Pair) -> Found | None:
    """Two figures for the same noun that are not the same."""
    mine, yours = (sentence.figures for sentence in pair.focus)
    next_to = pair.answers and close(pair.earlier, pair.later, NEXT_TO)
    for figure in mine:
        others = [other for other in yours if _same_head(figure, other, next_to)]
        if not figure.head or not others or any(_agree(figure, other) for other in others):
            continue
        points_back = NAMED_BEFORE in (figure.head, others[0].head)
        if points_back and not _points_back(pair, figure):
            continue
        # "Three ministers" and "20 ministers" need something else in common.
        if not set(pair.claimed) - {figure.head} and not pair.about and not points_back:
            continue
        words = figure.span.of(pair.earlier.proposition.text)
        other_words = others[0].span.of(pair.later.proposition.text)
        phrase = f"the figure is {words} in one and {other_words} in the other"
        weight = 3.0 if points_back else 1.9 * pair.same_thing(0.6)
        return Found("figures differ", weight, phrase, clashes=True)
    return None


def date_moved(pair: Pair) -> Found | None:
    """Two years are given for what one thing will be."""
    mine, yours = pair.focus
    if not mine.years or not yours.years or mine.years & yours.years or pair.likeness < ONE_THING:
        return None
    known = meanings("en").scope["future"] | {"would"}
    if any(known.isdisjoint(claim.proposition.tokens) for claim in (pair.earlier, pair.later)):
        return None
    years = " and ".join(" or ".join(sorted(side.years)) for side in pair.focus)
    phrase = f"the year is {years.replace(' and ', ' in one and ')} in the other"
    return Found("date moved", 2.2 * pair.same_thing(0.6), phrase, clashes=True)


def hedged(pair: Pair) -> Found | None:
    """One of the two is hedged, so that both may hold."""
    sides = [claim.proposition for claim in (pair.earlier, pair.later)]
    count = sum("hedges" in side.kinds for side in sides)
    return Found("hedged", -0.4 * count, "wording is hedged") if count else None


def not_asserted(pair: Pair) -> Found | None:
    """One asks, demands or only believes: that is no position on what is so."""
    weight = 0.0
    for claim in (pair.earlier, pair.later):
        statement = claim.statement
        weight -= 1.2 * (claim.proposition.asks or statement.act in ("ask", "decline"))
        weight -= 0.5 * (statement.act in ("demand", "expect", "believe"))
        weight -= 0.5 * (statement.speech != "said")
    return Found("not asserted", weight, "not both are plain assertions") if weight else None


def part_and_whole(pair: Pair) -> Found | None:
    """One speaks of all, the other of some: a rule and its exception may both hold."""
    kinds = [claim.proposition.kinds for claim in (pair.earlier, pair.later)]
    for one, other in (kinds, kinds[::-1]):
        # Of two voices, one who says "none" and one who says "some" cannot both be right.
        is_none = "quantifier several" in one and "quantifier none" in other
        if is_none and not pair.earlier.parties & pair.later.parties:
            continue
        if "quantifier some" in one and "quantifier some" not in other:
            return Found("part and whole", -0.4, "one speaks of a part only")
    return None


def order_unknown(pair: Pair) -> Found | None:
    """A date is missing, so nothing is known to have changed; a dispute needs no order."""
    one_party = pair.same_holder or pair.earlier.parties & pair.later.parties
    return Found("order unknown", -0.3) if one_party and not pair.ordered else None


SHARED: tuple[Cue, ...] = (same_words, same_names, one_holder, answering)
CLASHES: tuple[Cue, ...] = (
    answered,
    taken_back,
    two_doers,
    denied_and_asserted,
    negated,
    bond_denied,
    promised_and_refused,
    opposites,
    figures_differ,
    date_moved,
)
DOUBTS: tuple[Cue, ...] = (hedged, not_asserted, part_and_whole, order_unknown)
CUES = (*SHARED, *CLASHES, *DOUBTS)
# Clashes that the article itself tells of.
TOLD = frozenset({"answered", "taken back"})


def found_in(pair: Pair) -> list[Found]:
    """Return what each cue found in a pair; nothing at all where none found a clash."""
    clashes = _by(CLASHES, pair)
    # A charge may be hedged, and is denied all the same.
    is_told = any(each.cue in TOLD for each in clashes)
    doubts = (order_unknown,) if is_told else DOUBTS
    return [*_by(SHARED, pair), *clashes, *_by(doubts, pair)] if clashes else []


def weigh(pair: Pair) -> float:
    """Return the score of a pair (0 to 1), whether or not there is a clash in it."""
    return total(_by(CUES, pair))


def _by(cues: Iterable[Cue], pair: Pair) -> list[Found]:
    return [result for cue in cues if (result := cue(pair)) is not None]


def total(found: Iterable[Found]) -> float:
    """Return the score (0 to 1) of what cues found."""
    return 1 / (1 + math.exp(-BIAS - math.fsum(result.weight for result in found)))


def _harms(claim: Claim, sentence: Sentence) -> Iterator[tuple[dict[str, str], set[str]]]:
    """Yield who did harm in a clause, word by group, and the groups of what was harmed."""
    harm = meanings("en").kinds["harm"]
    for place, verb in enumerate(sentence.words):
        if verb.stem not in harm or not claim.affirms(verb):
            continue
        before = [w for w in sentence.words[:place] if w.clause == verb.clause]
        after = [w for w in sentence.words[place + 1 :] if w.clause == verb.clause]
        if before:
            # Farther on stand places and days, which two other deeds may share.
            yield {w.group: w.text for w in before}, {w.group for w in after[:OBJECT_WITHIN]}


def _points_back(pair: Pair, figure: Figure) -> bool:
    """Whether of two figures of one article the one that counts no noun stands second."""
    one, other = pair.earlier.statement.content, pair.later.statement.content
    return one > other if figure.head == NAMED_BEFORE else other > one


def _same_head(one: Figure, other: Figure, next_to: bool) -> bool:
    """Whether two figures count the same; "of them" counts what the neighbour counts."""
    if NAMED_BEFORE in (one.head, other.head):
        return next_to and one.head != other.head and bool(one.head and other.head)
    return one.head == other.head


def _agree(one: Figure, other: Figure) -> bool:
    """Whether two figures are one, or one is the other as it is rounded: 1,076 and 1,100."""
    apart = abs(one.value - other.value) / max(one.value, other.value, 1e-9)
    rounded = one.value in _rounded(other.value) or other.value in _rounded(one.value)
    return apart <= EXACT or (apart <= ROUNDED and rounded)


def _rounded(value: float) -> list[float]:
    """Return a figure as it is rounded, to two digits at least."""
    return [float(f"{value:.{digits}g}") for digits in (2, 3)]
