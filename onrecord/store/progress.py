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


def undecided(connection: Connection) -> dict[str, int]:
    """Return how many comparisons of each kind nobody has decided on."""
    c, decided = t.COMPARISONS.c, last_said(*DECIDED).subquery()
    query = select(c.kind, func.count()).group_by(c.kind)
    every = {row[0]: row[1] for row in connection.execute(query)}
    for kind, done in connection.execute(query.join(decided, decided.c.target == c.id)):
        every[kind] -= done
    return every


def progress(connection: Connection) -> dict[str, tuple[int, int]]:
    """Return how many were decided on and how many there are, by what is judged."""
    decided = last_said(*DECIDED).subquery()
    found: dict[str, tuple[int, int]] = {}
    for table in (t.COMPARISONS, t.STATEMENTS):
        every = select(func.count()).select_from(table)
        done = every.join(decided, decided.c.target == table.c.id)
        counts = (int(connection.execute(query).scalar_one()) for query in (done, every))
        found[table.name] = (next(counts), next(counts))
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
