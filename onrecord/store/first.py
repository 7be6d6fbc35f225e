"""The tables, triggers, search and view of the first record, as SQL. Never edited again."""

from __future__ import annotations


def date_columns(name: str) -> str:
    """Return the columns of a date, each with its type."""
    parts = ("", "_earliest", "_latest", "_words", "_anchor", "_rule")
    return ", ".join(f"{name}{part} TEXT" for part in parts)


FIRST_TABLES = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)

CREATE TABLE files (digest TEXT PRIMARY KEY, size INTEGER NOT NULL, bytes BYTES NOT NULL)

CREATE TABLE readings (
    digest TEXT PRIMARY KEY REFERENCES files (digest),
    path TEXT NOT NULL, reader_version TEXT NOT NULL, detector_version TEXT NOT NULL)

CREATE TABLE intake (
    number NUMBERED, path TEXT NOT NULL, digest TEXT NOT NULL, size INTEGER NOT NULL,
    added TEXT NOT NULL, reader_version TEXT NOT NULL, reason TEXT NOT NULL)

CREATE INDEX intake_by_path ON intake (path, digest)

CREATE INDEX intake_by_digest ON intake (digest)

CREATE TABLE articles (
    number NUMBERED, id TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL REFERENCES files (digest), member TEXT NOT NULL,
    title TEXT NOT NULL, byline TEXT NOT NULL, publisher TEXT NOT NULL, url TEXT NOT NULL,
    language TEXT NOT NULL, path TEXT NOT NULL, reader TEXT NOT NULL,
    {date_columns("published")},
    text_digest TEXT NOT NULL, text TEXT NOT NULL)

CREATE INDEX articles_by_digest ON articles (digest)

CREATE TABLE authors (
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (article, position))

CREATE TABLE blocks (
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, role TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    PRIMARY KEY (article, position))

CREATE TABLE evidence (
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, place TEXT NOT NULL,
    words TEXT NOT NULL, taken BOOLEAN NOT NULL, PRIMARY KEY (article, position))

CREATE TABLE mentions (
    id TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, stop INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    office TEXT NOT NULL, party TEXT NOT NULL, named BOOLEAN NOT NULL,
    score DOUBLE PRECISION NOT NULL, found_by TEXT NOT NULL)

CREATE INDEX mentions_by_article ON mentions (article, start)

CREATE TABLE statements (
    number NUMBERED, id TEXT NOT NULL UNIQUE,
    article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, stop INTEGER NOT NULL, words TEXT NOT NULL,
    quoting TEXT NOT NULL, act TEXT NOT NULL, polarity TEXT NOT NULL, speech TEXT NOT NULL,
    nested BOOLEAN NOT NULL, speaker TEXT REFERENCES mentions (id),
    earliest TEXT, latest TEXT,
    {date_columns("said")},
    {date_columns("spoken_of")},
    {date_columns("published")},
    score DOUBLE PRECISION NOT NULL, found_by TEXT NOT NULL)

CREATE INDEX statements_by_article ON statements (article, start)

CREATE INDEX statements_by_speaker ON statements (speaker)

CREATE INDEX statements_by_date ON statements (earliest, latest)

CREATE INDEX statements_by_act ON statements (act, earliest)

CREATE TABLE statement_spans (
    statement TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    role TEXT NOT NULL, position INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    PRIMARY KEY (statement, role, position))

CREATE TABLE relays (
    statement TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    start INTEGER NOT NULL, stop INTEGER NOT NULL, PRIMARY KEY (statement, position))

CREATE TABLE statement_about (
    statement TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, mention TEXT NOT NULL REFERENCES mentions (id),
    PRIMARY KEY (statement, position))

CREATE INDEX statement_about_by_mention ON statement_about (mention)

CREATE TABLE entities (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, plain TEXT NOT NULL)

CREATE INDEX entities_by_name ON entities (plain)

CREATE TABLE entity_aliases (
    entity TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, alias TEXT NOT NULL, plain TEXT NOT NULL,
    PRIMARY KEY (entity, position))

CREATE INDEX entity_aliases_by_name ON entity_aliases (plain)

CREATE TABLE entity_offices (
    entity TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, party TEXT NOT NULL,
    since TEXT NOT NULL, until TEXT NOT NULL, PRIMARY KEY (entity, position))

CREATE TABLE entity_speaks_for (
    entity TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, party TEXT NOT NULL, PRIMARY KEY (entity, position))

CREATE INDEX entity_speaks_for_by_party ON entity_speaks_for (party)

CREATE TABLE entity_mentions (
    entity TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, mention TEXT NOT NULL, PRIMARY KEY (entity, position))

