"""A record -> the pairs that people accepted or rejected, to measure a judge of pairs by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import NotOnRecord
from onrecord.exporters.files import whole_file
from onrecord.exporters.jsonl import json_line
from onrecord.judging import WEIGHED

if TYPE_CHECKING:
    from onrecord.record import Record


def export(record: Record, folder: Path) -> list[Path]:
    """Write `pairs.jsonl`: one line for each pair on which the last word was accept or reject.

    A pair that is no longer on record is left out; its judgement is in the other exports.
    """
    last = {
        judgement.target: judgement
        for judgement in record.judgements(standing=True)
        if judgement.of == "comparison" and judgement.verdict in WEIGHED
    }
    path = folder / "pairs.jsonl"
    with whole_file(path) as file:
        for id, judgement in sorted(last.items()):
            try:
                pair = record.comparison(id)
                sides = record.statement(pair.earlier), record.statement(pair.later)
            except NotOnRecord:
                continue
            line = {
                "id": id,
                "kind": pair.kind,
                "verdict": judgement.verdict,
                "note": judgement.note,
                "score": pair.score,
                "by": pair.by,
                "ordered": pair.ordered,
                "earlier": sides[0],
                "later": sides[1],
            }
            file.write(json_line(line) + "\n")
    return [path]
