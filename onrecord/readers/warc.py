"""Web archive (WARC, WARC.gz) -> the pages that were saved in it.

Where a record ends is checked here, before its headers are read: a record whose Content-Length
does not lead to the next one is refused, and reading goes on at the next line that begins one.
So damage to one record loses no other, and no library is handed more than it was asked to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from onrecord import edtf
from onrecord.errors import DateError, ReadError, TooLarge
from onrecord.readers.gzip import MAGIC, unpacked
from onrecord.readers.httpcontent import decoded
from onrecord.readers.members import LARGEST, Member
from onrecord.readers.warcheaders import headers_of

MOST_RECORDS = 200_000
LONGEST_HEADERS = 16_384  # bytes
BEGINS = re.compile(rb"^WARC/\d\.\d+[ \t]*\r?$", re.MULTILINE)
BLANK_LINES = (b"\n\r\n", b"\n\n")
GOES_ON = re.compile(rb"[\r\n]{0,64}(?:WARC/|\Z)")
LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,15})[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
TYPE = re.compile(rb"^WARC-Type:[ \t]*(\w+)[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
OVER_HTTP = re.compile(rb"^WARC-Target-URI:[ \t]*<?https?:", re.MULTILINE | re.IGNORECASE)
DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")

# Other records hold no page: requests, notes, and visits that found the same page as before.
PAGES = (b"response", b"resource", b"conversion")
# What an article may stand in. JSON and XML without a name of their own are mostly a site's
# plumbing, and pictures, scripts and styles are most of an archive: they are left out quietly.
ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}


@dataclass(frozen=True, slots=True)
class _Record:
    """Where a record stands: its headers, then its content."""

    start: int
    content: int
    stop: int


def read_warc(data: bytes, name: str) -> Iterator[Member]:
    """Yield the pages in a web archive, packed or not, and the reasons for broken records.

    Raises TooLarge where it holds more than is read, ReadError where it holds no record at all.
    """
    count = 0
    for piece in unpacked(data, name) if data.startswith(MAGIC) else [data]:
        for record in _records(piece):
            count += 1
            if count > MOST_RECORDS:
                raise TooLarge(name, f"more than {MOST_RECORDS:,} records; the rest is not read")
            try:
                if isinstance(record, str):
                    raise ReadError(name, record)
                if page := _page(cast(bytes, piece), record, name):
                    yield page
            except ReadError as error:
                yield Member(f"record {count}", reason=error.reason)
    if not count:
        raise ReadError(name, "no WARC record in it")


def _records(piece: bytes | ReadError) -> Iterator[_Record | str]:
    """Yield where each record stands, or what is wrong with it."""
    if isinstance(piece, ReadError):
        yield piece.reason
        return
    begin = BEGINS.search(piece)
    if begin is None and piece and not piece.isspace():
        yield "begins as no WARC record does"
    while begin:
        record = _record(piece, begin.start())
        yield record
        begin = BEGINS.search(piece, begin.end() if isinstance(record, str) else record.stop)


def _record(piece: bytes, start: int) -> _Record | str:
    """Return where the record that begins here stands, or what is wrong with it."""
    content = _after_headers(piece, start, start + LONGEST_HEADERS)
    if content is None:
        return "its headers do not end"
    length = LENGTH.search(piece, start, content)
    if length is None:
        return "its Content-Length is missing or no number"
    stop = content + int(length[1])
    if stop > len(piece):
        return "is cut short, or its Content-Length is wrong"
    if not GOES_ON.match(piece, stop):
        return "its Content-Length is wrong: no record follows where it ends"
    return _Record(start, content, stop)


def _after_headers(piece: bytes, start: int, stop: int) -> int | None:
    """Return where the content begins that these headers stand above, None where they do not end.

    Found without a pattern, which takes long where a file is made of headers without an end.
    """
    found = ((piece.find(mark, start, stop), len(mark)) for mark in BLANK_LINES)
    return min((at + length for at, length in found if at >= 0), default=None)


def _page(piece: bytes, record: _Record, name: str) -> Member | None:
    """Return the page in a record, None where it holds none. Raises ReadError."""
    kind = TYPE.search(piece, record.start, record.content)
    content = record.content
    if kind is None or kind[1].lower() not in PAGES:
        return None
    if kind[1].lower() == b"response":
        if not OVER_HTTP.search(piece, record.start, content):
            return None
        after = _after_headers(piece, content, min(record.stop, content + LONGEST_HEADERS))
        if after is None:
            raise ReadError(name, "its HTTP headers do not end")
        content = after
    headers = headers_of(piece[record.start : content], name)
    ending = ENDINGS.get(headers.kind)
    # What crawlers note about a page stands under "urn:", the page itself under its address.
    if ending is None or headers.status != 200 or headers.url.startswith("urn:"):
        return None
    if record.stop - content > LARGEST:
        return Member(headers.url, reason=f"over {LARGEST // 1_000_000} MB")
    try:
        page = decoded(piece[content : record.stop], headers.encoding, headers.is_chunked, name)
    except ReadError as error:
        return Member(headers.url, reason=error.reason)
    return Member(headers.url, page, ending, headers.url, _day(headers.date))


def _day(date: str) -> str:
    """Return the day (or month, or year) of a WARC-Date in EDTF, "" where it has none."""
    day = DAY.match(date.strip())
    try:
        return edtf.date(day[0]).edtf if day else ""
    except DateError:
        return ""
