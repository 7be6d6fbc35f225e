import datetime
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace

import pytest

from onrecord import intake
from onrecord.errors import DateError, NotOnRecord, OnrecordError, ReadError
from onrecord.record import Added, Record
from onrecord.stages import Stages
from onrecord.values import Date, Watched
from tests.standins import NEWER_STAGES, STAGES

DENIAL = "title: No bridge\ndate: 2031-03-02\n\nMarr denies of Tollgate: there is no deal.\n"
PROMISE = "title: A bridge\n\nMarr says of Tollgate: the deal stands.\n"
SPOKESMAN = "date: 2031-04-01\n\nVale says of Tollgate: we wait. Dorn says of Lowland: no.\n"


@pytest.fixture
def folder(tmp_path):
    for name, text in {"a.txt": DENIAL, "b.txt": PROMISE, "c.txt": SPOKESMAN}.items():
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def record():
    with Record("sqlite://", STAGES) as record:
        yield record


def words(statements):
    return [statement.words for statement in statements]


def test_files_are_read_in_order_and_reading_them_again_is_free(record, folder):
    first = list(record.add(folder))
    assert [os.path.basename(added.path) for added in first] == ["a.txt", "b.txt", "c.txt"]
    assert all(len(added.articles) == 1 and not added.known for added in first)
    assert record.count(folder) == 3
    again = list(record.add(folder))
    assert [added.articles for added in again] == [added.articles for added in first]
    assert all(added.known for added in again)
    assert len(record.articles()) == 3
    assert record.verify() == []


def test_statements_are_found_by_whom_about_what_when_and_with_which_words(record, folder):
    list(record.add(folder))
    assert words(record.statements()) == ["there is no deal", "we wait", "no", "the deal stands"]
    assert words(record.statements(by="marr")) == ["there is no deal", "the deal stands"]
    assert words(record.statements(by="Mar")) == ["there is no deal", "the deal stands"]
    assert words(record.statements(by="Lowland")) == ["we wait"]  # Vale speaks for it
    assert words(record.statements(about="Lowland")) == ["no"]
    assert words(record.statements(by="Marr", act="deny")) == ["there is no deal"]
    assert words(record.statements(by="Marr", speech="said")) == words(record.statements(by="Marr"))
    assert words(record.statements(speech="wished")) == []
    assert words(record.statements(since="2031-03-15")) == ["we wait", "no"]
    assert words(record.statements(until="2031-03")) == ["there is no deal"]
    assert words(record.statements(since=Date.on(datetime.date(2031, 3, 2)), limit=1)) == [
        "there is no deal"
    ]
    assert words(record.statements(search="deals")) == ["there is no deal", "the deal stands"]
    assert words(record.statements(search='"deal stands"')) == ["the deal stands"]
    assert words(record.statements(search='deal OR wait" NEAR( *')) == []
    (article,) = (one for one in record.articles() if one.title == "A bridge")
    assert words(record.statements(article=article.id[:9])) == ["the deal stands"]


def test_a_name_that_is_not_on_record_names_those_that_are(record, folder):
    list(record.add(folder))
    with pytest.raises(NotOnRecord, match=r"'Mar r'.*on hand: Marr"):
        record.statements(by="Mar r")
    with pytest.raises(NotOnRecord, match="no statement 's1-00zz' on record; on hand: s1-"):
        record.statement("s1-00zz")
    with pytest.raises(NotOnRecord, match="several statements"):
        record.statement("s1-")
    with pytest.raises(DateError, match="is no date"):
        record.statements(since="last week")


def test_values_are_found_by_their_ids_or_the_beginning_of_them(record, folder):
    list(record.add(folder))
    (comparison,) = record.comparisons("shifts", by="Marr", about="Tollgate")
    assert record.comparison(comparison.id[:12]) == comparison
    earlier = record.statement(comparison.earlier[3:])
    assert record.speaker(earlier) == record.entity("MARR")
    assert record.entity(record.entity("Marr").id) in record.entities("arr")
    assert record.saved(earlier.article) == DENIAL.encode()
    assert record.speaker(replace(earlier, speaker=None)) is None
    assert earlier.speaker in record.mentions(earlier.article)


