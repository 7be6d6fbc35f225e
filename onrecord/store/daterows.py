"""A date <-> the columns that hold it: in the rows of articles, statements and their times."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import Row

from onrecord.store.tables import DATE_PARTS
from onrecord.values import Date, Span


def date_fields(name: str, date: Date | None) -> dict[str, Any]:
    """Return the columns of a date, all empty where there is none."""
    if date is None:
        return {name + part: None for part in DATE_PARTS}
    days = date.edtf, day_field(date.earliest), day_field(date.latest)
    parts = (*days, date.words, date.anchor, date.rule, *(date.span or (None, None)))
    return {name + part: value for part, value in zip(DATE_PARTS, parts, strict=True)}


def date_from(row: Row[Any], name: str) -> Date | None:
    """Return the date that the columns of this name hold."""
    edtf, earliest, latest, words, anchor, rule, start, stop = (
        row._mapping[name + part] for part in DATE_PARTS
    )
    if edtf is None:
        return None
    span = None if start is None else Span(start, stop)
    return Date(edtf, _day_from(earliest), _day_from(latest), words, anchor, rule, span)


def day_field(day: datetime.date | None) -> str | None:
    """Return how a day is stored."""
    return None if day is None else day.isoformat()


def _day_from(day: str | None) -> datetime.date | None:
    return None if day is None else datetime.date.fromisoformat(day)
