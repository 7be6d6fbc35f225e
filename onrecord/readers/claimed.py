"""Fields of an article and what carried it says of it -> both together, with evidence.

The heading of a mail and the entry of a feed speak of the article from outside, where a page can
only be guessed at: what they say is taken, and what the page says stays as evidence.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from onrecord.readers.bylines import split_names
from onrecord.readers.dates import day_of
from onrecord.readers.fields import Fields
from onrecord.readers.layout import one_line
from onrecord.readers.metadata import BESIDE, Claim
from onrecord.values import Date, Evidence

FIELDS = (
    "title", "authors", "agency", "publisher", "section", "url", "canonical", "published",
    "modified", "language",
)  # fmt: skip
LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")


def with_claims(fields: Fields, claims: Sequence[Claim]) -> Fields:
    """Return fields with the first claim to each taken, and every claim as evidence."""
    for field in FIELDS:
        fields = _with_field(fields, field, [claim for claim in claims if claim.field == field])
    beside = [
        Evidence(claim.field, claim.value, claim.place, claim.words)
        for claim in claims
        if claim.field in BESIDE
    ]
    return replace(fields, evidence=(*fields.evidence, *beside))


def _with_field(fields: Fields, field: str, claims: Sequence[Claim]) -> Fields:
    told = [(value, claim) for claim in claims for value in _values(claim)]
    if not told:
        return fields
    first, source = told[0]
    # All claims of one place are one list of authors.
    taken = [value for value, claim in told if claim.place == source.place]
    taken = list(dict.fromkeys(taken)) if field == "authors" else [first]
    evidence = [
        Evidence(field, value, claim.place, claim.words, value in taken) for value, claim in told
    ]
    evidence += [
        replace(one, taken=one.taken and one.value in taken) if one.field == field else one
        for one in fields.evidence
    ]
    fields = replace(fields, evidence=tuple(evidence))
    match field:
        case "authors":
            byline = one_line(source.words) or ", ".join(taken)
            return replace(fields, authors=tuple(taken), byline=fields.byline or byline)
        case "published":
            return replace(fields, published=_date(first, source))
        case "modified":
            return replace(fields, modified=_date(first, source))
        case _:
            words: dict[str, Any] = {field: first}
            return replace(fields, **words)


def _date(day: str, claim: Claim) -> Date:
    return Date.on(datetime.date.fromisoformat(day), claim.words, rule=claim.place)


def _values(claim: Claim) -> Sequence[str]:
    """Return what a claim says of its field in the form that the field has, () where it is unfit.

    The day is taken as written, in the sender's own time zone.
    """
    words = one_line(claim.value)
    match claim.field:
        case "authors":
            return split_names(words)
        case "published" | "modified":
            day = day_of(words)
            return (day.isoformat(),) if day else ()
        case "url" | "canonical":
            return (words,) if words.startswith(("http://", "https://")) else ()
        case "language":
            found = LANGUAGE.fullmatch(words)
            return (found[1].lower(),) if found else ()
        case _:
            return (words,) if words else ()
