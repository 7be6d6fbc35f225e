"""Words on a page or in its address -> the calendar days they name.

Only whole dates count: a day, a month and a year. "03/04/2021" names two different days and is left
alone; with dots, the day stands first wherever dots are used.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.readers.wordlists import any_of, wordlist
from onrecord.values import Date

FIRST_YEAR, LAST_YEAR = 1900, 2099

YEAR = re.compile(r"(?:19|20)\d\d")
IN_URL = re.compile(
    r"/(?P<y>(?:19|20)\d\d)(?:/(?P<m>\d\d?)/(?P<d>\d\d?)(?=[/?#-]|$)"
    r"|[-_](?P<m2>\d\d)[-_](?P<d2>\d\d)(?!\d)|/?(?P<m3>[01]\d)/?(?P<d3>[0-3]\d)(?=[/_-]))"
)
MONTH_IN_URL = re.compile(r"/((?:19|20)\d\d)/([a-z]{3})/(\d\d?)/")
YEAR_FIRST = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)([-/.])(\d\d?)\2(\d\d?)(?![\d/])")
DAY_FIRST = re.compile(r"(?<![\d/.-])(\d\d?)\.\s?(\d\d?)\.\s?((?:19|20)\d\d)(?!\d)")
SLASHED = re.compile(r"(?<![\d/.-])(\d\d?)([/-])(\d\d?)\2((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that words name, and where in them."""

    day: datetime.date
    start: int
    stop: int


def days_in(words: str) -> list[Dated]:
    """Return every whole date in words, in order."""
    if not YEAR.search(words):  # spares most words the search for each way to write a date
        return []
    found = sorted(_all_days(words), key=lambda dated: (dated.start, -dated.stop))
    apart: list[Dated] = []
    for dated in found:
        if not apart or dated.start >= apart[-1].stop:
            apart.append(dated)
    return apart


def day_in_url(url: str) -> Date | None:
    """Return the day in an address's path (/2021/11/05/), None where it has none."""
    path = re.sub(r"^\w+://[^/]*", "", url)
    found = IN_URL.search(path)
    if found:
        y, m, d = (
            found["y"],
            found["m"] or found["m2"] or found["m3"],
            found["d"] or found["d2"] or found["d3"],
        )
        day = _day(int(y), int(m), int(d))
        return Date.on(day, found.group().strip("/"), rule="url path") if day else None
    named = MONTH_IN_URL.search(path.lower())
    if named and named[2] in _months():
        day = _day(int(named[1]), _months()[named[2]], int(named[3]))
        return Date.on(day, named.group().strip("/"), rule="url path") if day else None
    return None


def day_of(value: str) -> datetime.date | None:
    """Return the calendar day of a machine-written date ("2021-11-05T08:00:00+01:00").

    The day is taken as written, in the publisher's own time zone.
    """
    days = days_in(
        value.strip().replace("T", " ", 1)
        if re.match(r"\d{4}-\d\d-\d\dT", value.strip())
        else value
    )
    if days:
        return days[0].day
    compact = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}Z?)?", value.strip())
    return _day(*map(int, compact.groups())) if compact else None


def is_date_line(words: str) -> bool:
    """Say whether a line says little more than when: a date with its label, time and section."""
    days = days_in(words)
    if not days or len(words) > 140:
        return False
    return len(_beside_dates(words, days)) <= 5 and not re.search(
        r"[.!?]\s+\w+\s+\w+\s+\w+", _without(words, days)
    )


def is_changed(words: str, dated: Dated) -> bool:
    """Say whether the label before a date speaks of a change, not of publication."""
    before = words[: dated.start].casefold()
    changed = max((m.start() for m in any_of("date", "changed").finditer(before)), default=-1)
    published = max((m.start() for m in any_of("date", "published").finditer(before)), default=-1)
    return changed > published


def is_labelled(words: str) -> bool:
    """Say whether a line calls its date the date of publication."""
    return any_of("date", "published").search(words.casefold()) is not None


def names_weekday(words: str) -> bool:
    """Say whether a line names a day of the week, as the masthead does."""
    return any_of("date", "weekdays").search(words.casefold()) is not None


def _beside_dates(words: str, days: list[Dated]) -> list[str]:
    """Return the words of a line that say nothing of when."""
    said = set().union(
        *(wordlist("date", key) for key in ("published", "changed", "around", "weekdays"))
    )
    said = {part for phrase in said for part in phrase.split()}
    return [
        word
        for word in re.findall(r"[^\W\d_][\w.'’-]*", _without(words, days).casefold())
        if word.strip(".") not in said
    ]


def _without(words: str, days: list[Dated]) -> str:
    for dated in reversed(days):
        words = words[: dated.start] + " " + words[dated.stop :]
    return words


def _all_days(words: str) -> Iterator[Dated]:
    for found in YEAR_FIRST.finditer(words):
        yield from _dated(found, found[1], found[3], found[4])
    for found in DAY_FIRST.finditer(words):
        yield from _dated(found, found[3], found[2], found[1])
    for found in SLASHED.finditer(words):
        if int(found[1]) > 12 or found[1] == found[3]:
            yield from _dated(found, found[4], found[3], found[1])
        elif int(found[3]) > 12:
            yield from _dated(found, found[4], found[1], found[3])
    for found in _day_month_year().finditer(words):
        yield from _dated(found, found[3], str(_months()[found[2].casefold()]), found[1])
    for found in _month_day_year().finditer(words):
        yield from _dated(found, found[3], str(_months()[found[1].casefold()]), found[2])


def _dated(found: re.Match[str], year: str, month: str, day: str) -> Iterator[Dated]:
    date = _day(int(year), int(month), int(day))
    if date:
        yield Dated(date, found.start(), found.end())


def _day(year: int, month: int, day: int) -> datetime.date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    return {
        name: number for number in range(1, 13) for name in wordlist("date", "months", str(number))
    }


@cache
def _month_names() -> str:
    return "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))


@cache
def _day_month_year() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d.])(\d\d?)(?:\.|st|nd|rd|th|er|º)?[\s-]*(?:de\s|of\s)?({_month_names()})\b\.?,?[\s-]*(?:de\s|del\s)?((?:19|20)\d\d)(?!\d)",
        re.IGNORECASE,
    )


@cache
def _month_day_year() -> re.Pattern[str]:
    return re.compile(
        rf"\b({_month_names()})\b\.?\s*(\d\d?)(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?!\d)",
        re.IGNORECASE,
    )
