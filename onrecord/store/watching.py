"""A user's own list <-> rows: whom the user watches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select

from onrecord.store import tables as t
from onrecord.store.loading import chunks, lists_of
from onrecord.store.rows import Kept, Lists, Rows
from onrecord.store.sighted import queue_articles
from onrecord.store.writing import put_changes
from onrecord.values import Watched


def _rows(watched: Watched) -> Rows:
    fields = {name: getattr(watched, name) for name in ("id", "name", "kind", "qid", "source")}
    aliases = [
        {"watched": watched.id, "position": position, "alias": alias}
        for position, alias in enumerate(watched.aliases)
    ]
    return {t.WATCHED: [fields], t.WATCHED_ALIASES: aliases}


def _watched(row: Row[Any], lists: Lists) -> Watched:
    aliases = tuple(entry.alias for entry in lists[t.WATCHED_ALIASES])
    return Watched(row.id, row.name, row.kind, aliases, row.qid, row.source)


WATCHED = Kept(t.WATCHED, {t.WATCHED_ALIASES: "watched"}, _rows)


def load_watched(connection: Connection) -> list[Watched]:
    """Return all that is watched, by name."""
    found: list[Watched] = []
    query = select(t.WATCHED).order_by(t.WATCHED.c.name, t.WATCHED.c.id)
    for rows in chunks(connection.execute(query).all()):
        lists = lists_of(connection, WATCHED.lists, [row.id for row in rows])
        found += [_watched(row, lists[row.id]) for row in rows]
    return found


def put_watched(connection: Connection, entries: Sequence[Watched]) -> bool:
    """Add entries to what is watched; return whether that changed anything.

    One with the id of an earlier one takes its place.
    """
    new = {entry.id: entry for entry in entries}
    old = {entry.id: entry for entry in load_watched(connection) if entry.id in new}
    changed = put_changes(connection, WATCHED, old, new)
    if changed:
        queue_articles(connection)
    return changed


def drop_watched(connection: Connection, wanted: str) -> list[Watched]:
    """Take off what has this id, QID or name, or came from this list; return what that was."""
    c = t.WATCHED.c
    meant = or_(c.id == wanted, c.qid == wanted, c.name == wanted, c.source == wanted)
    gone = set(connection.execute(select(c.id).where(meant)).scalars())
    dropped = [entry for entry in load_watched(connection) if entry.id in gone]
    for ids in chunks(sorted(gone)):
        a = t.WATCHED_ALIASES
        connection.execute(delete(a).where(a.c.watched.in_(ids)))
        connection.execute(delete(t.WATCHED).where(c.id.in_(ids)))
    if dropped:
        queue_articles(connection)
    return dropped
