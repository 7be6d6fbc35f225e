"""Saved archives: the same page comes out of each, and what is broken in one harms no other."""

from __future__ import annotations

import gzip
import hashlib
import io
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders

from onrecord import readers
from onrecord.cli import main
from onrecord.errors import ReadError, TooLarge
from onrecord.readers import warcheaders
from onrecord.readers.httpcontent import decoded
from onrecord.record import Record
from onrecord.values import Article
from tests.formats import Writer

SAID = "The fisheries minister of Arlandia said on Monday that {} would be let into the lagoon."


def page(words: str = "no foreign vessel") -> bytes:
    said = SAID.format(words)
    return (
        f"<html><head><title>{words}</title></head><body><h1>{words}</h1><article>"
        f"<p>{said}</p><p>“We shall see to that,” Ona Prell told the Orvania Post.</p>"
        "</article></body></html>"
    ).encode()


PAGE = page()


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


class Warc:
    """A web archive being written."""

    def __init__(self, packed: bool = False) -> None:
        self.held = io.BytesIO()
        self.writer = Writer(self.held, gzip=packed)

    def add(
        self,
        url: str,
        data: bytes,
        content_type: str = "text/html; charset=utf-8",
        status: str | None = "200 OK",
        kind: str = "response",
        headers: tuple[tuple[str, str], ...] = (),
    ) -> Warc:
        http = None
        if status is not None:
            fields = [("Content-Type", content_type), *headers]
            http = StatusAndHeaders(status, fields, protocol="HTTP/1.1")
        record = self.writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(data),
            http_headers=http,
            warc_content_type=content_type if http is None else "",
            warc_headers_dict={"WARC-Date": "2031-04-05T23:30:00Z"},
        )
        self.writer.write_record(record)
        return self

    @property
    def data(self) -> bytes:
        return self.held.getvalue()


def warc_of(*pages: bytes, packed: bool = False) -> bytes:
    warc = Warc(packed)
    for n, data in enumerate(pages):
        warc.add(f"https://post.example/{n}", data)
    return warc.data


def all_of(data: bytes, name: str) -> tuple[list[Article], str]:
    """Return the articles of a file, and the reason why not all of it was read."""
    articles: list[Article] = []
    try:
        for article in readers.read_bytes(data, name):
            articles.append(article)
    except ReadError as error:
        return articles, error.reason
    return articles, ""


def texts(articles: list[Article]) -> list[str]:
    return [article.text for article in articles]


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "a.html.gz": gzip.compress,
    "a.zip": lambda data: zipped({"a.html": data}),
    "stored.zip": lambda data: zipped({"a.html": data}, zipfile.ZIP_STORED),
    "a.warc": lambda data: warc_of(data),
    "a.warc.gz": lambda data: warc_of(data, packed=True),
    "whole.warc.gz": lambda data: gzip.compress(warc_of(data)),
    "a.wacz": lambda data: zipped(
        {
            "archive/data.warc.gz": warc_of(data, packed=True),
            "pages/pages.jsonl": b"{}",
            "datapackage.json": b"{}",
        }
    ),
    "deep.zip": lambda data: zipped(
        {"b/in.zip": zipped({"a.warc.gz": warc_of(data, packed=True)})}
    ),
}


@pytest.mark.parametrize("name", WAYS)
def test_a_page_reads_the_same_however_it_is_kept(name: str) -> None:
    [plain] = readers.read_bytes(PAGE, "a.html")
    data = WAYS[name](PAGE)
    [article] = readers.read_bytes(data, name)
    assert (article.text, article.blocks, article.title) == (plain.text, plain.blocks, plain.title)
    assert article.published is None
    assert article.digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    "name", [name for name in WAYS if "deep" not in name and "wacz" not in name]
)
def test_an_archive_without_an_ending_is_known_by_its_beginning(name: str) -> None:
    [plain] = readers.read_bytes(PAGE, "a.html")
    [article] = readers.read_bytes(WAYS[name](PAGE), "saved")
    assert article.text == plain.text


