"""The intake log as a chain: what was done to it shows, and what a chain cannot show is said."""

import datetime
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from onrecord.errors import NotARecord, NotOnRecord
from onrecord.ids import intake_hash
from onrecord.record import Record
from onrecord.store import Store, migrations
from onrecord.values import Intake
from tests.standins import NEWER_STAGES, STAGES

PAGE = "title: {}\ndate: 2031-03-02\n\nMarr denies of Tollgate: there is no deal.\n"
TEXTS = ("path", "digest", "added", "reader_version", "reason", "previous", "hash")
WHOLE = ("number", "size", "kept")


@pytest.fixture(scope="module")
def logged(tmp_path_factory):
    """Return the path of a record with six entries in its log, four of them of files kept."""
    folder = tmp_path_factory.mktemp("logged")
    saved = folder / "saved"
    saved.mkdir()
    for name in ("a", "b", "c"):
        (saved / f"{name}.txt").write_text(PAGE.format(name))
    (saved / "d.txt").write_text(PAGE.format("a"))  # the first file again, under another name
    (saved / "e.txt").write_text("")
    (saved / "f.doc").write_text("x")
    with Record(folder / "case.db", STAGES) as record:
        list(record.add(saved))
        assert [entry.kept for entry in record.intake()] == [True] * 4 + [False] * 2
        assert record.verify() == []
    return folder / "case.db"


@pytest.fixture(scope="module")
def tampered(logged, tmp_path_factory):
    """Return what changes a copy of that record behind its triggers and says what verify finds."""
    path = tmp_path_factory.mktemp("tampered") / "case.db"

    def problems(*changes, head=""):
        shutil.copy(logged, path)
        with closing(sqlite3.connect(path)) as connection:
            for change in ("update", "delete", "insert"):
                connection.execute(f"DROP TRIGGER intake_refuse_{change}")
            connection.execute("DROP TRIGGER files_refuse_delete")
            connection.execute("DROP INDEX intake_by_previous")
            for change in changes:
                connection.execute(*change)
            connection.commit()
        with closing(Store(str(path))) as store:
            return store.problems(head)

    return problems


@pytest.fixture(scope="module")
def entries(logged):
    """Return the entries of that log."""
    with closing(sqlite3.connect(logged)) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute("SELECT * FROM intake ORDER BY number").fetchall()
        return [Intake(**{**row, "kept": bool(row["kept"])}) for row in rows]


few = settings(max_examples=40, deadline=None)
numbers = st.integers(1, 6)


@few
@given(numbers, st.sampled_from(TEXTS + WHOLE), st.text(st.characters(codec="utf-8")), st.data())
def test_an_edit_of_any_field_of_any_entry_is_found(tampered, entries, number, field, words, data):
    logged = getattr(entries[number - 1], field)
    if field == "kept":  # a constraint lets nothing but yes and no be written
        value = not logged
    else:
        value = words if field in TEXTS else data.draw(st.integers(-(2**60), 2**60))
    assume(value != logged and not (field == "number" and 1 <= value <= 6))
    change = f"UPDATE intake SET {field} = ? WHERE number = ?"
    assert any("intake" in one for one in tampered((change, (value, number))))


@few
@given(st.sets(numbers, min_size=1))
def test_a_removed_entry_is_found_wherever_it_stood(tampered, gone):
    removal = ("DELETE FROM intake WHERE number = ?",)
    assert any("intake" in one for one in tampered(*((*removal, (one,)) for one in gone)))


@few
@given(st.permutations(range(1, 7)))
def test_entries_in_another_order_are_found(tampered, order):
    aside = ("UPDATE intake SET number = -number", ())
    back = [
        ("UPDATE intake SET number = ? WHERE number = ?", (new, -old))
        for old, new in enumerate(order, 1)
    ]
    found = tampered(aside, *back)
    assert any("intake" in one for one in found) == (order != [1, 2, 3, 4, 5, 6])


