"""The words that tell a date, as a table: the name of a rule, its pattern, what a match means.

The first rule that fits wins, so what says more stands before what says less. Names of months are
read with a capital only: "may" and "march" are more often verbs.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from onrecord.detectors import daywords as d
from onrecord.detectors import periods as p
from onrecord.detectors import spelt
from onrecord.detectors import stretches as s
from onrecord.detectors.stretches import Stretch
from onrecord.languages import language

Meaning = Callable[..., Stretch | None]  # of a match and a day, and for some of the tense

# Which of them take the tense of the verb too.
BY_TENSE: frozenset[Meaning] = frozenset({
    d.weekday, d.weekend, d.calendar_day, d.days_of_month, d.day_of_this_month, d.nth_weekday,
    d.week_of_month, s.month_name, p.season, p.feast, p.feast_week,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what its match means, counted from a day (None for words that need none).

    `needs` are lists of words in small letters: a match holds a word of each.
    """

    name: str
    pattern: re.Pattern[str]
    means: Meaning
    relative: bool
    needs: frozenset[tuple[str, ...]]


def _rule(
    name: str, pattern: str, means: Meaning, relative: bool = True, *, holds: tuple[str, ...] = ()
) -> Rule:
    """Return a rule; `holds` are words of which a match has one, beside those of its groups."""
    edge = "" if pattern.startswith("^") else r"(?<![\w$€£])(?<!\d[.,])"
    of_groups = [words for group, words in HELD.items() if f"(?P<{group}>" in pattern]
    needs = frozenset([*of_groups, holds] if holds else of_groups)
    return Rule(name, re.compile(rf"{edge}(?:{pattern})", re.IGNORECASE), means, relative, needs)


def _alone(
    name: str, pattern: str, means: Meaning, relative: bool = True, *, holds: tuple[str, ...] = ()
) -> Rule:
    """Return a rule for words that tell a date only where nothing else stands with them."""
    return _rule(name, rf"^\W*(?:{pattern})\W*$", means, relative, holds=holds)


@functools.cache
def rules() -> tuple[Rule, ...]:
    """Return the rules for English, in order."""
    return (*_days(), *_weeks_and_months(), *_years(), *_counted(), *_unnamed(), *_standing_alone())


def rules_for(words: str) -> list[Rule]:
    """Return the rules, in order, that words may fit: each needs a word that few contents hold."""
    small = words.casefold()
    here = {needed for word, lists in _needed().items() if word in small for needed in lists}
    return [rule for rule in rules() if rule.needs <= here]


@functools.cache
def _needed() -> dict[str, set[tuple[str, ...]]]:
    """Return the words that rules need, each with the lists that it is on."""
    lists: dict[str, set[tuple[str, ...]]] = {}
    for needed in {needed for rule in rules() for needed in rule.needs}:
        for word in needed:
            lists.setdefault(word, set()).add(needed)
    return lists


# --- parts of patterns ---

