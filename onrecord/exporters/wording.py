"""Dates and numbers -> the words of a newsroom for them."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.edtf import day_in_words
from onrecord.values import Date

if TYPE_CHECKING:
    from onrecord.comparison.positions import Position

MOST_TURNS = 12  # of a position, told one by one; of more, the first ones and the last


def day_words(date: Date | None) -> str:
    """Return a date as a newsroom writes it; "undated" for None.

    >>> day_words(Date.on(datetime.date(2031, 3, 4)))
    '4 March 2031'
    >>> day_words(Date("2031-03", datetime.date(2031, 3, 1), datetime.date(2031, 3, 31)))
    'March 2031'

    What only bounds the day on which an undated article came is no date, and does not read as one.
    """
    if date is None:
        return "undated"
    if date.is_bounds:
        return _bounds_words(date.earliest, date.latest)
    words = stretch_words(date.earliest, date.latest) or date.edtf
    return f"about {words}" if set(date.edtf) & set("?~%") else words


def _bounds_words(first: datetime.date | None, last: datetime.date | None) -> str:
    if first is None or last is None:
        return f"{stretch_words(first, last) or 'at no known time'}, not dated"
    return f"between {day_in_words(first)} and {day_in_words(last)}, not dated"


def stretch_words(first: datetime.date | None, last: datetime.date | None) -> str:
    """Return a stretch of days in words, "" where both ends are open.

    >>> stretch_words(datetime.date(2031, 3, 4), datetime.date(2031, 3, 9))
    '4 to 9 March 2031'
    """
    if first is None or last is None:
        if first:
            return f"{day_in_words(first)} or later"
        return f"{day_in_words(last)} or earlier" if last else ""
    if first == last:
        return day_in_words(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        month = f"{calendar.month_name[last.month]} {last.year}"
        whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
        return month if whole else f"{first.day} to {last.day} {month}"
    return f"{day_in_words(first)} to {day_in_words(last)}"


def count_of(number: int, one: str, many: str) -> str:
    """Return a number with its noun.

    >>> count_of(1, "article", "articles"), count_of(1200, "article", "articles")
    ('1 article', '1,200 articles')
    """
    return f"{number:,} {one if number == 1 else many}"


def positions_words(taken: Sequence[Position]) -> str:
    """Return the line of stances on one thing, with how many there are and the range of dates."""
    from onrecord.comparison.positions import turns

    days = [one.day for one in taken if one.day is not None]
    first = min((day.earliest for day in days if day.earliest), default=None)
    last = max((day.latest for day in days if day.latest), default=None)
    words = count_of(len(taken), "position", "positions")
    if first and last:
        words += f", {stretch_words(first, last)}"
    if undated := len(taken) - len(days):
        words += f", {undated} undated"
    line: list[str] = list(turns(taken))
    if len(line) > MOST_TURNS:
        left_out = len(line) - MOST_TURNS
        line[MOST_TURNS - 1 : -1] = [f"{left_out:,} turns more"]
    return f"{words}: {', then '.join(line)}" if line else words
