"""A user's own list of names, as CSV or FollowTheMoney JSON lines -> the entries to watch.

Nothing in a list is trusted: a line that says nothing usable comes back as its reason, and the
other lines are read.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import ReadError
from onrecord.ids import watched_id
from onrecord.values import MentionKind, Watched

LARGEST = 100_000_000  # bytes of a list
MOST = 500_000  # entries
LONGEST = 300  # letters of a name
MOST_ALIASES = 200
QID = re.compile(r"Q[1-9]\d{0,11}", re.ASCII)

# What lists call their columns, in small letters; the first that is there is taken.
NAMES = ("name", "caption", "label", "title")
ALIASES = ("aliases", "alias", "also known as", "aka", "other names")
QIDS = ("qid", "wikidata", "wikidata id", "wikidataid", "wikidata_id")
KINDS = ("kind", "type", "schema")
# What lists call a kind: our own words, and the schemata of FollowTheMoney that have a name.
KIND_OF: dict[str, MentionKind | None] = {
    "": None,
    "thing": None,
    "legalentity": None,
    "person": "person",
    "people": "person",
    "organisation": "organisation",
    "organization": "organisation",
    "company": "organisation",
    "publicbody": "organisation",
    "institution": "organisation",
    "state": "organisation",
    "country": "organisation",
    "group": "group",
    "place": "place",
}


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A line of a list that gives nobody to watch, and why."""

    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: {self.reason}"


def entries(path: str | Path) -> Iterator[Watched | PassedOver]:
    """Yield the entries of a list, and for each bad line why it was passed over.

    Raise ReadError where the file cannot be read, or is no such list.
    """
    name = str(path)
    text = _text(Path(path))
    rows = _json_rows(text) if text.lstrip()[:1] == "{" else _csv_rows(text, name)
    found = 0
    for line, row in rows:
        entry = row if isinstance(row, str) else _entry(row, Path(path).name)
        if isinstance(entry, str):
            yield PassedOver(name, line, entry)
            continue
        found += 1
        if found > MOST:
            raise ReadError(name, f"a list of more than {MOST:,} entries")
        yield entry


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ReadError(str(path), error.strerror or "cannot be opened") from None
    if len(data) > LARGEST:
        raise ReadError(str(path), f"larger than {LARGEST // 1_000_000} MB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReadError(str(path), "not UTF-8; save the list as UTF-8") from None


Row = Mapping[str, Any]


def _csv_rows(text: str, path: str) -> Iterator[tuple[int, Row | str]]:
    """Yield the lines of a CSV file by the names of their columns, in small letters."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [column.strip().casefold() for column in next(lines, [])]
    except csv.Error as error:
        raise ReadError(path, f"no CSV: {error}") from None
    if not any(column in NAMES for column in header):
        raise ReadError(path, "no column 'name' in its first line, and no JSON lines")
    while True:
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            yield lines.line_num, f"no CSV: {error}"
            continue
        if any(cell.strip() for cell in cells):
            yield lines.line_num, dict(zip(header, cells, strict=False))


def _json_rows(text: str) -> Iterator[tuple[int, Row | str]]:
    """Yield the entities of FollowTheMoney JSON lines as rows: name, aliases, qid, kind."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            entity = json.loads(line)
        except (ValueError, RecursionError):
            yield number, "no JSON"
            continue
        properties = entity.get("properties") if isinstance(entity, dict) else None
        if not isinstance(properties, dict):
            yield number, "no FollowTheMoney entity: it has no properties"
            continue
        names = [str(entity.get("caption") or ""), *_words(properties.get("name"))]
        names = [name for name in names if name.strip()]
        aliases = [*names[1:], *_words(properties.get("alias"))]
        aliases += _words(properties.get("previousName"))
        yield (
            number,
            {
                "name": names[0] if names else "",
                "aliases": aliases,
                "qid": next(iter(_words(properties.get("wikidataId"))), ""),
                "kind": str(entity.get("schema") or ""),
            },
        )


def _words(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, str)]


def _entry(row: Row, source: str) -> Watched | str:
    """Return the entry of a row, or why it is none."""
    name = _clean(_cell(row, NAMES))
    aliases = _cell(row, ALIASES)
    listed = aliases if isinstance(aliases, list) else re.split(r"[;|]", aliases)
    other = tuple(dict.fromkeys(filter(None, map(_clean, listed))))[:MOST_ALIASES]
    qid = _clean(_cell(row, QIDS)).rpartition("/")[2].upper()
    kind = _clean(_cell(row, KINDS))
    if not re.search(r"\w", name):
        return "no name"
    if max(map(len, (name, *other))) > LONGEST:
        return f"a name of more than {LONGEST} letters"
    if qid and not QID.fullmatch(qid):
        return f"{qid!r} is no Wikidata id such as Q42"
    if kind.casefold() not in KIND_OF:
        return f"no kind {kind!r}; on hand: person, organisation, group, place"
    kept = tuple(alias for alias in other if alias != name)
    return Watched(watched_id(name, qid), name, KIND_OF[kind.casefold()], kept, qid, source)


def _cell(row: Row, columns: tuple[str, ...]) -> Any:
    return next((row[column] for column in columns if row.get(column)), "")


def _clean(words: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())
