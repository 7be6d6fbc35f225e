"""A record -> tables for data frames: one Parquet file for each kind of value, one value a row.

The columns are those of `csv`, with their types: days are days, lists are lists.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.exporters.files import whole_path
from onrecord.exporters.rows import COLUMNS, Cell, Row, tables

if TYPE_CHECKING:
    import pyarrow

    from onrecord.record import Record

A_CHUNK = 5_000  # rows held in memory at a time


def export(record: Record, folder: Path) -> list[Path]:
    """Write articles, mentions, statements, entities, comparisons and judgements; return paths.

    Raise OnrecordError where pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError as missing:
        raise OnrecordError(
            "parquet needs pyarrow, which is not installed; pip install 'onrecord[parquet]'"
        ) from missing
    return [
        _write(rows, _schema(name), folder / f"{name}.parquet")
        for name, rows in tables(record).items()
    ]


def _write(rows: Iterable[Row], schema: pyarrow.Schema, path: Path) -> Path:
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    rows = iter(rows)
    with whole_path(path) as part, ParquetWriter(part, schema, compression="zstd") as table:
        while chunk := list(islice(rows, A_CHUNK)):
            table.write_table(pyarrow.Table.from_pylist(chunk, schema))
    return path


def _schema(name: str) -> pyarrow.Schema:
    import pyarrow as arrow

    types: dict[Cell, pyarrow.DataType] = {
        "words": arrow.string(),
        "list of words": arrow.list_(arrow.string()),
        "whole number": arrow.int64(),
        "number": arrow.float64(),
        "yes or no": arrow.bool_(),
        "day": arrow.date32(),
        "moment": arrow.timestamp("us", "UTC"),
    }
    return arrow.schema([(column, types[cell]) for column, cell in COLUMNS[name].items()])
