"""A record -> a BagIt bag (RFC 8493): every saved file as it was, how it came, and all values.

    data/files/           the saved files, byte for byte
    data/intake.jsonl     the intake log, oldest entry first
    data/record/          the values, as `jsonl` and as `csv`
    manifest-sha256.txt   the SHA-256 of each of these; tagmanifest-sha256.txt has those of the rest
    bag-info.txt          sizes, the date, and the head of the intake log
    bagit.txt             what makes a folder a bag

The format is these four short text files. bagit-python would write them too, but as version 0.97,
by changing the working directory of the whole process, and with the digests of what it finds on
the disk rather than of what the record holds. The tests have it validate what is written here.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from onrecord.errors import OnrecordError
from onrecord.exporters import csv, jsonl

if TYPE_CHECKING:
    from onrecord.record import Record

LONGEST_NAME = 60  # characters of its own name that a saved file keeps, behind its digest


class Packed(NamedTuple):
    """A file in the bag: its digest, its size in bytes, and where it is."""

    digest: str
    size: int
    path: Path


def export(record: Record, folder: Path) -> list[Path]:
    """Write a bag into an empty folder; return the paths at its top.

    Raise OnrecordError where the folder is not empty, or a saved file is not what was saved.
    """
    if any(folder.iterdir()):
        raise OnrecordError(f"{folder}: not empty, and a bag takes a folder of its own")
    unfinished = folder / ".unfinished"
    unfinished.mkdir()
    try:
        _write_bag(record, unfinished)
        # Without bagit.txt nobody takes the folder for a bag, so that comes last.
        top = sorted(unfinished.iterdir(), key=lambda path: (path.name == "bagit.txt", path.name))
        return [path.rename(folder / path.name) for path in top]
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _write_bag(record: Record, bag: Path) -> None:
    head, size, count = "", 0, 0
    with (bag / "manifest-sha256.txt").open("w", encoding="utf-8", newline="\n") as manifest:
        for packed in _pack_values(record, bag / "data" / "record"):
            manifest.write(_line(packed, bag))
            size, count = size + packed.size, count + 1
        # What is added meanwhile comes with its file, or not at all: the log is packed up to here.
        head = record.head()
        for packed in _pack_intake(record, bag / "data", head):
            manifest.write(_line(packed, bag))
            size, count = size + packed.size, count + 1
    _write(bag / "bag-info.txt", _about(head, size, count))
    _write(bag / "bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    tags = [_packed(bag / name) for name in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")]
    _write(bag / "tagmanifest-sha256.txt", "".join(_line(tag, bag) for tag in tags))


def _pack_values(record: Record, folder: Path) -> Iterator[Packed]:
    folder.mkdir(parents=True)
    for exporter in (jsonl.export, csv.export):
        yield from map(_packed, exporter(record, folder))


def _pack_intake(record: Record, folder: Path, head: str) -> Iterator[Packed]:
    """Write the log up to its head, and each file it says is kept under the first of its names."""
    (folder / "files").mkdir()
    packed: set[str] = set()
    log = folder / "intake.jsonl"
    with log.open("w", encoding="utf-8", newline="\n") as lines:
        for entry in record.intake() if head else ():
            lines.write(jsonl.json_line(entry) + "\n")
            if entry.kept and entry.digest not in packed:
                packed.add(entry.digest)
                path = folder / "files" / file_name(entry.digest, entry.path)
                yield _pack_file(record, entry.digest, path)
            if entry.hash == head:
                break
    yield _packed(log)


def _pack_file(record: Record, digest: str, path: Path) -> Packed:
    data = record.file(digest)
    if hashlib.sha256(data).hexdigest() != digest:
        raise OnrecordError(f"saved file {digest}: its bytes are not what was saved; not packed")
    path.write_bytes(data)
    return Packed(digest, len(data), path)


def file_name(digest: str, path: str) -> str:
    """Return a name for a saved file that is safe on any system: its digest, then its own name."""
    own = re.split(r"[/\\]", path)[-1]
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", own)[-LONGEST_NAME:].strip("._-")
    return f"{digest}-{plain}" if plain else digest


def _about(head: str, size: int, count: int) -> str:
    fields = {
        "External-Description": "Saved news articles, and the record of who said what in them",
        "Bagging-Date": f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}",
        "Payload-Oxum": f"{size}.{count}",
        "Bag-Software-Agent": f"onrecord {version('onrecord')}",
        "Intake-Log-Head": head,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value)


def _packed(path: Path) -> Packed:
    with path.open("rb") as file:
        return Packed(hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size, path)


def _line(packed: Packed, bag: Path) -> str:
    return f"{packed.digest}  {packed.path.relative_to(bag).as_posix()}\n"


def _write(path: Path, words: str) -> None:
    path.write_text(words, encoding="utf-8", newline="\n")
