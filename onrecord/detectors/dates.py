"""Words and the article's date -> a Date with bounds, or None where they tell no date.

Each rule is a pattern and a function from its match to first and last day; the first rule that
fits wins. Relative words count from the article's date and give None without one. A weekday looks
back unless the words or the verb look ahead, as news agencies use it: "said Thursday" in a story
of a Thursday is that day.
"""

from __future__ import annotations

import calendar
import datetime
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.languages import language
from onrecord.values import Date

Days = tuple[datetime.date, datetime.date]
ONE_DAY = datetime.timedelta(days=1)
FAR_AHEAD = datetime.timedelta(days=150)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what its match means, counted from a day (None for words that need none)."""

    name: str
    pattern: re.Pattern[str]
    days: Callable[[re.Match[str], datetime.date], Days | None]
    relative: bool = True


def when(words: str, published: Date | str | None = None, ahead: bool = False) -> Date | None:
    """Return the date that words tell, counted from the day an article was published.

    `ahead` says that the words stand with a verb of the future, so that "Monday" is the next one.
    """
    anchor = _anchor(published)
    for rule in _rules():
        match = rule.pattern.search(words)
        if match is None or (rule.relative and anchor is None):
            continue
        ahead_too = ahead or bool(re.search(r"\b(?:next|coming|will|by|until)\b", words.lower()))
        base = anchor or datetime.date(1, 1, 1)
        days = (
            _weekday(match, base, ahead_too) if rule.name == "weekday" else rule.days(match, base)
        )
        if days:
            told = anchor.isoformat() if rule.relative and anchor else ""
            return Date(_edtf(days), *days, words=match.group(), anchor=told, rule=rule.name)
    return None


def find_date(text: str, start: int, stop: int) -> re.Match[str] | None:
    """Return the first words in text[start:stop] that some rule reads as a date."""
    if not _hint().search(text, start, stop):
        return None
    matches = [m for rule in _rules() if (m := rule.pattern.search(text, start, stop))]
    return min(matches, key=lambda m: (m.start(), -m.end()), default=None)


@functools.cache
def _hint() -> re.Pattern[str]:
    """Return what every date in words has some of, to spare the rules the rest."""
    dates = language("en").dates
    words = [*dates["months"], *dates["month_abbreviations"], *dates["weekdays"]]
    words += ["day", "night", "morning", "afternoon", "evening", "week", "month", "quarter", "year"]
    return re.compile(rf"\d|\b(?:{'|'.join(words)})|day\b|night\b", re.IGNORECASE)


def _anchor(published: Date | str | None) -> datetime.date | None:
    if isinstance(published, str):
        try:
            return datetime.date.fromisoformat(published[:10])
        except ValueError:
            return None
    if published is None or published.earliest != published.latest:
        return None
    return published.earliest


@functools.cache
def _rules() -> tuple[Rule, ...]:
    dates = language("en").dates
    short = (*dates["month_abbreviations"], "sept")
    month = "|".join([*dates["months"], *(rf"{name}(?=[. ])" for name in short)])
    day = "|".join(dates["weekdays"])
    number = r"\d{1,3}|an?|" + "|".join(dates["numbers"])

    def rule(name: str, pattern: str, days: Callable[[re.Match[str], datetime.date], Days | None],
             relative: bool = True) -> Rule:  # fmt: skip
        edge = "" if pattern.startswith("^") else r"\b"
        return Rule(name, re.compile(rf"{edge}(?:{pattern})", re.IGNORECASE), days, relative)

    of_year = r"(?P<y>(?:19|20)\d\d)\b"
    of_day = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
    unit = r"(?P<unit>day|week|month|quarter|year)"
    part = r"(?:(?P<part>early|mid|late)[\s-]*)?"
    this = r"(?P<which>last|this|next|in|since|by|until)\s+"
    return (
        rule("iso", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso, relative=False),
        rule("month day year", rf"(?P<month>{month})\.?\s+{of_day},?\s+{of_year}", _calendar,
             relative=False),
        rule("day month year", rf"{of_day}(?:\s+of)?\s+(?P<month>{month})\.?,?\s+{of_year}",
             _calendar, relative=False),
        rule("month year", rf"(?<!\d\s){part}(?P<month>{month})\.?,?\s+{of_year}", _month_year,
             relative=False),
        rule("month day", rf"(?P<month>{month})\.?\s+{of_day}\b(?!\s*,?\s*\d{{4}})", _calendar),
        rule("day month", rf"{of_day}(?:\s+of)?\s+(?P<month>{month})\b", _calendar),
        rule("ago", rf"(?P<n>{number})\s+{unit}s?\s+(?:ago|earlier)\b", _ago),
        rule("today", r"today|tonight|this\s+(?:morning|afternoon|evening)\b", lambda m, a: (a, a)),
        rule("yesterday", r"yesterday|last\s+night\b", lambda m, a: (a - ONE_DAY, a - ONE_DAY)),
        rule("tomorrow", r"tomorrow\b", lambda m, a: (a + ONE_DAY, a + ONE_DAY)),
        rule("weekend", r"(?P<which>last|this|over\s+the|at\s+the|next)\s+weekend\b", _weekend),
        rule("weekday", rf"(?P<which>last|next|this|coming)?\s*\b(?P<day>{day})s?\b",
             lambda m, a: None),
        rule("so far", rf"(?P<part>earlier|later)\s+this\s+{unit}\b", _part_so_far),
        rule("unit", rf"(?P<which>last|this|next|past)\s+{unit}\b", _unit),
        rule("month of year",
             rf"(?P<month>{month})\s+(?:of\s+)?(?P<which>last|this|next)\s+year\b", _month_of_year),
        rule("this month", rf"{this}{part}(?P<month>{month})\b", _month_name),
        rule("month", rf"^\W*(?P<which>){part}(?P<month>{month})\W*$", _month_name),
        rule("year", rf"(?:in|since|of|by|until|during|for|fiscal|^)\s*\b{of_year}", _year,
             relative=False),
    )  # fmt: skip


def _iso(match: re.Match[str], _: datetime.date) -> Days | None:
    return _one_day(int(match["y"]), int(match["m"]), int(match["d"]))


def _calendar(match: re.Match[str], anchor: datetime.date) -> Days | None:
    """Read a day and month: of the anchor's year, or of the last where that lies far ahead."""
    month, day = _month_number(match["month"]), int(match["d"])
    if "y" in match.re.groupindex:
        return _one_day(int(match["y"]), month, day)
    days = _one_day(anchor.year, month, day)
    far = days is not None and days[0] - anchor > FAR_AHEAD
    return _one_day(anchor.year - 1, month, day) if far else days


