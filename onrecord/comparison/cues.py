"""Two claims about one thing -> what speaks for and against their not fitting together.

Each cue is a function from a pair to what it found, or None; `CUES` is the list. A cue says its
kind, its weight in the sum, and a phrase for the reason that a reporter reads. The weights were
set by hand on made-up pairs and looked at on public ones; they are here to be read and changed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from onrecord.comparison.claims import ASSERTING, Claim, Weights
from onrecord.comparison.propositions import Figure, Word
from onrecord.languages.meanings import meanings

BIAS = -3.4
# What is shared counts up to this sum of weights; beyond, two statements are on one thing anyway.
ENOUGH_SHARED = 3.0


@dataclass(frozen=True, slots=True)
class Found:
    """What one cue found: its name, its weight, whether it is a clash, and words for it."""

    cue: str
    weight: float
    phrase: str = ""
    clashes: bool = False


@dataclass(frozen=True)
class Pair:
    """Two claims side by side, the earlier first where that is known."""

    earlier: Claim
    later: Claim
    weights: Weights
    same_holder: bool = False
    ordered: bool = True
    names: frozenset[str] = frozenset()

    @cached_property
    def shared(self) -> dict[str, tuple[Word, Word]]:
        """The groups of near words that both have, and each one's word for it."""
        mine, yours = self.earlier.proposition.groups, self.later.proposition.groups
        return {group: (mine[group], yours[group]) for group in mine if group in yours}

    @cached_property
    def shared_weight(self) -> float:
        """What the shared words weigh together."""
        return math.fsum(self.weights.word(group) for group in self.shared)

    @cached_property
    def likeness(self) -> float:
        """How much of the shorter claim's weight is in the other, from 0 to 1."""
        sides = [claim.proposition.groups for claim in (self.earlier, self.later)]
        least = min(math.fsum(self.weights.word(group) for group in side) for side in sides)
        return self.shared_weight / least if least else 0.0

    @cached_property
    def about(self) -> frozenset[str]:
        """The entities that both speak of."""
        return self.earlier.about & self.later.about

    @cached_property
    def opposed(self) -> float:
        """How much of what is shared one affirms and the other negates, from 0 to 1."""
        mine, yours = self.earlier.holds, self.later.holds
        # A name is no claim: "no deal with Corvid" and "Corvid works here" share it unopposed.
        claimed = [group for group in self.shared if group not in self.names]
        whole = math.fsum(self.weights.word(group) for group in claimed)
        apart = [group for group in claimed if mine[group] != yours[group]]
        return math.fsum(self.weights.word(group) for group in apart) / whole if whole else 0.0


Cue = Callable[[Pair], Found | None]


def same_words(pair: Pair) -> Found | None:
    """Shared content words, rare ones counting more: the same thing is spoken of."""
    share = min(pair.shared_weight, ENOUGH_SHARED) / ENOUGH_SHARED
    return Found("same words", 1.3 * share + 0.7 * min(pair.likeness, 1.0))


def same_names(pair: Pair) -> Found | None:
    """Shared entities in what both speak of."""
    weight = math.fsum(pair.weights.entity(entity) for entity in pair.about)
    return Found("same names", min(0.9 * weight, 1.6)) if weight else None


def one_holder(pair: Pair) -> Found | None:
    """The same person in both; a party's other voices count less."""
    return Found("one holder", 0.4) if pair.same_holder else None


def denied_and_asserted(pair: Pair) -> Found | None:
    """One denies what the other asserts."""
    for denied, asserted, order in _both_ways(pair):
        acts = denied.statement.act, asserted.statement.act
        if acts[0] != "deny" or acts[1] not in ASSERTING | {"promise", "expect"}:
            continue
        if pair.opposed > 0:
            told = "confirmed" if acts[1] == "confirm" else "asserted"
            phrase = f"what was denied is {told}" if order else f"what was {told} is denied"
            return Found("denied and asserted", 2.8 * pair.opposed, phrase, clashes=True)
    return None


def negated(pair: Pair) -> Found | None:
    """The words of one negate what the other affirms."""
    if "deny" in (pair.earlier.statement.act, pair.later.statement.act) or pair.opposed <= 0:
        return None
    return Found("negated", 2.2 * pair.opposed, "one negates what the other affirms", clashes=True)


