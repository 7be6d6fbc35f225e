import datetime
import hashlib
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.dialects import postgresql

from onrecord.errors import NewerRecord, NotARecord, RecordError
from onrecord.ids import judgement_id
from onrecord.record import Record
from onrecord.store import Store, Wanted, migrations, search, tables
from onrecord.store.finding import comparisons_wanted, last_said, statements_wanted
from onrecord.store.opening import _url
from onrecord.store.rows import ENTITIES
from onrecord.store.writing import put_changes
from onrecord.values import Findings, Intake, Judgement
from tests import strategies
from tests.standins import STAGES

TEXT = "date: 2031-03-02\n\nMarr denies of Tollgate: there is no déal."
few = settings(max_examples=25, deadline=None)


def put_entities(store, entities):
    with store._writing() as connection:
        put_changes(connection, ENTITIES, {}, {entity.id: entity for entity in entities})


def keep(store, data, article, findings):
    come = Intake(article.path, article.digest, len(data), "1")
    return store.keep(come, data, [(article, findings)], "1", {})


@few
@given(strategies.articles_with_findings(), st.data())
def test_what_is_stored_is_what_comes_back(drawn, more):
    data, article, findings = drawn
    entities = more.draw(strategies.entities(findings.mentions))
    comparisons = more.draw(strategies.comparisons(article, findings.statements))
    judgement = more.draw(strategies.judgements())
    store = Store("sqlite://")
    assert keep(store, data, article, findings)
    changes = store.unsettled("1")
    if changes is not None:
        put_entities(store, entities)
        assert store.settle(changes, "1", comparisons, {})
    assert store.judge(judgement, False) == judgement
    assert store.articles() == [article]
    assert store.saved(article.id) == (article.digest, data)
    by_id = {one.id: one for one in findings.statements}
    assert {one.id: one for one in store.statements(Wanted())} == by_id
    assert {one.id: one for one in store.statements(Wanted(article=article.id))} == by_id
    assert {one.id: one for one in store.mentions()} == {one.id: one for one in findings.mentions}
    if changes is not None:
        assert sorted(store.entities(), key=lambda one: one.id) == sorted(
            entities, key=lambda one: one.id
        )
        assert store.browse.comparisons() == comparisons
    assert store.judgements() == [judgement]
    assert store.problems() == []
    store.close()


@few
@given(strategies.articles_with_findings(), st.data())
def test_findings_are_replaced_by_their_difference(drawn, more):
    data, article, findings = drawn
    _, other, _ = more.draw(strategies.articles_with_findings())
    kept = tuple(one for one in findings.statements if more.draw(st.booleans()))
    changed = tuple(replace(one, score=0.25, said=None, via=()) for one in kept)
    store = Store("sqlite://")
    keep(store, data, article, Findings(findings.mentions, kept))
    keep(store, data, replace(article, title=other.title), replace(findings, statements=changed))
    keep(store, data, article, findings)
    assert store.articles() == [article]
    assert {one.id: one for one in store.statements(Wanted())} == {
        one.id: one for one in findings.statements
    }
    keep(store, data, article, Findings())
    assert store.statements(Wanted()) == store.mentions() == []
    assert store.problems() == []
    store.close()


