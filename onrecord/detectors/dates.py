"""Words and the article's date -> a Date with bounds, or None where they tell no date.

What single words mean is in `daterules`; here is what joins them: "from May to July", "since
Monday", "two days after Christmas". Relative words count from the article's date and give None
without one. A weekday looks back unless the words or the verb look ahead, as news agencies use it:
"said Thursday" in a story of a Thursday is that day.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator

from onrecord.detectors import spelt
from onrecord.detectors import stretches as s
from onrecord.detectors.daterules import BY_TENSE, MONTH, NUMBER, UNITS, Rule, rules_for
from onrecord.detectors.stretches import Stretch, edtf_of
from onrecord.languages import language
from onrecord.values import Date, Span

AHEAD = re.compile(r"\b(?:next|coming|will|by|until)\b", re.IGNORECASE)
DASH = r"\s*[-–—]\s*(?-i:(?=[\dA-Z]))"
TO = rf"(?:{DASH}|\s+(?:to|until|till|through|thru|and)\s+(?:on\s+|in\s+)?)"
FROM = re.compile(r"(?:from|between)\s+(?:in\s+|on\s+)?", re.IGNORECASE)
JOINED = re.compile(rf"(?:{DASH}|\s+(?:to|through|thru)\s+(?:on\s+|in\s+)?)", re.IGNORECASE)
ANDED = re.compile(TO, re.IGNORECASE)
OPEN = re.compile(r"(?:ever\s+)?since\s+(?:the\s+)?", re.IGNORECASE)
OFFSET = re.compile(
    rf"(?:(?P<n>{NUMBER})\s+{UNITS}|the\s+(?P<one>day|week|month|year))\s+"
    r"(?P<way>after|before|from|following|ago(?:\s+(?:on|in))?)\s+",
    re.IGNORECASE,
)
# What is a date after "from May to" alone: a month, a year.
BARE = re.compile(rf"{MONTH}|(?:1[6-9]|20)\d\d(?!\d)", re.IGNORECASE)
LONGEST_WORDS = 120  # characters of one date
LONGEST_JOIN = 24  # characters looked at before a date and after it for what joins it


def when(words: str, published: Date | str | None = None, ahead: bool | None = None) -> Date | None:
    """Return the date that words tell, counted from the day an article was published.

    `ahead` says that the words stand with a verb of the future, so that "Monday" is the next one,
    False that they stand with one of the past; None where that is not known.
    """
    words = words.strip()
    anchor = _anchor(published)
    return _from_to(words, anchor, ahead) or _joined(words, anchor, ahead)


def find_dates(text: str, start: int, stop: int) -> Iterator[Span]:
    """Yield the words in text[start:stop] that tell a date, in order, with what joins them."""
    # One pass for each rule, not one for each date: a hostile text is dates all through.
    fit = _fitting(text[start:stop])
    found = {Span(*m.span()) for rule in fit for m in rule.pattern.finditer(text, start, stop)}
    for span in sorted(found, key=lambda span: (span.start, -span.stop)):
        if start <= span.start < span.stop:
            ends = _ends(text, span, stop)
            yield Span(_begins(text, span.start, max(start, span.start - LONGEST_WORDS)), ends)
            start = ends


def find_date(text: str, start: int, stop: int) -> Span | None:
    """Return the first words in text[start:stop] that tell a date."""
    return next(find_dates(text, start, stop), None)


def is_day_of(words: str, published: Date | None) -> bool:
    """Say whether words name the weekday of the day itself: "Thursday", of a Thursday."""
    anchor = _anchor(published)
    return anchor is not None and bool(
        re.search(
            rf"\b{language('en').dates['weekdays'][anchor.weekday()]}\b", words, re.IGNORECASE
        )
    )


def _from_to(words: str, anchor: datetime.date | None, ahead: bool | None) -> Date | None:
    """Read "from May to July 2019": from the first day of the one to the last of the other."""
    if len(words) > LONGEST_WORDS:
        return None
    begins = FROM.match(words)
    rest = words[begins.end() :] if begins else words
    for match in ANDED.finditer(rest):
        if not begins and match.group().strip().lower() in {"and", "until", "till"}:
            continue
        one, other = rest[: match.start()], rest[match.end() :]
        last = _joined(other, anchor, ahead) if _is_date(other) else None
        if last is None or not _is_date(one):
            continue
        first = _before(one, last, anchor)
        if first and first.earliest:
            told = first.anchor or last.anchor
            days = f"{first.edtf}/{last.edtf}"
            edtf = days if days.count("/") == 1 else edtf_of(first.earliest, last.latest)
            return Date(edtf, first.earliest, last.latest, words, told, "from to")
    return None


def _before(words: str, last: Date, anchor: datetime.date | None) -> Date | None:
    """Return the date before another that words tell: what was said once is that of both."""
    tenses = (None, True, False)
    found = [date for tense in tenses if (date := _joined(words, anchor, tense))]
    # "from May to July 2019": May of that year.
    found += [date] if (date := _joined(words, last.latest, False)) else []
    begins = {date.earliest: date for date in found if date.earliest}
    earlier = [day for day in begins if last.earliest and day < last.earliest]
    return begins[max(earlier)] if earlier else None


def _is_date(words: str) -> bool:
    """Say whether words are a date and hardly anything else."""
    found = _first(words, 0, len(words))
    if found is None:
        found = Span(0, len(words)) if re.fullmatch(r"\W*\d{4}\W*", words) else None
    return found is not None and len(words) - (found.stop - found.start) <= 6


def _joined(words: str, anchor: datetime.date | None, ahead: bool | None) -> Date | None:
    """Read a date with what stands before it: "since Monday", "two days after Monday"."""
    if since := OPEN.match(words):
        date = _plain(words[since.end() :], anchor, False)
        if date and date.earliest:
            begins = date.edtf.partition("/")[0]
            return Date(f"{begins}/..", date.earliest, None, words, date.anchor, "since")
    if offset := OFFSET.match(words):
        other = words[offset.end() :][:LONGEST_WORDS]  # which may be counted from another in turn
        date = _joined(other, anchor, False if "ago" in offset["way"] else ahead)
        return date and _away_from(date, offset, words)
    return _plain(words, anchor, ahead)


def _away_from(date: Date, offset: re.Match[str], words: str) -> Date | None:
    """Return a date so many days, weeks, months or years after or before another."""
    unit = s.singular(offset["unit"] or offset["one"])
    way = -1 if offset["way"].lower().startswith(("before", "ago")) else 1
    times = way * (spelt.count(offset["n"]) if offset["n"] else 1)
    days = [day and s.away(day, times, unit) for day in (date.earliest, date.latest)]
    first, last = days
    if first is None or last is None or (date.earliest == date.latest) is not (first == last):
        return None
    if (date.earliest, date.latest) == s.bounds("month", date.earliest or first):
        last = s.bounds("month", first)[1]
    return Date(edtf_of(first, last), first, last, words, date.anchor, f"away from {date.rule}")


def _plain(words: str, anchor: datetime.date | None, ahead: bool | None) -> Date | None:
    """Return what the first rule that fits reads in words."""
    for rule in rules_for(words):
        match = rule.pattern.search(words)
        if match is None or (rule.relative and anchor is None):
            continue
        tense = True if AHEAD.search(words) else ahead
        base = anchor or datetime.date(1, 1, 1)
        seen = (match, base, tense) if rule.means in BY_TENSE else (match, base)
        stretch: Stretch | None = rule.means(*seen)
        if stretch:
            first, last, edtf = stretch
            edtf = edtf or edtf_of(first, last)
            told = anchor.isoformat() if rule.relative and anchor else ""
            return Date(edtf, first, last, match.group().strip(), told, rule.name)
    return None


def _first(text: str, start: int, stop: int) -> Span | None:
    """Return the first words that one rule reads as a date."""
    fit = _fitting(text[start:stop])
    matches = [m for rule in fit if (m := rule.pattern.search(text, start, stop))]
    found = min(matches, key=lambda m: (m.start(), -m.end()), default=None)
    return Span(*found.span()) if found and found.end() > found.start() else None


def _ends(text: str, found: Span, stop: int) -> int:
    """Return where a date ends: "May" in "from May to July" at "July"."""
    before = text[max(0, found.start - LONGEST_JOIN) : found.start]
    is_from = FROM.match(text, found.start) or any(
        match.end() == len(before) for match in FROM.finditer(before)
    )
    join = (ANDED if is_from else JOINED).match(text, found.stop, stop)
    join = join or OFFSET.match(text, found.start, stop)  # "a year ago Monday"
    if join is None or join.end() < found.stop:
        return found.stop
    other = _first(text, join.end(), min(stop, join.end() + 2 * LONGEST_JOIN))
    if other and other.start == join.end():
        return other.stop
    bare = BARE.match(text, join.end(), stop) if is_from else None
    return bare.end() if bare else found.stop


def _begins(text: str, at: int, start: int) -> int:
    """Return where a date begins: "Monday" in "two days after Monday" at "two"."""
    for join in (FROM, OPEN, OFFSET):
        for begin in range(max(start, at - LONGEST_JOIN), at):
            is_edge = begin == 0 or not text[begin - 1].isalnum()
            match = join.match(text, begin, at) if is_edge else None
            if match and match.end() == at:
                return _begins(text, begin, start)
    return at


def _fitting(words: str) -> list[Rule]:
    """Return the rules that words may fit: none for most of what is asked for dates."""
    return rules_for(words) if _hint().search(words.casefold()) else []


@functools.cache
def _hint() -> re.Pattern[str]:
    """Return what every date in words has some of, to spare the rules the rest."""
    dates = language("en").dates
    words = [*dates["months"], *dates["month_abbreviations"], *dates["weekdays"], *dates["decades"]]
    words += ["night", "morning", "afternoon", "evening", "week", "month", "quarter", "half"]
    words += ["spring", "summer", "autumn", "fall", "winter", "year", "decade", "centur", "recent"]
    words += ["hour", "minute", "late", "mid", "nineteen", "twenty", "thousand", "tomorrow"]
    words += ["christmas", "easter", "halloween", "pentecost", "thanksgiving", "q[1-4]"]
    # In small letters, as a pattern that is blind to case takes four times as long.
    return re.compile(rf"\d|\b(?:{'|'.join(words)})|day\b|days\b|night\b")


def _anchor(published: Date | str | None) -> datetime.date | None:
    if isinstance(published, str):
        try:
            return datetime.date.fromisoformat(published[:10])
        except ValueError:
            return None
    if published is None or published.earliest != published.latest:
        return None
    return published.earliest
