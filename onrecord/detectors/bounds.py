"""An article without a date -> between which days it was published, by what it says for certain.

It cannot be older than what it tells of as past with a full date, nor younger than its capture.
Neither is its date, and the two together are not one: `Date.is_bounds` says so.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

from onrecord.detectors.dates import find_dates, when
from onrecord.detectors.dating import only_looks_back
from onrecord.values import BOUNDS, Article, Date, Span

TOLD = frozenset({"title", "body"})


def bounded(article: Article) -> Article:
    """Return the article, with bounds as its date where it has none of its own."""
    return article if article.published else replace(article, published=bounds_of(article))


def bounds_of(article: Article) -> Date | None:
    """Return the days between which an article was published, None where nothing tells them."""
    captured = _captured(article)
    past = [date for date in _past_dates(article) if date.earliest]
    if captured:  # a date past the capture is a misprint, or was not past at all
        past = [date for date in past if date.earliest and date.earliest <= captured]
    first = max(past, key=lambda date: date.earliest or datetime.date.min, default=None)
    if first is None and captured is None:
        return None
    begins = first.earliest if first else None
    edtf = "/".join(day.isoformat() if day else ".." for day in (begins, captured))
    words, span = (first.words, first.span) if first else ("", None)
    return Date(edtf, begins, captured, words, rule=BOUNDS, span=span)


def _captured(article: Article) -> datetime.date | None:
    """Return the last day on which the page is said to have been saved."""
    days = [entry.value[:10] for entry in article.evidence if entry.field == "captured"]
    found = (when(day) for day in days)
    return max((date.latest for date in found if date and date.latest), default=None)


def _past_dates(article: Article) -> Iterator[Date]:
    """Yield the full dates that the article tells of as past."""
    for block in article.blocks:
        if block.role not in TOLD:
            continue
        for span in find_dates(article.text, *block.span):
            date = when(span.of(article.text))  # without an anchor only full dates are read
            if date and date.earliest and only_looks_back(article.text, span, Span(*block.span)):
                yield replace(date, words=span.of(article.text), span=span)