def test_statements_that_stay_the_same_are_not_written_again(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    with Record("sqlite://", STAGES) as record:
        list(record.add(tmp_path / "a.txt"))
        numbers = "SELECT number FROM statements UNION ALL SELECT number FROM articles"
        with record._store._reading() as connection:
            before = connection.execute(text(numbers)).all()
        record._adding.redate(record.articles()[0].id)
        assert record._store.unsettled("1 1") is None
        with record._store._reading() as connection:
            assert connection.execute(text(numbers)).all() == before


def test_one_id_for_two_mentions_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    with Record("sqlite://", replace(STAGES, annotate=_two_faced)) as record:
        (added,) = record.add(tmp_path / "a.txt")
    assert "two mentions with one id" in added.reason


def _two_faced(article):
    findings = STAGES.annotate(article)
    other = tuple(replace(one, name="Somebody") for one in findings.mentions)
    return replace(findings, mentions=other)


# --- opening ---


def test_a_file_that_is_no_record_is_left_as_it_is(tmp_path):
    cases = {
        "notes.db": (b"Notes of the day\n" * 100, "does not begin as an SQLite file"),
        "half.db": (b"SQLite format 3\0" + b"\x07" * 3000, "not a record"),
    }
    for name, (data, reason) in cases.items():
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(NotARecord, match=reason):
            Store(str(path))
        assert path.read_bytes() == data
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE songs (name)")
    connection.close()
    before = other.read_bytes()
    with pytest.raises(NotARecord, match="SQLite file of another program"):
        Store(str(other))
    assert other.read_bytes() == before
    with pytest.raises(NotARecord, match="is a folder"):
        Store(str(tmp_path))
    with pytest.raises(RecordError, match="there is no folder"):
        Store(str(tmp_path / "none" / "record.db"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["half.db", "notes.db", "other.db"]


def test_a_damaged_record_says_so(tmp_path):
    path = tmp_path / "record.db"
    (tmp_path / "a.txt").write_text(TEXT)
    with Record(path, STAGES) as record:
        list(record.add(tmp_path / "a.txt"))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(NotARecord, match="damaged"):
        Store(str(path))
    path.write_bytes(whole[:8192] + b"\x55" * (len(whole) - 8192))
    with pytest.raises(NotARecord, match="left as it is"):
        read_all(path)


def read_all(path):
    with Record(path, STAGES) as record:
        assert record.verify() != []
        record.statements()


def test_a_record_of_a_newer_onrecord_is_not_touched(tmp_path):
    path = tmp_path / "record.db"
    Store(str(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerRecord, match=r"version 99.*pip install --upgrade onrecord"):
        Store(str(path))
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_record(tmp_path):
    path = tmp_path / "record.db"
    path.touch()
    Store(str(path)).close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA application_id").fetchone() == (
            migrations.APPLICATION_ID,
        )
    connection.close()


def test_programs_that_make_the_same_record_at_once_all_get_it(tmp_path):
    opening = "import sys; from onrecord.store import Store; Store(sys.argv[1]).close()"
    programs = [
        subprocess.Popen([sys.executable, "-c", opening, str(tmp_path / "record.db")])
        for _ in range(4)
    ]
    assert [program.wait() for program in programs] == [0, 0, 0, 0]


def test_addresses_name_a_file_or_a_server():
    assert _url("case.db").render_as_string() == "sqlite:///case.db"
    assert _url("postgres://host/case").drivername == "postgresql+psycopg"
    with pytest.raises(RecordError, match="no store for 'mysql'; on hand: postgresql, sqlite"):
        _url("mysql://host/case")
    with pytest.raises(RecordError, match="no address of a record"):
        _url("://x")


# --- tables ---


def test_the_migrations_make_the_tables_that_the_store_knows():
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrations.migrate(connection)
        assert migrations.version(connection) == len(migrations.MIGRATIONS)
        seen = inspect(connection)
        made = {name for name in seen.get_table_names() if not re.search("_search|^sqlite", name)}
        assert made == set(tables.METADATA.tables)
        for table in tables.METADATA.tables.values():
            columns = {column["name"]: column["type"] for column in seen.get_columns(table.name)}
            assert list(columns) == [column.name for column in table.columns]
            key = seen.get_pk_constraint(table.name)["constrained_columns"]
            assert set(key) == {column.name for column in table.primary_key}
            for column in table.columns:
                assert columns[column.name]._type_affinity in {
                    column.type._type_affinity,
                    column.type.dialect_impl(engine.dialect)._type_affinity,
                } or isinstance(column.type, tables.TEXT)
    engine.dispose()


def test_articles_of_the_first_version_have_empty_fields_where_there_were_none():
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrations.m001_first_tables(connection)
        columns = "id, digest, member, title, byline, publisher, url, language, path, reader"
        connection.exec_driver_sql("INSERT INTO files VALUES ('d', 1, x'00')")
        connection.exec_driver_sql(
            f"INSERT INTO articles ({columns}, text_digest, text)"
            " VALUES ('a1', 'd', '', 'Ferry', '', '', '', '', '', '', 't', 'The ferry sank.')"
        )
        migrations.m003_more_of_a_page(connection)
        row = connection.execute(
            text("SELECT title, agency, section, canonical, modified FROM articles")
        ).one()
        assert row == ("Ferry", "", "", "", None)
    engine.dispose()


def test_an_old_record_counts_its_mentions_once_and_lists_by_index():
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        before = migrations.MIGRATIONS.index(migrations.m010_browsing)
        for migration in migrations.MIGRATIONS[:before]:
            migration(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {before}")
        connection.exec_driver_sql("INSERT INTO files VALUES ('d', 1, x'00')")
        connection.exec_driver_sql(
            "INSERT INTO articles (id, digest, member, title, byline, publisher, url, language,"
            " path, reader, text_digest, text)"
            " VALUES ('a1', 'd', '', '', '', 'Courier', '', '', '', '', 't', 'Renn, Renn')"
        )
        for number, entity in enumerate(("e1", "e1", "e2")):
            connection.exec_driver_sql(
                "INSERT INTO mentions (id, article, start, stop, kind, name, office, party, named,"
                f" score, found_by) VALUES ('m{number}', 'a1', 0, 4, 'person', 'Renn', '', '', 1,"
                " 1, '')"
            )
            connection.exec_driver_sql(
                f"INSERT OR IGNORE INTO entities (id, kind, name, plain) VALUES ('{entity}',"
                " 'person', 'Renn', 'renn')"
            )
            connection.exec_driver_sql(
                "INSERT INTO entity_mentions (entity, position, mention)"
                f" VALUES ('{entity}', {number}, 'm{number}')"
            )
        migrations.migrate(connection)
        rows = connection.execute(text("SELECT id, mentioned FROM entities ORDER BY id")).all()
        assert [tuple(row) for row in rows] == [("e1", 2), ("e2", 1)]
        listed = "EXPLAIN QUERY PLAN SELECT id FROM statements ORDER BY score, id LIMIT 1"
        plan = connection.exec_driver_sql(listed).all()
        assert "statements_by_score" in str(plan)
    engine.dispose()


def test_queries_can_be_said_to_postgres():
    class Postgres:
        dialect = postgresql.dialect()

    wanted = Wanted(["e1"], ["e2"], "say", search='one "two three"', limit=5)
    said = str(statements_wanted(Postgres(), wanted).compile(dialect=Postgres.dialect))
    assert "LIKE" in said
    assert "MATCH" not in said
    assert "sayings.entity" in str(comparisons_wanted("shifts", ["e1"], None, 0))
    assert "GROUP BY judgements.target" in str(last_said("reject"))


def test_what_people_decided_and_what_was_saved_cannot_be_changed(tmp_path):
    path = tmp_path / "record.db"
    (tmp_path / "a.txt").write_text(TEXT)
    with Record(path, STAGES) as record:
        list(record.add(tmp_path / "a.txt"))
        record.judge(record.statements()[0].id, "accept")
    connection = sqlite3.connect(path)
    for table, column in {"judgements": "note", "intake": "path", "files": "bytes"}.items():
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            connection.execute(f"UPDATE {table} SET {column} = 'x'")
        with pytest.raises(sqlite3.IntegrityError, match="only added to"):
            connection.execute(f"DELETE FROM {table}")
    connection.close()


def test_the_view_reads_as_a_person_would_want_it(tmp_path):
    path = tmp_path / "record.db"
    (tmp_path / "a.txt").write_text("title: A bridge\n" + TEXT)
    with Record(path, STAGES) as record:
        list(record.add(tmp_path / "a.txt"))
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    (row,) = connection.execute("SELECT * FROM said").fetchall()
    connection.close()
    assert (row["day"], row["speaker"], row["about"], row["act"]) == (
        "2031-03-02",
        "Marr",
        "Tollgate",
        "deny",
    )
    assert (row["words"], row["title"]) == ("there is no déal", "A bridge")


# --- search ---


@few
@given(st.text(max_size=20))
def test_anything_may_be_searched_for(words):
    store = Store("sqlite://")
    assert store.statements(Wanted(search=words)) == []
    store.close()


def test_words_are_found_whatever_their_form_and_accents(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    with Record("sqlite://", STAGES) as record:
        list(record.add(tmp_path / "a.txt"))
        for words in ("deal", "DEALS", "there déal", '"no deal"', "“there is”"):
            assert len(record.statements(search=words)) == 1, words
        for words in ("contract", '"is there"', "", "-", '"'):
            assert record.statements(search=words) == [], words
    assert search.quoted('a "b c" NEAR( d"') == '"a" "b c" "NEAR(" "d"""'


# --- verify ---


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ("UPDATE articles SET text = replace(text, 'no', 'so')", "its text is not what was stored"),
        ("UPDATE articles SET text = replace(text, 'no', 'so')", "not what its spans quote"),
        ("UPDATE statements SET words = 'there is a deal'", "not what its spans quote"),
        ("UPDATE statement_spans SET stop = 900 WHERE role = 'cue'", "a span outside the text"),
        ("UPDATE blocks SET start = -1", "a body block is outside the text"),
        ("UPDATE mentions SET stop = 900", "is outside the text"),
        ("DELETE FROM mentions", "points at mentions that is not there"),
        ("DROP TRIGGER files_refuse_update; UPDATE files SET bytes = x'00'", "its bytes are not"),
        ("DROP TRIGGER statements_search_update; UPDATE statements SET words = 'x'", "quote"),
        (
            "INSERT INTO statements_search (statements_search) VALUES ('delete-all')",
            "full-text index of statements",
        ),
    ],
)
def test_verify_finds_what_was_changed(tmp_path, damage, problem):
    path = tmp_path / "record.db"
    (tmp_path / "a.txt").write_text(TEXT)
    with Record(path, STAGES) as record:
        list(record.add(tmp_path / "a.txt"))
        assert record.verify() == []
    connection = sqlite3.connect(path)
    connection.executescript(damage)
    connection.close()
    with Record(path, STAGES) as record:
        assert any(problem in sentence for sentence in record.verify()), record.verify()


def test_two_judgements_of_one_moment_are_both_kept():
    store = Store("sqlite://")
    when = datetime.datetime(2031, 3, 2, tzinfo=datetime.UTC)
    id = judgement_id("s1-0", "accept", when, "")
    one = store.judge(Judgement(id, "statement", "s1-0", "accept", when), False)
    other = store.judge(Judgement(id, "statement", "s1-0", "accept", when, note="x"), False)
    assert store.judgements() == [one, other]
    assert one.id != other.id
    store.close()


def test_the_digest_of_a_text_is_that_of_its_utf8():
    from onrecord.store.rows import text_digest

    assert text_digest("é") == hashlib.sha256("é".encode()).hexdigest()
