"""Statements of one holder on one thing -> the positions taken, in order, and where they turn.

A position is what one statement does about the thing: it denies, distances, confirms, promises,
refuses, accuses, or else says, affirming or negating. What several articles print is one position
with several statements. Those without a date stand last; no place in the line is guessed for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.values import Comparison, Date, Polarity, Statement

Stance = Literal[
    "denied",
    "rejected",
    "distanced",
    "took back",
    "confirmed",
    "supported",
    "promised",
    "refused",
    "accused",
    "affirmed",
    "negated",
]
# Acts that take a stance by themselves; the others affirm or negate what they say.
STANCES: dict[str, Stance] = {
    "deny": "denied",
    "reject": "rejected",
    "distance": "distanced",
    "retract": "took back",
    "confirm": "confirmed",
    "support": "supported",
    "promise": "promised",
    "refuse": "refused",
    "accuse": "accused",
}
# Acts that take no position: they ask, demand or leave it open.
WITHOUT = frozenset({"ask", "decline", "demand"})


@dataclass(frozen=True, slots=True)
class Position:
    """What one statement does about a thing, and the statements that repeat it, the first first.

    `day` is when it was said, or published where that is not known; None where neither is.
    """

    stance: Stance
    polarity: Polarity
    act: str
    day: Date | None
    words: str
    statements: tuple[str, ...]


def positions(
    statements: Sequence[Statement],
    repeats: Sequence[Comparison] = (),
) -> list[Position]:
    """Return the positions that statements take, by date, the undated last.

    `repeats` are comparisons that say which statements are copies.
    """
    copies = _copies(statements, repeats)
    taken = [
        Position(
            _stance(statement),
            statement.polarity,
            statement.act,
            statement.said or statement.published,
            statement.words,
            copies[statement.id],
        )
        for statement in statements
        if statement.id in copies and statement.act not in WITHOUT and statement.speech != "wished"
    ]
    return sorted(taken, key=_place)


def _copies(
    statements: Sequence[Statement], repeats: Sequence[Comparison]
) -> dict[str, tuple[str, ...]]:
    """Return the statements that one stands for, by its id: of copies, the first by date."""
    order = [s.id for s in sorted(statements, key=lambda s: _when(s.said or s.published, s.id))]
    sets: dict[str, set[str]] = {id: {id} for id in order}
    for pair in repeats:
        one, other = sets.get(pair.earlier), sets.get(pair.later)
        if pair.kind == "repeats" and one is not None and other is not None and one is not other:
            one |= other
            sets.update(dict.fromkeys(other, one))
    found: dict[str, tuple[str, ...]] = {}
    told: set[str] = set()
    for id in order:
        if id not in told:
            found[id] = (
                tuple(one for one in order if one in sets[id]) if len(sets[id]) > 1 else (id,)
            )
            told |= sets[id]
    return found


def turns(taken: Sequence[Position]) -> list[Stance]:
    """Return the stances in order, each run of one stance told once; undated ones are left out."""
    line: list[Stance] = []
    for position in taken:
        if position.day is not None and line[-1:] != [position.stance]:
            line.append(position.stance)
    return line


def _stance(statement: Statement) -> Stance:
    otherwise: Stance = "negated" if statement.polarity == "negative" else "affirmed"
    return STANCES.get(statement.act, otherwise)


def _place(position: Position) -> tuple[bool, str, str, str]:
    return _when(position.day, position.statements[0])


def _when(day: Date | None, id: str) -> tuple[bool, str, str, str]:
    first, last = (day.earliest, day.latest) if day else (None, None)
    dated = first or last
    return (
        dated is None,
        dated.isoformat() if dated else "",
        last.isoformat() if last else "",
        id,
    )
