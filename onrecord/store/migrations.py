"""A record of any age -> a record of today: the list of every change to its tables, in order.

A migration is never edited once it has been released: a change to the tables is a new function at
the end of MIGRATIONS and the same change in `tables`. SQLite keeps the number of migrations done
in `PRAGMA user_version`, Postgres in the table `meta`.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, inspect, text

from onrecord.ids import intake_hash
from onrecord.runs import runs_in
from onrecord.store.blocktables import BLOCK_TABLES
from onrecord.store.chained import (
    CHAIN_CLOSES,
    CHAIN_ENTRIES,
    CHAIN_LINK,
    CHAIN_OPENS,
    CHAIN_REFUSES,
    CHAIN_REFUSES_POSTGRES,
)
from onrecord.store.first import (
    FIRST_SEARCH,
    FIRST_TABLES,
    FIRST_TRIGGERS,
    FIRST_TRIGGERS_POSTGRES,
    FIRST_VIEW,
    date_columns,
    refuse,
)
from onrecord.values import Intake

APPLICATION_ID = 0x6F6E7265  # "onre": tells a record from any other SQLite file


def migrate(connection: Connection) -> None:
    """Bring the tables to the version of today, within the transaction of the connection."""
    done = version(connection)
    if done >= len(MIGRATIONS):
        return
    for migration in MIGRATIONS[done:]:
        migration(connection)
    if is_sqlite(connection):
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {len(MIGRATIONS)}")
        return
    connection.execute(text("DELETE FROM meta WHERE name = 'version'"))
    connection.execute(
        text("INSERT INTO meta (name, value) VALUES ('version', :version)"),
        {"version": str(len(MIGRATIONS))},
    )


def version(connection: Connection) -> int:
    """Return how many migrations the record has had; 0 for an empty database."""
    if is_sqlite(connection):
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if not inspect(connection).has_table("meta"):
        return 0
    found = connection.execute(text("SELECT value FROM meta WHERE name = 'version'")).scalar()
    return int(found or 0)


def is_sqlite(connection: Connection) -> bool:
    """Say whether this is SQLite: full-text search and the view for Datasette are only there."""
    return connection.dialect.name == "sqlite"


def m001_first_tables(connection: Connection) -> None:
    """Make the tables, their indexes, what is refused, and on SQLite the search and the view."""
    kinds = {"NUMBERED": "INTEGER PRIMARY KEY AUTOINCREMENT", "BYTES": "BLOB"}
    if not is_sqlite(connection):
        kinds = {"NUMBERED": "BIGSERIAL PRIMARY KEY", "BYTES": "BYTEA"}
    tables = FIRST_TABLES
    for word, kind in kinds.items():
        tables = tables.replace(f" {word}", f" {kind}")
    _run(connection, tables)
    if is_sqlite(connection):
        _run(connection, FIRST_TRIGGERS + FIRST_SEARCH + FIRST_VIEW)
    else:
        _run(connection, FIRST_TRIGGERS_POSTGRES)


def m002_chained_intake(connection: Connection) -> None:
    """Chain the intake log by hash, from the first entry it holds; refuse what is out of turn."""
    on_sqlite = is_sqlite(connection)
    _run(connection, CHAIN_OPENS + ("" if on_sqlite else "ALTER TABLE intake DISABLE TRIGGER USER"))
    if on_sqlite:
        connection.exec_driver_sql("DROP TRIGGER intake_refuse_update")
    number, previous = 0, ""
    while rows := connection.execute(text(CHAIN_ENTRIES), {"number": number}).all():
        for row in rows:
            entry = Intake(**{**row._mapping, "kept": bool(row.kept), "previous": previous})
            number, previous = entry.number, intake_hash(entry)
            link = {"number": number, "kept": entry.kept, "previous": entry.previous}
            connection.execute(text(CHAIN_LINK), {**link, "hash": previous})
    if previous:
        meta = text("INSERT INTO meta (name, value) VALUES ('intake_head', :head)")
        connection.execute(meta, {"head": previous})
    _run(connection, CHAIN_CLOSES + (CHAIN_REFUSES if on_sqlite else CHAIN_REFUSES_POSTGRES))


def m003_more_of_a_page(connection: Connection) -> None:
    """Give articles their agency, section, canonical address and date of change."""
    for column in ("agency", "section", "canonical"):
        connection.exec_driver_sql(
            f"ALTER TABLE articles ADD COLUMN {column} TEXT NOT NULL DEFAULT ''"
        )
    for column in date_columns("modified").split(", "):
        connection.exec_driver_sql(f"ALTER TABLE articles ADD COLUMN {column}")


def m004_origins(connection: Connection) -> None:
    """Make the tables of sketches, of the words that pairs share, and of origins."""
    bytes_kind = "BLOB" if is_sqlite(connection) else "BYTEA"
    _run(connection, ORIGIN_TABLES.replace(" BYTES", f" {bytes_kind}"))
    # Articles that are on record already count as changed: they have no origin yet.
    connection.execute(
        text("INSERT INTO meta (name, value) SELECT 'arrivals', '1' FROM articles LIMIT 1")
    )


def m006_watched(connection: Connection) -> None:
    """Make the tables of what is watched and of whom judgements meant; name states by code."""
    _run(connection, WATCHED_TABLES)
    refusals = (refuse("judged_mentions", change) for change in ("UPDATE", "DELETE"))
    _run(connection, "".join(refusals) if is_sqlite(connection) else REFUSE_JUDGED_POSTGRES)


def m007_times_and_their_words(connection: Connection) -> None:
    """Give dates the place of their words, and statements all times that they tell."""
    dates = {
        "articles": ("published", "modified"),
        "statements": ("said", "spoken_of", "published"),
    }
    for table, names in dates.items():
        for column in (f"{name}_{end}" for name in names for end in ("start", "stop")):
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER")
    _run(connection, TIMES_TABLE)


def m008_quotation_runs(connection: Connection) -> None:
    """Make the table by which a quotation is found again, and fill it for what is on record."""
    rowless = " WITHOUT ROWID" if is_sqlite(connection) else ""
    _run(connection, QUOTATION_TABLE.replace(" ROWLESS", rowless))
    number = 0
    while rows := connection.execute(text(QUOTATIONS), {"number": number}).all():
        number = rows[-1].number
        runs = [{"run": run, "statement": r.number} for r in rows for run in runs_in(r.words)]
        if runs:
            connection.execute(text(QUOTATION_RUN), runs)


def m010_browsing(connection: Connection) -> None:
    """Count mentions once, and index what pages list and sort by."""
    _run(connection, BROWSING)


def m011_weighed(connection: Connection) -> None:
    """Make the table of pairs that were weighed and are nothing."""
    bytes_kind = "BLOB" if is_sqlite(connection) else "BYTEA"
    _run(connection, WEIGHED_TABLE.replace(" BYTES", f" {bytes_kind}"))


def m012_named(connection: Connection) -> None:
    """Tell sources without a name from whoever has one."""
    _run(connection, NAMED)


def m014_lookups(connection: Connection) -> None:
    """Keep what each statement was laid beside, in place of the pairs that are nothing."""
    bytes_kind = "BLOB" if is_sqlite(connection) else "BYTEA"
    _run(connection, LOOKUP_TABLES.replace(" BYTES", f" {bytes_kind}"))


def m015_sayings(connection: Connection) -> None:
    """Make the table of who says what and of whom, fill it, and index what pages turn over."""
    rowless = " WITHOUT ROWID" if is_sqlite(connection) else ""
    _run(connection, SAYINGS.replace(" ROWLESS", rowless))


def m016_blocks(connection: Connection) -> None:
    """Make the tables by which a part of the record is resolved without the rest."""
    rowless = " WITHOUT ROWID" if is_sqlite(connection) else ""
    _run(connection, BLOCK_TABLES.replace(" ROWLESS", rowless))


MIGRATIONS: list[Callable[[Connection], None]] = [
    m001_first_tables,
    m002_chained_intake,
    m003_more_of_a_page,
    m004_origins,
    m006_watched,
    m007_times_and_their_words,
    m008_quotation_runs,
    m010_browsing,
    m011_weighed,
    m012_named,
    m014_lookups,
    m015_sayings,
    m016_blocks,
]


def _run(connection: Connection, script: str) -> None:
    """Run SQL statements, which a blank line parts."""
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)


TIMES_TABLE = f"""
CREATE TABLE statement_times (
    statement TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, {date_columns("day")}, day_start INTEGER, day_stop INTEGER,
    PRIMARY KEY (statement, position))
