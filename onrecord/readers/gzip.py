"""Gzip file -> the one file in it; for archives, its members one by one, around broken ones."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import PurePath

from onrecord.errors import ReadError, TooLarge
from onrecord.readers.members import (
    LARGEST_ARCHIVE,
    UNPACKS_TO_TOO_MUCH,
    Member,
    largest,
    most_unpacked,
)

MAGIC = b"\x1f\x8b\x08"
WITH_HEADER = 16 + zlib.MAX_WBITS  # zlib's way to ask for gzip
FIRST_STEP = 4_096  # bytes; small, since a file may be a row of millions of tiny members
STEP = 65_536
CUT_SHORT = "its gzip data is cut short"


def read_gzip(data: bytes, name: str) -> Iterator[Member]:
    """Yield the file in a gzip file. Raises ReadError, TooLarge."""
    if not data.startswith(MAGIC):
        raise ReadError(name, "is no gzip file")
    ending = _inner_ending(name)
    parts: list[bytes] = []
    size = 0
    for part in unpacked(data, name, largest(ending)):
        if isinstance(part, ReadError):
            raise part
        parts.append(part)
        size += len(part)
        if size > largest(ending):
            raise TooLarge(name, _over(largest(ending)))
    # Without a name: the file is its one part, and its article must not hang on what it is called.
    yield Member("", b"".join(parts), ending)


def _inner_ending(name: str) -> str:
    """Return ".html" for "page.html.gz", "" where the name does not say."""
    return PurePath(PurePath(name).stem).suffix.lower() if name.lower().endswith(".gz") else ""


def unpacked(data: bytes, name: str, most: int = LARGEST_ARCHIVE) -> Iterator[bytes | ReadError]:
    """Yield what each member of a gzip file holds, at most so many bytes, or what is wrong with it.

    After a broken member the next is looked for, so that damage to one loses no other. Raises
    TooLarge where more is unpacked in all than a file of this size may hold.
    """
    left = most_unpacked(len(data))
    at = 0
    while 0 <= at < len(data):
        try:
            member, at = _member(data, at, min(left, most))
            left -= len(member)
            yield member
        except _Broken as broken:
            left -= broken.unpacked
            yield ReadError(name, broken.reason)
            at += 1
        if left <= 0:
            raise TooLarge(name, UNPACKS_TO_TOO_MUCH)
        at = data.find(MAGIC, at)


def _member(data: bytes, at: int, most: int) -> tuple[bytes, int]:
    """Return what the member that begins here holds, and where it ends. Raises _Broken."""
    unpacker = zlib.decompressobj(WITH_HEADER)
    parts: list[bytes] = []
    size, step = 0, FIRST_STEP
    while not unpacker.eof:
        packed = unpacker.unconsumed_tail
        if not packed:
            packed, at, step = data[at : at + step], at + step, STEP
        try:
            part = unpacker.decompress(packed, STEP * 16)
        except zlib.error as error:
            raise _Broken("its gzip data is damaged", size) from error
        if not packed and not part:
            raise _Broken(CUT_SHORT, size)
        parts.append(part)
        size += len(part)
        if size > most:
            raise _Broken(_over(most), size)
    return b"".join(parts), min(at, len(data)) - len(unpacker.unused_data)


def _over(most: int) -> str:
    return f"over {most / 1e6:.0f} MB unpacked"


class _Broken(Exception):
    """A member that cannot be unpacked, and how many bytes had come out of it."""

    def __init__(self, reason: str, unpacked: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.unpacked = unpacked