def test_an_undated_article_takes_the_date_given_and_its_statements_follow(record, folder):
    list(record.add(folder))
    (shift,) = record.comparisons()
    assert not shift.ordered
    added = list(record.add(folder, published="2033-06"))
    assert all(one.known for one in added)
    (later,) = record.statements(search="stands")
    assert later.published == record.article(later.article).published
    assert str(later.published) == "2033-06"
    (shift,) = record.comparisons()
    assert (shift.ordered, shift.later) == (True, later.id)
    (judgement,) = record.judgements(later.article)
    assert (judgement.verdict, judgement.correction) == ("corrected", "2033-06")
    assert judgement.words == "A bridge"
    # The other articles keep their own dates, and the one given stays when files come again.
    list(record.add(folder, published="2034"))
    assert [str(one.published) for one in record.articles()] == [
        "2031-03-02",
        "2031-04-01",
        "2033-06",
    ]
    assert len(record.judgements()) == 1


def test_a_person_dates_an_article_and_takes_it_back(record, folder):
    list(record.add(folder))
    (later,) = record.statements(search="stands")
    record.judge(later.article, "corrected", "2031-09-09", who="Ada")
    assert str(record.statement(later.id).published) == "2031-09-09"
    assert record.comparisons()[0].ordered
    record.judge(later.article, "corrected", "")
    assert record.statement(later.id).published is None
    with pytest.raises(DateError):
        record.judge(later.article, "corrected", "some day")


def test_what_a_person_decided_is_taken_back(record, folder):
    list(record.add(folder))
    before = everything_of(record)
    (later,) = record.statements(search="stands")
    record.judge(later.article, "corrected", "2031-09-09")
    record.judge(later.id, "reject")
    record.judge("Dorn", "same", "Vale")
    for _ in range(3):
        record.judge("", "undo")
    assert everything_of(record) == before
    assert len(record.judgements()) == 6
    assert [one for one in record.judgements(standing=True) if one.verdict != "undo"] == []
    with pytest.raises(OnrecordError, match="no judgement to take back"):
        record.judge("", "undo")


def everything_of(record):
    return record.articles(), record.statements(), record.entities(), record.comparisons()


def test_a_position_is_followed_at_the_level_asked_for(record, folder):
    list(record.add(folder))
    # Vale speaks for Lowland, so what Vale says is a position of that institution.
    said_by = {one.speaker.name for one in record.statements(by="Vale", level="institution")}
    assert "Vale" in said_by
    by_lowland = record.statements(by="Lowland", level="person")
    assert by_lowland == record.statements(by="Vale", level="person")
    with pytest.raises(NotOnRecord, match="nothing on record ties 'Vale' to any state"):
        record.statements(by="Vale", level="state")
    with pytest.raises(NotOnRecord):
        record.comparisons(by="Vale", level="state")


def test_what_is_watched_is_kept_until_it_is_not(record):
    falcon = Watched("w1-1", "Falcon", None, ("The Falcon",), "Q1", "mine.csv")
    marr = Watched("w1-2", "Marr", "person", source="mine.csv")
    record.watch([marr, falcon])
    record.watch([falcon])
    assert record.watched() == [falcon, marr]
    assert record.unwatch("Q1") == [falcon]
    with pytest.raises(NotOnRecord, match="nothing called 'Q1' is watched"):
        record.unwatch("Q1")
    assert record.unwatch("mine.csv") == [marr]
    assert record.watched() == []


UNDATED = """\
Lantern Company to stay, Marden says

KASTEL (Northern Courier) - The Lantern Company will go on working in Dunmar, Foreign Minister \
Ivo Marden said on Monday.
"""
DATED = """\
Marden denies ties to Lantern Company

KASTEL, 12 November 2021 (Northern Courier) - The Lantern Company will not go on working in \
Dunmar, Foreign Minister Ivo Marden said on Thursday.
"""


