"""Two claims -> a pair: what they share, where they meet, and what cues find in it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from onrecord.comparison.claims import Claim, Weights, close
from onrecord.comparison.propositions import Sentence, Word


@dataclass(frozen=True, slots=True)
class Found:
    """What one cue found: its name, its weight, whether it is a clash, and words for it."""

    cue: str
    weight: float
    phrase: str = ""
    clashes: bool = False


def strongest(found: Iterable[Found]) -> Found:
    """Return the clash that weighs most, of which there must be one."""
    return max((each for each in found if each.clashes), key=lambda each: each.weight)


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
    def focus(self) -> tuple[Sentence, Sentence]:
        """The two sentences that share most: long statements meet somewhere by chance.

        Everything else is asked of these two alone.
        """
        mine, yours = self.earlier.proposition, self.later.proposition
        if len(mine.sentences) == len(yours.sentences) == 1:
            return mine.sentences[0], yours.sentences[0]
        cells: dict[tuple[int, int], float] = {}
        for group in mine.places.keys() & yours.places.keys():
            weight = self.weights.word(group)
            for cell in product(mine.places[group], yours.places[group]):
                cells[cell] = cells.get(cell, 0.0) + weight
        best = min(cells, key=lambda cell: (-round(cells[cell], 9), cell), default=(0, 0))
        return mine.sentences[best[0]], yours.sentences[best[1]]

    @cached_property
    def shared(self) -> dict[str, tuple[Word, Word]]:
        """The groups of near words that both have, and each one's word for it."""
        mine, yours = (sentence.groups for sentence in self.focus)
        return {group: (mine[group], yours[group]) for group in mine if group in yours}

    @cached_property
    def claimed(self) -> list[str]:
        """The shared groups that are no names: a name is no claim."""
        return [group for group in self.shared if group not in self.names]

    @cached_property
    def shared_weight(self) -> float:
        """What the shared words weigh together."""
        return math.fsum(map(self.weights.word, self.shared))

    @cached_property
    def likeness(self) -> float:
        """How much of the shorter sentence's weight is in the other, from 0 to 1."""
        least = min(math.fsum(map(self.weights.word, s.groups)) for s in self.focus)
        return self.shared_weight / least if least else 0.0

    @cached_property
    def answers(self) -> bool:
        """Whether two voices stand near each other in one article, so that one may answer."""
        apart = self.earlier.holder != self.later.holder
        return apart and close(self.earlier, self.later)

    @cached_property
    def about(self) -> frozenset[str]:
        """The entities that both speak of."""
        return self.earlier.about & self.later.about

    @cached_property
    def about_weight(self) -> float:
        """What the entities that both speak of weigh together."""
        return math.fsum(map(self.weights.entity, self.about))

    @cached_property
    def apart(self) -> list[str]:
        """The groups of shared words that one affirms and the other negates."""
        return [
            group
            for group in self.claimed
            if self.earlier.affirms(self.shared[group][0])
            != self.later.affirms(self.shared[group][1])
        ]

    @cached_property
    def opposed(self) -> float:
        """How much of what is shared one affirms and the other negates, from 0 to 1."""
        whole = math.fsum(map(self.weights.word, self.claimed)) if self.apart else 0.0
        return math.fsum(map(self.weights.word, self.apart)) / whole if whole else 0.0

    def same_thing(self, enough: float) -> float:
        """Return how sure it is, from 0 to 1, that both are on one thing, not on one subject.

        `enough` is the likeness that counts as sure; shared entities make up for half a likeness.
        """
        # One shared word in all ("these problems") may be any problems.
        points = len(self.claimed) + len(self.about)
        sure = 1.0 if points > 1 or self.answers else 0.5
        return sure * min(
            1.0, (self.likeness + min(0.5 * self.about_weight, 0.5 * enough)) / enough
        )

    @property
    def both_ways(self) -> Iterator[tuple[Claim, Claim, bool]]:
        """Yield the claims as they stand and turned round, and whether they stand in order."""
        yield self.earlier, self.later, True
        yield self.later, self.earlier, False
