"""Values -> the rows that change: what is on record already is not written again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from onrecord.store import tables as t
from onrecord.store.loading import chunks, load_articles, load_mentions, load_statements
from onrecord.store.origins import forget_sketches
from onrecord.store.quotations import put_runs
from onrecord.store.rows import ARTICLES, MENTIONS, STATEMENTS, Kept, Value
from onrecord.store.sayings import put_sayings
from onrecord.store.sighted import forget_sighted, queue
from onrecord.values import Article, Findings, Mention


def put_file(connection: Connection, digest: str, data: bytes) -> bool:
    """Keep the bytes of a file as they are; return False where they were kept already."""
    if connection.execute(select(t.FILES.c.digest).where(t.FILES.c.digest == digest)).first():
        return False
    connection.execute(insert(t.FILES), {"digest": digest, "size": len(data), "bytes": data})
    return True


def put_reading(
    connection: Connection, digest: str, path: str, reader_version: str, detector_version: str
) -> None:
    """Note which versions read a file last, and under which path."""
    row = {
        "digest": digest,
        "path": path,
        "reader_version": reader_version,
        "detector_version": detector_version,
    }
    connection.execute(delete(t.READINGS).where(t.READINGS.c.digest == digest))
    connection.execute(insert(t.READINGS), row)


def put_articles(
    connection: Connection, digest: str, found: Sequence[tuple[Article, Findings]], whole: bool
) -> bool:
    """Store what was found in the file of this digest; return whether mentions or statements
    changed by it.

    Articles that are on record and were not found again go, if the `whole` file was read.
    """
    old = {article.id: article for article in load_articles(connection, digest=digest)}
    new = {article.id: article for article, _ in found}
    gone = old.keys() - new.keys() if whole else set[str]()
    changed = False
    for id in sorted(gone):
        changed |= _put_findings(connection, id, Findings())
    kept = {id: article for id, article in old.items() if id in gone or id in new}
    # The dates of offices rest on the dates of articles.
    for id in sorted(kept.keys() & new.keys()):
        if kept[id].published != new[id].published:
            changed = True
            _forget(connection, id, [mention.id for mention in load_mentions(connection, [id])])
    if put_changes(connection, ARTICLES, kept, new):
        forget_sketches(connection, [id for id in kept if kept[id] != new.get(id)])
        count_change(connection, "arrivals")
    for article, findings in found:
        changed |= _put_findings(connection, article.id, findings)
    return changed


def _put_findings(connection: Connection, article: str, findings: Findings) -> bool:
    old_mentions = {mention.id: mention for mention in load_mentions(connection, [article])}
    old_statements = {
        statement.id: statement for statement in load_statements(connection, articles=[article])
    }
    mentions = {mention.id: mention for mention in mentions_of(findings)}
    statements = {statement.id: statement for statement in findings.statements}
    if old_mentions == mentions and old_statements == statements:
        return False
    if old_mentions != mentions:
        _forget(connection, article, list(old_mentions))
    # A statement points at its mentions: new mentions first, mentions that are gone last.
    put_changes(connection, MENTIONS, _on_both(old_mentions, mentions), mentions)
    put_changes(connection, STATEMENTS, old_statements, statements)
    put_runs(connection, {id: statements[id].words for id in statements.keys() - old_statements})
    put_changes(connection, MENTIONS, old_mentions, _on_both(old_mentions, mentions))
    return True


def _forget(connection: Connection, article: str, mentions: Sequence[str]) -> None:
    """Have an article's mentions resolved again, in place of those that it held."""
    forget_sighted(connection, [article], mentions)
    queue(connection, "arrived", [article])


def _on_both(old: Mapping[str, Mention], new: Mapping[str, Mention]) -> dict[str, Mention]:
    return {id: old[id] for id in old if id in new}


def mentions_of(findings: Findings) -> Iterable[Mention]:
    """Yield every mention in findings, those that only a statement holds too.

    Raise ValueError where one id stands for two different mentions.
    """
    seen: dict[str, Mention] = {}
    everywhere = [*findings.mentions]
    for statement in findings.statements:
        everywhere += [*([statement.speaker] if statement.speaker else []), *statement.about]
    for mention in everywhere:
        if seen.setdefault(mention.id, mention) != mention:
            raise ValueError(f"two mentions with one id: {seen[mention.id]}, {mention}")
    return seen.values()


def put_changes(
    connection: Connection, kept: Kept[Value], old: Mapping[str, Value], new: Mapping[str, Value]
) -> bool:
    """Make the stored values `old` into `new`; return whether anything was different."""
    gone = sorted(old.keys() - new.keys())
    added: list[Value] = [value for id, value in new.items() if id not in old]
    changed: list[Value] = [value for id, value in new.items() if id in old and old[id] != value]
    for ids in chunks(gone):
        connection.execute(delete(kept.table).where(kept.table.c.id.in_(ids)))
    for ids in chunks([value.id for value in changed]):
        for table, column in kept.lists.items():
            connection.execute(delete(table).where(table.c[column].in_(ids)))
    for values in chunks(changed):
        rows = [kept.rows(value)[kept.table][0] for value in values]
        columns: dict[str, Any] = {
            name: bindparam(f"new_{name}") for name in rows[0] if name != "id"
        }
        change = update(kept.table).where(kept.table.c.id == bindparam("which")).values(columns)
        connection.execute(
            change,
            [
                {"which": row.pop("id"), **{f"new_{name}": row[name] for name in row}}
                for row in rows
            ],
        )
    for values in chunks(added):
        rows = [kept.rows(value)[kept.table][0] for value in values]
        connection.execute(insert(kept.table), rows)
    for values in chunks(changed + added):
        every = [kept.rows(value) for value in values]
        for table in kept.lists:
            entries = [entry for rows_of_value in every for entry in rows_of_value[table]]
            if entries:
                connection.execute(insert(table), entries)
    if kept.table in (t.ENTITIES, t.STATEMENTS):
        for ids in chunks([value.id for value in changed + added]):
            put_sayings(connection, kept.table, ids)
    return bool(gone or added or changed)


def count_change(connection: Connection, of: str = "changes") -> None:
    """Count one more change to what identity and comparison rest on, or `arrivals` of articles."""
    set_meta(connection, of, str(int(get_meta(connection, of, "0")) + 1))


def get_meta(connection: Connection, name: str, default: str) -> str:
    """Return a note that the record keeps about itself."""
    query = select(t.META.c.value).where(t.META.c.name == name)
    return str(connection.execute(query).scalar_one_or_none() or default)


def set_meta(connection: Connection, name: str, value: str) -> None:
    """Keep a note about the record itself."""
    connection.execute(delete(t.META).where(t.META.c.name == name))
    connection.execute(insert(t.META), {"name": name, "value": value})
