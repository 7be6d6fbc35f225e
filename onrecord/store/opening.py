"""A path or URL -> an engine on a record of today's version, or the reason why it is none.

A file that is no record is never written to: it is looked at first, and a new record is made in
one transaction, so that a crash leaves either nothing or a whole one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    InternalError,
    NoSuchModuleError,
    OperationalError,
)
from sqlalchemy.pool import StaticPool

from onrecord.errors import NewerRecord, NotARecord, RecordError
from onrecord.store.migrations import APPLICATION_ID, MIGRATIONS, is_sqlite, migrate, version

WAIT = 10.0  # seconds to wait for another program that writes
SQLITE_BEGINS = b"SQLite format 3\0"
CACHE = 32 * 1024  # KiB of the file that a connection keeps at hand; SQLite's own choice is 2,000
WRITERS = APPLICATION_ID  # the Postgres lock that one writer holds at a time

# What SQLite says of a file that is damaged or none of its own.
DAMAGED = ("malformed", "not a database", "corrupt", "disk i/o error")


def open_engine(url_or_path: str) -> Engine:
    """Return an engine on the record, made where there is none and brought up to date.

    Raise NotARecord, NewerRecord or another RecordError where that cannot be.
    """
    url = _url(url_or_path)
    if url.get_backend_name() == "sqlite":
        engine = _open_sqlite(url)
    else:
        try:
            engine = create_engine(url)
        except ModuleNotFoundError as error:
            raise RecordError(
                f"Postgres needs `pip install 'onrecord[postgres]'` ({error})"
            ) from None
        event.listen(engine, "handle_error", _Says(url.render_as_string()))
    try:
        with engine.connect() as connection, connection.begin():
            _refuse_newer(version(connection), url)
            is_new = version(connection) < len(MIGRATIONS)
        if is_new:
            with begin_writing(engine) as connection:
                migrate(connection)
    except DBAPIError as error:  # no connection at all
        engine.dispose()
        raise _in_words(url.render_as_string(), error.orig or error) from error
    except BaseException:
        engine.dispose()
        raise
    if is_sqlite_file(url):
        _keep_a_write_ahead_log(url)
    return engine


def _url(url_or_path: str) -> URL:
    if "://" not in url_or_path:
        return URL.create("sqlite", database=url_or_path)
    try:
        url = make_url(url_or_path)
        if url.drivername in ("postgres", "postgresql"):
            url = url.set(drivername="postgresql+psycopg")
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError) as error:
        raise RecordError(f"{url_or_path}: no address of a record ({error})") from error
    if backend not in ("sqlite", "postgresql"):
        raise RecordError(f"no store for {backend!r}; on hand: postgresql, sqlite")
    return url


def is_sqlite_file(url: URL) -> bool:
    """Say whether the record is a file, and not in memory or on a server."""
    return url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")


def _open_sqlite(url: URL) -> Engine:
    arguments = {"timeout": WAIT, "check_same_thread": False}
    if is_sqlite_file(url):
        _look_at(Path(str(url.database)))
        engine = create_engine(url, connect_args=arguments)
    else:
        engine = create_engine(url, connect_args=arguments, poolclass=StaticPool)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _Says(str(url.database or ":memory:")))
    return engine


def _look_at(path: Path) -> None:
    """Raise RecordError where the file is there and is no record."""
    try:
        if path.is_dir():
            raise NotARecord(f"{path}: is a folder, not a record")
        if not path.exists():
            if not path.absolute().parent.is_dir():
                raise RecordError(f"{path}: there is no folder {path.absolute().parent}")
            return
        with path.open("rb") as file:
            begins = file.read(len(SQLITE_BEGINS))
    except OSError as error:
        raise RecordError(f"{path}: {error.strerror or error}") from error
    if begins == b"":
        return
    if begins != SQLITE_BEGINS:
        raise NotARecord(f"{path}: not a record: it does not begin as an SQLite file does")
    try:
        connection = sqlite3.connect(path, timeout=WAIT)
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise _in_words(str(path), error) from error
    if application != APPLICATION_ID and (tables or application):
        raise NotARecord(f"{path}: not a record, but an SQLite file of another program")


def _refuse_newer(found: int, url: URL) -> None:
    if found > len(MIGRATIONS):
        name = str(url.database) if is_sqlite_file(url) else url.render_as_string()
        raise NewerRecord(
            f"{name}: made by a newer onrecord (record version {found}, this one knows up to "
            f"{len(MIGRATIONS)}); update with `pip install --upgrade onrecord`, or name another "
            "record"
        )


@contextmanager
def begin_writing(engine: Engine) -> Iterator[Connection]:
    """Hold a transaction that no other program writes beside."""
    with engine.execution_options(writes=True).begin() as connection:
        if not is_sqlite(connection):  # SQLite has waited as the transaction began
            connection.execute(select(func.pg_advisory_xact_lock(WRITERS)))
        yield connection


def _begin(connection: Connection) -> None:
    # Python's own transactions begin at the first write, too late: in a write-ahead log, reading
    # first and then writing fails at once if another program wrote in between.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _set_up(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE}")


def _keep_a_write_ahead_log(url: URL) -> None:
    """Let readers read while another program writes. The file remembers it."""
    connection = sqlite3.connect(str(url.database), timeout=WAIT)
    try:
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):  # another program is in it, and will have done the same
            raise _in_words(str(url.database), error) from error
    finally:
        connection.close()


class _Says:
    """Turns what a database says went wrong into a RecordError about this record."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, context: ExceptionContext) -> None:
        if type(context.sqlalchemy_exception) in (OperationalError, DatabaseError, InternalError):
            context.chained_exception = _in_words(self.name, context.original_exception)


def _in_words(name: str, error: BaseException) -> RecordError:
    said = str(error).strip()
    if any(words in said.lower() for words in DAMAGED):
        return NotARecord(f"{name}: not a record, or a damaged one ({said}); it was left as it is")
    if "locked" in said:
        return RecordError(f"{name}: another program has been writing to it for {WAIT:.0f} s")
    return RecordError(f"{name}: {said}")
