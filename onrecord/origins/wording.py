"""Two sketches and what they share -> the reason of a tie, in words that a reporter could print."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence

from onrecord.edtf import day_in_words
from onrecord.sketch import Carrier, Sketch
from onrecord.values import TieKind


def because(kind: TieKind, earlier: Sketch, later: Sketch, shared: int) -> str:
    """Return why the later article tells the story of the earlier one."""
    if kind == "judged":
        return f"A person judged it to be one story with {named(earlier)}."
    if kind == "same text":
        return f"Word for word the text of {named(earlier)}."
    if kind == "version":
        kept = _percent(shared, earlier.runs)
        return (
            f"A later version of {named(earlier)}, at the same address; {kept} of it still stands."
        )
    if later.runs <= earlier.runs:
        return f"{_percent(shared, later.runs)} of it stands word for word in {named(earlier)}."
    return (
        f"It has {_percent(shared, earlier.runs)} of {named(earlier)} word for word; "
        f"that is {_percent(shared, later.runs)} of its own text."
    )


def because_saved_twice(name: str, other: str) -> str:
    """Return that a file was saved under two names."""
    return f"{other} is byte for byte the file {name}."


def summary(articles: Sequence[Sketch]) -> tuple[str, str]:
    """Return the agency that most of these articles credit, and one sentence on the origin."""
    credits = Counter(sketch.agency for sketch in articles if sketch.agency)
    count = len(articles)
    told = "One article tells this." if count == 1 else f"{count:,} articles carry one account."
    if not credits:
        return "", told
    agency = credits.most_common(1)[0][0]  # of equals, the one that stands first
    by = next(sketch for sketch in articles if sketch.agency == agency)
    where = "" if count == 1 else f" in {credits[agency]:,} of them"
    return agency, f"{told} {agency} is credited{where}: “{by.credit}” ({by.outlet})."


def named(sketch: Sketch | Carrier) -> str:
    """Return an article as a reporter would name it: "the Evening Ledger (3 March 2031)"."""
    if not sketch.day:
        return f"{sketch.outlet} (undated)"
    return f"{sketch.outlet} ({day_in_words(datetime.date.fromisoformat(sketch.day))})"


def listed(names: Sequence[str]) -> str:
    """Return names as a list in a sentence: "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _percent(part: int, whole: int) -> str:
    if part >= whole:
        return "all"
    return f"{max(1, min(99, round(100 * part / max(1, whole))))} %"
