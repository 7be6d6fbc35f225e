"""A match of words that tell quarters, seasons, years and more -> the days that they mean.

A quarter is the last one that has begun, since firms report on it when it is over. What firms call
fiscal is counted by the calendar, since their own is not known.
"""

from __future__ import annotations

import datetime

from onrecord.detectors import spelt
from onrecord.detectors.daywords import calendar_day, weekday_in_month
from onrecord.detectors.stretches import (
    ONE_DAY,
    Day,
    Match,
    Stretch,
    away,
    bounds,
    group,
    nearest,
    one_day,
    part_of_month,
    singular,
    third,
    year_meant,
    years_near,
)
from onrecord.languages import language

SEASONS = {"spring": 21, "summer": 22, "fall": 23, "autumn": 23, "winter": 24}  # as EDTF has them
WHOLE = {"quarter": 3, "half": 6, "half-year": 6, "year": 12}  # months


def quarter(match: Match, anchor: Day) -> Stretch | None:
    """Read "the third quarter", of a year that is named or of the last that has begun."""
    number = _number(group(match, "n"))
    year = _year_said(group(match, "y") or group(match, "y0"), anchor)
    if not number:  # "the quarter": the one that was over last
        first, _ = bounds("quarter", anchor)
        first, last = bounds("quarter", first - ONE_DAY)
        back = anchor.year - year if year else 0
        return Stretch(first.replace(year=first.year - back), _years_back(last, back))
    if not year:
        year = anchor.year - (datetime.date(anchor.year, number * 3 - 2, 1) > anchor)
    return _months(year, number * 3 - 2, 3)


def half(match: Match, anchor: Day) -> Stretch:
    """Read "the first half of 1990"."""
    year = _year_said(group(match, "y") or group(match, "y0"), anchor) or anchor.year
    return _months(year, 1 if group(match, "n")[:1] in {"f", "1"} else 7, 6)


def first_units(match: Match, anchor: Day) -> Stretch:
    """Read "the first nine months of 1990": so many from the year's beginning, or at its end."""
    year = _year_said(group(match, "y"), anchor) or anchor.year
    months = spelt.count(match["n"]) * (3 if singular(match["unit"]) == "quarter" else 1)
    months = min(max(months, 1), 12)
    return _months(
        year, 1 if group(match, "which") in {"first", "opening"} else 13 - months, months
    )


def ended(match: Match, anchor: Day) -> Stretch | None:
    """Read "the three months ended Sept. 30": so far back from the day that is named."""
    last = calendar_day(match, anchor, ahead=False)
    unit = singular(match["unit"])
    if last is None or last.first is None:
        return None
    number = spelt.count(match["n"]) if match["n"] else 1
    if unit in WHOLE:
        unit, number = "month", number * WHOLE[unit]
    # The first day is counted from the day after, so that months are whole: July 1 to Sept. 30.
    first = away(last.first + ONE_DAY, -number, unit)
    return Stretch(first, last.first) if first else None


def season(match: Match, anchor: Day, ahead: bool | None) -> Stretch | None:
    """Read a season, of a year that is named or of the one that brings it nearest."""
    number, which = SEASONS[match["season"].lower()], group(match, "which")
    if named := group(match, "y"):
        year = _year_said(named, anchor)
        return _season(year, number)
    seasons = [_season(year, number) for year in years_near(anchor)]
    if "last" in which or "past" in which or "previous" in which:
        return max((s for s in seasons if s.last and s.last < anchor), default=None)
    if "next" in which or "coming" in which:
        return min((s for s in seasons if s.first and s.first > anchor), default=None)
    if which == "this":
        return _season(anchor.year, number)
    return nearest(seasons, anchor, ahead)


def _season(year: int, number: int) -> Stretch:
    found = _months(year, {21: 3, 22: 6, 23: 9, 24: 12}[number], 3)
    return found._replace(edtf=f"{year:04}-{number}")


