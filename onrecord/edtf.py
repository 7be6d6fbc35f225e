"""EDTF string -> Date with its first and last day; a day -> how a reporter writes it.

Extended Date/Time Format (ISO 8601-2) up to level 1, and the quarters and halves of level 2:
"2021-11-08", "2021-11", "2021", "2021-XX-XX", "202X", "2021-23" (autumn), "2021-36" (fourth
quarter), "2021-11-01/2021-11-08", "2021/..", each with "?", "~" or "%" after it.
"""

from __future__ import annotations

import calendar
import datetime
import re

from onrecord.errors import DateError
from onrecord.values import Date

POINT = re.compile(r"(\d{2}(?:\d{2}|\dX|XX))(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?")
OPEN = ("..", "")

# First and last month of the parts of a year. Winter is the one that begins in December, as the
# standard leaves it to the writer and a northern one is what the sources mean.
PARTS = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip

# fmt: off
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)
# fmt: on

Days = tuple[datetime.date, datetime.date]


def date(edtf: str, rule: str = "given") -> Date:
    """Return the date that an EDTF string writes. Raise DateError where it writes none."""
    edtf = edtf.strip()
    if "/" not in edtf:
        earliest, latest = _days(edtf, edtf)
        return Date(edtf, earliest, latest, words=edtf, rule=rule)
    first, _, last = edtf.partition("/")
    if first in OPEN and last in OPEN:
        raise _no_date(edtf)
    begins = None if first in OPEN else _days(first, edtf)[0]
    ends = None if last in OPEN else _days(last, edtf)[1]
    if begins and ends and begins > ends:
        raise _no_date(edtf)
    return Date(edtf, begins, ends, words=edtf, rule=rule)


def _days(point: str, edtf: str) -> Days:
    found = POINT.fullmatch(point)
    if found is None:
        raise _no_date(edtf)
    year, month, day = found.groups()
    try:
        first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
        if month is None or month == "XX":
            if day not in (None, "XX"):
                raise _no_date(edtf)
            return datetime.date(max(first, 1), 1, 1), datetime.date(last, 12, 31)
        if first != last:
            raise _no_date(edtf)
        if day is None or day == "XX":
            return _part(first, int(month))
        exact = datetime.date(first, int(month), int(day))
        return exact, exact
    except (ValueError, KeyError) as error:
        raise _no_date(edtf) from error


def _part(year: int, number: int) -> Days:
    start, stop = (number, number) if 1 <= number <= 12 else PARTS[number]
    last_year, last = (year, stop) if stop <= 12 else (year + 1, stop - 12)
    return (
        datetime.date(year, start, 1),
        datetime.date(last_year, last, calendar.monthrange(last_year, last)[1]),
    )


def _no_date(words: str) -> DateError:
    on_hand = "2021-11-08, 2021-11, 2021 or 2021-11-01/2021-11-08"
    return DateError(f"{words!r} is no date; dates are written {on_hand}")


def day_in_words(day: datetime.date) -> str:
    """Return a day as a reporter would write it: "4 March 2031"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
