"""A record -> a bag that bagit-python holds to be whole, and what it says when one is not."""

import hashlib
import json
import re
import tracemalloc
from pathlib import Path

import bagit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import OnrecordError
from onrecord.exporters import export
from onrecord.exporters.bagit import file_name
from onrecord.ids import intake_hash
from onrecord.record import Record
from onrecord.values import Intake
from tests.standins import STAGES

PAGE = b"title: A bridge\ndate: 2031-03-02\n\nMarr denies of Tollgate: there is no deal.\n"

HOSTILE = [
    *("../../x", "..", ".", "", "/etc/passwd", "C:\\clips\\a.html", "a\0b.html", "a\nb\r.html"),
    *("n" * 5000 + ".html", "caf\\xe9.html", "déal.html", "a%0Ab", "~", "-rf", "con", "a b."),
    *("https://courier.example/2031/03?id=1&page=../..#x", "‮lmth.exe", ".hidden"),
]


@pytest.fixture
def record(tmp_path):
    saved = tmp_path / "saved"
    saved.mkdir()
    (saved / "a.txt").write_bytes(PAGE)
    (saved / "copy of a.txt").write_bytes(PAGE)
    (saved / "empty.txt").write_bytes(b"")
    with Record(tmp_path / "case.db", STAGES) as record:
        list(record.add(saved))
        yield record


def put(record, path, data):
    """Put a file on record under a path that no file system would give it."""
    come = Intake(path, hashlib.sha256(data).hexdigest(), len(data), "1")
    assert record._store.keep(come, data, [], "1", {})


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_bag_is_valid_and_holds_the_files_the_log_and_the_values(record, tmp_path):
    written = export(record, "bagit", tmp_path / "bag")
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert bag.version_info == (1, 0)
    assert [path.name for path in written] == [
        *("bag-info.txt", "data", "manifest-sha256.txt", "tagmanifest-sha256.txt", "bagit.txt"),
    ]
    data = tmp_path / "bag" / "data"
    digest = hashlib.sha256(PAGE).hexdigest()
    (saved,) = (data / "files").iterdir()
    assert (saved.name, saved.read_bytes()) == (f"{digest}-a.txt", PAGE)
    names = {path.name for path in (data / "record").iterdir()}
    assert {"statements.jsonl", "statements.csv", "articles.jsonl", "judgements.csv"} <= names
    entries = [json.loads(line) for line in (data / "intake.jsonl").read_text().splitlines()]
    logged = [Intake(**entry) for entry in entries]
    assert logged == list(record.intake())
    assert [intake_hash(entry) for entry in logged] == [entry.hash for entry in logged]
    files = [path for path in data.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    assert bag.info["Payload-Oxum"] == f"{size}.{len(files)}"
    assert bag.info["Intake-Log-Head"] == record.head() == logged[-1].hash
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", bag.info["Bagging-Date"])
    assert bag.info["Bag-Software-Agent"].startswith("onrecord ")
    assert "Source-Organization" not in bag.info


def test_the_log_in_a_bag_can_be_checked_as_the_docs_say(record, tmp_path, monkeypatch):
    page = (Path(__file__).parents[1] / "docs" / "store.md").read_text("utf-8")
    (check,) = re.findall(r"```python\n(.*?)```", page, re.S)
    put(record, 'caf\\xe9\u2028\u202e\x7f "é".html', b"page")
    export(record, "bagit", tmp_path / "bag")
    monkeypatch.chdir(tmp_path / "bag" / "data")
    names = {}
    exec(check, names)
    assert names["previous"] == record.head()
    log = Path("intake.jsonl").read_text("utf-8")
    Path("intake.jsonl").write_text(log.replace("copy of a", "copy of b"), "utf-8")
    with pytest.raises(AssertionError):
        exec(check, {})


def test_a_record_without_a_file_makes_a_bag_too(tmp_path):
    with Record("sqlite://", STAGES) as record:
        export(record, "bagit", tmp_path / "bag")
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert "Intake-Log-Head" not in bag.info


def test_one_altered_byte_anywhere_makes_it_invalid(record, tmp_path):
    folder = tmp_path / "bag"
    export(record, "bagit", folder)
    for path, data in contents(folder).items():
        if data and path.name != "tagmanifest-sha256.txt":  # nothing vouches for the last one
            path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
            with pytest.raises((bagit.BagError, ValueError)):
                bagit.Bag(str(folder)).validate()
            path.write_bytes(data)
    bagit.Bag(str(folder)).validate()
    (folder / "data" / "intake.jsonl").unlink()
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(folder)).validate()


