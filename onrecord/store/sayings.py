"""Entities and statements -> which entity makes each statement, and which it is about.

All that somebody said, or that is said of them, could be asked by way of their mentions: one
lookup for each of thousands of mentions, all over the file. Here it stands in one stretch. Rows
are made anew whenever an entity or a statement is written, so that they never differ from that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import Connection, Select, Table, delete, func, insert, literal, select, union

from onrecord.store import tables as t
from onrecord.store.loading import chunks

Part = Literal["by", "about"]


def put_sayings(connection: Connection, table: Table, ids: Sequence[str]) -> None:
    """Make the rows of these entities or statements anew; `table` says which they are."""
    s, y = t.STATEMENTS.c, t.SAYINGS.c
    numbers = select(s.number).where(s.id.in_(ids))
    stale = y.entity.in_(ids) if table is t.ENTITIES else y.statement.in_(numbers)
    connection.execute(delete(t.SAYINGS).where(stale))
    chosen = t.ENTITY_MENTIONS.c.entity if table is t.ENTITIES else s.id
    queries = (query.where(chosen.in_(ids)) for query in _as_mentioned())
    connection.execute(insert(t.SAYINGS).from_select(y.keys(), union(*queries)))


def _as_mentioned() -> tuple[Select[Any], Select[Any]]:
    """Return the queries for the rows as mentions tell them: by whom, and about whom."""
    s, a, m = t.STATEMENTS.c, t.STATEMENT_ABOUT.c, t.ENTITY_MENTIONS.c
    by = select(m.entity, literal("by"), s.number).join(t.STATEMENTS, s.speaker == m.mention)
    about = (
        select(m.entity, literal("about"), s.number)
        .join(t.STATEMENT_ABOUT, a.mention == m.mention)
        .join(t.STATEMENTS, s.id == a.statement)
    )
    return by, about


def numbers_of(part: Part, entities: Sequence[str]) -> Select[Any]:
    """Return the query for the numbers of the statements by, or about, these entities."""
    y = t.SAYINGS.c
    return select(y.statement).where(y.entity.in_(entities), y.part == part)


def ids_of(part: Part, entities: Sequence[str]) -> Select[Any]:
    """Return the query for the ids of the statements by, or about, these entities."""
    s = t.STATEMENTS.c
    return select(s.id).where(s.number.in_(numbers_of(part, entities)))


def makers(connection: Connection, statements: Sequence[str]) -> dict[str, str]:
    """Return the id of the entity that makes each of these statements, by the statement's."""
    s, y = t.STATEMENTS.c, t.SAYINGS.c
    found: dict[str, str] = {}
    for some in chunks(sorted(set(statements))):
        query = select(s.id, y.entity).join(t.SAYINGS, y.statement == s.number)
        query = query.where(s.id.in_(some), y.part == "by").order_by(y.entity.desc())
        found |= {row.id: row.entity for row in connection.execute(query)}
    return found


def is_stale(connection: Connection) -> bool:
    """Say whether any row differs from what the mentions tell."""
    told = union(*_as_mentioned()).subquery()
    many = connection.execute(select(func.count()).select_from(told)).scalar_one()
    y = t.SAYINGS.c
    entity, part, statement = told.c
    same = (
        select(func.count())
        .select_from(told)
        .join(t.SAYINGS, (y.entity == entity) & (y.part == part) & (y.statement == statement))
    )
    here = select(func.count()).select_from(t.SAYINGS)
    return {many} != {connection.execute(query).scalar_one() for query in (same, here)}
