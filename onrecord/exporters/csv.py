"""A record -> tables for a spreadsheet: one CSV file for each kind of value, one value a row.

What a value holds many of is joined in one cell by "; ". Words that a spreadsheet would run as a
formula are given an apostrophe in front: they come from saved pages, and whoever opens the table
did not write them. The byte order mark at the start is for Excel, which without it takes the file
for something else than UTF-8.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.exporters.files import whole_file
from onrecord.exporters.rows import COLUMNS, Row, tables

if TYPE_CHECKING:
    from onrecord.record import Record

# A formula begins a cell. Where the list separator is a semicolon, as in much of Europe, or a tab,
# Excel begins a new cell there, and a new row at a line end, whatever marks stand around the words.
_FORMULA = re.compile(r"(^|[;\t\r\n][\"'\s]*)(?=[=+\-@\t\r\n＝＋－＠])")


def export(record: Record, folder: Path) -> list[Path]:
    """Write each kind of value into a table of its own; return the paths."""
    return [
        _write(rows, list(COLUMNS[name]), folder / f"{name}.csv")
        for name, rows in tables(record).items()
    ]


def _write(rows: Iterable[Row], columns: list[str], path: Path) -> Path:
    with whole_file(path, encoding="utf-8-sig") as file:
        table = csv.DictWriter(file, columns)
        table.writeheader()
        for row in rows:
            table.writerow({column: as_cell(value) for column, value in row.items()})
    return path


def as_cell(value: object) -> object:
    """Return what to write for a value, an apostrophe before words that would run as a formula."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return as_cell("; ".join(value))
    if isinstance(value, str):
        return _FORMULA.sub(r"\1'", value)
    return value