def _month_year(match: re.Match[str], _: datetime.date) -> Days:
    return _part_of_month(int(match["y"]), _month_number(match["month"]), match["part"] or "")


def _month_of_year(match: re.Match[str], anchor: datetime.date) -> Days:
    shift = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    return _part_of_month(anchor.year + shift, _month_number(match["month"]), "")


def _month_name(match: re.Match[str], anchor: datetime.date) -> Days:
    month = _month_number(match["month"])
    year = anchor.year - (month > anchor.month)
    if match["which"].lower() in {"next", "by", "until"}:
        year = anchor.year + (month < anchor.month)
    return _part_of_month(year, month, match["part"] or "")


def _part_of_month(year: int, month: int, part: str) -> Days:
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}.get(
        part.strip(" -").lower(), (1, last)
    )
    return datetime.date(year, month, first_day), datetime.date(year, month, last_day)


def _ago(match: re.Match[str], anchor: datetime.date) -> Days | None:
    count = _count(match["n"])
    unit = match["unit"].lower()
    if unit == "day":
        day = anchor - count * ONE_DAY
        return day, day
    if unit == "week":
        day = anchor - 7 * count * ONE_DAY
        return day - 3 * ONE_DAY, day + 3 * ONE_DAY
    if unit in {"month", "quarter"}:
        months = anchor.year * 12 + anchor.month - 1 - count * (3 if unit == "quarter" else 1)
        return _part_of_month(months // 12, months % 12 + 1, "")
    year = anchor.year - count
    return (datetime.date(year, 1, 1), datetime.date(year, 12, 31)) if year > 0 else None


def _weekday(match: re.Match[str], anchor: datetime.date, ahead: bool) -> Days:
    wanted = language("en").dates["weekdays"].index(match["day"].lower())
    which = (match["which"] or "").lower()
    back = (anchor.weekday() - wanted) % 7
    if which in {"next", "coming"} or (ahead and which != "last"):
        day = anchor + ((wanted - anchor.weekday() - 1) % 7 + 1) * ONE_DAY
    elif which == "last":
        day = anchor - (back or 7) * ONE_DAY
    else:
        day = anchor - back * ONE_DAY
    return day, day


def _weekend(match: re.Match[str], anchor: datetime.date) -> Days:
    saturday = anchor - ((anchor.weekday() - 5) % 7) * ONE_DAY
    if match["which"].lower() in {"next", "this"} and anchor.weekday() < 5:
        saturday += 7 * ONE_DAY
    return saturday, saturday + ONE_DAY


def _part_so_far(match: re.Match[str], anchor: datetime.date) -> Days:
    first, last = _bounds(match["unit"].lower(), anchor)
    return (first, anchor) if match["part"].lower() == "earlier" else (anchor, last)


def _unit(match: re.Match[str], anchor: datetime.date) -> Days:
    unit, which = match["unit"].lower(), match["which"].lower()
    first, last = _bounds(unit, anchor)
    if which == "this":
        return first, last
    return _bounds(unit, first - ONE_DAY if which in {"last", "past"} else last + ONE_DAY)


def _bounds(unit: str, day: datetime.date) -> Days:
    """Return first and last day of the week (from Monday), month, quarter or year of a day."""
    if unit == "day":
        return day, day
    if unit == "week":
        monday = day - day.weekday() * ONE_DAY
        return monday, monday + 6 * ONE_DAY
    if unit == "month":
        return _part_of_month(day.year, day.month, "")
    if unit == "quarter":
        month = (day.month - 1) // 3 * 3 + 1
        return datetime.date(day.year, month, 1), _part_of_month(day.year, month + 2, "")[1]
    return datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31)


def _year(match: re.Match[str], _: datetime.date) -> Days:
    return datetime.date(int(match["y"]), 1, 1), datetime.date(int(match["y"]), 12, 31)


def _month_number(name: str) -> int:
    return language("en").dates["month_abbreviations"].index(name.lower()[:3]) + 1


def _count(words: str) -> int:
    numbers = language("en").dates["numbers"]
    lowered = words.lower()
    return int(words) if words.isdigit() else numbers.index(lowered) if lowered in numbers else 1


def _one_day(year: int, month: int, day: int) -> Days | None:
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return None
    return date, date


def _edtf(days: Days) -> str:
    """Write bounds as EDTF: a day, a month or a year where they are one, else an interval."""
    first, last = days
    if first == last:
        return first.isoformat()
    if days == _bounds("month", first):
        return first.isoformat()[:7]
    if days == _bounds("year", first):
        return first.isoformat()[:4]
    return f"{first.isoformat()}/{last.isoformat()}"