@settings(max_examples=20, deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=5), st.sampled_from(["zip", "warc", "wacz"]))
def test_one_broken_part_does_not_lose_the_others(whole: list[bool], kind: str) -> None:
    pages = [page(f"ship {n}") if good else b"\x89PNG\r\n" for n, good in enumerate(whole)]
    warc = warc_of(*pages)
    data = {
        "zip": zipped({f"{n}.html": data for n, data in enumerate(pages)}),
        "warc": warc,
        "wacz": zipped({"archive/a.warc": warc}),
    }[kind]
    articles, reason = all_of(data, f"a.{kind}")
    assert [article.title for article in articles] == [
        f"ship {n}" for n, good in enumerate(whole) if good
    ]
    assert ("looks binary" in reason) == (not all(whole))


# --- gzip ---


def test_the_article_of_a_gzip_file_does_not_hang_on_its_name() -> None:
    packed = gzip.compress(PAGE)
    ids = {article.id for name in ("a.html.gz", "b.gz", "c") for article in all_of(packed, name)[0]}
    assert len(ids) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(PAGE)[:-9], "its gzip data is cut short"),
        (b"\x1f\x8b\x08 and no more of it", "its gzip data is damaged"),
        (PAGE, "is no gzip file"),
        (gzip.compress(b""), "the file is empty"),
    ],
)
def test_a_bad_gzip_file_says_so(data: bytes, reason: str) -> None:
    assert all_of(data, "a.html.gz") == ([], reason)


def test_a_gzip_file_of_something_else_names_what_it_lacks() -> None:
    assert all_of(gzip.compress(b"a"), "a.tar.gz")[1].startswith("no reader for '.tar'")


# --- ZIP ---


def test_a_zip_is_read_as_a_folder_is() -> None:
    data = zipped(
        {
            "b/a.html": page("in b"),
            "a.txt": SAID.format("nobody").encode(),
            "__MACOSX/b/._a.html": b"\x00\x05\x16\x07",
            "b/.hidden.html": PAGE,
            "b/style.css": b"p {}",
            "b/menu.html": b"<html><a>Home</a>",
        }
    )
    articles, reason = all_of(data, "a.zip")
    assert [article.member for article in articles] == ["b/a.html", "a.txt"]
    assert reason == "no article in b/menu.html; no reader for 1 part (.css)"


def test_a_path_that_climbs_out_is_shown_within() -> None:
    names = ["../../etc/a.html", "/srv/b.html", "..\\..\\c.html", "C:\\d.html"]
    articles, _ = all_of(zipped(dict.fromkeys(names, PAGE)), "a.zip")
    assert [article.member for article in articles] == [
        "etc/a.html", "srv/b.html", "c.html", "C:/d.html",
    ]  # fmt: skip


def patched(data: bytes, at: int, layout: str, value: int) -> bytes:
    """Return a ZIP with one number of its first entry changed, in both of its places.

    `at` is the place in the table of contents; in the entry's own header it stands two before.
    """
    held = bytearray(data)
    struct.pack_into(layout, held, data.index(b"PK\x01\x02") + at, value)
    struct.pack_into(layout, held, data.index(b"PK\x03\x04") + at - 2, value)
    return bytes(held)


FLAGS, METHOD, SIZE = 8, 10, 24


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda data: patched(data, FLAGS, "<H", 1), "a.html: is encrypted"),
        (lambda data: patched(data, METHOD, "<H", 99), "a.html: is compressed in a way"),
        (lambda data: patched(data, SIZE, "<I", 40), "a.html: is broken (Bad CRC-32"),
        (lambda data: data.replace(b"a.html", b"b.html", 1), "a.html: is broken (File name"),
    ],
)
def test_a_bad_entry_harms_no_other(spoil: Callable[[bytes], bytes], reason: str) -> None:
    data = spoil(zipped({"a.html": PAGE, "z.html": page("the last")}))
    articles, told = all_of(data, "a.zip")
    assert [article.title for article in articles] == ["the last"]
    assert told.startswith(reason)


def test_a_size_said_too_large_is_not_believed() -> None:
    data = patched(zipped({"a.html": PAGE}), SIZE, "<I", 2**31)
    assert len(all_of(data, "a.zip")[0]) == 1


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_without_a_bound_are_refused(method: int) -> None:
    data = zipped({"a.html": PAGE}, method)
    assert all_of(data, "a.zip") == ([], "a.html: is compressed in a way that is not read")


