"""ZIP archive -> the files in it. Nothing is written to disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from onrecord.errors import ReadError, TooLarge
from onrecord.readers.members import MOST_MEMBERS, Member, bounded, largest

ENTRY = b"PK\x01\x02"  # begins each line of a ZIP's table of contents
ENCRYPTED = 0x1
# Only these: Python unpacks bzip2 and LZMA without a bound, and nobody saves pages so.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises on broken archives; no class of its own stands above them.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def read_zip(data: bytes, name: str) -> Iterator[Member]:
    """Yield the files in a ZIP archive; hidden ones are left out, as they are of a folder."""
    archive = open_zip(data, name)
    for entry in archive.infolist():
        if not entry.filename.endswith(("/", "\\")) and not _is_hidden(entry.filename):
            yield member_of(archive, entry)


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Return a ZIP archive held open. Raises ReadError, TooLarge."""
    # Before it is opened, which takes half a kilobyte for every entry. Each has this signature.
    if data.count(ENTRY) > MOST_MEMBERS:
        raise TooLarge(name, f"more than {MOST_MEMBERS:,} parts; it is not read")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise ReadError(name, f"is no ZIP archive, or a broken one ({error})") from error


def member_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Member:
    """Return one entry of an archive, or the reason why it cannot be had."""
    name = _inside(entry.filename)
    if entry.flag_bits & ENCRYPTED:
        return Member(name, reason="is encrypted")
    if entry.compress_type not in METHODS:
        return Member(name, reason="is compressed in a way that is not read")
    try:
        with archive.open(entry) as file:
            return Member(name, bounded(file, name, largest(name)))
    except TooLarge as error:
        return Member(name, reason=error.reason)
    except BROKEN as error:
        return Member(name, reason=f"is broken ({error})")


def _inside(path: str) -> str:
    """Return the path of an entry as one beneath the archive, wherever it climbs to."""
    parts = path.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _is_hidden(path: str) -> bool:
    parts = _inside(path).split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts)
