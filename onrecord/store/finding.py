"""Names, dates, words and ids as a person gives them -> the queries that find the values."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, or_, select, union

from onrecord.errors import NotOnRecord
from onrecord.store import tables as t
from onrecord.store.judgements import stands
from onrecord.store.loading import ids_like, load_entities, statements_in_order
from onrecord.store.rows import FIRST_DAY, LAST_DAY, plain
from onrecord.store.sayings import ids_of, numbers_of
from onrecord.store.search import holds_words
from onrecord.values import Date, Entity, Level

CLOSE = 5  # names or ids named when one is not on record
NOUNS = {
    "articles": "article",
    "comparisons": "comparison",
    "entities": "entity",
    "judgements": "judgement",
    "mentions": "mention",
    "statements": "statement",
}
LOOKED_AT = 5000  # names among which close ones are looked for


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements are wanted. `by` and `about` are entity ids; None leaves them open."""

    by: Sequence[str] | None = None
    about: Sequence[str] | None = None
    act: str | None = None
    speech: str | None = None
    since: Date | None = None
    until: Date | None = None
    search: str | None = None
    article: str | None = None
    limit: int | None = None
    outlet: str | None = None
    quoting: str | None = None
    skip: int = 0


def statements_wanted(connection: Connection, wanted: Wanted) -> Select[Any]:
    """Return the query for statements, by date, or as they stand in their one article."""
    c = t.STATEMENTS.c
    query = statements_in_order()
    if wanted.article is not None:
        query = query.where(c.article == wanted.article).order_by(None).order_by(c.start, c.id)
    if wanted.by is not None:
        query = query.where(c.number.in_(numbers_of("by", wanted.by)))
    if wanted.about is not None:
        query = query.where(c.number.in_(numbers_of("about", wanted.about)))
    if wanted.act is not None:
        query = query.where(c.act == wanted.act)
    if wanted.speech is not None:
        query = query.where(c.speech == wanted.speech)
    if wanted.quoting is not None:
        query = query.where(c.quoting == wanted.quoting)
    if wanted.outlet is not None:
        a = t.ARTICLES.c
        query = query.where(c.article.in_(select(a.id).where(a.publisher == wanted.outlet)))
    if wanted.since is not None:
        query = query.where(c.latest >= _day(wanted.since.earliest, FIRST_DAY))
    if wanted.until is not None:
        query = query.where(c.earliest <= _day(wanted.until.latest, LAST_DAY))
    if wanted.search is not None:
        query = query.where(holds_words(connection, t.STATEMENTS, ("words",), wanted.search))
    return query.limit(wanted.limit).offset(wanted.skip or None)


def comparisons_wanted(
    kind: str | None,
    by: Sequence[str] | None,
    about: Sequence[str] | None,
    min_score: float,
) -> Select[Any]:
    """Return the query for comparisons, best first."""
    c = t.COMPARISONS.c
    query = select(t.COMPARISONS)
    if min_score:
        query = query.where(c.score >= min_score)
    if kind is not None:
        query = query.where(c.kind == kind)
    if by is not None:
        query = query.where(one_side_in(ids_of("by", by)))
    if about is not None:
        query = query.where(one_side_in(ids_of("about", about)))
    return query.order_by(c.score.desc(), c.id)


def one_side_in(statements: Select[Any]) -> ColumnElement[bool]:
    """Return the condition that either statement of a comparison is one of these, by id."""
    c = t.COMPARISONS.c
    found = statements.cte()  # looked up once for both sides
    return or_(c.earlier.in_(select(found.c.id)), c.later.in_(select(found.c.id)))


def last_said(*verdicts: str) -> Select[Any]:
    """Return the query for the ids of what people last gave one of these verdicts and did not
    take back.
    """
    j = t.JUDGEMENTS.c
    weighed = j.verdict.in_(("accept", "half", "reject"))
    last = select(func.max(j.number)).where(weighed, stands()).group_by(j.target)
    return select(j.target).where(j.number.in_(last), j.verdict.in_(verdicts))


def entities_named(connection: Connection, name: str) -> list[str]:
    """Return the ids of the entities that a person means by a name, alias or id.

    The first of these that finds any: the id; a name or alias as given, letter case aside; one
    that holds it as whole words; one that holds it.
    """
    ids = connection.execute(select(t.ENTITIES.c.id).where(t.ENTITIES.c.id == name))
    if found := list(ids.scalars()):
        return found
    wanted = plain(name)
    if not wanted:
        return []
    e, a = t.ENTITIES.c, t.ENTITY_ALIASES.c
    for is_meant in (_is, _holds_word, _holds):
        query = union(
            select(e.id).where(is_meant(e.plain, wanted)),
            select(a.entity).where(is_meant(a.plain, wanted)),
        )
        if found := sorted(connection.execute(query).scalars()):
            return found
    return []


def _is(name: ColumnElement[str], wanted: str) -> ColumnElement[bool]:
    return name == wanted


