"""What comparing came by, statement by statement -> what of it the next run need not do again.

A statement is laid beside its candidates, and nearly all of these pairs are nothing. So it is kept
what a statement was laid beside, what came of it, and two digests: of all that its own side of a
pair rests on, and of all that its candidates were found by. Nothing has to be told what changed:
whatever changes an answer changes a digest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from onrecord.values import ComparisonKind

MARK = 8  # bytes of a digest; two of a million statements share one about once in 10**7 records


@dataclass(frozen=True, slots=True)
class Clash:
    """What came of a statement and another one that do not fit together."""

    other: str
    kind: ComparisonKind
    score: float
    because: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """One statement laid beside its candidates.

    `claim` is the digest of what weighing it rests on, `place` that of what its candidates rest
    on. `others` are the marks of the candidates, `MARK` bytes each; those that are not among the
    `clashes` are nothing.
    """

    claim: bytes
    place: bytes
    others: bytes
    clashes: tuple[Clash, ...] = ()

    def marks(self) -> Iterator[bytes]:
        """Yield the marks of the candidates, one by one."""
        return (self.others[at : at + MARK] for at in range(0, len(self.others), MARK))


class Weighed:
    """Lookups by statement: `known` from the run before, and those that this run came by.

    `counts` says what this run did: candidates "looked up" for how many statements, how many pairs
    "looked at" and how many of these "weighed".
    """

    def __init__(self, known: Mapping[str, Lookup] = MappingProxyType({})) -> None:
        self.known = known
        self.counts: Counter[str] = Counter()
        self._found: dict[str, Lookup] = {}

    def note(self, statement: str, lookup: Lookup) -> None:
        """Note what a statement was laid beside in this run, and what came of it."""
        self._found[statement] = lookup

    def found(self) -> dict[str, Lookup]:
        """Return the lookups of this run, by statement."""
        return self._found
