"""Paths and addresses as people give them -> what is there; its bytes -> articles and findings.

`read_saved` is a pure function of what it is given, so that it may run on any core or machine.
"""

from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from onrecord import edtf
from onrecord.errors import OnrecordError, ReadError
from onrecord.values import Article, Findings


@dataclass(frozen=True, slots=True)
class Visit:
    """A path or web address to be visited, or why there is nothing to read at it."""

    path: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """The bytes of a saved file, the path they are read under, and the dates that people gave.

    `dates` are EDTF strings by article id; `given` is the one for articles that have none.
    """

    path: str
    digest: str
    data: bytes
    dates: Mapping[str, str] = field(default_factory=dict)
    given: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a saved file held, or why it, or the rest of it, could not be read.

    `dated` are the ids of articles that took the date given for those that have none.
    """

    found: tuple[tuple[Article, Findings], ...] = ()
    dated: tuple[str, ...] = ()
    reason: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the articles found."""
        return tuple(article.id for article, _ in self.found)


ReadBytes = Callable[[bytes, str], Iterable[Article]]
Annotate = Callable[[Article], Findings]


def visits(paths: Iterable[str | Path], left_out: Collection[Path] = ()) -> Iterator[Visit]:
    """Yield the files at paths: files, folders with all beneath them in order, and patterns.

    Web addresses are yielded as they are. Hidden files and folders within a folder are left out,
    and so are those named in `left_out`.
    """
    for given in paths:
        path = os.fspath(given)
        if is_address(path):
            yield Visit(path)
        elif os.path.isdir(path):
            yield from _in_folder(path, left_out)
        elif os.path.lexists(path) or not glob.has_magic(path):
            yield Visit(path)
        elif found := sorted(glob.glob(path, recursive=True)):
            for match in found:
                yield from visits([match], left_out) if os.path.isdir(match) else [Visit(match)]
        else:
            yield Visit(path, "no file fits this pattern")


def is_address(path: str) -> bool:
    """Say whether this is a web address, to be fetched, and no path."""
    return path.lower().startswith(("http://", "https://"))


def _in_folder(folder: str, left_out: Collection[Path]) -> Iterator[Visit]:
    is_empty = True
    unread: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(here, name)
            if not name.startswith(".") and Path(path).absolute() not in left_out:
                is_empty = False
                yield Visit(path)
        # A folder without permission is reported when the walk has come by it.
        while unread:
            is_empty = False
            yield _unread_folder(unread.pop())
    while unread:
        is_empty = False
        yield _unread_folder(unread.pop())
    if is_empty:
        yield Visit(folder, "no files in this folder")


def _unread_folder(error: OSError) -> Visit:
    why = "no permission to look into this folder"
    if not isinstance(error, PermissionError):
        why = error.strerror or str(error)
    return Visit(str(error.filename), why)


def shown(path: str) -> str:
    """Return a path as text that can be stored: bytes that are no UTF-8 written as "\\xe9"."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of bytes in hex."""
    return hashlib.sha256(data).hexdigest()


def read_any(read_bytes: ReadBytes, annotate: Annotate, saved: Saved | None) -> Reading | None:
    """Return what a saved file holds, None for a file that need not be read."""
    return None if saved is None else read_saved(read_bytes, annotate, saved)


def read_saved(read_bytes: ReadBytes, annotate: Annotate, saved: Saved) -> Reading:
    """Return what a saved file holds."""
    found: list[tuple[Article, Findings]] = []
    dated: list[str] = []
    reason = ""
    try:
        for article in read_bytes(saved.data, _read_as(saved.path)):
            article = replace(article, digest=saved.digest, path=saved.path)
            if date := saved.dates.get(article.id):
                article = replace(article, published=edtf.date(date))
            elif saved.given and (article.published is None or article.published.is_bounds):
                article = replace(article, published=edtf.date(saved.given))
                dated.append(article.id)
            found.append((article, annotate(article)))
        reason = "" if found else "no article found in it"
    except ReadError as error:
        reason = error.reason
    except (OnrecordError, ImportError):
        raise  # a missing weight file or room is no fault of this file, and would fail the next
    except Exception as error:
        # Saved pages are hostile input: whatever one of them breaks, the others are still read.
        reason = f"onrecord failed on this file ({type(error).__name__}: {error})"
    return Reading(tuple(found), tuple(dated), _storable(reason))


def _storable(reason: str) -> str:
    """Return a reason as text that can be stored: it may quote what a hostile file is made of."""
    return reason.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def _read_as(path: str) -> str:
    """Return the name to read a file under: what came from an address is kept as a WARC."""
    return f"{path}.warc" if is_address(path) else path