NAMES = language("en").dates
NUMBER, ORDINAL, YEAR, DECADE = spelt.patterns()
SHORT = "|".join(f"{name.title()}|{name.upper()}" for name in NAMES["month_abbreviations"])
FULL = "|".join(f"{name.title()}|{name.upper()}" for name in NAMES["months"])
MONTH = rf"(?P<month>(?-i:(?:{FULL})\b|(?:{SHORT}|Sept|SEPT)(?:\.|(?=\s+\d|-\d))))"
WEEKDAY = "|".join(NAMES["weekdays"])
DAY = rf"(?P<weekday>(?:{WEEKDAY})\b|(?-i:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.)"
FEAST = "|".join(
    sorted((f.rpartition(" ")[0].replace("'", "[’']?") for f in p.feasts()), key=len, reverse=True)
)
SEASON = rf"(?P<season>{'|'.join(p.SEASONS)})"
OF_YEAR = rf"(?P<y>{YEAR})\b"
OF_DAY = rf"(?P<d>\d{{1,2}}(?:st|nd|rd|th)?|{ORDINAL})(?![\d:])"
ON_WEEKDAY = rf"(?:(?P<day>{WEEKDAY}),?\s+)?(?:the\s+)?"
KINDS = "day|night|week|fortnight|month|quarter|year|decade|century"
UNIT = rf"(?P<unit>{KINDS}|hour|minute)"
UNITS = (
    r"(?P<unit>(?:hour|minute|day|night|week|fortnight|month|quarter|year|decade)s?"
    r"|centur(?:y|ies))"
)
FISCAL = r"(?:(?:fiscal|financial|calendar|academic|school|business|model|tax)[\s-]+)?"
EARLY = r"early|mid|middle|late|(?:the\s+)?(?:very\s+)?(?:beginning|start|middle|end|close)\s+of"
PART = rf"(?:(?P<part>{EARLY})[\s-]*(?:in\s+)?)?"
NTH = r"(?P<n>first|second|third|fourth|final|[1-4](?:st|nd|rd|th))"
WHICH_YEAR = (
    r"(?:last|this|next|the\s+(?:previous|prior|current|coming))\s+(?:fiscal\s+)?year"
    r"|a\s+year\s+(?:ago|earlier|before)"
)
YEAR_BEFORE = rf"{YEAR}(?:[’']s)?|(?:{WHICH_YEAR})(?:[’']s)?|(?:the\s+)?year-(?:ago|earlier)"
YEAR_AFTER = rf"(?:fiscal\s+(?:year\s+)?)?{YEAR}|{WHICH_YEAR}"
LAST = r"this\s+past|last|past|the\s+previous|previous"
NEXT = r"this\s+coming|coming|next|the\s+following"
# Groups that no pattern may leave out, and words in small letters of which their match holds one.
HELD: dict[str, tuple[str, ...]] = {
    "month": NAMES["month_abbreviations"],
    "weekday": (*NAMES["weekdays"], "mon.", "tue", "wed.", "thu", "fri.", "sat.", "sun."),
    "unit": (*KINDS.replace("century", "centur").split("|"), "hour", "minute", "half"),
    "season": tuple(p.SEASONS),
    "feast": tuple(max(re.findall("[a-z]+", feast), key=len) for feast in p.feasts()),
    "decade": (*NAMES["decades"], "0s", "0's", "0’s"),
}
# Words of which a match of YEAR holds one, and what "quarter" is also called.
IN_YEAR = ("16", "17", "18", "19", "20", *spelt.CENTURIES, "two")
QUARTER = ("quarter", "period")


def _days() -> tuple[Rule, ...]:
    to = r"\s*(?:-|–|—|to|through|thru|until|and)\s*"
    second = r"(?P<d2>\d{1,2}(?:st|nd|rd|th)?)(?![\d:])"
    of = r"\s+(?:of\s+)?"
    year = rf"(?:,?\s+(?:of\s+)?{OF_YEAR})"
    feast = rf"(?P<feast>{FEAST})"
    return (
        _rule("iso", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", d.iso, relative=False,
              holds=("-",)),
        _rule("numeric", r"(?P<one>\d{1,2})(?P<mark>[/.-])(?P<other>\d{1,2})(?P=mark)"
              r"(?P<y>\d{4}|\d\d)(?![\d/.-]*\d)", d.numeric, holds=("/", ".", "-")),
        _rule("week of", rf"the\s+week\s+(?P<how>of|beginning|starting|ended|ending)\s+{MONTH}"
              rf"\s+{OF_DAY}{year}?", d.week_of),
        _rule("ended", rf"(?:(?P<n>{NUMBER})[\s-]+)?"
              r"(?P<unit>(?:quarter|half|half-year|year|month|week)s?)"
              rf"(?:\s+that)?\s+(?:ended|ending|to|through)\s+"
              rf"{ON_WEEKDAY}{MONTH}\s+{OF_DAY}{year}?",
              p.ended),
        _rule("nth weekday", rf"(?P<n>{ORDINAL}|last|[1-5](?:st|nd|rd|th))\s+(?P<day>{WEEKDAY})\s+"
              rf"(?:of|in)\s+{MONTH}{year}?", d.nth_weekday),
        _rule("days", rf"{MONTH}\s+{OF_DAY}{to}{second}{year}?", d.days_of_month),
        _rule("days", rf"(?<!\d\s)(?P<d>\d{{1,2}}){to}{second}{of}{MONTH}{year}?", d.days_of_month),
        _rule("month day year", rf"{ON_WEEKDAY}{MONTH}\s+(?:the\s+)?{OF_DAY}{year}", d.calendar_day,
              relative=False),
        _rule("day month year", rf"{ON_WEEKDAY}{OF_DAY}{of}{MONTH}{year}", d.calendar_day,
              relative=False),
        _rule("month day", rf"{ON_WEEKDAY}{MONTH}\s+(?:the\s+)?{OF_DAY}\b(?!\s*,?\s*\d{{4}})",
              d.calendar_day),
        _rule("day month", rf"{ON_WEEKDAY}{OF_DAY}{of}{MONTH}", d.calendar_day),
        _rule("feast week", rf"{feast}\s+week(?!end)(?P<which>)(?P<y>)", p.feast_week),
        _rule("feast", rf"(?:(?P<which>{LAST}|{NEXT}|this)\s+)?{feast}\b(?:,?\s+(?:of\s+)?"
              rf"(?P<y>{YEAR_AFTER})\b)?", p.feast),
        _rule("weekday of week", rf"{DAY}\s+(?:of\s+)?(?P<which>{LAST}|{NEXT}|this)\s+week\b",
              d.weekday_of_week),
        _rule("weekday of week", rf"(?P<which>last|next|this)\s+week(?:\s+on|,)?\s+{DAY}",
              d.weekday_of_week),
        _rule("weekend", rf"(?P<which>{LAST}|{NEXT}|this|over\s+the|at\s+the|during\s+the|the)\s+"
              r"weekend\b", d.weekend, holds=("weekend",)),
        _rule("weekday", rf"(?<!every )(?<!each )(?<!most )(?:(?P<which>{LAST}|{NEXT}|this)\s+)?"
              rf"{DAY}(?!s\b)", d.weekday),
        _rule("today", r"(?:earlier\s+|later\s+|late\s+|early\s+)?(?:today|tonight|this\s+"
              r"(?:very\s+)?(?:morning|afternoon|evening|noon|lunchtime))\b", d.the_day,
              holds=("today", "tonight", "morning", "noon", "evening", "lunchtime")),
        _rule("yesterday", r"yesterday|last\s+(?:night|evening)\b", d.day_before,
              holds=("yesterday", "night", "evening")),
        _rule("tomorrow", r"tomorrow\b", d.day_after, holds=("tomorrow",)),
        _rule("overnight", r"overnight\b", d.night_before, holds=("overnight",)),
    )  # fmt: skip


