"""An entity -> what a record says around it: when it spoke, of what, who speaks of it.

Statements are counted and placed in time without their texts, so that somebody with ten thousand
of them can be drawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from onrecord.store import tables as t
from onrecord.store.loading import chunks
from onrecord.values import Act, Polarity

MOST_POINTS = 5000
MOST_TOPICS = 6
MOST_OTHERS = 12
MOST_PAIRS = 40


class Point(NamedTuple):
    """A statement in time: `first` and `last` bound when it was said, "" where not known."""

    statement: str
    article: str
    act: Act
    polarity: Polarity
    first: str
    last: str
    words: str


class Sides(NamedTuple):
    """A comparison's kind and the ids of its statements."""

    id: str
    kind: str
    earlier: str
    later: str


class Other(NamedTuple):
    """Another entity, and how many statements or comparisons tie it to this one."""

    id: str
    kind: str
    name: str
    ties: int


@dataclass(frozen=True)
class Portrait:
    """What stands around an entity. `said` and `about` count all, points are the earliest.

    `pairs` are the ids of comparisons, best first, those that repeat words left out; `repeats` is
    how many there are of these.
    """

    said: int
    about: int
    points: tuple[Point, ...]
    topics: tuple[tuple[Other, tuple[Point, ...]], ...]
    speakers: tuple[Other, ...]
    opponents: tuple[Other, ...]
    pairs: tuple[str, ...]
    repeats: int


def portrait(connection: Connection, entity: str, holders: Sequence[str]) -> Portrait:
    """Return what stands around an entity; `holders` are it and whoever speaks for it."""
    s = t.STATEMENTS.c
    own = s.speaker.in_(_mentions_of(holders))
    points = _points(connection, own)
    said = len(points)
    if said == MOST_POINTS:
        said = int(connection.execute(select(func.count(s.id)).where(own)).scalar_one())
    about, speakers = _spoken_of_by(connection, entity, holders)
    pairs = _pairs(connection, own)
    best = [row for row in pairs if row.kind != "repeats"][:MOST_PAIRS]
    return Portrait(
        said,
        about,
        points,
        _topics(connection, own, points, holders),
        speakers,
        _opponents(connection, holders, pairs),
        tuple(row.id for row in best),
        sum(row.kind == "repeats" for row in pairs),
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


def _spoken_of_by(
    connection: Connection, entity: str, left_out: Sequence[str]
) -> tuple[int, tuple[Other, ...]]:
    """Return how many statements are about an entity, and who makes most of them."""
    s, sa, m = t.STATEMENTS.c, t.STATEMENT_ABOUT.c, t.ENTITY_MENTIONS.c
    query = (
        select(sa.statement, m.entity)
        .select_from(t.STATEMENT_ABOUT)
        .join(t.STATEMENTS, s.id == sa.statement)
        .outerjoin(t.ENTITY_MENTIONS, m.mention == s.speaker)
        .where(sa.mention.in_(_mentions_of([entity])))
    )
    rows = {tuple(row) for row in connection.execute(query)}
    ties = Counter(speaker for _, speaker in rows if speaker not in (None, *left_out))
    return len({statement for statement, _ in rows}), _named(connection, ties)


def _pairs(connection: Connection, own: ColumnElement[bool]) -> list[Sides]:
    """Return kind and sides of every comparison with a statement of the entity, best first."""
    c = t.COMPARISONS.c
    mine = select(t.STATEMENTS.c.id).where(own)
    query = select(c.id, c.kind, c.earlier, c.later)
    query = query.where(or_(c.earlier.in_(mine), c.later.in_(mine)))
    rows = connection.execute(query.order_by(c.score.desc(), c.id))
    return [Sides(*row) for row in rows]


def _opponents(
    connection: Connection,
    holders: Sequence[str],
    pairs: Sequence[Sides],
) -> tuple[Other, ...]:
    """Return whom disputes set against the entity, by how many there are."""
    s, m = t.STATEMENTS.c, t.ENTITY_MENTIONS.c
    disputes = [one for one in pairs if one.kind == "disputes"]
    sides = Counter(side for one in disputes for side in (one.earlier, one.later))
    ties: Counter[str] = Counter()
    for some in chunks(sorted(sides)):
        query = select(s.id, m.entity).join(t.ENTITY_MENTIONS, m.mention == s.speaker)
        for row in connection.execute(query.where(s.id.in_(some), m.entity.not_in(holders))):
            ties[row.entity] += sides[row.id]
    return _named(connection, ties)


def _named(connection: Connection, ties: Counter[str]) -> tuple[Other, ...]:
    """Return the entities with the most ties, dates left out."""
    e = t.ENTITIES.c
    most = sorted(ties, key=lambda id: (-ties[id], id))[: 2 * MOST_OTHERS]
    query = select(e.id, e.kind, e.name).where(e.id.in_(most), e.kind != "date")
    found = [Other(*row, ties[row.id]) for row in connection.execute(query)]
    return tuple(sorted(found, key=lambda one: (-one.ties, one.name, one.id))[:MOST_OTHERS])
