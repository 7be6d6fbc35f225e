"""An entity -> what a record says around it: when it spoke, of what, who speaks of it.

Statements are counted and placed in time without their texts, so that somebody with ten thousand
of them can be drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, select

from onrecord.store import tables as t
from onrecord.values import Act, Polarity

MOST_POINTS = 5000
MOST_TOPICS = 6
MOST_OTHERS = 12


class Point(NamedTuple):
    """A statement in time: `first` and `last` bound when it was said, "" where not known."""

    statement: str
    article: str
    act: Act
    polarity: Polarity
    first: str
    last: str
    words: str


class Other(NamedTuple):
    """Another entity, and how many statements or comparisons tie it to this one."""

    id: str
    kind: str
    name: str
    ties: int


@dataclass(frozen=True)
class Portrait:
    """What stands around an entity. `said` and `about` count all, points are the earliest."""

    said: int
    about: int
    points: tuple[Point, ...]
    topics: tuple[tuple[Other, tuple[Point, ...]], ...]
    speakers: tuple[Other, ...]
    opponents: tuple[Other, ...]


def portrait(connection: Connection, entity: str, holders: Sequence[str]) -> Portrait:
    """Return what stands around an entity; `holders` are it and whoever speaks for it."""
    s, sa = t.STATEMENTS.c, t.STATEMENT_ABOUT.c
    own = s.speaker.in_(_mentions_of(holders))
    about = select(sa.statement).where(sa.mention.in_(_mentions_of([entity])))

    def number(condition: ColumnElement[bool]) -> int:
        return int(connection.execute(select(func.count(s.id)).where(condition)).scalar_one())

    points = _points(connection, own)
    return Portrait(
        len(points) if len(points) < MOST_POINTS else number(own),
        number(s.id.in_(about)),
        points,
        _topics(connection, own, points, holders),
        _others(
            connection,
            select(s.speaker.label("mention"), s.id.label("tie")).where(s.id.in_(about)),
            holders,
            MOST_OTHERS,
        ),
        _opponents(connection, holders, own),
    )


def _mentions_of(entities: Sequence[str]) -> Select[Any]:
    c = t.ENTITY_MENTIONS.c
    return select(c.mention).where(c.entity.in_(entities))


def _points(connection: Connection, condition: ColumnElement[bool]) -> tuple[Point, ...]:
    s = t.STATEMENTS.c
    query = select(
        s.id, s.article, s.act, s.polarity, s.earliest, s.latest, func.substr(s.words, 1, 160)
    ).where(condition)
    query = query.order_by(s.earliest.is_(None), s.earliest, s.latest, s.article, s.start, s.id)
    return tuple(
        Point(*row[:4], row[4] or "", row[5] or "", row[6])
        for row in connection.execute(query.limit(MOST_POINTS))
    )


def _topics(
    connection: Connection,
    own: ColumnElement[bool],
    points: Sequence[Point],
    left_out: Sequence[str],
) -> tuple[tuple[Other, tuple[Point, ...]], ...]:
    """Return the subjects of most statements, each with those statements.

    All pairs of statement and subject are taken at once: asked subject by subject, the same
    statements would be found again for each.
    """
    s, sa, m, e = t.STATEMENTS.c, t.STATEMENT_ABOUT.c, t.ENTITY_MENTIONS.c, t.ENTITIES.c
    query = (
        select(m.entity, s.id)
        .select_from(t.STATEMENTS)
        .join(t.STATEMENT_ABOUT, sa.statement == s.id)
        .join(t.ENTITY_MENTIONS, m.mention == sa.mention)
        .where(own, m.entity.not_in(left_out))
    )
    said_of: defaultdict[str, set[str]] = defaultdict(set)
    for entity, statement in connection.execute(query):
        said_of[entity].add(statement)
    most = sorted(said_of, key=lambda id: (-len(said_of[id]), id))[: 2 * MOST_TOPICS]
    named = select(e.id, e.kind, e.name).where(e.id.in_(most), e.kind != "date")
    found = {row.id: Other(*row, len(said_of[row.id])) for row in connection.execute(named)}
    return tuple(
        (found[id], tuple(one for one in points if one.statement in said_of[id]))
        for id in [id for id in most if id in found][:MOST_TOPICS]
    )


def _others(
    connection: Connection, ties: Select[Any], left_out: Sequence[str], limit: int
) -> tuple[Other, ...]:
    """Return the entities behind the mentions of `ties`, those with the most ties first."""
    tie, m, e = ties.subquery(), t.ENTITY_MENTIONS.c, t.ENTITIES.c
    many = func.count(tie.c.tie.distinct())
    query = (
        select(e.id, e.kind, e.name, many)
        .select_from(tie)
        .join(t.ENTITY_MENTIONS, m.mention == tie.c.mention)
        .join(t.ENTITIES, e.id == m.entity)
        .where(e.id.not_in(left_out), e.kind != "date")
        .group_by(e.id, e.kind, e.name)
        .order_by(many.desc(), e.name, e.id)
        .limit(limit)
    )
    return tuple(Other(*row) for row in connection.execute(query))


def _opponents(
    connection: Connection, holders: Sequence[str], own: ColumnElement[bool]
) -> tuple[Other, ...]:
    """Return whom disputes set against the entity, by how many there are."""
    s, c = t.STATEMENTS.c, t.COMPARISONS.c
    mine = select(s.id).where(own)
    ties = (
        select(s.speaker.label("mention"), c.id.label("tie"))
        .join(t.COMPARISONS, c.later == s.id)
        .where(c.kind == "disputes", c.earlier.in_(mine))
        .union_all(
            select(s.speaker, c.id)
            .join(t.COMPARISONS, c.earlier == s.id)
            .where(c.kind == "disputes", c.later.in_(mine))
        )
        .subquery()
    )
    return _others(connection, select(ties), holders, MOST_OTHERS)
