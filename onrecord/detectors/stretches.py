"""A match of words that tell a date -> the stretch of days that they mean, counted from a day.

Relative words are counted from the day on which the article was published. A month or season
without a year is the one nearest to it, the past one where both are as near; a quarter is the last
one that has begun, since firms report on it when it is over.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import NamedTuple

from onrecord.languages import language

ONE_DAY = datetime.timedelta(days=1)
# So much farther away may the past one be: where the tense is not known, where the verb looks
# back, and where it looks ahead.
BIAS = {None: 90 * ONE_DAY, False: 300 * ONE_DAY, True: -300 * ONE_DAY}
SEASONS = {"spring": 21, "summer": 22, "fall": 23, "autumn": 23, "winter": 24}  # as EDTF has them
FIRST_QUARTER, FIRST_HALF = 33, 40
RECENT = {"": 90, "day": 14, "week": 60, "month": 365, "quarter": 730, "year": 3650}  # days
UNIT_DAYS = {"day": 1, "week": 7, "month": 30.44, "quarter": 91.3, "year": 365.25}


class Stretch(NamedTuple):
    """First and last day, and the EDTF string where it is not plain from them.

    Of "late November" the string names the month and the days are the last third of it.
    """

    first: datetime.date
    last: datetime.date | None
    edtf: str = ""


Match = re.Match[str]
Day = datetime.date


def iso(match: Match, _: Day) -> Stretch | None:
    """Read a day as ISO 8601 writes it."""
    return one_day(int(match["y"]), int(match["m"]), int(match["d"]))


def calendar_day(match: Match, anchor: Day, ahead: bool | None = None) -> Stretch | None:
    """Read a day and month, of the year that brings it nearest where none is named."""
    month, day = _month_number(match["month"]), int(match["d"])
    if "y" in match.re.groupindex:
        return one_day(int(match["y"]), month, day)
    years = (one_day(year, month, day) for year in _years_near(anchor))
    return _nearest([stretch for stretch in years if stretch], anchor, ahead)


def month_year(match: Match, _: Day) -> Stretch:
    """Read "March 2021", or a part of it."""
    return part_of_month(int(match["y"]), _month_number(match["month"]), match["part"] or "")


def month_of_year(match: Match, anchor: Day) -> Stretch:
    """Read "March of last year"."""
    shift = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    return part_of_month(anchor.year + shift, _month_number(match["month"]), "")


def month_name(match: Match, anchor: Day, ahead: bool | None) -> Stretch | None:
    """Read a month, of the year that the words beside it mean or that brings it nearest."""
    month, which = _month_number(match["month"]), match["which"].lower()
    part = match["part"] or ""
    if which in {"next", "by", "until"}:
        return part_of_month(anchor.year + (month < anchor.month), month, part)
    if which in {"last", "since"}:
        return part_of_month(anchor.year - (month >= anchor.month), month, part)
    if which == "this":
        return part_of_month(anchor.year, month, part)
    near = [part_of_month(year, month, part) for year in _years_near(anchor)]
    return _nearest(near, anchor, ahead)


def part_of_month(year: int, month: int, part: str) -> Stretch:
    """Return a month, or the third of it that "early", "mid" or "the end of" means."""
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = {"e": (1, 10), "m": (11, 20), "l": (21, last)}.get(
        _third(part), (1, last)
    )
    first, end = datetime.date(year, month, first_day), datetime.date(year, month, last_day)
    return Stretch(first, end, f"{year:04}-{month:02}")


def _third(part: str) -> str:
    """Return "e", "m" or "l" for words that mean an early, middle or late part, "" otherwise."""
    words = part.lower()
    if "beginning" in words or "start" in words or "early" in words:
        return "e"
    if "mid" in words:
        return "m"
    return "l" if "late" in words or "end" in words else ""


def part_of_year(match: Match, _: Day) -> Stretch:
    """Read "early 1991"."""
    year = int(match["y"])
    first, last = {"e": (1, 4), "m": (5, 8), "l": (9, 12)}[_third(match["part"])]
    return Stretch(datetime.date(year, first, 1), part_of_month(year, last, "").last, f"{year:04}")


def end_of_unit(match: Match, anchor: Day) -> Stretch:
    """Read "the end of the month" and "year end": the last part of the unit that is running."""
    unit = match["unit"].lower()
    first, last = bounds(unit, anchor)
    days = {"week": 2, "month": 10, "quarter": 31, "year": 31}[unit]
    start = max(first, last - (days - 1) * ONE_DAY)
    return Stretch(start, last, edtf_of(first, last))


def ago(match: Match, anchor: Day) -> Stretch | None:
    """Read "two weeks ago": some days about that day, or the month or year it was."""
    count, unit = _count(match["n"]), match["unit"].lower()
    if unit == "day":
        day = anchor - count * ONE_DAY
        return Stretch(day, day)
    if unit == "week":
        day = anchor - 7 * count * ONE_DAY
        return Stretch(day - 3 * ONE_DAY, day + 3 * ONE_DAY)
    if unit in {"month", "quarter"}:
        months = anchor.year * 12 + anchor.month - 1 - count * (3 if unit == "quarter" else 1)
        return part_of_month(months // 12, months % 12 + 1, "")
    year = anchor.year - count
    return whole_year(year) if year > 0 else None


def weekday(match: Match, anchor: Day, ahead: bool | None) -> Stretch:
    """Read a weekday: the last one, or the next where the words or the verb look ahead."""
    wanted = language("en").dates["weekdays"].index(match["day"].lower())
    which = (match["which"] or "").lower()
    back = (anchor.weekday() - wanted) % 7
    if which in {"next", "coming"} or (ahead and which != "last"):
        day = anchor + ((wanted - anchor.weekday() - 1) % 7 + 1) * ONE_DAY
    elif which == "last":
        day = anchor - (back or 7) * ONE_DAY
    else:
        day = anchor - back * ONE_DAY
    return Stretch(day, day)


def weekend(match: Match, anchor: Day) -> Stretch:
    """Read a weekend, Saturday and Sunday."""
    saturday = anchor - ((anchor.weekday() - 5) % 7) * ONE_DAY
    if match["which"].lower() in {"next", "this"} and anchor.weekday() < 5:
        saturday += 7 * ONE_DAY
    return Stretch(saturday, saturday + ONE_DAY)


def part_so_far(match: Match, anchor: Day) -> Stretch:
    """Read "earlier this year": the days up to now of it, or those that are left."""
    first, last = bounds(match["unit"].lower(), anchor)
    name = edtf_of(first, last)
    is_past = match["part"].lower() == "earlier"
    return Stretch(first, anchor, name) if is_past else Stretch(anchor, last, name)


def unit_beside(match: Match, anchor: Day) -> Stretch:
    """Read "last week", "late next month" and their like."""
    unit, which = match["unit"].lower(), match["which"].lower()
    first, last = bounds(unit, anchor)
    if which in {"last", "past", "previous"}:
        first, last = bounds(unit, first - ONE_DAY)
    elif which in {"next", "coming", "following"}:
        first, last = bounds(unit, last + ONE_DAY)
    third = _third(match["part"] or "")
    name, size = edtf_of(first, last), (last - first).days + 1
    if third in {"m", "l"}:
        first += (size // 3 if third == "m" else size * 2 // 3) * ONE_DAY
    if third in {"e", "m"}:
        last = first + (size // 3 - 1) * ONE_DAY
    return Stretch(first, last, name)


def quarter(match: Match, anchor: Day) -> Stretch | None:
    """Read "the third quarter", of a year that is named or of the last that has begun."""
    number = _ordinal(match["n"] or "")
    year = _year_said(match["y"] or match["y0"] or "", anchor)
    if number is None:  # "the quarter": the one that was over last
        first, _ = bounds("quarter", anchor)
        first, last = bounds("quarter", first - ONE_DAY)
        back = anchor.year - year if year else 0
        return Stretch(first.replace(year=first.year - back), _years_back(last, back))
    if not year:
        year = anchor.year - (datetime.date(anchor.year, number * 3 - 2, 1) > anchor)
    return Stretch(datetime.date(year, number * 3 - 2, 1), part_of_month(year, number * 3, "").last)


def half(match: Match, anchor: Day) -> Stretch:
    """Read "the first half of 1990"."""
    year = _year_said(match["y"] or "", anchor) or anchor.year
    is_first = match["n"].lower() == "first"
    first = datetime.date(year, 1 if is_first else 7, 1)
    return Stretch(first, part_of_month(year, 6 if is_first else 12, "").last)


def season(match: Match, anchor: Day, ahead: bool | None) -> Stretch | None:
    """Read a season, of a year that is named or of the one that brings it nearest."""
    number, which = SEASONS[match["season"].lower()], (match["which"] or "").lower()
    if match["y"]:
        return _season(int(match["y"]), number)
    seasons = [_season(year, number) for year in _years_near(anchor)]
    if which in {"last", "past", "this past"}:
        return max((s for s in seasons if s.last and s.last < anchor), default=None)
    if which == "next":
        return min((s for s in seasons if s.first > anchor), default=None)
    if which == "this":
        return _season(anchor.year, number)
    return _nearest(seasons, anchor, ahead)


def _season(year: int, number: int) -> Stretch:
    month = {21: 3, 22: 6, 23: 9, 24: 12}[number]
    last_year, last = (year, month + 2) if month < 12 else (year + 1, 2)
    return Stretch(
        datetime.date(year, month, 1),
        part_of_month(last_year, last, "").last,
        f"{year:04}-{number}",
    )


def decade(match: Match, anchor: Day) -> Stretch:
    """Read "the 1990s" and "the eighties": ten years, or a third of them."""
    first = int(match["decade"])
    if first < 100:
        first += anchor.year // 100 * 100
        first -= 100 if first > anchor.year else 0
    years = {"e": (0, 3), "m": (4, 6), "l": (7, 9)}.get(_third(match["part"] or ""), (0, 9))
    return Stretch(
        datetime.date(first + years[0], 1, 1),
        datetime.date(first + years[1], 12, 31),
        f"{first // 10}X",
    )


def recent(match: Match, anchor: Day) -> Stretch:
    """Read "recently" and "in recent weeks": as far back as is usually meant."""
    days = RECENT[(match["unit"] or "").lower()]
    return Stretch(anchor - days * ONE_DAY, anchor)


def past_units(match: Match, anchor: Day) -> Stretch:
    """Read "the past five years": so far back from the day, up to it."""
    count = _count(match["n"]) if match["n"] else 3
    days = round(count * UNIT_DAYS[match["unit"].lower()])
    days = min(days, (anchor - datetime.date.min).days)
    return Stretch(anchor - days * ONE_DAY, anchor)


def since(match: Match, anchor: Day) -> Stretch:
    """Read "since 2013": from its first day, open towards now."""
    year = int(match["y"])
    month = _month_number(match["month"]) if match["month"] else 0
    first = datetime.date(year, month or 1, 1)
    return Stretch(first, None, f"{first.isoformat()[: 7 if month else 4]}/..")


def week_of(match: Match, anchor: Day) -> Stretch | None:
    """Read "the week of March 6"."""
    day = calendar_day(match, anchor)
    return Stretch(*bounds("week", day.first)) if day else None


def running(match: Match, anchor: Day) -> Stretch:
    """Read "the current year"."""
    return Stretch(*bounds(match["unit"].lower(), anchor))


def year_named(match: Match, _: Day) -> Stretch:
    """Read a year."""
    return whole_year(int(match["y"]))


def year_in_words(match: Match, _: Day) -> Stretch:
    """Read "nineteen ninety-six" and "the year two thousand"."""
    if match["thousand"]:
        return whole_year(2000)
    tens = language("en").dates["tens"].index(match["tens"].lower()) * 10
    ones = _count(match["ones"]) if match["ones"] else 0
    return whole_year((1900 if match["century"].lower() == "nineteen" else 2000) + tens + ones)


def whole_year(year: int) -> Stretch:
    """Return a year, from its first day to its last."""
    return Stretch(datetime.date(year, 1, 1), datetime.date(year, 12, 31))


def bounds(unit: str, day: Day) -> tuple[Day, Day]:
    """Return first and last day of the week (from Monday), month, quarter or year of a day."""
    if unit == "day":
        return day, day
    if unit == "week":
        monday = day - day.weekday() * ONE_DAY
        return monday, monday + 6 * ONE_DAY
    if unit == "year":
        return datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31)
    first = day.month if unit == "month" else (day.month - 1) // 3 * 3 + 1
    last = first if unit == "month" else first + 2
    end = calendar.monthrange(day.year, last)[1]
    return datetime.date(day.year, first, 1), datetime.date(day.year, last, end)


def edtf_of(first: Day, last: Day) -> str:
    """Write days as EDTF: a day, month, quarter, half or year where they are one, else from/to."""
    if first == last:
        return first.isoformat()
    for unit, digits in (("month", 7), ("year", 4)):
        if (first, last) == bounds(unit, first):
            return first.isoformat()[:digits]
    if (first, last) == bounds("quarter", first):
        return f"{first.year:04}-{FIRST_QUARTER + first.month // 3}"
    if (first.day, last) == (1, bounds("month", last)[1]) and last.month == first.month + 5:
        return f"{first.year:04}-{FIRST_HALF + (first.month > 6)}"
    return f"{first.isoformat()}/{last.isoformat()}"


def one_day(year: int, month: int, day: int) -> Stretch | None:
    """Return a day, None where the calendar has none such."""
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return None
    return Stretch(date, date)


def _years_near(anchor: Day) -> range:
    return range(max(1, anchor.year - 1), anchor.year + 2)


def _nearest(stretches: list[Stretch], anchor: Day, ahead: bool | None) -> Stretch | None:
    """Return the stretch nearest to a day, by preference one on the side where the verb looks."""
    bias = BIAS[ahead]

    def distance(stretch: Stretch) -> datetime.timedelta:
        if stretch.first > anchor:
            return stretch.first - anchor + bias
        return max(datetime.timedelta(0), anchor - (stretch.last or anchor))

    return min(stretches, key=distance, default=None)


def _year_said(words: str, anchor: Day) -> int:
    """Return the year that words beside a quarter name, 0 where they name none."""
    words = words.lower()
    if found := re.search(r"\d{4}", words):
        return int(found[0])
    if "last" in words or "ago" in words or "earlier" in words or "previous" in words:
        return anchor.year - 1
    if "next" in words:
        return anchor.year + 1
    return anchor.year if "this" in words else 0


def _years_back(day: Day, years: int) -> Day:
    return bounds("month", day.replace(year=day.year - years, day=1))[1]


def _ordinal(words: str) -> int | None:
    ordinals = ("first", "second", "third", "fourth")
    words = words.lower()
    if words in ordinals:
        return ordinals.index(words) + 1
    return int(words[0]) if words[:1] in {"1", "2", "3", "4"} else None


def _month_number(name: str) -> int:
    return language("en").dates["month_abbreviations"].index(name.lower()[:3]) + 1


def _count(words: str) -> int:
    numbers = language("en").dates["numbers"]
    lowered = words.lower()
    return int(words) if words.isdigit() else numbers.index(lowered) if lowered in numbers else 1


BY_TENSE = (weekday, calendar_day, month_name, season)  # which take the tense of the verb too
