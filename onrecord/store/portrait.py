"""An entity -> what a record says around it: when it spoke, of what, who speaks of it.

Statements are counted and placed in time without their texts, so that somebody with ten thousand
of them can be drawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from onrecord.store import tables as t
from onrecord.store.finding import one_side_in
from onrecord.store.loading import chunks
from onrecord.store.sayings import ids_of, numbers_of
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
    points = _points(connection, holders)
    said = len(points)
    if said == MOST_POINTS:
        own = numbers_of("by", holders).distinct().subquery()
        said = int(connection.execute(select(func.count()).select_from(own)).scalar_one())
    about, speakers = _spoken_of_by(connection, entity, holders)
    pairs = _pairs(connection, holders)
    best = [row for row in pairs if row.kind != "repeats"][:MOST_PAIRS]
    return Portrait(
        said,
        about,
        points,
        _topics(connection, holders, points),
        speakers,
        _opponents(connection, holders, pairs),
        tuple(row.id for row in best),
        sum(row.kind == "repeats" for row in pairs),
    )


def _points(connection: Connection, holders: Sequence[str]) -> tuple[Point, ...]:
    s = t.STATEMENTS.c
    query = select(
        s.id, s.article, s.act, s.polarity, s.earliest, s.latest, func.substr(s.words, 1, 160)
    ).where(s.number.in_(numbers_of("by", holders)))
    query = query.order_by(s.earliest.is_(None), s.earliest, s.latest, s.article, s.start, s.id)
    return tuple(
        Point(*row[:4], row[4] or "", row[5] or "", row[6])
        for row in connection.execute(query.limit(MOST_POINTS)).all()
    )


def _topics(
    connection: Connection, holders: Sequence[str], points: Sequence[Point]
) -> tuple[tuple[Other, tuple[Point, ...]], ...]:
    """Return the subjects of most statements, each with those statements."""
    s, y = t.STATEMENTS.c, t.SAYINGS.c
    about = (y.part == "about") & y.statement.in_(numbers_of("by", holders))
    query = select(y.entity, func.count()).where(about, y.entity.not_in(holders))
    ties = Counter({row[0]: row[1] for row in connection.execute(query.group_by(y.entity))})
    topics = _named(connection, ties)[:MOST_TOPICS]
    said = select(y.entity, s.id).join(t.STATEMENTS, s.number == y.statement)
    said_of: defaultdict[str, set[str]] = defaultdict(set)
    wanted = said.where(about, y.entity.in_([topic.id for topic in topics]))
    for entity, statement in connection.execute(wanted).all():
        said_of[entity].add(statement)
    return tuple(
        (topic, tuple(one for one in points if one.statement in said_of[topic.id]))
        for topic in topics
    )


def _spoken_of_by(
    connection: Connection, entity: str, left_out: Sequence[str]
) -> tuple[int, tuple[Other, ...]]:
    """Return how many statements are about an entity, and who makes most of them."""
    y, by = t.SAYINGS.c, t.SAYINGS.alias().c
    about = (y.entity == entity) & (y.part == "about")
    many = connection.execute(select(func.count()).where(about)).scalar_one()
    query = select(by.entity, func.count()).where(
        about, by.statement == y.statement, by.part == "by", by.entity.not_in(left_out)
    )
    ties = Counter({row[0]: row[1] for row in connection.execute(query.group_by(by.entity))})
    return int(many), _named(connection, ties)


def _pairs(connection: Connection, holders: Sequence[str]) -> list[Sides]:
    """Return kind and sides of every comparison with a statement of the entity, best first."""
    c = t.COMPARISONS.c
    query = select(c.id, c.kind, c.earlier, c.later)
    query = query.where(one_side_in(ids_of("by", holders)))
    rows = connection.execute(query.order_by(c.score.desc(), c.id))
    return [Sides(*row) for row in rows.all()]


def _opponents(
    connection: Connection,
    holders: Sequence[str],
    pairs: Sequence[Sides],
) -> tuple[Other, ...]:
    """Return whom disputes set against the entity, by how many there are."""
    s, y = t.STATEMENTS.c, t.SAYINGS.c
    disputes = [one for one in pairs if one.kind == "disputes"]
    sides = Counter(side for one in disputes for side in (one.earlier, one.later))
    ties: Counter[str] = Counter()
    for some in chunks(sorted(sides)):
        query = select(s.id, y.entity).join(t.SAYINGS, y.statement == s.number)
        query = query.where(s.id.in_(some), y.part == "by", y.entity.not_in(holders))
        for row in connection.execute(query):
            ties[row.entity] += sides[row.id]
    return _named(connection, ties)


def _named(connection: Connection, ties: Counter[str]) -> tuple[Other, ...]:
    """Return the entities with the most ties, dates left out."""
    e = t.ENTITIES.c
    most = sorted(ties, key=lambda id: (-ties[id], id))[: 2 * MOST_OTHERS]
    query = select(e.id, e.kind, e.name).where(e.id.in_(most), e.kind != "date")
    found = [Other(*row, ties[row.id]) for row in connection.execute(query)]
    return tuple(sorted(found, key=lambda one: (-one.ties, one.name, one.id))[:MOST_OTHERS])
