"""Pairs of statements that earlier runs weighed and found to be nothing -> not weighed again.

Nearly every pair that is weighed is nothing, and weighing is what comparing costs. A pair is known
by a mark: 8 bytes made from all that the answer rests on, so that whatever changes it changes the
mark too. Marks are kept with the statement of a pair whose id is the greater.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MARK = 8  # bytes; two pairs of one statement share a mark about once in 10**18


class Weighed:
    """The pairs that are nothing: `known` from earlier runs, and those that this run came by."""

    def __init__(self, known: Mapping[str, bytes] = MappingProxyType({})) -> None:
        self._known = known
        self._found: dict[str, bytearray] = {}

    def is_nothing(self, statement: str, mark: bytes) -> bool:
        """Whether an earlier run found this pair of a statement to be nothing; keep it if so."""
        marks = self._known.get(statement, b"")
        if not any(marks[at : at + MARK] == mark for at in _places(marks)):
            return False
        self.note(statement, mark)
        return True

    def note(self, statement: str, mark: bytes) -> None:
        """Note that this pair of a statement is nothing."""
        self._found.setdefault(statement, bytearray()).extend(mark)

    def found(self) -> dict[str, bytes]:
        """Return the marks that this run came by, by statement."""
        return {
            statement: b"".join(sorted({bytes(marks[at : at + MARK]) for at in _places(marks)}))
            for statement, marks in self._found.items()
        }


def _places(marks: bytes | bytearray) -> range:
    return range(0, len(marks), MARK)