@pytest.mark.parametrize("data", [b"PK\x03\x04 and no more", b"", PAGE, zipped({"a": PAGE})[:-30]])
def test_what_is_no_zip_says_so(data: bytes) -> None:
    for name in ("a.zip", "a.wacz"):
        assert all_of(data, name)[1].startswith("is no ZIP archive, or a broken one")


def test_a_zip_is_no_wacz() -> None:
    assert all_of(zipped({"a.html": PAGE}), "a.wacz")[1] == "no WARC file in its folder archive/"


# --- WARC ---


def test_address_and_day_come_with_the_page() -> None:
    [article], _ = all_of(warc_of(PAGE), "a.warc")
    assert (article.url, article.member) == ("https://post.example/0", "https://post.example/0")
    assert article.published is None
    kept = {(found.field, found.value, found.place) for found in article.evidence}
    assert ("captured", "2031-04-05", "archive") in kept
    assert ("url", "https://post.example/0", "archive") in kept


def test_only_pages_that_were_found_are_articles() -> None:
    warc = Warc()
    warc.add("http://a.example/moved", PAGE, status="301 Moved")
    warc.add("http://a.example/lost", PAGE, status="404 Not Found")
    warc.add("http://a.example/odd", PAGE, status="OK")
    warc.add("http://a.example/p.png", b"\x89PNG", content_type="image/png")
    warc.add("http://a.example/data", b"{}", content_type="application/json")
    warc.add("http://a.example/again", b"", kind="revisit")
    warc.add("http://a.example/asked", b"", kind="request", status="GET / HTTP/1.1")
    warc.add("urn:text:http://a.example/", PAGE, status=None, kind="resource")
    warc.add("http://a.example/page", page("found"))
    warc.add("http://a.example/kept", page("kept"), status=None, kind="resource")
    text = SAID.format("a text").encode()
    warc.add("http://a.example/text", text, "text/plain", status=None, kind="conversion")
    articles, reason = all_of(warc.data, "a.warc")
    assert [article.url.rpartition("/")[2] for article in articles] == ["page", "kept", "text"]
    assert reason == ""


def chunked(data: bytes) -> bytes:
    parts = [data[at : at + 50] for at in range(0, len(data), 50)]
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in [*parts, b""])


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("sent", "headers"),
    [
        (PAGE, {"Content-Encoding": "identity"}),
        (chunked(PAGE), {"Transfer-Encoding": "chunked"}),
        (gzip.compress(PAGE), {"Content-Encoding": "gzip"}),
        (zlib.compress(PAGE), {"Content-Encoding": "deflate"}),
        (bare(PAGE), {"Content-Encoding": "deflate"}),
        (brotli.compress(PAGE), {"Content-Encoding": "br"}),
        (
            chunked(gzip.compress(PAGE)),
            {"transfer-encoding": "Chunked", "content-encoding": "GZIP"},
        ),
        # As it came out of a browser, with the headers of what went over the wire:
        (PAGE, {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}),
        (PAGE, {"Content-Encoding": "deflate"}),
        (PAGE, {"Content-Encoding": "br"}),
    ],
)
def test_a_page_reads_the_same_however_it_was_sent(sent: bytes, headers: dict[str, str]) -> None:
    [plain] = readers.read_bytes(PAGE, "a.html")
    warc = Warc().add("http://a.example/", sent, headers=tuple(headers.items()))
    [article] = readers.read_bytes(warc.data, "a.warc")
    assert article.text == plain.text


@pytest.mark.parametrize(
    ("sent", "encoding", "reason"),
    [
        (gzip.compress(PAGE)[:-20], "gzip", "its packed content is cut short"),
        (b"\x1f\x8b\x08" + b"\xff" * 40, "gzip", "its packed content is damaged"),
        (brotli.compress(PAGE)[:-9], "br", "its packed content is cut short or too large"),
        (PAGE, "zstd", "its content encoding 'zstd' is not read"),
    ],
)
def test_content_that_cannot_be_unpacked_says_so(sent: bytes, encoding: str, reason: str) -> None:
    warc = Warc().add("http://a.example/", sent, headers=(("Content-Encoding", encoding),))
    warc.add("http://a.example/2", page("the next"))
    articles, told = all_of(warc.data, "a.warc")
    assert [article.title for article in articles] == ["the next"]
    assert told == f"http://a.example/: {reason}"