CREATE INDEX entity_mentions_by_mention ON entity_mentions (mention, entity)

CREATE TABLE entity_reasons (
    entity TEXT NOT NULL REFERENCES entities (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (entity, position))

CREATE TABLE comparisons (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL,
    earlier TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    later TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    score DOUBLE PRECISION NOT NULL, because TEXT NOT NULL, ordered BOOLEAN NOT NULL,
    found_by TEXT NOT NULL)

CREATE INDEX comparisons_by_kind ON comparisons (kind, score)

CREATE INDEX comparisons_by_earlier ON comparisons (earlier)

CREATE INDEX comparisons_by_later ON comparisons (later)

CREATE TABLE cited (
    comparison TEXT NOT NULL REFERENCES comparisons (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, statement TEXT NOT NULL REFERENCES statements (id) ON DELETE CASCADE,
    start INTEGER NOT NULL, stop INTEGER NOT NULL, PRIMARY KEY (comparison, position))

CREATE INDEX cited_by_statement ON cited (statement)

CREATE TABLE judgements (
    number NUMBERED, id TEXT NOT NULL UNIQUE, judged TEXT NOT NULL, target TEXT NOT NULL,
    verdict TEXT NOT NULL, decided TEXT NOT NULL, who TEXT NOT NULL, words TEXT NOT NULL,
    correction TEXT NOT NULL, note TEXT NOT NULL)

CREATE INDEX judgements_by_target ON judgements (target, number)
"""


def refuse(table: str, change: str) -> str:
    """Return the SQLite trigger that refuses UPDATE or DELETE on a table."""
    return f"""
CREATE TRIGGER {table}_refuse_{change.lower()} BEFORE {change} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} are only added to, never changed'); END
"""


def _refuse_postgres(table: str) -> str:
    return f"""
CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION onrecord_refuse_change()
"""


KEPT = ("files", "intake", "judgements")

FIRST_TRIGGERS = "".join(refuse(table, change) for table in KEPT for change in ("UPDATE", "DELETE"))

FIRST_TRIGGERS_POSTGRES = """
CREATE FUNCTION onrecord_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION USING
    MESSAGE = TG_TABLE_NAME || ' are only added to, never changed'; END $$
""" + "".join(_refuse_postgres(table) for table in KEPT)


def _search(table: str, columns: str) -> str:
    """Return what keeps a full-text index of columns in step with their table."""
    new = ", ".join(f"new.{column}" for column in columns.split(", "))
    old = ", ".join(f"old.{column}" for column in columns.split(", "))
    forget = (
        f"INSERT INTO {table}_search ({table}_search, rowid, {columns}) "
        f"VALUES ('delete', old.number, {old});"
    )
    learn = f"INSERT INTO {table}_search (rowid, {columns}) VALUES (new.number, {new});"
    return f"""
CREATE VIRTUAL TABLE {table}_search USING fts5 ({columns}, content='{table}',
content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')

CREATE TRIGGER {table}_search_insert AFTER INSERT ON {table} BEGIN {learn} END

CREATE TRIGGER {table}_search_delete AFTER DELETE ON {table} BEGIN {forget} END

CREATE TRIGGER {table}_search_update AFTER UPDATE OF {columns} ON {table}
BEGIN {forget} {learn} END
"""


FIRST_SEARCH = _search("statements", "words") + _search("articles", "title, text")

# For a person with Datasette or a notebook: one row a statement, with everything beside it.
FIRST_VIEW = """
CREATE VIEW said AS
SELECT statements.id AS statement,
    coalesce(statements.said, statements.published) AS day,
    coalesce((SELECT entities.name FROM entity_mentions JOIN entities
              ON entities.id = entity_mentions.entity
              WHERE entity_mentions.mention = statements.speaker ORDER BY entities.id LIMIT 1),
             speakers.name) AS speaker,
    speakers.office AS office, speakers.party AS party,
    statements.act, statements.polarity, statements.quoting, statements.words,
    (SELECT group_concat(name, ', ') FROM
        (SELECT DISTINCT mentions.name AS name FROM statement_about JOIN mentions
         ON mentions.id = statement_about.mention
         WHERE statement_about.statement = statements.id ORDER BY statement_about.position)
    ) AS about,
    statements.said, statements.spoken_of, statements.published,
    articles.title, articles.publisher, articles.url, articles.path, articles.id AS article,
    statements.start, statements.stop, statements.score
FROM statements JOIN articles ON articles.id = statements.article
LEFT JOIN mentions AS speakers ON speakers.id = statements.speaker
"""