"""

ORIGIN_TABLES = """
CREATE TABLE sketches (
    article TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    day TEXT NOT NULL, outlet TEXT NOT NULL, address TEXT NOT NULL, agency TEXT NOT NULL,
    credit TEXT NOT NULL, is_agency BOOLEAN NOT NULL, runs INTEGER NOT NULL, text TEXT NOT NULL,
    marks BYTES NOT NULL, made_by TEXT NOT NULL)

CREATE TABLE shared_runs (
    article TEXT NOT NULL REFERENCES sketches (article) ON DELETE CASCADE,
    other TEXT NOT NULL REFERENCES sketches (article) ON DELETE CASCADE,
    runs INTEGER NOT NULL, PRIMARY KEY (article, other))

CREATE INDEX shared_runs_by_other ON shared_runs (other)

CREATE TABLE origins (id TEXT PRIMARY KEY, agency TEXT NOT NULL, because TEXT NOT NULL)

CREATE TABLE origin_articles (
    origin TEXT NOT NULL REFERENCES origins (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (origin, position))

CREATE INDEX origin_articles_by_article ON origin_articles (article)

CREATE TABLE ties (
    origin TEXT NOT NULL REFERENCES origins (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    tied_to TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    kind TEXT NOT NULL, likeness DOUBLE PRECISION NOT NULL, because TEXT NOT NULL,
    PRIMARY KEY (origin, position))

CREATE INDEX ties_by_article ON ties (article)

CREATE INDEX ties_by_tied_to ON ties (tied_to)
"""

WATCHED_TABLES = """
ALTER TABLE entities ADD COLUMN state TEXT NOT NULL DEFAULT ''

ALTER TABLE entities ADD COLUMN qid TEXT NOT NULL DEFAULT ''

CREATE TABLE judged_mentions (
    judgement TEXT NOT NULL REFERENCES judgements (id), side TEXT NOT NULL,
    position INTEGER NOT NULL, mention TEXT NOT NULL, PRIMARY KEY (judgement, side, position))

CREATE TABLE watched (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT, qid TEXT NOT NULL, source TEXT NOT NULL)

CREATE TABLE watched_aliases (
    watched TEXT NOT NULL REFERENCES watched (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, alias TEXT NOT NULL, PRIMARY KEY (watched, position))
"""

REFUSE_JUDGED_POSTGRES = """
CREATE TRIGGER judged_mentions_refuse_change BEFORE UPDATE OR DELETE ON judged_mentions
FOR EACH ROW EXECUTE FUNCTION onrecord_refuse_change()
"""

# Numbers and not ids: a statement has as many runs as words. Found by run, they need no rowid.
QUOTATION_TABLE = """
CREATE TABLE quotation_runs (
    run BIGINT NOT NULL,
    statement INTEGER NOT NULL REFERENCES statements (number) ON DELETE CASCADE,
    PRIMARY KEY (run, statement)) ROWLESS

CREATE INDEX quotation_runs_by_statement ON quotation_runs (statement)
"""

QUOTATIONS = (
    "SELECT number, words FROM statements WHERE number > :number ORDER BY number LIMIT 1000"
)

QUOTATION_RUN = "INSERT INTO quotation_runs (run, statement) VALUES (:run, :statement)"

BROWSING = """
ALTER TABLE entities ADD COLUMN mentioned INTEGER NOT NULL DEFAULT 0

UPDATE entities SET mentioned =
    (SELECT count(*) FROM entity_mentions WHERE entity_mentions.entity = entities.id)

CREATE INDEX entities_by_mentions ON entities (kind, mentioned)

CREATE INDEX statements_in_order
ON statements ((earliest IS NULL), earliest, latest, article, start, id)

CREATE INDEX statements_by_score ON statements (score, id)

CREATE INDEX articles_by_publisher ON articles (publisher, id)

CREATE INDEX articles_in_order
ON articles ((coalesce(published_earliest, published_latest, '9999-12-31')), path, member, id)
"""

WEIGHED_TABLE = """
CREATE TABLE weighed (
    statement TEXT PRIMARY KEY REFERENCES statements (id) ON DELETE CASCADE,
    marks BYTES NOT NULL)
"""

LOOKUP_TABLES = """
DROP TABLE weighed

CREATE TABLE lookups (
    statement TEXT PRIMARY KEY REFERENCES statements (id) ON DELETE CASCADE,
    claim BYTES NOT NULL, place BYTES NOT NULL, others BYTES NOT NULL)

CREATE TABLE clashes (
    statement TEXT NOT NULL REFERENCES lookups (statement) ON DELETE CASCADE, other TEXT NOT NULL,
    kind TEXT NOT NULL, score DOUBLE PRECISION NOT NULL, because TEXT NOT NULL,
    PRIMARY KEY (statement, other))
"""

NAMED = """
ALTER TABLE mentions ADD COLUMN described TEXT NOT NULL DEFAULT ''

ALTER TABLE entities ADD COLUMN named BOOLEAN NOT NULL DEFAULT TRUE

UPDATE entities SET named = FALSE WHERE state = '' AND mentioned > 0 AND id NOT IN
    (SELECT entity FROM entity_mentions JOIN mentions ON mentions.id = mention WHERE mentions.named)
"""

SAYINGS = """
CREATE TABLE sayings (
    entity TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE, part TEXT NOT NULL,
    statement INTEGER NOT NULL REFERENCES statements (number) ON DELETE CASCADE,
    PRIMARY KEY (entity, part, statement)) ROWLESS

INSERT INTO sayings SELECT DISTINCT entity, 'by', number
FROM entity_mentions JOIN statements ON speaker = mention

INSERT INTO sayings SELECT DISTINCT entity, 'about', number
FROM entity_mentions JOIN statement_about ON statement_about.mention = entity_mentions.mention
JOIN statements ON statements.id = statement

CREATE INDEX sayings_by_statement ON sayings (statement, part, entity)

DROP INDEX statements_by_act

CREATE INDEX statements_by_act
ON statements (act, (earliest IS NULL), earliest, latest, article, start, id)

DROP INDEX comparisons_by_kind

CREATE INDEX comparisons_by_kind ON comparisons (kind, score DESC, id)

CREATE INDEX comparisons_by_score ON comparisons (score DESC, id)

CREATE INDEX entities_by_mentioned ON entities (mentioned DESC, plain, id)

CREATE INDEX articles_newest_first
ON articles ((coalesce(published_earliest, published_latest, '')) DESC, path, member, id)
"""
