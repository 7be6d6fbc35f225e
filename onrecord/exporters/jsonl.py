"""A record -> JSON lines: one file for each kind of value, one value a line, nothing left out."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.exporters.files import whole_file

if TYPE_CHECKING:
    from onrecord.record import Record

# Legal in JSON as they are, but they steer a terminal, turn the reading order round, or count as
# a line end for some readers of JSON lines. Escaped, they are the same string to every parser.
_UNSAFE = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def export(record: Record, folder: Path) -> list[Path]:
    """Write each kind of value into a file of its own; return the paths."""
    tables: dict[str, Callable[[], Iterable[object]]] = {
        "articles": record.articles,
        "mentions": record.mentions,
        "statements": record.statements,
        "entities": record.entities,
        "comparisons": record.comparisons,
        "origins": record.origins,
        "judgements": record.judgements,
    }
    return [_write(values(), folder / f"{name}.jsonl") for name, values in tables.items()]


def _write(values: Iterable[object], path: Path) -> Path:
    with whole_file(path) as file:
        for value in values:
            file.write(json_line(value) + "\n")
    return path


def write_json(path: Path, head: dict[str, Any], list_name: str, values: Iterable[Any]) -> Path:
    """Write one JSON object: `head` and, under `list_name`, these values, one a line.

    The values are written as they come, so that a long list never stands in memory.
    """
    with whole_file(path) as file:
        file.write("{\n")
        for name, value in head.items():
            file.write(f" {json_line(name)}: {json_line(value)},\n")
        file.write(f" {json_line(list_name)}: [")
        between = "\n  "
        for value in values:
            file.write(between + json_line(value))
            between = ",\n  "
        file.write("\n ]\n}\n")
    return path


def json_line(value: object) -> str:
    """Return a value as one line of JSON that is safe to print on a terminal."""
    return line_of(as_json(value))


def line_of(document: object) -> str:
    """Return JSON types as one line of JSON that is safe to print on a terminal."""
    words = json.dumps(document, ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", words)


def as_json(value: object) -> Any:
    """Return a value as JSON types, its fields under their own names and in their own order.

    A span is [start, stop], a day or a time its ISO 8601 string, a tuple a list; a `Date` is an
    object with all its fields.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: as_json(getattr(value, name)) for name in _field_names(type(value))}
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): as_json(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(each) for each in value]
    if isinstance(value, Path):
        return str(value)
    return value


@cache
def _field_names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))