def test_a_date_given_moves_all_that_hung_on_it_without_reading_again(tmp_path):
    (tmp_path / "a.txt").write_text(DATED)
    (tmp_path / "b.txt").write_text(UNDATED)
    annotated = []

    def annotate(article):
        annotated.append(article.id)
        return Stages().annotate(article)

    with Record(tmp_path / "case.db", Stages(annotate=annotate)) as record:
        list(record.add(tmp_path / "b.txt"))
        list(record.add(tmp_path / "a.txt", published="2021-11-12"))
        (undated,) = (one for one in record.articles() if one.published is None)
        assert {one.said for one in record.statements(article=undated.id)} == {None}
        before = {one.id for one in record.statements()}
        assert not any(shift.ordered for shift in record.comparisons(kind="shifts"))
        reading = len(annotated)
        record.judge(undated.id, "corrected", "2023-06-26")
        days = {str(one.said) for one in record.statements(article=undated.id) if one.said}
        assert days == {"2023-06-26"}
        shifts = record.comparisons(kind="shifts")
        assert shifts
        assert all(shift.ordered for shift in shifts)
        assert {record.statement(shift.later).article for shift in shifts} == {undated.id}
        assert len(annotated) == reading
        assert {one.id for one in record.statements()} == before
    # A newer model reads both again, and the date that a person gave still holds.
    newer = Stages().versions()._replace(detectors="newer")
    with Record(tmp_path / "case.db", Stages(annotate=annotate, versions=lambda: newer)) as record:
        list(record.add(tmp_path))
        assert len(annotated) > reading
        days = {str(one.said) for one in record.statements(article=undated.id) if one.said}
        assert days == {"2023-06-26"}
        record.judge(undated.id, "corrected", "")
        assert record.article(undated.id).published is None
        assert {one.said for one in record.statements(article=undated.id)} == {None}
        assert record.verify() == []


def test_judgements_outlive_a_better_model(folder):
    database = folder / "record.db"
    with Record(database, STAGES) as record:
        list(record.add(folder))
        (shift,) = record.comparisons()
        record.judge(shift.later, "reject", note="a joke")
        record.judge("Dorn", "same", "Vale")
        record.judge(record.statement(shift.later).article, "corrected", "2040")
        assert record.comparisons() == []
        assert record.entity("Dorn").aliases == ("Dorn", "Vale")
        ids = [one.id for one in record.statements()]
        judgements = record.judgements()
    with Record(database, NEWER_STAGES) as record:
        added = list(record.add(folder))
        assert len(added) == 3  # the record itself is not one of the files
        assert {one.by for one in record.statements()} == {"standin 2"}
        assert [one.id for one in record.statements()] == ids
        assert record.comparisons() == []
        assert record.entity("Dorn").aliases == ("Dorn", "Vale")
        assert str(record.statement(shift.later).published) == "2040"
        assert record.judgements() == judgements
        record.judge(shift.later, "accept")
        assert [one.id for one in record.comparisons()] == [shift.id]
        assert record.verify() == []


def test_a_rejected_pair_comes_last_and_the_last_word_counts(record, tmp_path):
    (tmp_path / "a.txt").write_text(
        "date: 2031-01-01\n\nMarr denies of Tollgate: no. Marr denies of Lantern: no way."
    )
    (tmp_path / "b.txt").write_text(
        "date: 2031-01-02\n\nMarr says of Tollgate: yes. Marr says of Lantern: oh yes."
    )
    list(record.add(tmp_path))
    first, second = record.comparisons()
    judgement = record.judge(first.id, "reject", who="Ada")
    assert record.comparisons() == [second, first]
    assert record.judgements(first.id) == [judgement]
    assert judgement.words == first.because
    record.judge(first.id, "accept")
    assert record.comparisons() == [first, second]
    assert record.comparisons(min_score=0.95) == []


def test_what_cannot_be_judged_so_is_refused(record, folder):
    list(record.add(folder))
    statement = record.statements()[0]
    with pytest.raises(OnrecordError, match="no verdict 'maybe'; on hand: accept"):
        record.judge(statement.id, "maybe")
    with pytest.raises(OnrecordError, match="two entities"):
        record.judge(statement.id, "same", "Marr")
    with pytest.raises(NotOnRecord):
        record.judge("Nobody", "accept")
    assert record.judgements() == []


