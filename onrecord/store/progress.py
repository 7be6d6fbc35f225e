"""Judgements -> how far people have come, and how often they agreed with the machine."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from onrecord.store import namesakes
from onrecord.store import tables as t
from onrecord.store.finding import last_said

DECIDED = ("accept", "half", "reject")


class Rate(NamedTuple):
    """How often people agreed: what was judged, its kind, who found it, and the verdicts."""

    of: str
    kind: str
    by: str
    verdicts: dict[str, int]

    @property
    def judged(self) -> int:
        """How many were decided."""
        return sum(self.verdicts.values())

    @property
    def share(self) -> float:
        """The share (0 to 1) that was accepted, half counting half."""
        return (self.verdicts.get("accept", 0) + self.verdicts.get("half", 0) / 2) / self.judged


def progress(connection: Connection) -> dict[str, tuple[int, int]]:
    """Return how many were decided on and how many there are, by what is judged."""
    decided = last_said(*DECIDED)
    tables = {"comparisons": t.COMPARISONS.c.id, "statements": t.STATEMENTS.c.id}
    found: dict[str, tuple[int, int]] = {}
    for name, id in tables.items():
        query = select(func.count(id))
        done = connection.execute(query.where(id.in_(decided))).scalar_one()
        found[name] = int(done), int(connection.execute(query).scalar_one())
    people = namesakes.namesakes(connection)
    found["merges"] = len(namesakes.looked_at(connection) & set(people)), len(people)
    return found


def acceptance(connection: Connection) -> list[Rate]:
    """Return how often people agreed, by kind and by the model and version that found it."""
    j, c, s = t.JUDGEMENTS.c, t.COMPARISONS.c, t.STATEMENTS.c
    last = last_said(*DECIDED).with_only_columns(j.target, j.verdict).subquery()
    queries = {
        "comparison": select(c.kind, c.found_by, last.c.verdict, func.count())
        .join(last, last.c.target == c.id)
        .group_by(c.kind, c.found_by, last.c.verdict),
        "statement": select(s.quoting, s.found_by, last.c.verdict, func.count())
        .join(last, last.c.target == s.id)
        .group_by(s.quoting, s.found_by, last.c.verdict),
    }
    rates: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for of, query in queries.items():
        for kind, by, verdict, many in connection.execute(query):
            rates[of, kind, by][verdict] = many
    return [Rate(*key, verdicts) for key, verdicts in sorted(rates.items())]