def bond_denied(pair: Pair) -> Found | None:
    """One says there is no tie, deal or role; the other tells of work done there or with them.

    A shared country alone is weak: a state has many dealings there.
    """
    known = meanings("en").kinds
    for denied, asserted, _ in _both_ways(pair):
        denied_words = {w.stem for w in denied.proposition.words if w.negated != denied.flips}
        done_words = {w.stem for w in asserted.proposition.words if w.negated == asserted.flips}
        if denied_words.isdisjoint(known["bond"]) or done_words.isdisjoint(known["activity"]):
            continue
        if asserted.statement.act not in ASSERTING | {"promise"}:
            continue
        words = [group for group in pair.shared if group not in pair.names]
        partners = pair.earlier.dealt_with & pair.later.dealt_with
        weight = 1.6 * bool(partners) + 0.4 * bool(pair.about - partners) + 0.9 * bool(words)
        if weight:
            phrase = "one denies a tie, and the other tells of work that needs one"
            return Found("tie denied", weight, phrase, clashes=True)
    return None


def promised_and_refused(pair: Pair) -> Found | None:
    """What one promises, the other refuses, gives up or says was not done."""
    known = meanings("en").kinds
    for promised, refused, order in _both_ways(pair):
        vows = promised.statement.act == "promise" or "promise" in promised.proposition.kinds
        if not vows or not pair.shared:
            continue
        gives_up = any(
            word.stem in known["abandon"] and word.negated == refused.flips
            for word in refused.proposition.words
        )
        if refused.statement.act == "refuse" or gives_up:
            phrase = "what was promised is refused" if order else "what was refused is promised"
            return Found("promised and refused", 2.2, phrase, clashes=True)
    return None


def opposites(pair: Pair) -> Found | None:
    """Two words that cannot both hold of one thing ("continue", "end"), neither undone by a not."""
    sides = meanings("en").sides
    if not pair.shared and not pair.about:
        return None
    mine = [(word, place) for word in _affirmed(pair.earlier) for place in sides.get(word.stem, ())]
    yours = {
        (number, 1 - side): word
        for word in _affirmed(pair.later)
        for number, side in sides.get(word.stem, ())
    }
    shared = {word.stem for words in pair.shared.values() for word in words}
    for word, place in mine:
        other = yours.get(place)
        if other is not None and word.stem not in shared and other.stem not in shared:
            phrase = f"“{word.text}” stands against “{other.text}”"
            return Found("opposites", 1.7, phrase, clashes=True)
    return None


def figures_differ(pair: Pair) -> Found | None:
    """Two figures for the same noun that are not the same."""
    heads = {figure.head for figure in pair.later.proposition.figures if figure.head}
    for figure in pair.earlier.proposition.figures:
        others = [f for f in pair.later.proposition.figures if f.head == figure.head]
        if figure.head not in heads or any(_agree(figure, other) for other in others):
            continue
        # "Three ministers" and "20 ministers" need something else in common.
        if not (set(pair.shared) - {figure.head}) and not pair.about:
            continue
        words = figure.span.of(pair.earlier.proposition.text)
        other_words = others[0].span.of(pair.later.proposition.text)
        phrase = f"the figure is {words} in one and {other_words} in the other"
        return Found("figures differ", 1.9 * min(1.0, 2 * pair.likeness), phrase, clashes=True)
    return None


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
        if "quantifier some" in one and "quantifier some" not in other:
            return Found("part and whole", -0.4, "one speaks of a part only")
    return None


def order_unknown(pair: Pair) -> Found | None:
    """A date is missing, so nothing is known to have changed."""
    return None if pair.ordered else Found("order unknown", -0.3)


CUES: tuple[Cue, ...] = (
    same_words,
    same_names,
    one_holder,
    denied_and_asserted,
    negated,
    bond_denied,
    promised_and_refused,
    opposites,
    figures_differ,
    hedged,
    not_asserted,
    part_and_whole,
    order_unknown,
)


def weigh(pair: Pair) -> tuple[float, list[Found]]:
    """Return the score of a pair (0 to 1) and what each cue found."""
    found = [result for cue in CUES if (result := cue(pair)) is not None]
    total = BIAS + math.fsum(result.weight for result in found)
    return 1 / (1 + math.exp(-total)), found


def _both_ways(pair: Pair) -> Iterator[tuple[Claim, Claim, bool]]:
    yield pair.earlier, pair.later, True
    yield pair.later, pair.earlier, False


def _affirmed(claim: Claim) -> list[Word]:
    return [word for word in claim.proposition.words if word.negated == claim.flips]


def _agree(one: Figure, other: Figure) -> bool:
    return abs(one.value - other.value) <= 0.01 * max(one.value, other.value)
