"""Sketches -> the pairs worth measuring, and what two texts have in common.

Articles meet in the numbers of their sentences. Each is laid beside the first few that have a
number in common with it, in the order of the record: a sentence that stands under every article
of a paper, or a story in five hundred papers, costs each of them only so many looks. What comes
out depends on the articles alone and not on the order in which they were added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from onrecord.origins.sketches import MARKS, Numbers
from onrecord.sketch import Sketch

# Numbers that two articles must share: one sentence word for word has two, or two reworded ones.
LEAST_MARKS = 2
# How many of the first articles with one and the same number are looked at.
LOOKED_AT = 8


def pairs(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Yield places of sketches worth measuring, the earlier one first, each pair once."""
    shared: Counter[tuple[int, int]] = Counter()
    for holders in _held_by_several(sketches):
        for place, later in enumerate(holders):
            for earlier in holders[: min(place, LOOKED_AT)]:
                shared[earlier, later] += 1
    alike = {pair for pair, count in shared.items() if count >= LEAST_MARKS}
    yield from sorted(alike.union(_with_one(sketches, "address"), _with_one(sketches, "text")))


def in_common(one: Numbers, other: Numbers) -> int:
    """Return how many runs of words two texts share, exactly."""
    return int(np.intersect1d(one, other, assume_unique=True).size)


def _held_by_several(sketches: Sequence[Sketch]) -> Iterator[list[int]]:
    """Yield the places of the sketches that hold a number, for each that several hold."""
    marks = [np.frombuffer(sketch.marks, "<u4").reshape(-1, MARKS) for sketch in sketches]
    owners = np.repeat(np.arange(len(sketches)), [len(mark) for mark in marks])
    if not len(owners):
        return
    rows = np.concatenate(marks)
    for column in range(MARKS):
        # Number and place in one integer: sorted, the holders of a number stand together.
        held = np.unique(
            rows[:, column].astype(np.uint64) << np.uint64(32) | owners.astype(np.uint64)
        )
        numbers, places = held >> np.uint64(32), (held & np.uint64(0xFFFFFFFF)).astype(np.int64)
        starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]])
        stops = np.r_[starts[1:], len(numbers)]
        several = stops - starts > 1
        for start, stop in zip(starts[several].tolist(), stops[several].tolist(), strict=True):
            yield places[start:stop].tolist()


def _with_one(sketches: Sequence[Sketch], field: str) -> Iterator[tuple[int, int]]:
    """Yield each sketch with the first one, and the last one before it, of its address or text."""
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for place, sketch in enumerate(sketches):
        value = getattr(sketch, field)
        if value in last:
            yield first[value], place
            yield last[value], place
        if value:
            first.setdefault(value, place)
            last[value] = place
