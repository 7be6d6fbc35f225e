"""How a file came -> the next entry of the intake log; the log -> where its chain is broken.

Each entry holds the hash of the one before and is itself hashed (`ids.intake_hash`), so that
the newest hash, the head, stands for the whole log. The head is kept in `meta` too: without that,
taking entries off the end would leave a shorter log without a fault. Whoever can write to the
record can do all of it again, so only a head noted somewhere else proves more than that.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator

from sqlalchemy import Connection, exc, func, insert, literal, select

from onrecord.errors import NotARecord
from onrecord.ids import intake_hash
from onrecord.store import tables as t
from onrecord.store.writing import count_change, get_meta, set_meta
from onrecord.values import Intake

HEAD = "intake_head"  # its name in `meta`; a migration knows it too
SOME = 1000  # entries read together


def log_intake(connection: Connection, intake: Intake) -> None:
    """Add an entry to the intake log, unless the same one is there. Needs a writing transaction."""
    if is_logged(connection, intake):
        return
    last = connection.execute(select(func.max(t.INTAKE.c.number))).scalar() or 0
    entry = dataclasses.replace(
        intake,
        kept=_is_kept(connection, intake.digest),
        number=last + 1,
        added=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        previous=head(connection),
    )
    entry = dataclasses.replace(entry, hash=intake_hash(entry))
    try:
        connection.execute(insert(t.INTAKE), dataclasses.asdict(entry))
    except exc.IntegrityError as error:
        raise NotARecord("the intake log was changed; `onrecord verify` says where") from error
    set_meta(connection, HEAD, entry.hash)
    if intake.digest:  # one file more under these bytes
        count_change(connection, "arrivals")


def is_logged(connection: Connection, intake: Intake) -> bool:
    """Say whether the intake log has this entry."""
    c = t.INTAKE.c
    query = select(literal(1)).where(
        c.path == intake.path,
        c.digest == intake.digest,
        c.reader_version == intake.reader_version,
        c.reason == intake.reason,
        c.kept == _is_kept(connection, intake.digest),
    )
    return connection.execute(query.limit(1)).first() is not None


def _is_kept(connection: Connection, digest: str) -> bool:
    query = select(literal(1)).where(t.FILES.c.digest == digest)
    return connection.execute(query).first() is not None


def head(connection: Connection) -> str:
    """Return the hash of the newest entry, "" where the log is empty."""
    return get_meta(connection, HEAD, "")


def breaks(connection: Connection, noted: str = "") -> Iterator[str]:
    """Yield the first break of the chain, and say where it does not hold a head noted earlier."""
    previous, before, found = "", "the beginning", not noted
    query = select(t.INTAKE).order_by(t.INTAKE.c.number)
    for row in connection.execute(query.execution_options(yield_per=SOME)):
        entry = Intake(**row._mapping)
        here = f"intake entry {entry.number} ({entry.path})"
        if not _is_as_logged(entry):
            yield f"{here} is not what was logged: its hash is another; the chain breaks there"
            break
        if entry.previous != previous:
            yield f"{here} does not follow {before}: what stood between was removed or changed"
            break
        previous, before = entry.hash, f"entry {entry.number}"
        found = found or entry.hash == noted
    else:
        if previous != head(connection):
            yield f"the intake log ends with {before}, which is not its head: entries are missing"
    if not found:
        yield f"the head {noted} is not in the intake log, as far as its chain holds"


def _is_as_logged(entry: Intake) -> bool:
    try:
        return intake_hash(entry) == entry.hash
    except TypeError:  # bytes in a column of text
        return False
