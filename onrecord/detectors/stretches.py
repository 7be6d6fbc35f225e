"""A match of words that tell months or count units of time -> the stretch of days that they mean.

Relative words are counted from the day on which the article was published. A month without a year
is the one nearest to it, the past one where both are as near. Single days and weekends are in
`daywords`; quarters, seasons, years and what is longer in `periods`.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import NamedTuple

from onrecord.detectors import spelt
from onrecord.languages import language

ONE_DAY = datetime.timedelta(days=1)
# So much farther away may the past one be: where the tense is not known, where the verb looks
# back, and where it looks ahead.
BIAS = {None: 90 * ONE_DAY, False: 300 * ONE_DAY, True: -300 * ONE_DAY}
FIRST_QUARTER, FIRST_HALF = 33, 40  # as EDTF has them
RECENT = {"": 90, "day": 14, "week": 60, "month": 365, "quarter": 730, "year": 3650}  # days
UNIT_DAYS = {
    "minute": 0, "hour": 1 / 24, "day": 1, "night": 1, "week": 7, "fortnight": 14,
    "month": 30.44, "quarter": 91.3, "year": 365.25, "decade": 3652.5, "century": 36525,
}  # fmt: skip
VAGUE_ITEMS = {"few": 5, "several": 9, "some": 9}  # at most so many


class Stretch(NamedTuple):
    """First and last day, and the EDTF string where it is not plain from them.

    Of "late November" the string names the month and the days are the last third of it.
    """

    first: datetime.date | None
    last: datetime.date | None
    edtf: str = ""


Match = re.Match[str]
Day = datetime.date


def group(match: Match, name: str) -> str:
    """Return what a group of a pattern matched, in small letters, "" where there is none."""
    return ((match[name] if name in match.re.groupindex else "") or "").lower()


def month_name(match: Match, anchor: Day, ahead: bool | None) -> Stretch | None:
    """Read a month, or a part of it, of the year that is named or meant or brings it nearest."""
    month, which, part = month_number(match["month"]), group(match, "which"), group(match, "part")
    if named := group(match, "y"):
        return part_of_month(spelt.year(named), month, part)
    if "year" in which:
        return part_of_month(anchor.year + year_meant(which), month, part)
    if which in {"next", "coming", "by", "until"}:
        return part_of_month(anchor.year + (month < anchor.month), month, part)
    if which in {"last", "past", "since"}:
        return part_of_month(anchor.year - (month >= anchor.month), month, part)
    if which == "this":
        return part_of_month(anchor.year, month, part)
    near = [part_of_month(year, month, part) for year in years_near(anchor)]
    return nearest(near, anchor, ahead)


def part_of_month(year: int, month: int, part: str) -> Stretch:
    """Return a month, or the third of it that "early", "mid" or "the end of" means."""
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = {"e": (1, 10), "m": (11, 20), "l": (21, last)}.get(third(part), (1, last))
    first, end = datetime.date(year, month, first_day), datetime.date(year, month, last_day)
    return Stretch(first, end, f"{year:04}-{month:02}")


def third(part: str) -> str:
    """Return "e", "m" or "l" for words that mean an early, middle or late part, "" otherwise."""
    words = part.lower()
    if any(word in words for word in ("beginning", "start", "early", "turn")):
        return "e"
    if "mid" in words:
        return "m"
    return "l" if any(word in words for word in ("late", "end", "close")) else ""


def part_of_unit(match: Match, anchor: Day) -> Stretch:
    """Read "the end of the month" and "midyear": that part of the unit that is running."""
    unit, part = singular(match["unit"]), group(match, "part")
    if named := group(match, "y"):
        anchor = datetime.date(spelt.year(named), 12, 31)
    first, last = bounds(unit, anchor)
    name = edtf_of(first, last)
    days = {"week": 2, "month": 10, "quarter": 31, "year": 31, "decade": 1096, "century": 3653}
    size = min(days.get(unit, 1), (last - first).days + 1)
    if third(part) == "m":
        size = (last - first).days // 3
        first += size * ONE_DAY
    elif third(part) == "l":
        first = last - (size - 1) * ONE_DAY
    return Stretch(first, first + (size - 1) * ONE_DAY, name)


def ago(match: Match, anchor: Day) -> Stretch | None:
    """Read "two weeks ago": the day, week, month or year it was, or days where it counts none."""
    unit, number = singular(match["unit"]), group(match, "n")
    if not number:
        return Stretch(None, anchor)
    if number in VAGUE_ITEMS:
        return Stretch(away(anchor, -VAGUE_ITEMS[number], unit), away(anchor, -1, unit))
    return unit_about(away(anchor, -spelt.count(number), unit), unit)


def hence(match: Match, anchor: Day) -> Stretch | None:
    """Read "two weeks from now", "in two weeks' time"."""
    unit, number = singular(match["unit"]), group(match, "n")
    if number in VAGUE_ITEMS:
        return Stretch(away(anchor, 1, unit), away(anchor, VAGUE_ITEMS[number], unit))
    return unit_about(away(anchor, spelt.count(number), unit), unit)


def unit_about(day: Day | None, unit: str) -> Stretch | None:
    """Return the unit that a day is in, which "two months ago" leaves open."""
    if day is None:
        return None
    if unit in {"quarter", "fortnight"}:
        unit = {"quarter": "month", "fortnight": "week"}[unit]
    return Stretch(*bounds(unit if unit in {"week", "month", "year"} else _unit_of(unit), day))


def _unit_of(unit: str) -> str:
    return "year" if unit in {"decade", "century"} else "day"


def away(day: Day, count: int, unit: str) -> Day | None:
    """Return the day so many units after a day, before it where negative; None past the calendar.

    >>> away(datetime.date(2021, 3, 31), -1, "month")
    datetime.date(2021, 2, 28)
    """
    from dateutil.relativedelta import relativedelta

    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
    try:
        if unit in months:
            return day + relativedelta(months=count * months[unit])
        return day + datetime.timedelta(days=round(count * UNIT_DAYS[unit]))
    except (ValueError, OverflowError):
        return None


def part_so_far(match: Match, anchor: Day) -> Stretch:
    """Read "earlier this year": the days up to now of it, or those that are left."""
    first, last = bounds(singular(match["unit"]), anchor)
    name = edtf_of(first, last)
    is_past = group(match, "part") != "later"
    return Stretch(first, anchor, name) if is_past else Stretch(anchor, last, name)


def unit_beside(match: Match, anchor: Day) -> Stretch:
    """Read "last week", "late next month" and their like."""
    unit, which = singular(match["unit"]), match["which"].lower()
    first, last = bounds(unit, anchor)
    if any(word in which for word in ("last", "previous", "latest", "prior", "ago")) or (
        which == "past"
    ):
        first, last = bounds(unit, first - ONE_DAY)
    elif any(word in which for word in ("next", "coming", "following")):
        first, last = bounds(unit, last + ONE_DAY)
    name, size, part = edtf_of(first, last), (last - first).days + 1, third(group(match, "part"))
    if part in {"m", "l"}:
        first += (size // 3 if part == "m" else size * 2 // 3) * ONE_DAY
    if part in {"e", "m"}:
        last = first + (max(size // 3, 1) - 1) * ONE_DAY
    return Stretch(first, last, name)


def recent(match: Match, anchor: Day) -> Stretch:
    """Read "recently" and "in recent weeks": as far back as is usually meant."""
    days = RECENT.get(singular(group(match, "unit")), 3650)
    return Stretch(anchor - days * ONE_DAY, anchor)


def past_units(match: Match, anchor: Day) -> Stretch:
    """Read "the past five years": so far back from the day, up to it."""
    return Stretch(_away_some(match, anchor, -1), anchor)


def next_units(match: Match, anchor: Day) -> Stretch:
    """Read "the next five years": so far ahead."""
    return Stretch(anchor, _away_some(match, anchor, 1))


def _away_some(match: Match, anchor: Day, way: int) -> Day | None:
    number = group(match, "n")
    times = VAGUE_ITEMS.get(number, 3) if not number or number in VAGUE_ITEMS else 0
    times = times or spelt.count(number)
    unit = singular(match["unit"])
    far = anchor + round(way * times * UNIT_DAYS[unit]) * ONE_DAY if times < 99 else None
    return max(far, datetime.date.min) if far else None


def up_to(_: Match, anchor: Day) -> Stretch:
    """Read "previously": some time before, nobody knows how long."""
    return Stretch(None, anchor)


def running(match: Match, anchor: Day) -> Stretch:
    """Read "the current year"."""
    return Stretch(*bounds(singular(match["unit"]), anchor))


def year_meant(words: str) -> int:
    """Return how many years on "last year", "a year ago" or "next year" is: -1, 0 or 1."""
    words = words.lower()
    if any(word in words for word in ("last", "ago", "earlier", "previous", "prior")):
        return -1
    return int("next" in words or "coming" in words)


def bounds(unit: str, day: Day) -> tuple[Day, Day]:
    """Return first and last day of the week (from Monday) or longer unit that a day is in."""
    if unit == "week":
        monday = day - day.weekday() * ONE_DAY
        return monday, monday + 6 * ONE_DAY
    years = {"year": 1, "decade": 10, "century": 100}.get(unit, 0)
    if years:
        first_year = day.year // years * years
        first_day = datetime.date(max(first_year, 1), 1, 1)
        return first_day, datetime.date(first_year + years - 1, 12, 31)
    if unit not in {"month", "quarter"}:
        return day, day
    first = day.month if unit == "month" else (day.month - 1) // 3 * 3 + 1
    last = first if unit == "month" else first + 2
    end = calendar.monthrange(day.year, last)[1]
    return datetime.date(day.year, first, 1), datetime.date(day.year, last, end)


def singular(unit: str) -> str:
    """Return a unit of time in the singular and in small letters."""
    unit = unit.lower()
    return "century" if unit == "centuries" else unit.removesuffix("s")


def edtf_of(first: Day | None, last: Day | None) -> str:
    """Write days as EDTF: a day, month, quarter or the like where they are one, else from/to."""
    if first is None or last is None:
        ends = (day.isoformat() if day else ".." for day in (first, last))
        return "/".join(ends)
    if first == last:
        return first.isoformat()
    for unit, digits in (("month", 7), ("year", 4)):
        if (first, last) == bounds(unit, first):
            return first.isoformat()[:digits]
    if (first, last) == bounds("quarter", first):
        return f"{first.year:04}-{FIRST_QUARTER + first.month // 3}"
    is_half = first.month in {1, 7} and last.month == first.month + 5 and last.year == first.year
    if is_half and (first.day, last) == (1, bounds("month", last)[1]):
        return f"{first.year:04}-{FIRST_HALF + (first.month > 6)}"
    for unit, known in (("decade", 3), ("century", 2)):
        if (first, last) == bounds(unit, first):
            return f"{first.year:04}"[:known].ljust(4, "X")
    return f"{first.isoformat()}/{last.isoformat()}"


def one_day(year: int, month: int, day: int) -> Stretch | None:
    """Return a day, None where the calendar has none such."""
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return None
    return Stretch(date, date)


def years_near(anchor: Day) -> range:
    """Return the year of a day, the one before and the one after."""
    return range(max(1, anchor.year - 1), min(anchor.year + 1, datetime.MAXYEAR - 1) + 1)


def nearest(stretches: list[Stretch], anchor: Day, ahead: bool | None) -> Stretch | None:
    """Return the stretch nearest to a day, by preference one on the side where the verb looks."""
    bias = BIAS[ahead]

    def distance(stretch: Stretch) -> datetime.timedelta:
        if stretch.first and stretch.first > anchor:
            return stretch.first - anchor + bias
        return max(datetime.timedelta(0), anchor - (stretch.last or anchor))

    return min(stretches, key=distance, default=None)


def month_number(name: str) -> int:
    """Return the number of a month by its name or the beginning of it."""
    return language("en").dates["month_abbreviations"].index(name.lower()[:3]) + 1