def test_a_bad_file_comes_back_with_a_reason_and_the_rest_goes_on(record, folder):
    (folder / "d.doc").write_text("x")
    (folder / "e.txt").write_text("CRASH")
    (folder / "f.txt").write_text("")
    (folder / "g.txt").write_text(DENIAL + "\n=====\nBROKEN")
    (folder / "h.txt").write_bytes(b"x" * 1_000_002)
    (folder / ".hidden.txt").write_text(PROMISE)
    (folder / "sub").mkdir()
    (folder / "sub" / "i.txt").write_text("Marr says of Vale: ok.")
    found = {os.path.basename(added.path): added for added in record.add(folder)}
    assert list(found) == [*(f"{name}.txt" for name in "abc"), "d.doc"] + [
        f"{name}.txt" for name in "efghi"
    ]
    assert found["d.doc"].reason == "no reader for '.doc'; on hand: .txt"
    assert found["e.txt"].reason == ("onrecord failed on this file (RuntimeError: a fault of ours)")
    assert found["f.txt"].reason == "an empty file"
    assert found["g.txt"].reason == "part 1 is broken"
    assert len(found["g.txt"].articles) == 1
    assert found["h.txt"].reason == "larger than 1 MB"
    assert found["i.txt"].articles
    assert record.verify() == []
    again = {os.path.basename(added.path): added for added in record.add(folder)}
    assert {name: one.reason for name, one in again.items()} == {
        name: one.reason for name, one in found.items()
    }