def _weeks_and_months() -> tuple[Rule, ...]:
    nth = rf"(?P<n>{ORDINAL}|last|[1-5](?:st|nd|rd|th))"
    year = rf"(?:,?\s+(?:of\s+)?{OF_YEAR})"
    return (
        _rule("week of month", rf"{nth}\s+week\s+(?:of|in)\s+{MONTH}{year}?", d.week_of_month),
        _rule("month year", rf"(?<!\d\s){PART}{MONTH}{year}", s.month_name, relative=False),
        _rule("month of year", rf"{PART}{MONTH},?\s+(?:of\s+)?(?P<which>{WHICH_YEAR})\b",
              s.month_name),
        _rule("month so far", r"(?P<part>earlier|later)\s+(?:on\s+)?(?:in\s+)?(?:this|the|in\s+the)"
              rf"\s+{FISCAL}{UNIT}\b", s.part_so_far, holds=("earlier", "later")),
        _rule("so far", rf"(?P<part>so\s+far)\s+this\s+{FISCAL}{UNIT}\b", s.part_so_far,
              holds=("far",)),
        _rule("so far", r"(?P<part>)(?P<unit>year|month|week|quarter)[\s-]to[\s-]date\b",
              s.part_so_far, holds=("date",)),
    )  # fmt: skip