def test_the_first_broken_link_is_named(tampered):
    edit = ("UPDATE intake SET path = 'elsewhere.txt' WHERE number IN (2, 4)", ())
    assert tampered(edit) == [
        "intake entry 2 (elsewhere.txt) is not what was logged: its hash is another; "
        "the chain breaks there"
    ]
    (after, _) = tampered(("DELETE FROM intake WHERE number = 3", ()))
    assert "c.txt" not in after
    assert "does not follow entry 2: what stood between was removed or changed" in after
    (last,) = tampered(("DELETE FROM intake WHERE number = 6", ()))
    assert last == "the intake log ends with entry 5, which is not its head: entries are missing"
    found = tampered(("UPDATE intake SET path = x'00' WHERE number = 1", ()))
    assert "intake entry 1" in found[0]


def test_a_missing_file_and_one_that_nobody_logged_are_named(tampered, entries):
    first = entries[0]
    found = tampered(("DELETE FROM files WHERE digest = ?", (first.digest,)))
    assert f"intake entry 1 ({first.path}): the saved file {first.digest} is missing" in found
    found = tampered(("INSERT INTO files VALUES ('aa', 1, x'00')", ()))
    assert "saved file aa: no intake entry says how it came" in found


def test_only_a_head_noted_elsewhere_tells_a_rebuilt_log(tampered, entries):
    """Whoever holds the record can make its chain anew, and then it holds; the doc says so."""
    noted = entries[3].hash
    assert tampered(head=noted) == []
    changes, previous = [], ""
    for entry in entries:
        new = replace(entry, path=entry.path + "~", previous=previous)
        previous = intake_hash(new)
        row = (new.path, new.previous, previous, new.number)
        changes.append(("UPDATE intake SET path = ?, previous = ?, hash = ? WHERE number = ?", row))
    changes.append(("UPDATE meta SET value = ? WHERE name = 'intake_head'", (previous,)))
    assert tampered(*changes) == []
    assert tampered(*changes, head=noted) == [
        f"the head {noted} is not in the intake log, as far as its chain holds"
    ]


def test_the_hash_of_an_entry_can_be_made_by_hand():
    entry = Intake("clips/é.html", "d1", 3, "5", "", True, 1, "2031-03-02T10:00:00+00:00")
    # printf '%s' '{"added":...}' | sha256sum, the line being this one:
    line = (
        '{"added":"2031-03-02T10:00:00+00:00","digest":"d1","kept":true,"number":1,'
        '"path":"clips/é.html","previous":"","reader_version":"5","reason":"","size":3}'
    )
    done = subprocess.run(
        [sys.executable, "-c", "import sys, hashlib; "
         "print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())"],
        input=line.encode(), capture_output=True, check=True,
    )  # fmt: skip
    assert intake_hash(entry) == done.stdout.decode().strip()


# --- adding ---


def test_a_file_that_comes_again_another_way_is_another_entry(tmp_path):
    page = tmp_path / "b.txt"
    page.write_text(PAGE.format("a bridge"))
    with Record("sqlite://", STAGES) as record:
        assert (record.head(), record.verify()) == ("", [])
        for _ in range(2):
            (added,) = record.add(page)
        (article,) = added.articles
        (tmp_path / "a.txt").write_bytes(page.read_bytes())
        (tmp_path / "c.txt").write_text("")
        list(record.add(tmp_path))
        every, own = list(record.intake()), list(record.intake(article[:9]))
        assert [entry.path[-5:] for entry in every] == ["b.txt", "a.txt", "c.txt"]
        assert own == every[:2]
        assert [entry.number for entry in every] == [1, 2, 3]
        assert [entry.previous for entry in every] == ["", every[0].hash, every[1].hash]
        assert record.head() == every[2].hash
        assert all(intake_hash(entry) == entry.hash for entry in every)
        assert record.verify(every[0].hash) == []
        assert record.file(own[0].digest) == page.read_bytes()
        with pytest.raises(NotOnRecord, match="no saved file 'aa' on record"):
            record.file("aa")
    when = datetime.datetime.fromisoformat(own[0].added)
    assert when.utcoffset() == datetime.timedelta()
    assert (own[0].size, own[0].reader_version, own[0].kept) == (page.stat().st_size, "1", True)


