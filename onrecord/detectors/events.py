"""Words counted from an event ("two days after the vote") -> a date, where the article dates it.

An event that the article gives no day, or two, leaves the words without a date.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.detectors.dates import find_dates, when
from onrecord.detectors.spelt import count, patterns
from onrecord.detectors.stretches import away, edtf_of, singular, unit_about
from onrecord.values import Article, Date, Span

AFTER = re.compile(
    rf"(?<!\w)(?:(?P<n>{patterns().counts})\s+|the\s+)(?P<unit>(?:day|week|month|year)s?)\s+"
    r"(?P<way>after|before)\s+(?:the|its|his|her|their|that)\s+"
    r"(?:[a-z][\w’'-]*\s+)??(?P<event>[a-z]{4,})\b(?!\s+[a-z]+(?:ed|ing)\b)",
    re.IGNORECASE,
)
REACH = 40  # characters from an event's name to its date
BETWEEN = re.compile(r"(?:[’']s)?\s+(?:[\w’'-]+\s+){0,2}")
ON = re.compile(r"(?:\s+[\w’'-]+){0,3}?\s+(?:on|in|of)\s+(?:the\s+)?")


def after_events(article: Article, within: Span) -> Iterator[Date]:
    """Yield the dates that a stretch of an article counts from events dated in it."""
    for match in AFTER.finditer(article.text, *within):
        event = _date_of(match["event"].lower(), article.text, article.published)
        if event is None:
            continue
        way = 1 if match["way"].lower() == "after" else -1
        times = way * (count(match["n"]) if match["n"] else 1)
        unit = singular(match["unit"])
        stretch = unit_about(away(event, times, unit), unit) if event else None
        if stretch and stretch.first and stretch.last:
            first, last, _ = stretch
            words, span = match.group(), Span(*match.span())
            name = f"away from the {match['event'].lower()}"
            edtf = edtf_of(first, last)
            yield replace(Date(edtf, first, last, words, event.isoformat(), name), span=span)


@functools.lru_cache(maxsize=64)
def _date_of(event: str, text: str, published: Date | None) -> datetime.date | None:
    """Return the one day that the article gives an event, None where it gives none or several."""
    days = set()
    for match in re.finditer(rf"\b{re.escape(event)}s?\b", text, re.IGNORECASE):
        for span in find_dates(text, max(0, match.start() - REACH), match.end() + REACH):
            beside = BETWEEN.fullmatch(text, span.stop, match.start()) or ON.fullmatch(
                text, match.end(), span.start
            )
            date = when(span.of(text), published, False) if beside else None
            if date and date.earliest == date.latest and date.earliest:
                days.add(date.earliest)
    return days.pop() if len(days) == 1 else None