def _years() -> tuple[Rule, ...]:
    quarter = r"(?:quarter|period)\b"
    return (
        _rule("quarter", rf"(?:(?P<y0>{YEAR_BEFORE})\s+)?{FISCAL}{NTH}[\s-]+(?:fiscal\s+)?quarter\b"
              rf"(?:,?\s+(?:of\s+|in\s+)?(?P<y>{YEAR_AFTER})\b)?", p.quarter, holds=("quarter",)),
        _rule("quarter", rf"(?:(?P<y0>{YEAR})\s+)?(?P<n>Q[1-4]|[1-4]Q)\b(?:\s+(?:of\s+)?"
              rf"(?P<y>{YEAR_AFTER})\b)?", p.quarter,
              holds=tuple(f"{n}q" for n in "1234") + tuple(f"q{n}" for n in "1234")),
        _rule("a quarter", rf"(?P<y0>the\s+latest|{YEAR_BEFORE})\s+{FISCAL}{quarter}", p.quarter,
              holds=QUARTER),
        _rule("a quarter", rf"(?:the\s+)?(?:same\s+|comparable\s+)?{quarter}\s+(?:of\s+)?"
              rf"(?P<y>{WHICH_YEAR}|{YEAR})\b", p.quarter, holds=QUARTER),
        _rule("half", rf"(?:(?P<y0>{YEAR_BEFORE})\s+)?(?P<n>first|second|last|latter|H[12]|1H|2H)"
              rf"(?<=[HhtTdDrR])[\s-]+half(?:\s+of)?(?:\s+(?P<y>{YEAR_AFTER})\b)?", p.half,
              holds=("half",)),
        _rule("half", rf"(?P<n>H1|H2)\s+(?:of\s+)?(?P<y>{YEAR_AFTER})\b", p.half,
              holds=("h1", "h2")),
        _rule("first months", rf"(?P<which>first|opening|last|final)\s+(?P<n>{NUMBER})\s+"
              rf"(?P<unit>months|quarters)\s+(?:of|in)\s+(?:the\s+year\s+)?"
              rf"(?P<y>{YEAR_AFTER}|the\s+year)\b",
              p.first_units, holds=("first", "opening", "last", "final")),
        _rule("first months", r"(?P<which>first)\s+(?P<n>nine|six|three|9|6|3|two)\s+"
              r"(?P<unit>months|quarters)\b(?!\s+of)", p.first_units, holds=("first",)),
        _rule("season", rf"{PART}(?:the\s+)?{SEASON}(?:\s+of)?,?\s+(?P<y>{YEAR}|{WHICH_YEAR})\b",
              p.season),
        _rule("season", rf"(?P<which>{LAST}|{NEXT}|this|early|late|mid)[\s-]*\b{SEASON}\b"
              r"(?!\s+(?:in|to|by|from|of)\b)", p.season),
        _rule("season", rf"(?:in|during|by|until|since)\s+(?:the\s+)?{SEASON}\b(?!\s+of\b)",
              p.season),
        _rule("part of a unit", rf"(?P<part>beginning|start|middle|end|close)\s+of\s+"
              rf"(?:the|this)\s+{FISCAL}(?P<unit>week|month|quarter|year|decade|century)\b",
              s.part_of_unit, holds=("beginning", "start", "middle", "end", "close")),
        _rule("unit end", rf"(?P<unit>week|month|quarter|year)(?:[’']s)?[\s-](?P<part>end)\b"
              rf"(?:,?\s+{OF_YEAR})?", s.part_of_unit, holds=("end",)),
        _rule("mid unit", r"(?P<part>mid)-?(?P<unit>week|month|year|decade|century)\b",
              s.part_of_unit, holds=("mid",)),
        _rule("next units", rf"within\s+(?:the\s+next|an?)\s+{UNIT}\b", s.next_units,
              holds=("within",)),
        _rule("unit", rf"{PART}(?:the\s+)?(?P<which>last|this|next|past|previous|prior|coming|"
              rf"latest|current|following(?=\s+fiscal))\s+{FISCAL}{UNIT}\b(?!-)", s.unit_beside,
              holds=("last", "this", "next", "past", "previous", "prior", "coming", "latest",
                     "current", "following")),
        _rule("current", rf"the\s+(?:current|full|whole|entire|present|running)\s+{FISCAL}{UNIT}\b",
              s.running, holds=("current", "full", "whole", "entire", "present", "running")),
        _rule("past units", rf"(?:past|last|recent|previous|preceding)\s+"
              rf"(?P<n>{NUMBER}|few|several)\s+{FISCAL}{UNITS}\b", s.past_units,
              holds=("past", "last", "recent", "previous", "preceding")),
        _rule("next units", rf"(?:next|coming|following)\s+(?P<n>{NUMBER}|few|several)\s+{FISCAL}"
              rf"{UNITS}\b", s.next_units, holds=("next", "coming", "following")),
        _rule("coming units", rf"(?:coming|(?:the\s+)?next\s+few)\s+{UNITS}(?<=s)\b", s.next_units,
              holds=("coming", "next")),
        _rule("recent units", rf"(?:recent|past)\s+{UNITS}(?<=s)\b", s.recent,
              holds=("recent", "past")),
        _rule("recently", r"(?:more\s+|most\s+)?(?:recently|lately|of\s+late)\b", s.recent,
              holds=("recently", "late")),
        _rule("decade", rf"(?:the\s+)?{PART}[’']?(?P<decade>{DECADE})\b", p.decade),
        _rule("century", rf"(?P<n>{ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))[\s-]century\b", p.century,
              relative=False, holds=("century",)),
        _rule("years", r"(?P<y>(?:1[6-9]|20)\d\d)\s?(?:-|–|/|to|through)\s?"
              r"(?P<y2>\d{4}|\d\d)(?![\d-])",
              p.years_from_to, relative=False, holds=IN_YEAR),
        _rule("part of a year", rf"(?P<part>{EARLY})[\s-]*{OF_YEAR}", p.part_of_year,
              relative=False, holds=IN_YEAR),
    )  # fmt: skip


