"""Lookups <-> the rows that change: one for each statement that was laid beside others."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from onrecord.store import tables as t
from onrecord.store.loading import chunks
from onrecord.weighed import Clash, Lookup

Lookups = Mapping[str, Lookup]


def load_weighed(connection: Connection) -> dict[str, Lookup]:
    """Return what each statement was laid beside, and what came of it."""
    clashes: dict[str, list[Clash]] = {}
    # In the order of Python, whatever a database makes of letters.
    for row in sorted(connection.execute(select(t.CLASHES)), key=lambda row: row.other):
        clash = Clash(row.other, row.kind, row.score, row.because)
        clashes.setdefault(row.statement, []).append(clash)
    found = {}
    for row in connection.execute(select(t.LOOKUPS)):
        digests = bytes(row.claim), bytes(row.place), bytes(row.others)
        found[row.statement] = Lookup(*digests, tuple(clashes.get(row.statement, ())))
    return found


def put_weighed(connection: Connection, new: Lookups) -> None:
    """Make the lookups on record into these; what did not change is not written again."""
    old = load_weighed(connection)
    for ids in chunks([id for id in sorted(old) if new.get(id) != old[id]]):
        connection.execute(delete(t.CLASHES).where(t.CLASHES.c.statement.in_(ids)))
        connection.execute(delete(t.LOOKUPS).where(t.LOOKUPS.c.statement.in_(ids)))
    for ids in chunks([id for id in sorted(new) if old.get(id) != new[id]]):
        connection.execute(insert(t.LOOKUPS), [_row(id, new[id]) for id in ids])
        clashes = [_clash_row(id, clash) for id in ids for clash in new[id].clashes]
        if clashes:
            connection.execute(insert(t.CLASHES), clashes)


def _row(statement: str, lookup: Lookup) -> dict[str, object]:
    return {
        "statement": statement,
        "claim": lookup.claim,
        "place": lookup.place,
        "others": lookup.others,
    }


def _clash_row(statement: str, clash: Clash) -> dict[str, object]:
    return {
        "statement": statement,
        "other": clash.other,
        "kind": clash.kind,
        "score": clash.score,
        "because": clash.because,
    }
