"""TimeBank expressions and their article's date -> how many are read as the annotators did.

    python -m evals.dates --data DIR [--missed]

Calendar values (a day, a month, a year) must be the same; a time of day is cut off first. Intervals
(quarters, halves, weeks, seasons, decades; "recently") are right where first and last day are, or
those of the EDTF string, whose bounds are wider for "late" and "early", as the values leave these
out. Words that name no bounds are right where the days lie on the right side of the article's. Each
is scored twice: from the words alone, and told whether the sentence looks ahead of the article's
day, which the value itself says here, since the sentences are not given. dateparser, if installed,
reads the same calendar expressions in the same run. Both halves of the articles, parted by hash,
are printed too: the newer rules were written with an eye on the first half only.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import onrecord
from onrecord import edtf
from onrecord.values import Date

CALENDAR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
PARTS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24, "Q1": 33, "Q2": 34, "Q3": 35, "Q4": 36,
         "H1": 40, "H2": 41}  # fmt: skip
YEAR = datetime.timedelta(days=366)

Row = dict[str, str]


def score(data: Path) -> dict[str, float]:
    """Return shares, 0 to 1, of calendar and interval expressions that are read right."""
    return _scores(_rows(data))


def _scores(rows: list[Row]) -> dict[str, float]:
    sets = {"calendar exact": [r for r in rows if _calendar(r)], "intervals": _intervals(rows)}
    return {
        f"dates {name}{', tense given' if told else ''}": _share(some, told)
        for name, some in sets.items()
        for told in (False, True)
    }


def _share(rows: list[Row], tense_told: bool) -> float:
    return sum(_is_right(row, tense_told) for row in rows) / len(rows)


def _half(row: Row) -> int:
    """Return which half of the articles a row is from, 0 or 1."""
    return int(hashlib.sha1(row["doc"].encode()).hexdigest(), 16) % 2


def _dateparser() -> Callable[[Row], str]:
    """Return what reads an expression with dateparser: ISO, as exact as what it says it found."""
    from dateparser.date import DateDataParser

    digits = {"day": 10, "month": 7, "year": 4, "time": 10}

    def read(row: Row) -> str:
        day = datetime.datetime.fromisoformat(row["article_date"][:10])
        settings: dict[str, Any] = {
            "RELATIVE_BASE": day,
            "PREFER_DATES_FROM": "current_period",
            "RETURN_TIME_AS_PERIOD": True,
        }
        parser = DateDataParser(languages=["en"], settings=settings)
        found = parser.get_date_data(row["expression"])
        if found is None or found.date_obj is None:
            return ""
        return str(found.date_obj.date())[: digits.get(found.period, 10)]

    return read


def _rows(data: Path) -> list[Row]:
    with (data / "time" / "tbaq_dev.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    return [row for row in rows if row["type"] in {"DATE", "TIME"}]


def _calendar(row: Row) -> str:
    value = row["value"].split("T")[0]
    return value if CALENDAR.fullmatch(value) else ""


def _intervals(rows: list[Row]) -> list[Row]:
    return [
        row for row in rows if not _calendar(row) and (_days(row) or row["value"] == "PAST_REF")
    ]


def _days(row: Row) -> Date | None:
    """Return the days of a TimeML value, None where it has no bounds ("1989-WXX")."""
    value = row["value"].split("T")[0]
    if week := re.fullmatch(r"(\d{4})-W(\d\d?)(-WE)?", value):
        monday = datetime.date.fromisocalendar(int(week[1]), int(week[2]), 1)
        first, last = (5, 6) if week[3] else (0, 6)
        days = [(monday + datetime.timedelta(days=n)).isoformat() for n in (first, last)]
        return edtf.date("/".join(days))
    if part := re.fullmatch(r"(\d{4})-([A-Z][A-Z\d])", value):
        return edtf.date(f"{part[1]}-{PARTS[part[2]]}") if part[2] in PARTS else None
    if re.fullmatch(r"\d{3}", value):
        return edtf.date(f"{value}X")
    return edtf.date(value) if CALENDAR.fullmatch(value) else None


def _found(row: Row, tense_told: bool) -> Date | None:
    wanted = _days(row)
    day = datetime.date.fromisoformat(row["article_date"][:10])
    lies_ahead = bool(wanted and wanted.earliest and wanted.earliest > day)
    ahead = lies_ahead if tense_told else None
    return onrecord.when(row["expression"], row["article_date"], ahead=ahead)


def _is_right(row: Row, tense_told: bool) -> bool:
    found, wanted = _found(row, tense_told), _days(row)
    if found is None:
        return False
    if _calendar(row):
        return found.edtf == _calendar(row)
    if wanted:
        named = edtf.date(found.edtf)
        days = wanted.earliest, wanted.latest
        return days in {(found.earliest, found.latest), (named.earliest, named.latest)}
    day = datetime.date.fromisoformat(row["article_date"][:10])
    first = found.earliest or day  # "previously" has no first day
    return bool(found.latest and day - 10 * YEAR < first <= found.latest <= day)


def print_peer(rows: list[Row]) -> None:
    """Print how many calendar expressions dateparser reads right."""
    try:
        read = _dateparser()
    except ImportError:
        print("dateparser is not installed: pip install -e '.[bench]'")
        return
    right = sum(read(row) == _calendar(row) for row in rows)
    print(f"{'dateparser calendar exact':40}{right / len(rows):.3f}")


def main() -> None:
    """Print the scores; with --missed, the expressions that are read otherwise."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--missed", action="store_true")
    args = parser.parse_args()
    for name, value in score(args.data).items():
        print(f"{name:40}{value:.3f}")
    rows = _rows(args.data)
    for half in (0, 1):
        for name, value in _scores([row for row in rows if _half(row) == half]).items():
            print(f"{f'  half {half + 1}: {name}':42}{value:.3f}")
    print_peer([row for row in rows if _calendar(row)])
    if args.missed:
        for row in [r for r in rows if _calendar(r)] + _intervals(rows):
            if not _is_right(row, tense_told=True):
                found = _found(row, tense_told=True)
                print(
                    row["article_date"],
                    row["expression"],
                    row["value"],
                    found and found.edtf,
                    sep="\t",
                )


if __name__ == "__main__":
    main()
