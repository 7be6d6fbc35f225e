"""A match of words that tell days, weekends or weeks -> the stretch of days that they mean.

A day without a year, or without a month, is the one nearest to the day of publication.
"""

from __future__ import annotations

from onrecord.detectors import spelt
from onrecord.detectors.stretches import (
    ONE_DAY,
    Day,
    Match,
    Stretch,
    bounds,
    group,
    month_name,
    month_number,
    nearest,
    one_day,
    years_near,
)
from onrecord.languages import language


def the_day(_: Match, anchor: Day) -> Stretch:
    """Return the day itself."""
    return Stretch(anchor, anchor)


def day_before(_: Match, anchor: Day) -> Stretch:
    """Return the day before."""
    return Stretch(anchor - ONE_DAY, anchor - ONE_DAY)


def day_after(_: Match, anchor: Day) -> Stretch:
    """Return the day after."""
    return Stretch(anchor + ONE_DAY, anchor + ONE_DAY)


def night_before(_: Match, anchor: Day) -> Stretch:
    """Read "overnight": the night that began on the day before."""
    return Stretch(anchor - ONE_DAY, anchor)


def iso(match: Match, _: Day) -> Stretch | None:
    """Read a day as ISO 8601 writes it."""
    return one_day(int(match["y"]), int(match["m"]), int(match["d"]))


def numeric(match: Match, anchor: Day) -> Stretch | None:
    """Read "13/4/2022" and "4/13/2022" where only one of the two orders gives a day.

    Both orders of "3/4/2022" give one: it is left alone, but where one of them is the day itself.
    """
    one, other, year = int(match["one"]), int(match["other"]), int(match["y"])
    if year < 100:
        year += anchor.year // 100 * 100
        year -= 100 if year > anchor.year + 10 else 0
    days = {one_day(year, one, other), one_day(year, other, one)} - {None}
    on_the_day = {Stretch(anchor, anchor)} & days
    return (on_the_day or days).pop() if len(on_the_day or days) == 1 else None


def calendar_day(match: Match, anchor: Day, ahead: bool | None = None) -> Stretch | None:
    """Read a day and month, of the year that brings it nearest where none is named.

    A weekday beside them tells the year.
    """
    month, day = month_number(match["month"]), spelt.ordinal(match["d"])
    if named := group(match, "y"):
        return one_day(spelt.year(named), month, day)
    years = [one_day(year, month, day) for year in years_near(anchor)]
    found = [stretch for stretch in years if stretch]
    if weekday_name := group(match, "day"):
        wanted = language("en").dates["weekdays"].index(weekday_name)
        found = [s for s in found if s.first and s.first.weekday() == wanted] or found
    return nearest(found, anchor, ahead)


def days_of_month(match: Match, anchor: Day, ahead: bool | None = None) -> Stretch | None:
    """Read "May 3-5" and "3 to 5 May 2019"."""
    first = calendar_day(match, anchor, ahead)
    if first is None or first.first is None:
        return None
    last = one_day(first.first.year, first.first.month, spelt.ordinal(match["d2"]))
    return Stretch(first.first, last.last) if last and last.first and last > first else None


def day_of_this_month(match: Match, anchor: Day, ahead: bool | None) -> Stretch | None:
    """Read "the 15th": of the month that brings it nearest."""
    day = spelt.ordinal(match["d"])
    first = anchor.replace(day=1)
    months = [first - ONE_DAY, first, first + 31 * ONE_DAY]
    found = [s for month in months if (s := one_day(month.year, month.month, day))]
    if ahead is not None:
        found = [s for s in found if s.first and (s.first > anchor) is ahead] or found
    return min(found, key=lambda s: abs(s.first - anchor) if s.first else ONE_DAY, default=None)


def nth_weekday(match: Match, anchor: Day, ahead: bool | None = None) -> Stretch | None:
    """Read "the first Monday in May"."""
    month = month_name(match, anchor, ahead)
    if month is None or month.first is None:
        return None
    wanted = language("en").dates["weekdays"].index(match["day"].lower())
    day = weekday_in_month(month.first, wanted, match["n"].lower())
    return Stretch(day, day) if day else None


def weekday_in_month(month: Day, weekday_number: int, nth: str) -> Day | None:
    """Return the nth weekday ("3", "third", "last") of the month that begins on a day."""
    if nth == "last":
        day = bounds("month", month)[1]
        return day - (day.weekday() - weekday_number) % 7 * ONE_DAY
    number = spelt.ordinal(nth) or int(nth)
    day = month + ((weekday_number - month.weekday()) % 7 + 7 * (number - 1)) * ONE_DAY
    return day if day.month == month.month else None


def week_of_month(match: Match, anchor: Day, ahead: bool | None = None) -> Stretch | None:
    """Read "the first week of May": its first seven days; the last week is its last seven."""
    month = month_name(match, anchor, ahead)
    if month is None or month.first is None:
        return None
    first, last = bounds("month", month.first)
    if match["n"].lower() == "last":
        return Stretch(last - 6 * ONE_DAY, last)
    begins = first + 7 * (spelt.ordinal(match["n"]) - 1) * ONE_DAY
    return Stretch(begins, min(begins + 6 * ONE_DAY, last)) if begins <= last else None


def weekday(match: Match, anchor: Day, ahead: bool | None) -> Stretch:
    """Read a weekday: the last one, or the next where the words or the verb look ahead."""
    wanted = _weekday_number(match["weekday"])
    which = group(match, "which")
    back = (anchor.weekday() - wanted) % 7
    if _looks_on(which) or (ahead and which not in {"last", "past"}):
        day = anchor + ((wanted - anchor.weekday() - 1) % 7 + 1) * ONE_DAY
    elif "last" in which or "past" in which or "previous" in which:
        day = anchor - (back or 7) * ONE_DAY
    else:
        day = anchor - back * ONE_DAY
    return Stretch(day, day)


def weekday_of_week(match: Match, anchor: Day) -> Stretch:
    """Read "Monday of last week"."""
    which = group(match, "which")
    weeks = -1 if which in {"last", "past", "previous"} else int(which in {"next", "coming"})
    monday = bounds("week", anchor)[0] + 7 * weeks * ONE_DAY
    day = monday + _weekday_number(match["weekday"]) * ONE_DAY
    return Stretch(day, day)


def weekend(match: Match, anchor: Day, ahead: bool | None) -> Stretch:
    """Read a weekend, Saturday and Sunday: the last or running one, or the one to come."""
    which = group(match, "which")
    saturday = anchor - ((anchor.weekday() - 5) % 7) * ONE_DAY
    is_running = anchor.weekday() >= 5
    if "last" in which or "past" in which:
        saturday -= 7 * is_running * ONE_DAY
    elif _looks_on(which) or ((ahead or (which, ahead) == ("this", None)) and not is_running):
        saturday += 7 * ONE_DAY
    return Stretch(saturday, saturday + ONE_DAY)


def _looks_on(which: str) -> bool:
    return "next" in which or "coming" in which


def week_of(match: Match, anchor: Day) -> Stretch | None:
    """Read "the week of March 6": the one that holds the day; "the week ended" ends on it."""
    found = calendar_day(match, anchor)
    if found is None or found.first is None:
        return None
    if "end" in group(match, "how"):
        return Stretch(found.first - 6 * ONE_DAY, found.first)
    return Stretch(*bounds("week", found.first))


def _weekday_number(name: str) -> int:
    names = language("en").dates["weekdays"]
    return next(n for n, weekday_name in enumerate(names) if weekday_name[:3] == name.lower()[:3])