def test_programs_that_add_at_once_make_one_chain(tmp_path):
    path = str(tmp_path / "case.db")
    Store(path).close()
    adding = (
        "import sys; from onrecord.store import Store; from onrecord.values import Intake\n"
        "store = Store(sys.argv[1])\n"
        "for number in range(25): store.log(Intake(f'{sys.argv[2]}{number}', reason='gone'))\n"
    )
    programs = [subprocess.Popen([sys.executable, "-c", adding, path, who]) for who in "abc"]
    assert [program.wait() for program in programs] == [0, 0, 0]
    with closing(Store(path)) as store:
        assert len({entry.previous for entry in store.intake()}) == 75
        assert store.problems() == []


# --- the database ---


def test_the_database_refuses_an_entry_out_of_turn(logged, entries):
    last = replace(entries[-1], number=7, previous=entries[-1].hash)
    row = "(:path, :digest, :size, :added, :reader_version, :reason, :kept, :previous, :hash)"
    columns = "(number, " + row[1:].replace(":", "")
    put = f"INTO intake {columns} VALUES (:number, {row[1:]}"
    with closing(sqlite3.connect(logged)) as connection:
        for entry in (
            replace(last, number=3),  # in place of another
            replace(last, previous=entries[2].hash),  # a fork
            replace(last, previous=""),  # a second beginning
        ):
            for verb in ("INSERT", "INSERT OR REPLACE"):
                with pytest.raises(sqlite3.IntegrityError, match="after the last one"):
                    connection.execute(f"{verb} {put}", fields_of(entry))
        connection.execute(f"INSERT {put}", fields_of(last))


def fields_of(entry):
    return {name: getattr(entry, name) for name in (*TEXTS, *WHOLE)}


def test_a_record_whose_head_is_gone_takes_no_more_and_says_why(tmp_path, logged):
    path = tmp_path / "case.db"
    shutil.copy(logged, path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM meta WHERE name = 'intake_head'")
        connection.commit()
    with closing(Store(str(path))) as store:
        with pytest.raises(NotARecord, match="`onrecord verify` says where"):
            store.log(Intake("new.txt"))
        assert store.problems() == [
            "the intake log ends with entry 6, which is not its head: entries are missing"
        ]


def test_an_older_record_is_chained_from_its_first_entry(tmp_path):
    path = tmp_path / "old.db"
    names = [migration.__name__ for migration in migrations.MIGRATIONS]
    done = next(n for n, name in enumerate(names) if name.endswith("_chained_intake"))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        for migration in migrations.MIGRATIONS[:done]:
            migration(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {done}")
        digest = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        connection.execute(text(f"INSERT INTO files VALUES ('{digest}', 1, x'00')"))
        put = text("INSERT INTO intake VALUES (:n, :path, :digest, :n, '2031', '4', '')")
        connection.execute(
            put,
            [
                {"n": number, "path": f"{number}.txt", "digest": digest * (number % 2)}
                for number in range(1, 1500)
            ],
        )
    engine.dispose()
    with Record(path, NEWER_STAGES) as record:
        entries = list(record.intake())
        assert record.verify() == []
        assert record.head() == entries[-1].hash != ""
        assert (len(entries), entries[0].previous) == (1499, "")
        assert [entry.kept for entry in entries[:3]] == [True, False, True]
        (tmp_path / "new.txt").write_text(PAGE.format("new"))
        list(record.add(tmp_path / "new.txt"))
        assert record.verify(entries[-1].hash) == []
    with closing(sqlite3.connect(path)) as connection:
        for change in ("UPDATE intake SET path = 'x'", "DELETE FROM intake"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                connection.execute(change)