def _counted() -> tuple[Rule, ...]:
    return (
        _rule("ago", rf"(?<!half )(?P<n>{NUMBER}|few|several|some)\s+(?:full\s+)?{UNITS}\s+"
              r"(?:ago|back)\b", s.ago, holds=("ago", "back")),
        _rule("a year earlier", r"(?P<n>an?|one)[\s-]+(?P<unit>year|quarter|month)[\s-]+"
              r"(?:earlier|before)(?=\W*$|[.,;:)])", s.ago, holds=("earlier", "before")),
        _rule("hence", rf"(?P<n>{NUMBER}|few|several)\s+{UNITS}\s+(?:from\s+(?:now|today)|hence)\b",
              s.hence, holds=("now", "today", "hence")),
        _rule("hence", rf"in\s+(?P<n>{NUMBER}|few|several)\s+{UNITS}[’']\s*time\b", s.hence,
              holds=("time",)),
    )  # fmt: skip


def _unnamed() -> tuple[Rule, ...]:
    beside = "|".join([LAST, NEXT, "this|in|since|by|until|during|of|from|through|between|before"])
    fiscal = r"fiscal\s+(?:year\s+)?|the\s+year\s+|in|of|by|until|during|for|since|from|between"
    fiscal += r"|before|^\W*"
    no_year = r"(?!,?\s+(?:of\s+)?(?:1[6-9]|20)\d\d\b)"  # "in March 2022" is no coming March
    return (
        _rule("part of a month", rf"(?P<part>{EARLY})[\s-]*{MONTH}{no_year}", s.month_name),
        _rule("month", rf"(?P<which>{beside})\s+(?:the\s+month\s+of\s+)?{MONTH}{no_year}",
              s.month_name),
        _rule("month end", rf"(?P<part>end)-{MONTH}", s.month_name),
        _rule("year", rf"(?:(?:{fiscal})\s*\b){OF_YEAR}(?!\s*(?:GMT|UTC|hours))", p.year_named,
              relative=False, holds=IN_YEAR),
        _rule("fiscal year", rf"FY\s?{OF_YEAR}", p.year_named, relative=False,
              holds=("fy",)),
        _rule("fiscal year", rf"{OF_YEAR}\s+(?:fiscal|financial|calendar|model)\s+year\b",
              p.year_named, relative=False, holds=IN_YEAR),
    )  # fmt: skip


def _standing_alone() -> tuple[Rule, ...]:
    return (
        _alone("month", rf"{PART}{MONTH}", s.month_name),
        _alone("year", rf"(?:(?:the\s+)?year\s+)?{OF_YEAR}", p.year_named, relative=False,
               holds=IN_YEAR),
        _alone("day", rf"the\s+(?P<d>\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})(?:\s+of\s+the\s+month)?",
               d.day_of_this_month, holds=("the",)),
        _alone("time of day", r"(?:[\w:.]+\s+){0,3}(?:[ap]\.?m\.?|noon|midday|midnight|afternoon|"
               r"o[’']clock)(?:\s+(?:[A-Z]{2,4}|local\s+time))?", d.the_day,
               holds=("am", "a.m", "pm", "p.m", "noon", "midday", "midnight", "clock")),
        _alone("time of day", r"\d{1,2}:\d\d(?::\d\d)?(?:\s+[A-Z]{2,4})?", d.the_day,
               holds=(":",)),
        _alone("recent", r"recent", s.recent, holds=("recent",)),
        _alone("ago", rf"(?P<n>){UNITS}\s+ago", s.ago, holds=("ago",)),
        _alone("now", r"now|right\s+now|just\s+now|currently|(?:the\s+)?current|at\s+present|"
               r"presently|(?:the\s+)?present|these\s+days|nowadays|at\s+the\s+moment", d.the_day,
               holds=("now", "current", "present", "these", "moment")),
        _alone("before now", r"(?:in\s+)?the\s+past|previously|formerly|once|earlier|"
               r"long\s+ago", s.up_to,
               holds=("past", "previously", "formerly", "once", "earlier", "ago")),
        _alone("this unit", rf"(?:the\s+)?{FISCAL}(?P<unit>year|week|month)", s.running),
        _alone("the quarter", r"(?:the\s+)?(?:quarter|period)", p.quarter, holds=QUARTER),
        _alone("a year earlier", r"(?P<n>)?(?:the\s+)?(?P<unit>year)-(?:ago|earlier|before)",
               _year_ago),
        _alone("the season", rf"(?:the\s+)?{SEASON}", p.season),
    )  # fmt: skip


def _year_ago(_: re.Match[str], anchor: s.Day) -> Stretch:
    return p.whole_year(anchor.year - 1)
