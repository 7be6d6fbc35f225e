"""Saved file -> articles.

A reader is one function for one format, and one line in READERS. Each takes the bytes as they were
saved and yields the articles in them; what cannot be read raises ReadError with the reason. A
file that holds other files has a line in CONTAINERS instead: its function yields the parts, and
each part is read by what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from onrecord import plugins
from onrecord.errors import NoReader, ReadError, TooLarge
from onrecord.readers.docx import read_docx
from onrecord.readers.encoding import why_binary
from onrecord.readers.feed import read_feed
from onrecord.readers.gzip import read_gzip
from onrecord.readers.html import read_html
from onrecord.readers.mail import read_eml
from onrecord.readers.markdown import read_markdown
from onrecord.readers.mbox import mails_in
from onrecord.readers.members import (
    DEEPEST,
    LARGEST,
    Budget,
    Container,
    Member,
    articles_in,
    largest,
    most_unpacked,
)
from onrecord.readers.mhtml import read_mhtml
from onrecord.readers.ninjs import read_ninjs
from onrecord.readers.pdf import read_pdf
from onrecord.readers.text import read_text
from onrecord.readers.wacz import read_wacz
from onrecord.readers.warc import read_warc
from onrecord.readers.zip import read_zip
from onrecord.values import Article

Reader = Callable[[bytes, str], Iterator[Article]]

READERS: dict[str, Reader] = {
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".eml": read_eml,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
    ".json": read_ninjs,
}

CONTAINERS: dict[str, Container] = {
    ".gz": read_gzip,
    ".mbox": mails_in,
    ".wacz": read_wacz,
    ".warc": read_warc,
    ".warc.gz": read_warc,
    ".zip": read_zip,
}

# How a file begins, for those that have no ending.
BEGINNINGS = (
    (b"PK\x03\x04", ".zip"),
    (b"\x1f\x8b\x08", ".gz"),
    (b"WARC/", ".warc"),
    (b"%PDF-", ".pdf"),
)
WORD = b"word/document.xml"  # a part of every Word document, which is a ZIP

VERSION = "2"  # of the room: a change means that saved files should be read again

__all__ = ["CONTAINERS", "LARGEST", "READERS", "VERSION", "Reader", "largest", "read", "read_bytes"]


def read(path: str | Path) -> Iterator[Article]:
    """Yield the articles of a saved file.

    Raises ReadError (NoReader, TooLarge, NoArticle) where it cannot be read.
    """
    return read_bytes(saved_bytes(path), str(path))


def saved_bytes(path: str | Path) -> bytes:
    """Return the bytes of a saved file, refusing large ones before any of it is read."""
    path = Path(path)
    try:
        if path.is_dir():
            raise ReadError(str(path), "is a folder, not a file")
        if not path.is_file() and path.exists():
            raise ReadError(str(path), "is not a plain file")
        _refuse_large(path.stat().st_size, path.name, str(path))
        with path.open("rb") as file:
            data = file.read(largest(path.name) + 1)  # it may have grown since
    except OSError as error:
        raise ReadError(str(path), _in_words(error)) from error
    _refuse_large(len(data), path.name, str(path))
    return data


def read_bytes(data: bytes, name: str) -> Iterator[Article]:
    """Yield the articles in bytes that were saved under this name. Raises ReadError."""
    return _read_part(Member(name, data), Budget(most_unpacked(len(data))), 0)


def _read_part(part: Member, budget: Budget, depth: int) -> Iterator[Article]:
    """Yield the articles of a file that stands this deep in another."""
    ending = part.ending or _ending_of(part.name)
    if (not ending or _is_no_format(ending)) and ending not in {*READERS, *CONTAINERS}:
        ending = _by_its_beginning(part.data) or ending
    _refuse_large(len(part.data), ending, part.name)
    if ending not in CONTAINERS:
        return _reader_for(part.data, part.name, ending)(part.data, part.name)
    if depth == DEEPEST:
        raise ReadError(part.name, f"files within files more than {DEEPEST} deep are not read")
    return articles_in(
        part.data,
        part.name,
        CONTAINERS[ending](part.data, part.name),
        lambda inner: _read_part(inner, budget, depth + 1),
        budget,
    )


def _ending_of(name: str) -> str:
    """Return the ending of a name, in two parts (".warc.gz") where that is one we know."""
    both = "".join(Path(name).suffixes[-2:]).lower()
    return both if both in CONTAINERS else Path(name).suffix.lower()


def _by_its_beginning(data: bytes) -> str:
    """Return the ending of a file that begins so, "" where its beginning does not tell."""
    ending = next((ending for begins, ending in BEGINNINGS if data.startswith(begins)), "")
    return ".docx" if ending == ".zip" and WORD in data else ending


def _reader_for(data: bytes, name: str, ending: str) -> Reader:
    if ending and ending not in READERS:
        plugins.add_to(READERS, "onrecord.readers")
    if ending in READERS:
        return READERS[ending]
    begins = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").replace(b"\x00", b"").lower()
    if begins.startswith((b"<!doctype html", b"<html")) or b"<html" in begins or b"<head" in begins:
        return read_html
    # Endings such as ".com" come from pages saved under their address: what counts is inside.
    if data and not why_binary(data) and (not ending or _is_no_format(ending)):
        return read_text
    on_hand = ", ".join(sorted({*READERS, *CONTAINERS}))
    raise NoReader(
        name,
        f"no reader for {ending!r}; on hand: {on_hand}"
        if ending
        else f"not text; on hand: {on_hand}",
    )


def _is_no_format(ending: str) -> bool:
    """Say whether what follows the last dot is no file ending at all ("v2 final", "2021")."""
    return not ending[1:].isalnum() or ending[1:].isdigit() or len(ending) > 9


def _refuse_large(size: int, ending: str, name: str) -> None:
    if size > (most := largest(ending)):
        raise TooLarge(name, f"{size / 1e6:.1f} MB; files over {most // 1_000_000} MB are not read")


def _in_words(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return error.strerror or str(error)
