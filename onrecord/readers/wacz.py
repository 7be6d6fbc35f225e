"""WACZ file -> the pages in it: a ZIP archive with web archives (WARC) in its folder archive/."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.errors import ReadError
from onrecord.readers.members import Member
from onrecord.readers.zip import member_of, open_zip


def read_wacz(data: bytes, name: str) -> Iterator[Member]:
    """Yield the web archives in a WACZ file; its indexes and lists of pages are left out."""
    archive = open_zip(data, name)
    entries = [
        entry
        for entry in archive.infolist()
        if entry.filename.startswith("archive/")
        and entry.filename.lower().endswith((".warc", ".warc.gz"))
    ]
    if not entries:
        raise ReadError(name, "no WARC file in its folder archive/")
    for entry in entries:
        yield member_of(archive, entry)