def _holds_word(name: ColumnElement[str], wanted: str) -> ColumnElement[bool]:
    return (" " + name + " ").contains(f" {wanted} ", autoescape=True)


def _holds(name: ColumnElement[str], wanted: str) -> ColumnElement[bool]:
    return name.contains(wanted, autoescape=True)


def voices(connection: Connection, name: str, level: Level | None) -> list[str]:
    """Return the ids of the entities meant by a name and of whoever speaks for them.

    With a `level`, of the persons, institutions or states that these speak for, or that speak for
    them. Raise NotOnRecord.
    """
    entities = entity_ids(connection, name)
    if level is not None:
        entities = _at_level(connection, entities, level)
        if not entities:
            raise NotOnRecord(f"nothing on record ties {name!r} to any {level}")
    return sorted({*entities, *_speakers(connection, entities)})


def _at_level(connection: Connection, entities: Sequence[str], level: Level) -> list[str]:
    """Return those at a level: of the entities, of whom they speak for, of who speaks for them."""
    s, e = t.ENTITY_SPEAKS_FOR.c, t.ENTITIES.c
    spoken_for = connection.execute(select(s.party).where(s.entity.in_(entities))).scalars()
    near = {*entities, *spoken_for, *_speakers(connection, entities)}
    query = select(e.id, e.kind, e.name, e.state).where(e.id.in_(near)).order_by(e.id)
    rows = connection.execute(query)
    found = [Entity(row.id, row.kind, row.name, state=row.state) for row in rows]
    return [entity.id for entity in found if entity.level == level]


def _speakers(connection: Connection, entities: Sequence[str]) -> list[str]:
    c = t.ENTITY_SPEAKS_FOR.c
    return list(connection.execute(select(c.entity).where(c.party.in_(entities))).scalars())


def entities_wanted(search: str | None) -> Select[Any]:
    """Return the query for entities by name; all, or those with `search` in a name or alias."""
    e, a = t.ENTITIES.c, t.ENTITY_ALIASES.c
    query = select(t.ENTITIES).order_by(e.plain, e.id)
    if search is None:
        return query
    aliased = select(a.entity).where(_holds(a.plain, plain(search)))
    return query.where(or_(_holds(e.plain, plain(search)), e.id.in_(aliased), e.id == search))


def entity_behind(connection: Connection, mention: str) -> Entity | None:
    """Return the entity behind a mention, None where there is none."""
    c = t.ENTITY_MENTIONS.c
    query = select(t.ENTITIES).where(
        t.ENTITIES.c.id.in_(select(c.entity).where(c.mention == mention))
    )
    found = load_entities(connection, query.order_by(t.ENTITIES.c.id).limit(1))
    return found[0] if found else None


def close_names(connection: Connection, name: str) -> list[str]:
    """Return names on record that look like `name`, else those mentioned most."""
    e = t.ENTITIES.c
    names = {
        row.plain: row.name
        for row in connection.execute(
            union(
                select(e.plain, e.name),
                select(t.ENTITY_ALIASES.c.plain, t.ENTITY_ALIASES.c.alias),
            ).limit(LOOKED_AT)
        )
    }
    close = difflib.get_close_matches(plain(name), names, CLOSE)
    if close:
        return [names[found] for found in close]
    most = select(e.name).where(e.kind != "date", e.mentioned > 0)
    most = most.order_by(e.mentioned.desc(), e.name)
    return list(connection.execute(most.limit(CLOSE)).scalars())


def _day(day: Any, otherwise: str) -> str:
    return otherwise if day is None else str(day.isoformat())


def the_id(connection: Connection, table: Table, wanted: str) -> str:
    """Return the one id in a table that is `wanted` or begins with it.

    Raise NotOnRecord, naming ids on hand, where there is none or more than one.
    """
    what = NOUNS[table.name]
    found = ids_like(connection, table, wanted, CLOSE + 1)
    if len(found) == 1:
        return found[0]
    if found:
        raise NotOnRecord(f"{wanted!r} is the beginning of several {table.name}: {_named(found)}")
    some = connection.execute(select(table.c.id).order_by(table.c.id).limit(CLOSE + 1))
    raise NotOnRecord(f"no {what} {wanted!r} on record; on hand: {_named(list(some.scalars()))}")


def _named(names: Sequence[str]) -> str:
    if not names:
        return "nothing yet"
    return ", ".join(names[:CLOSE]) + (", ..." if len(names) > CLOSE else "")


def entity_ids(connection: Connection, name: str) -> list[str]:
    """Return the ids of the entities meant by a name. Raise NotOnRecord, naming close ones."""
    if found := entities_named(connection, name):
        return found
    begun = ids_like(connection, t.ENTITIES, name, 1) if name.startswith("e1-") else []
    if begun:
        return [the_id(connection, t.ENTITIES, name)]
    raise NotOnRecord(
        f"nobody and nothing called {name!r} on record; on hand: "
        f"{_named(close_names(connection, name))}"
    )
