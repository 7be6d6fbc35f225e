"""Sketches -> the pairs worth measuring, and what two texts have in common.

Articles meet in the numbers of their sentences. Each is laid beside the first few that have a
number in common with it, in the order of the record: a sentence that stands under every article
of a paper, or a story in five hundred papers, costs each of them only so many looks. What comes
out depends on the articles alone and not on the order in which they were added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from onrecord.origins.sketches import MARKS, Numbers
from onrecord.sketch import Sketch

# Numbers that two articles must share: one sentence word for word has two, or two reworded ones.
LEAST_MARKS = 2
# How many of the first articles with one and the same number are looked at.
LOOKED_AT = 4

_HALF, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)


def pairs(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Yield places of sketches worth measuring, the earlier one first, each pair once."""
    alike = _alike(sketches)
    yield from sorted(alike.union(_with_one(sketches, "address"), _with_one(sketches, "text")))


def in_common(one: Numbers, other: Numbers) -> int:
    """Return how many runs of words two texts share, exactly."""
    return int(np.intersect1d(one, other, assume_unique=True).size)


def _alike(sketches: Sequence[Sketch]) -> set[tuple[int, int]]:
    """Return the pairs of places that have enough numbers in common.

    In arrays from end to end: this looks through all sketches whenever one article comes.
    """
    marks = [np.frombuffer(sketch.marks, "<u4").reshape(-1, MARKS) for sketch in sketches]
    owners = np.repeat(np.arange(len(marks), dtype=np.uint64), [len(mark) for mark in marks])
    if not len(owners):
        return set()
    numbers = np.concatenate(marks).astype(np.uint64)
    met = [both for column in numbers.T for both in _meeting(column, owners)]
    both, counts = np.unique(np.concatenate(met), return_counts=True)
    enough = both[counts >= LEAST_MARKS]
    earlier, later = (enough >> _HALF).tolist(), (enough & _LOW).tolist()
    return set(zip(earlier, later, strict=True))


def _meeting(numbers: Numbers, owners: Numbers) -> Iterator[Numbers]:
    """Yield pairs of owners of one number, as one integer each: with the first few that have it."""
    # Number and owner in one integer: sorted, the owners of a number stand together, in order.
    held = np.sort(numbers << _HALF | owners)
    held = held[np.r_[True, held[1:] != held[:-1]]]  # np.unique hashes, which is slower here
    owners = held & _LOW
    number = held >> _HALF
    begins = np.flatnonzero(np.r_[True, number[1:] != number[:-1]])
    first = np.repeat(begins, np.diff(begins, append=len(held)))
    for look in range(LOOKED_AT):
        is_before = first + look < np.arange(len(held))
        yield owners[first[is_before] + look] << _HALF | owners[is_before]


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