THREE = (page("one"), page("two"), page("three"))


@pytest.mark.parametrize("change", [-9, -1, 7, 5000, 10**12])
def test_a_false_length_loses_its_own_record_only(change: int) -> None:
    data = warc_of(*THREE)
    at = data.index(b"Content-Length: ", data.index(b"post.example/1")) + len(b"Content-Length: ")
    length = int(data[at : data.index(b"\r", at)])
    data = data[:at] + b"%d" % (length + change) + data[at + len(b"%d" % length) :]
    articles, reason = all_of(data, "a.warc")
    assert [article.title for article in articles] == ["one", "three"]
    assert "Content-Length is wrong" in reason


@pytest.mark.parametrize("length", [b"-5", b"many", b"", b"9" * 400])
def test_a_length_that_is_none_is_told(length: bytes) -> None:
    data = warc_of(*THREE)
    at = data.index(b"Content-Length: ", data.index(b"post.example/1")) + len(b"Content-Length: ")
    data = data[:at] + length + data[data.index(b"\r", at) :]
    articles, reason = all_of(data, "a.warc")
    assert [article.title for article in articles] == ["one", "three"]
    assert reason == "record 2: its Content-Length is missing or no number"


def test_damage_to_a_packed_record_loses_no_other() -> None:
    packed = [warc_of(data, packed=True) for data in THREE]
    torn = packed[1][:60] + b"\xff\xff\xff\xff" + packed[1][64:]
    articles, reason = all_of(packed[0] + torn + packed[2], "a.warc.gz")
    assert [article.title for article in articles] == ["one", "three"]
    assert reason == "record 2: its gzip data is damaged"
    articles, reason = all_of(packed[0] + packed[1][:-30], "a.warc.gz")
    assert [article.title for article in articles] == ["one"]
    assert reason == "record 2: its gzip data is cut short"


@pytest.mark.parametrize("data", [b"", b"WARC/1.0\r\n", PAGE, gzip.compress(b"no record")])
def test_what_is_no_warc_says_so(data: bytes) -> None:
    articles, reason = all_of(data, "a.warc")
    assert articles == []
    assert any(words in reason for words in ("no WARC record", "no WARC record does", "not end"))


def test_headers_that_do_not_end_are_told() -> None:
    lines = b"X: y\r\n" * 100_000
    broken = b"WARC/1.0\r\nWARC-Type: response\r\n" + lines + b"\r\n"
    articles, reason = all_of(broken + b"\r\n" + warc_of(PAGE), "a.warc")
    assert (len(articles), reason) == (1, "record 1: its headers do not end")
    http = Warc().add("http://a.example/", PAGE, headers=(("X", "y" * 20_000),)).data
    assert all_of(http, "a.warc")[1] == "record 1: its HTTP headers do not end"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    status=st.sampled_from(["200 OK", "404 Not Found", "200", "OK"]),
    url=WORDS,
    kind=st.sampled_from(["text/html", "TEXT/HTML ; charset=x", "", "image/png"]),
    encoding=st.sampled_from(["gzip", "br", " GZip "]),
)
def test_fastwarc_and_warcio_say_the_same(status: str, url: str, kind: str, encoding: str) -> None:
    fastwarc = pytest.importorskip("fastwarc.warc")
    record = (
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
        f"WARC-Target-URI: http://a.example/{url}\r\nWARC-Date: 2031-04-05T00:00:00Z\r\n"
        f"Content-Length: 5000\r\n\r\nHTTP/1.1 {status}\r\nContent-Type: {kind}\r\n"
        f"Content-Encoding: {encoding}\r\nTransfer-Encoding: chunked\r\n\r\n"
    ).encode()
    fast = warcheaders._by_fastwarc(fastwarc, record)
    assert fast in (None, warcheaders._by_warcio(record, "a.warc"))
    if status != "OK":
        assert fast is not None


# --- bombs ---


@pytest.fixture
def bounded() -> Iterator[None]:
    """Hold what a test does to 20 seconds and 300 MB."""
    tracemalloc.start()
    begun = time.monotonic()
    yield
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert time.monotonic() - begun < 20
    assert peak < 300_000_000


NOTHING = bytes(60_000_000)