def test_paths_that_lead_nowhere_are_named(record, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    wanted = [tmp_path / "none.txt", tmp_path / "*.html", tmp_path / "empty", tmp_path / "gone.txt"]
    stages = replace(STAGES, saved_bytes=_missing)
    with Record("sqlite://", stages) as record:
        reasons = [added.reason for added in record.add(*wanted)]
    assert reasons == [
        "no such file",
        "no file fits this pattern",
        "no files in this folder",
        "no such file",
    ]


def _missing(path):
    raise ReadError(path, "no such file")


def test_patterns_are_expanded_in_order(tmp_path):
    for name in ("b.txt", "a.txt", "c.md"):
        (tmp_path / name).write_text("x")
    found = [visit.path for visit in intake.visits([tmp_path / "*.txt"])]
    assert found == [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]
    (tmp_path / "[1].txt").write_text("x")  # a file that is there is no pattern
    assert [visit.path for visit in intake.visits([tmp_path / "[1].txt"])] == [
        str(tmp_path / "[1].txt")
    ]


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_folder_without_permission_is_named(tmp_path):
    script = (
        "import os, sys, tempfile\n"
        "from onrecord import intake\n"
        "folder = tempfile.mkdtemp()\n"
        "os.chmod(folder, 0o755)\n"
        "os.mkdir(folder + '/closed'); os.chmod(folder + '/closed', 0)\n"
        "open(folder + '/open.txt', 'w').close()\n"
        "if os.geteuid() == 0: os.seteuid(65534)\n"
        "for visit in intake.visits([folder]): print(visit.path[len(folder):], visit.reason)\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == [
        "/open.txt ",
        "/closed no permission to look into this folder",
    ]


def test_a_file_name_that_is_no_unicode_is_kept_as_it_can_be_written(record, folder):
    path = os.fsencode(folder) + b"/\xe9.txt"
    with open(path, "wb") as file:
        file.write(PROMISE.replace("bridge", "road").encode())
    (added,) = record.add(os.fsdecode(path))
    assert added.path.endswith("\\xe9.txt")
    assert record.article(added.articles[0]).path == added.path


def test_the_same_bytes_under_two_names_are_one_article_whichever_came_first(folder):
    (folder / "copy.txt").write_text(DENIAL)
    records = []
    for names in (["a.txt", "copy.txt"], ["copy.txt", "a.txt"]):
        with Record("sqlite://", STAGES) as record:
            added = list(record.add(*(folder / name for name in names)))
            assert [one.known for one in added] == [False, True]
            records.append((record.articles(), record.statements(), record.entities()))
    assert records[0] == records[1]


def test_closing_the_iterator_settles_what_was_added(record, folder):
    adding = record.add(folder)
    next(adding)
    adding.close()
    assert len(record.articles()) == 1
    assert words(record.statements(by="Marr")) == ["there is no deal"]


def test_many_cores_give_the_same_record(folder):
    records = []
    for cores in (1, 2):
        with Record("sqlite://", STAGES) as record:
            added = list(record.add(folder, cores=cores))
            records.append((added, record.articles(), record.statements(), record.comparisons()))
    assert records[0] == records[1]
    with Record("sqlite://", STAGES) as record, pytest.raises(ValueError, match="cores"):
        record.add(folder, cores=0)


def test_findings_that_do_not_quote_their_article_are_refused(folder):
    stages = replace(STAGES, annotate=_misquote)
    with Record("sqlite://", stages) as record:
        added = next(iter(record.add(folder / "a.txt")))
        assert added.reason.startswith("what was found does not fit the article")
        assert record.articles() == []


def _misquote(article):
    findings = STAGES.annotate(article)
    return replace(
        findings, statements=tuple(replace(one, words="x") for one in findings.statements)
    )


ADDING = """
import sys, time
from dataclasses import replace
from onrecord.record import Record
from tests.standins import STAGES, annotate

def slowly(article):
    time.sleep(0.02)
    return annotate(article)

with Record(sys.argv[1], replace(STAGES, annotate=slowly)) as record:
    for added in record.add(sys.argv[2]):
        print(added.path, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_record_broken_off_opens_verifies_and_completes(tmp_path, how):
    folder, database = tmp_path / "files", tmp_path / "record.db"
    folder.mkdir()
    for number in range(60):
        act = "says" if number % 2 else "denies"
        (folder / f"{number:03}.txt").write_text(
            f"date: 2031-01-{number % 28 + 1:02}\n\nMarr {act} of Tollgate: it is {number}."
        )
    program = subprocess.Popen(
        [sys.executable, "-c", ADDING, str(database), str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(5):
        program.stdout.readline()
    program.send_signal(how)
    program.communicate()
    with Record(database, STAGES) as record:
        assert record.verify() == []
        assert 5 <= len(record.articles()) < 60
        list(record.add(folder))
        assert len(record.articles()) == 60
        assert len(record.comparisons()) == 900
        assert record.verify() == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files", "record.db"]


def test_two_writers_lose_nothing(tmp_path):
    database = tmp_path / "record.db"
    paths = []
    for number in range(40):
        paths.append(tmp_path / f"{number:03}.txt")
        paths[-1].write_text(f"Marr says of Tollgate: it is {number}.")
    faults = []

    def add(some):
        try:
            with Record(database, STAGES) as record:
                list(record.add(*some))
        except OnrecordError as error:
            faults.append(error)

    threads = [threading.Thread(target=add, args=(paths[half::2],)) for half in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with Record(database, STAGES) as record:
        assert len(record.statements(by="Marr")) == 40
        assert record.verify() == []


def test_reading_goes_on_while_another_thread_writes(tmp_path):
    (tmp_path / "a.txt").write_text(DENIAL)
    with Record(tmp_path / "record.db", STAGES) as record:
        list(record.add(tmp_path / "a.txt"))
        target = record.statements()[0].id
        writers = [
            threading.Thread(target=record.judge, args=(target, "accept"), kwargs={"who": who})
            for who in ("Ada", "Bo", "Cy", "Di")
        ]
        for writer in writers:
            writer.start()
        for _ in range(20):
            assert len(record.statements()) == 1
        for writer in writers:
            writer.join()
        assert sorted(one.who for one in record.judgements(target)) == ["Ada", "Bo", "Cy", "Di"]


def test_the_intake_log_says_how_each_file_came(tmp_path):
    from sqlalchemy import text

    (tmp_path / "a.txt").write_text(DENIAL)
    (tmp_path / "b.doc").write_text("x")
    with Record("sqlite://", STAGES) as record:
        for _ in range(2):
            list(record.add(tmp_path))
        with record._store._reading() as connection:
            rows = connection.execute(text("SELECT * FROM intake ORDER BY number")).all()
    assert [(os.path.basename(row.path), row.size, row.reason) for row in rows] == [
        ("a.txt", len(DENIAL), ""),
        ("b.doc", 1, "no reader for '.doc'; on hand: .txt"),
    ]
    assert abs(datetime.datetime.fromisoformat(rows[0].added).timestamp() - time.time()) < 60


def test_a_reason_that_quotes_what_no_text_holds_is_logged_all_the_same(tmp_path):
    (tmp_path / "a.txt").write_text(DENIAL)
    (tmp_path / "b.txt").write_text(PROMISE)
    with Record("sqlite://", replace(STAGES, read_bytes=_quotes_its_bytes)) as record:
        first, second = record.add(tmp_path)
        assert first.reason == "no part \\ud800\\x00 in it"
        assert (second.reason, len(second.articles)) == ("", 1)
        assert [entry.reason for entry in record.intake()] == [first.reason, ""]
        assert record.verify() == []


def _quotes_its_bytes(data, name):
    if name.endswith("a.txt"):
        raise ReadError(name, "no part \ud800\0 in it")
    return STAGES.read_bytes(data, name)


def test_added_says_nothing_that_is_not_so():
    assert Added("x") == Added("x", (), False, "")
