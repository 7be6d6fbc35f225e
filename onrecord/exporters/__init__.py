"""A record -> files that other programs read.

A new kind of export is one file here and one line in `EXPORTERS`; an installed package adds its
own by the entry point `onrecord.exporters`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import plugins
from onrecord.errors import OnrecordError
from onrecord.exporters import (
    bagit,
    csv,
    ftm,
    jsonl,
    pairs,
    parquet,
    report,
    schemaorg,
    timelinejs,
    webannotations,
)
from onrecord.exporters.jsonl import as_json, json_line, line_of
from onrecord.exporters.rows import statement_rows

if TYPE_CHECKING:
    from onrecord.record import Record

__all__ = ["EXPORTERS", "Exporter", "as_json", "export", "json_line", "line_of", "statement_rows"]

Exporter = Callable[["Record", Path], list[Path]]

EXPORTERS: dict[str, Exporter] = {
    "bagit": bagit.export,
    "csv": csv.export,
    "ftm": ftm.export,
    "jsonl": jsonl.export,
    "pairs": pairs.export,
    "parquet": parquet.export,
    "report": report.export,
    "schemaorg": schemaorg.export,
    "timelinejs": timelinejs.export,
    "webannotations": webannotations.export,
}


def export(record: Record, kind: str, out: str | Path) -> list[Path]:
    """Write the record as files of this kind into the folder `out`; return their paths.

    The folder is made where there is none; files of the same names in it are replaced, each only
    once the new one is whole. A bag is put into an empty folder only. Raise OnrecordError for a
    kind that nothing here writes.
    """
    plugins.add_to(EXPORTERS, "onrecord.exporters")
    if kind not in EXPORTERS:
        raise OnrecordError(f"no exporter for '{kind}'; on hand: {', '.join(sorted(EXPORTERS))}")
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    return EXPORTERS[kind](record, folder)
