"""Marks of pairs that are nothing <-> the rows that change: one for each statement that has any."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from onrecord.store import tables as t
from onrecord.store.loading import chunks


def load_weighed(connection: Connection) -> dict[str, bytes]:
    """Return the marks of pairs that were found to be nothing, by statement."""
    rows = connection.execute(select(t.WEIGHED))
    return {row.statement: bytes(row.marks) for row in rows}


def put_weighed(connection: Connection, new: Mapping[str, bytes]) -> None:
    """Make the marks on record into these; what did not change is not written again."""
    old = load_weighed(connection)
    stale = [id for id in sorted(old) if new.get(id) != old[id]]
    for ids in chunks(stale):
        connection.execute(delete(t.WEIGHED).where(t.WEIGHED.c.statement.in_(ids)))
    changed = [id for id in sorted(new) if old.get(id) != new[id]]
    for ids in chunks(changed):
        connection.execute(insert(t.WEIGHED), [{"statement": id, "marks": new[id]} for id in ids])