@pytest.mark.usefixtures("bounded")
def test_a_gzip_bomb_is_refused() -> None:
    bomb = gzip.compress(NOTHING)
    assert all_of(bomb, "a.html.gz") == ([], "over 50 MB unpacked")
    assert all_of(gzip.compress(bomb * 9), "a.html.gz.gz") == ([], "over 50 MB unpacked")
    assert "unpacks to far more than its size" in all_of(bomb * 9, "a.warc.gz")[1]
    rest = b"".join(warc_of(data, packed=True) for data in THREE)
    assert len(all_of(rest + bomb, "a.warc.gz")[0]) == 3


@pytest.mark.usefixtures("bounded")
def test_a_zip_bomb_is_refused_and_the_page_beside_it_read() -> None:
    data = zipped({"0.html": PAGE, "bomb.html": NOTHING, "z.html": PAGE})
    articles, reason = all_of(data, "a.zip")
    assert (len(articles), reason) == (2, "bomb.html: over 50 MB unpacked")


@pytest.mark.usefixtures("bounded")
def test_a_bomb_of_bombs_is_refused() -> None:
    bomb = zipped(dict.fromkeys([f"{n}.html" for n in range(10)], bytes(40_000_000)))
    bomb = zipped({f"{n}.zip": bomb for n in range(10)})
    assert "unpacks to far more than its size" in all_of(zipped({"a.zip": bomb}), "a.zip")[1]


@pytest.mark.usefixtures("bounded")
def test_entries_that_share_their_bytes_are_a_bomb_too() -> None:
    one = zipped({"a.html": bytes(40_000_000)})
    begins, ends = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    entry, end = one[begins:ends], bytearray(one[ends:])
    struct.pack_into("<HHI", end, 8, 1000, 1000, 1000 * len(entry))
    data = one[:begins] + 1000 * entry + bytes(end)
    articles, reason = all_of(data, "a.zip")
    assert articles == []
    assert "the file is blank" in reason or "is broken (Overlapped entries" in reason


@pytest.mark.usefixtures("bounded")
def test_a_million_entries_are_refused_before_they_are_looked_at() -> None:
    one = zipped({"a": b""})
    begins, ends = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    data = one[:begins] + 1_000_000 * one[begins:ends] + one[ends:]
    assert all_of(data, "a.zip") == ([], "more than 50,000 parts; it is not read")


def test_a_million_records_are_read_no_further_than_the_limit() -> None:
    record = b"WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    articles, reason = all_of(warc_of(PAGE) + 1_000_000 * record, "a.warc")
    assert (len(articles), reason) == (1, "more than 200,000 records; the rest is not read")


@pytest.mark.usefixtures("bounded")
def test_packed_content_is_bounded() -> None:
    for sent, encoding in [
        (gzip.compress(NOTHING), "gzip"),
        (brotli.compress(NOTHING, quality=1), "br"),
    ]:
        with pytest.raises((TooLarge, ReadError), match=r"over 50 MB|too large"):
            decoded(chunked(sent) if encoding == "gzip" else sent, encoding, encoding == "gzip", "")


def test_archives_within_archives_end_somewhere() -> None:
    data = PAGE
    for n in range(3):
        data = zipped({f"{n}.html" if data is PAGE else f"{n}.zip": data})
    assert len(all_of(data, "a.zip")[0]) == 1
    assert "more than 3 deep" in all_of(zipped({"3.zip": data}), "a.zip")[1]


# --- on record ---


def test_an_archive_is_put_on_record_once(tmp_path: Path) -> None:
    data = zipped({"a.html": page("one"), "b.html": page("two"), "c.css": b"p {}"})
    (tmp_path / "clips.zip").write_bytes(data)
    case, runner = tmp_path / "case.db", CliRunner()
    for _ in range(2):
        result = runner.invoke(main, ["--record", str(case), "add", str(tmp_path / "clips.zip")])
        assert "no reader for 1 part (.css)" in result.output
        with Record(case) as record:
            articles = record.articles()
            assert {article.title for article in articles} == {"one", "two"}
            assert {article.member for article in articles} == {"a.html", "b.html"}
            assert [record.saved(article.id) for article in articles] == [data, data]
            assert record.verify() == []
    assert case.read_bytes().count(data[:200]) == 1
