"""A record, or somebody on it -> how much there is, and over what time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select

from onrecord.store import tables as t
from onrecord.store.finding import last_said
from onrecord.store.rows import FIRST_DAY, LAST_DAY
from onrecord.store.sayings import numbers_of


class Extent(NamedTuple):
    """How many there are, and how many without a day; from which day to which the others go, ""
    where none has one; of articles, how many publishers there are.
    """

    many: int
    undated: int
    first: str = ""
    last: str = ""
    publishers: int = 0


@dataclass(frozen=True)
class Overview:
    """How much is on record. `first` and `last` are days, "" where nothing is dated."""

    articles: int
    statements: int
    people: int
    undated: int
    first: str = ""
    last: str = ""
    comparisons: dict[str, int] = field(default_factory=dict)


def overview(connection: Connection) -> Overview:
    """Return how much is on record."""
    s, e, c = t.STATEMENTS.c, t.ENTITIES.c, t.COMPARISONS.c

    def number(query: Select[Any]) -> int:
        return int(connection.execute(query).scalar_one())

    kinds = connection.execute(select(c.kind, func.count()).group_by(c.kind))
    latest = select(s.latest).where(s.latest < LAST_DAY).order_by(s.earliest.desc()).limit(1)
    first = connection.execute(select(func.min(s.earliest)).where(s.earliest > FIRST_DAY))
    return Overview(
        number(select(func.count()).select_from(t.ARTICLES)),
        number(select(func.count()).select_from(t.STATEMENTS)),
        number(select(func.count()).where(e.kind == "person")),
        number(select(func.count()).where(s.earliest.is_(None))),
        first.scalar() or "",
        connection.execute(latest).scalar() or "",
        {row[0]: row[1] for row in kinds},
    )


def said(connection: Connection, holders: Sequence[str]) -> Extent:
    """Return the extent of the statements of these entities that nobody rejected."""
    s = t.STATEMENTS.c
    known = and_(s.earliest > FIRST_DAY, s.latest < LAST_DAY)
    query = select(*_counted(known, s.earliest, s.latest))
    query = query.where(s.number.in_(numbers_of("by", holders)))
    query = query.where(s.id.not_in(last_said("reject")))
    many, dated, first, last = tuple(connection.execute(query).one())
    return Extent(many, many - dated, first or "", last or "")


def published(connection: Connection) -> Extent:
    """Return the extent of the articles."""
    a = t.ARTICLES.c
    known = and_(a.published_earliest.is_not(None), a.published_latest.is_not(None))
    publishers = func.count(func.nullif(a.publisher, "").distinct())
    query = select(*_counted(known, a.published_earliest, a.published_latest), publishers)
    many, dated, first, last, outlets = tuple(connection.execute(query).one())
    return Extent(many, many - dated, first or "", last or "", outlets)


def _counted(known: ColumnElement[bool], first: Any, last: Any) -> list[ColumnElement[Any]]:
    """Return the columns: how many, how many with a day, from when to when."""
    return [
        func.count(),
        func.count(case((known, 1))),
        func.min(case((known, first))),
        func.max(case((known, last))),
    ]
