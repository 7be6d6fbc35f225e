"""Things and where they stand in a text -> those that meet a stretch of it, without asking all.

Asking each statement of all others takes time that grows with the square of a text's length.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable
from typing import Generic, TypeVar

from onrecord.values import Span

Thing = TypeVar("Thing")


class Nearby(Generic[Thing]):
    """Things by where they stand."""

    def __init__(self, things: Iterable[tuple[Span, Thing]]) -> None:
        self._placed = sorted(things, key=lambda placed: placed[0])
        self._spans = [span for span, _ in self._placed]
        # How far the spans up to each one reach: they may lie within one another.
        self._reach = list(itertools.accumulate((span.stop for span in self._spans), max))

    def meeting(self, span: Span) -> list[tuple[Span, Thing]]:
        """Return the things that have anything in common with a span, in the order of the text."""
        found = []
        at = bisect.bisect_left(self._spans, Span(span.stop, 0))
        while at and self._reach[at - 1] > span.start:
            at -= 1
            if self._spans[at].stop > span.start:
                found.append(self._placed[at])
        return found[::-1]
