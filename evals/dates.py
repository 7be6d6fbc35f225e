"""TimeBank expressions and their article's date -> how many are read as the annotators did.

    python -m evals.dates --data DIR [--missed]

Calendar values (a day, a month, a year) must be the same; a time of day is cut off first. The
sentence is not given, so that a weekday's tense is not known: the other reading is not accepted.
"""

from __future__ import annotations

import argparse
import csv
import re
from pathlib import Path

import onrecord

CALENDAR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def score(data: Path) -> dict[str, float]:
    """Return the share, 0 to 1, of calendar expressions read exactly."""
    rows = _rows(data)
    right = sum(_found(row) == _gold(row) for row in rows)
    return {"dates calendar exact": right / len(rows)}


def _rows(data: Path) -> list[dict[str, str]]:
    with (data / "time" / "tbaq_dev.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [row for row in rows if row["type"] in {"DATE", "TIME"} and _gold(row)]


def _gold(row: dict[str, str]) -> str:
    value = row["value"].split("T")[0]
    return value if CALENDAR.fullmatch(value) else ""


def _found(row: dict[str, str]) -> str:
    date = onrecord.when(row["expression"], row["article_date"])
    return date.edtf if date else ""


def main() -> None:
    """Print the score; with --missed, the expressions that are read otherwise."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--missed", action="store_true")
    args = parser.parse_args()
    for name, value in score(args.data).items():
        print(f"{name:32}{value:.3f}")
    if args.missed:
        for row in _rows(args.data):
            if _found(row) != _gold(row):
                print(row["article_date"], row["expression"], _gold(row), _found(row), sep="\t")


if __name__ == "__main__":
    main()
