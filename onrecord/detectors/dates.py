"""Words and the article's date -> a Date with bounds, or None where they tell no date.

Each rule is a pattern and a function from its match to a stretch of days (in `stretches`); the
first rule that fits wins. Relative words count from the article's date and give None without one.
A weekday looks back unless the words or the verb look ahead, as news agencies use it: "said
Thursday" in a story of a Thursday is that day.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.detectors import stretches as s
from onrecord.detectors.stretches import Stretch, edtf_of
from onrecord.languages import language
from onrecord.values import Date

Meaning = Callable[..., Stretch | None]  # of a match and a day, and for some of the tense


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what its match means, counted from a day (None for words that need none)."""

    name: str
    pattern: re.Pattern[str]
    means: Meaning
    relative: bool = True


def when(words: str, published: Date | str | None = None, ahead: bool | None = None) -> Date | None:
    """Return the date that words tell, counted from the day an article was published.

    `ahead` says that the words stand with a verb of the future, so that "Monday" is the next one,
    False that they stand with one of the past; None where that is not known.
    """
    anchor = _anchor(published)
    for rule in _rules():
        match = rule.pattern.search(words)
        if match is None or (rule.relative and anchor is None):
            continue
        looks_ahead = re.search(r"\b(?:next|coming|will|by|until)\b", words.lower())
        tense = True if looks_ahead else ahead
        base = anchor or datetime.date(1, 1, 1)
        seen = (match, base, tense) if rule.means in s.BY_TENSE else (match, base)
        stretch = rule.means(*seen)
        if stretch:
            first, last, edtf = stretch
            edtf = edtf or edtf_of(first, last or first)
            told = anchor.isoformat() if rule.relative and anchor else ""
            return Date(edtf, first, last, words=match.group(), anchor=told, rule=rule.name)
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
    tens = "|".join(dates["tens"][2:])
    ones = "|".join(dates["numbers"][1:10])

    def rule(name: str, pattern: str, means: Meaning, relative: bool = True) -> Rule:
        edge = "" if pattern.startswith("^") else r"\b"
        return Rule(name, re.compile(rf"{edge}(?:{pattern})", re.IGNORECASE), means, relative)

    of_year = r"(?P<y>(?:19|20)\d\d)\b"
    of_day = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
    unit = r"(?P<unit>day|week|month|quarter|year)"
    early = r"early|mid|late|the\s+(?:beginning|start|middle|end)\s+of"
    part = rf"(?:(?P<part>{early})[\s-]*)?"
    this = r"(?P<which>last|this|next|in|since|by|until)\s+"
    nth = r"(?P<n>first|second|third|fourth|[1-4](?:st|nd|rd|th))"
    which_year = r"last\s+year|this\s+year|next\s+year|a\s+year\s+(?:ago|earlier)"
    year_before = rf"(?:19|20)\d\d|(?:{which_year})[’']s|year-(?:ago|earlier)"
    year_after = rf"(?:19|20)\d\d|{which_year}"
    seasons = "spring|summer|fall|autumn|winter"
    return (
        rule("iso", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b", s.iso, relative=False),
        rule("week of", rf"the\s+week\s+of\s+(?P<month>{month})\.?\s+{of_day}\b", s.week_of),
        rule("month day year", rf"(?P<month>{month})\.?\s+{of_day},?\s+{of_year}", s.calendar_day,
             relative=False),
        rule("day month year", rf"{of_day}(?:\s+of)?\s+(?P<month>{month})\.?,?\s+{of_year}",
             s.calendar_day, relative=False),
        rule("since", rf"since\s+(?:(?P<month>{month})\.?,?\s+)?{of_year}", s.since,
             relative=False),
        rule("month year", rf"(?<!\d\s){part}(?P<month>{month})\.?,?\s+{of_year}", s.month_year,
             relative=False),
        rule("month day", rf"(?P<month>{month})\.?\s+{of_day}\b(?!\s*,?\s*\d{{4}})",
             s.calendar_day),
        rule("day month", rf"{of_day}(?:\s+of)?\s+(?P<month>{month})\b", s.calendar_day),
        rule("ago", rf"(?P<n>{number})\s+{unit}s?\s+(?:ago|earlier)\b", s.ago),
        rule("today", r"today|tonight|this\s+(?:morning|afternoon|evening)\b",
             lambda m, a: Stretch(a, a)),
        rule("yesterday", r"yesterday|last\s+night\b",
             lambda m, a: Stretch(a - s.ONE_DAY, a - s.ONE_DAY)),
        rule("tomorrow", r"tomorrow\b", lambda m, a: Stretch(a + s.ONE_DAY, a + s.ONE_DAY)),
        rule("weekend", r"(?P<which>last|this|over\s+the|at\s+the|the|next)\s+weekend\b",
             s.weekend),
        rule("weekday", rf"(?P<which>last|next|this|coming)?\s*\b(?P<day>{day})s?\b", s.weekday),
        rule("month of year",
             rf"(?P<month>{month})\s+(?:of\s+)?(?P<which>last|this|next)\s+year\b",
             s.month_of_year),
        rule("quarter", rf"(?:(?P<y0>{year_before})\s+)?(?:fiscal[\s-])?{nth}[\s-]quarter\b"
             rf"(?:\s+(?:of\s+)?(?P<y>{year_after})\b)?", s.quarter),
        rule("a quarter", rf"(?P<n>)(?P<y0>the\s+latest|{year_before})\s+"
             r"(?:quarter|period)\b(?P<y>)", s.quarter),
        rule("half", rf"(?P<n>first|second|last)\s+half(?:\s+of)?\s+(?P<y>{year_after})\b", s.half),
        rule("so far", rf"(?P<part>earlier|later)\s+(?:this|in\s+the)\s+{unit}\b", s.part_so_far),
        rule("end", r"(?:the\s+end\s+of\s+the\s+(?P<unit>week|month|quarter|year))\b",
             s.end_of_unit),
        rule("year end", r"(?P<unit>year)[\s-]end\b", s.end_of_unit),
        rule("unit", rf"{part}(?P<which>last|this|next|past|previous|coming)\s+{unit}\b",
             s.unit_beside),
        rule("current", rf"the\s+(?:current|full)\s+{unit}\b", s.running),
        rule("season", rf"(?P<which>last|next|this\s+past|this|past|the|early|late)\s+"
             rf"(?P<season>{seasons})\b(?!\s+(?:in|to|by|from|of\s+the)\b)"
             rf"(?:\s+(?:of\s+)?(?P<y>(?:19|20)\d\d))?", s.season),
        rule("past units",
             rf"(?:past|last|recent|previous)\s+(?P<n>{number}|few|several)\s+{unit}s\b",
             s.past_units),
        rule("recent units", rf"(?:recent|past)\s+{unit}s\b", s.recent),
        rule("recently", r"recently\b(?P<unit>)", s.recent),
        rule("this month", rf"{this}{part}(?P<month>{month})\b", s.month_name),
        rule("part of a month", rf"(?P<which>)(?P<part>{early})[\s-]*(?P<month>{month})\b",
             s.month_name),
        rule("month", rf"^\W*(?P<which>){part}(?P<month>{month})\W*$", s.month_name),
        rule("decade", rf"(?:the\s+)?{part}[’']?(?P<decade>(?:(?:19|20))?\d0)[’']?s\b", s.decade),
        rule("part of a year", rf"(?P<part>{early})[\s-]*{of_year}", s.part_of_year,
             relative=False),
        rule("year in words", rf"(?P<century>nineteen|twenty)\s+(?P<tens>{tens})"
             rf"(?:[\s-](?P<ones>{ones}))?\b(?P<thousand>)", s.year_in_words, relative=False),
        rule("year two thousand", r"the\s+year\s+(?P<thousand>two\s+thousand)\b", s.year_in_words,
             relative=False),
        rule("year", rf"(?:in|of|by|until|during|for|fiscal|^)\s*\b{of_year}", s.year_named,
             relative=False),
        # Words that tell a day only where nothing else stands with them.
        rule("time of day", r"^\W*(?:[\w:.]+\s+){0,3}"
             r"(?:[ap]\.?m\.?|noon|midday|midnight|afternoon)\W*$", lambda m, a: Stretch(a, a)),
        rule("recent", r"^\W*recent\W*$(?P<unit>)", s.recent),
        rule("some years ago", rf"^\W*(?P<n>few|several)\s+{unit}s\s+ago\W*$", s.past_units),
        rule("now", r"^\W*(?:now|right\s+now|currently|at\s+present|these\s+days)\W*$",
             lambda m, a: Stretch(a, a)),
        rule("this unit", r"^\W*(?:the\s+)?(?:fiscal\s+)?(?P<unit>year|week|month)\W*$", s.running),
        rule("the quarter", r"^\W*(?:the\s+)?(?P<n>)(?P<y0>)(?P<y>)(?:quarter|period)\W*$",
             s.quarter),
        rule("the season", rf"^\W*(?P<which>)(?P<season>{seasons})(?P<y>)\W*$", s.season),
    )  # fmt: skip