def feast(match: Match, anchor: Day, ahead: bool | None) -> Stretch | None:
    """Read a day that goes by a name, of a year that is named or meant or brings it nearest."""
    name, which = " ".join(group(match, "feast").replace("’", "'").split()), group(match, "which")
    if named := group(match, "y"):
        return _feast_in(_year_said(named, anchor), name)
    found = [day for year in years_near(anchor) if (day := _feast_in(year, name))]
    if which in {"last", "past", "this past"}:
        return max((s for s in found if s.last and s.last < anchor), default=None)
    if which in {"next", "coming", "this coming"}:
        return min((s for s in found if s.first and s.first > anchor), default=None)
    return nearest(found, anchor, ahead)


def feast_week(match: Match, anchor: Day, ahead: bool | None) -> Stretch | None:
    """Read "Easter week": the one that holds the day."""
    day = feast(match, anchor, ahead)
    return Stretch(*bounds("week", day.first)) if day and day.first else None


def _feast_in(year: int, name: str) -> Stretch | None:
    from dateutil.easter import easter

    rule = next(rule for feast, _, rule in map(_last_word, feasts()) if feast == name)
    if rule.startswith("easter"):
        day = easter(year) + int(rule.removeprefix("easter")) * ONE_DAY
        return Stretch(day, day)
    month, *rest = rule.split("-")
    if len(rest) == 1:
        return one_day(year, int(month), int(rest[0]))
    found = weekday_in_month(datetime.date(year, int(month), 1), int(rest[0]), rest[1])
    return Stretch(found, found) if found else None


def feasts() -> tuple[str, ...]:
    """Return the named days with the rule of each."""
    return language("en").dates["feasts"]


def _last_word(words: str) -> tuple[str, str, str]:
    return words.rpartition(" ")


def decade(match: Match, anchor: Day) -> Stretch:
    """Read "the 1990s" and "the eighties": ten years, or a third of them."""
    first = spelt.decade(match["decade"], anchor.year)
    years = {"e": (0, 3), "m": (4, 6), "l": (7, 9)}.get(third(group(match, "part")), (0, 9))
    return Stretch(
        datetime.date(first + years[0], 1, 1),
        datetime.date(first + years[1], 12, 31),
        f"{first // 10}X",
    )


def century(match: Match, _: Day) -> Stretch | None:
    """Read "the 19th century": 1800 to 1899, as EDTF writes it."""
    number = spelt.ordinal(match["n"])
    return Stretch(*bounds("century", datetime.date(number * 100 - 50, 1, 1))) if number else None


def part_of_year(match: Match, _: Day) -> Stretch:
    """Read "early 1991"."""
    year = spelt.year(match["y"])
    first, last = {"e": (1, 4), "m": (5, 8), "l": (9, 12)}[third(match["part"])]
    found = _months(year, first, last - first + 1)
    return found._replace(edtf=f"{year:04}")


def year_named(match: Match, _: Day) -> Stretch:
    """Read a year."""
    return whole_year(spelt.year(match["y"]))


def years_from_to(match: Match, _: Day) -> Stretch | None:
    """Read "1990-95": some years."""
    first, last = spelt.year(match["y"]), match["y2"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not first < end < first + 100:
        return None
    years = whole_year(first).first, whole_year(end).last
    return Stretch(*years, f"{first:04}/{end:04}")


def whole_year(year: int) -> Stretch:
    """Return a year, from its first day to its last."""
    return Stretch(datetime.date(year, 1, 1), datetime.date(year, 12, 31))


def _months(year: int, month: int, count: int) -> Stretch:
    """Return so many months from this one on, which may end in the next year."""
    last = month + count - 1
    end = part_of_month(year + (last > 12), (last - 1) % 12 + 1, "").last
    return Stretch(datetime.date(year, month, 1), end)


def _year_said(words: str, anchor: Day) -> int:
    """Return the year that words name or mean, 0 where they tell none."""
    if not words or words.startswith("the latest"):
        return 0
    try:
        return spelt.year(words)
    except (KeyError, ValueError):
        return anchor.year + year_meant(words) if year_meant(words) or "this" in words else 0


def _years_back(day: Day, years: int) -> Day:
    return bounds("month", day.replace(year=day.year - years, day=1))[1]


def _number(words: str) -> int:
    """Return the number of a quarter: "third", "Q3", "3Q"."""
    digit = next((letter for letter in words if letter.isdigit()), "")
    return int(digit) if digit else min(spelt.ordinal(words), 4)