def test_hostile_names_stay_in_the_bag(record, tmp_path):
    for number, path in enumerate(HOSTILE):
        put(record, path, b"page %d" % number)
    export(record, "bagit", tmp_path / "out" / "bag")
    bagit.Bag(str(tmp_path / "out" / "bag")).validate()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["bag"]
    files = {path.name: path.read_bytes() for path in (tmp_path / "out/bag/data/files").iterdir()}
    assert sorted(files.values()) == sorted([PAGE, *(b"page %d" % n for n in range(len(HOSTILE)))])
    log = (tmp_path / "out/bag/data/intake.jsonl").read_text().splitlines()
    assert [json.loads(line)["path"] for line in log][-len(HOSTILE) :] == HOSTILE


@given(st.text(st.characters()))
def test_any_name_is_made_safe(path):
    name = file_name("d" * 64, path)
    assert re.fullmatch(r"d{64}(-[A-Za-z0-9._-]*[A-Za-z0-9])?", name)
    assert len(name) <= 125


def test_the_ending_of_a_name_is_kept():
    assert file_name("d1", "clips/2031/Marr denies it.html") == "d1-Marr_denies_it.html"
    assert file_name("d1", "n" * 500 + ".html").endswith("n.html")


def test_a_folder_with_anything_in_it_is_left_alone(record, tmp_path):
    export(record, "bagit", tmp_path / "bag")
    before = contents(tmp_path / "bag")
    with pytest.raises(OnrecordError, match="bag: not empty, and a bag takes a folder of its own"):
        export(record, "bagit", tmp_path / "bag")
    assert contents(tmp_path / "bag") == before


class Watched:
    """A record that says what stands in the folder as each saved file is packed, or breaks."""

    def __init__(self, record, folder, error=None):
        self.record, self.folder, self.error, self.seen = record, folder, error, []

    def __getattr__(self, name):
        return getattr(self.record, name)

    def file(self, digest):
        self.seen += [path.name for path in self.folder.iterdir()]
        if self.error:
            raise self.error
        return self.record.file(digest)


def test_a_bag_cut_short_is_no_bag(record, tmp_path):
    folder = tmp_path / "bag"
    whole = Watched(record, folder)
    export(whole, "bagit", folder)
    assert whole.seen == [".unfinished"]  # what a power cut would leave
    for error in (OSError(28, "No space left on device"), KeyboardInterrupt()):
        other = tmp_path / "other"
        with pytest.raises(type(error)):
            export(Watched(record, other, error), "bagit", other)
        assert list(other.iterdir()) == []


def test_what_is_added_meanwhile_is_left_out_whole(record, tmp_path):
    class Busy(Watched):
        def file(self, digest):
            put(record, "late.txt", b"late")
            return record.file(digest)

    head = record.head()
    export(Busy(record, tmp_path), "bagit", tmp_path / "bag")
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert bag.info["Intake-Log-Head"] == head != record.head()
    assert "late.txt" not in (tmp_path / "bag" / "data" / "intake.jsonl").read_text()


def test_altered_bytes_are_not_packed(record, tmp_path):
    class Altered(Watched):
        def file(self, digest):
            return b"something else"

    with pytest.raises(OnrecordError, match="its bytes are not what was saved"):
        export(Altered(record, tmp_path), "bagit", tmp_path / "bag")
    assert list((tmp_path / "bag").iterdir()) == []


def test_files_are_packed_one_by_one(tmp_path):
    size = 3_000_000
    with Record(tmp_path / "case.db", STAGES) as record:
        for number in range(12):
            put(record, f"{number}.txt", bytes([number]) * size)
        tracemalloc.start()
        try:
            export(record, "bagit", tmp_path / "bag")
            assert tracemalloc.get_traced_memory()[1] < 3 * size
        finally:
            tracemalloc.stop()
