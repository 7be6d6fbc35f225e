"""Values -> the words that pages show for them: dates, acts, kinds, places, shares.

Everything a reader sees that is not in a template or on the record is named here.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from urllib.parse import urlsplit

from onrecord.exporters.wording import count_of as count_of
from onrecord.exporters.wording import day_words as day_words
from onrecord.exporters.wording import stretch_words as stretch_words
from onrecord.values import Date, Evidence, Office, Statement

ACTS = {
    "say": "says",
    "deny": "denies",
    "confirm": "confirms",
    "promise": "promises",
    "refuse": "refuses",
    "accuse": "accuses",
    "demand": "demands",
    "warn": "warns",
    "ask": "asks",
    "decline": "declines to say",
    "expect": "expects",
    "believe": "believes",
    "other": "is quoted",
}
COMPARISON_KINDS = {
    "shifts": ("Shift", "Shifts", "One party, one subject, another position later."),
    "disputes": ("Dispute", "Disputes", "Two parties who cannot both be right."),
    "updates": ("Update", "Updates", "A figure or a fact that was brought up to date."),
    "repeats": ("Repeat", "Repeats", "The same said again, or one report carried by another."),
}
ENTITY_KINDS = {
    "person": ("Person", "People"),
    "organisation": ("Organisation", "Organisations"),
    "place": ("Place", "Places"),
    "group": ("Group", "Groups"),
    "office": ("Office", "Offices"),
}
VERDICTS = {
    "accept": "accepted",
    "reject": "rejected",
    "same": "said to be the same",
    "different": "said to be different",
    "corrected": "corrected",
}
ROLES = {
    "title": "Headline",
    "byline": "Byline",
    "dateline": "Dateline",
    "caption": "Caption",
    "credit": "Credit",
    "related": "Related",
    "boilerplate": "Not part of the article",
    "unsorted": "Not sorted",
}


def why_dated(date: Date | None) -> str:
    """Return on what a date rests, as a clause."""
    if date is None:
        return "no date was found, and none was guessed"
    if date.rule == "given" and not date.words:
        return "given by a person"
    read = f"read from “{date.words}”" if date.words else "read from the page"
    return f"{read}, counted from {date.anchor}" if date.anchor else read


def when_said(statement: Statement) -> Date | None:
    """Return the date a statement is shown under: when it was said, or else published."""
    return statement.said or statement.published


def by_date(statement: Statement) -> tuple[bool, datetime.date, datetime.date]:
    """Return a key that sorts statements by date, the undated last."""
    date = when_said(statement)
    first = (date.earliest or date.latest) if date else None
    last = (date.latest or date.earliest) if date else None
    return first is None, first or datetime.date.max, last or datetime.date.max


def stretch_of(statements: Sequence[Statement]) -> str:
    """Return from when to when statements were made, and how many of them have no date."""
    dates = [date for date in map(when_said, statements) if date]
    firsts = [date.earliest for date in dates if date.earliest]
    lasts = [date.latest for date in dates if date.latest]
    words = stretch_words(min(firsts), max(lasts)) if firsts and lasts else ""
    without = sum(not (date.earliest or date.latest) for date in dates)
    without += len(statements) - len(dates)
    if not without:
        return words
    return f"{words}; {without} undated" if words else f"{without} undated"


def act_words(statement: Statement) -> str:
    """Return what the speaker does with the words: "denies", "is said to believe"."""
    return ACTS.get(statement.act, statement.act)


def office_words(office: Office) -> str:
    """Return an office as one line: "foreign minister of Arvenia, 2029 to 2031"."""
    title = f"{office.title} of {office.of}" if office.of else office.title
    years = " to ".join(dict.fromkeys(filter(None, (office.since, office.until))))
    return f"{title}, {years}" if years else title


def percent(share: float) -> str:
    """Return a share from 0 to 1 as a percentage.

    >>> percent(0.917)
    '92 %'
    """
    return f"{round(100 * share)} %"


def web_address(url: str) -> str:
    """Return the url if a browser may follow it (http or https with a host), or else ""."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def evidence_for(evidence: Sequence[Evidence]) -> list[tuple[str, list[Evidence]]]:
    """Return what was found for each field, the value that was taken first."""
    fields: dict[str, list[Evidence]] = {}
    for found in evidence:
        fields.setdefault(found.field, []).append(found)
    return [
        (field, sorted(found, key=lambda one: not one.taken)) for field, found in fields.items()
    ]
