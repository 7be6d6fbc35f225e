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
    "reject": "rejects",
    "distance": "distances from",
    "retract": "takes back",
    "counter": "counters",
    "confirm": "confirms",
    "support": "supports",
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
    "unnamed": ("Source without a name", "Sources without a name"),
}
QUOTINGS = {
    "direct": "word for word",
    "mixed": "partly word for word",
    "indirect": "in the article's words",
}
VERDICTS = {
    "accept": "accepted",
    "half": "half accepted",
    "reject": "rejected",
    "same": "said to be the same",
    "different": "said to be different",
    "corrected": "corrected",
    "undo": "opened again",
    "split": "split",
}
EXPORTS = {
    "bagit": "The saved files and the log of how they came, sealed by digests: evidence (BagIt).",
    "csv": "Tables for a spreadsheet.",
    "ftm": "FollowTheMoney entities, for Aleph and its like.",
    "jsonl": "Everything, a value to a line, for programs.",
    "pairs": "The pairs that people accepted or rejected, to measure a judge of pairs by.",
    "parquet": "Tables for pandas, polars and DuckDB.",
    "report": "The case report, to print and as Markdown.",
    "schemaorg": "Quotations and claims as schema.org has them (JSON-LD).",
    "timelinejs": "A timeline to put on a page (TimelineJS).",
    "webannotations": "Each statement as a W3C Web Annotation on its article.",
}
QUEUES = {"comparisons": "comparisons", "statements": "statements", "merges": "names"}
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
    if date.is_bounds:
        told = [f"it tells of “{date.words}” as past"] if date.words else []
        told += (
            [f"it was saved by {stretch_words(date.latest, date.latest)}"] if date.latest else []
        )
        return f"no date was found; {' and '.join(told)}"
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


def stretch_between(first: str, last: str, undated: int) -> str:
    """Return from which day to which, and how many have no date; "" for a day not known.

    >>> stretch_between("2029-03-09", "2031-04-17", 2)
    '9 March 2029 to 17 April 2031; 2 undated'
    """
    days = [datetime.date.fromisoformat(day) for day in (first, last) if day]
    words = stretch_words(min(days), max(days)) if days else ""
    return "; ".join(filter(None, (words, f"{undated:,} undated" if undated else "")))


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
