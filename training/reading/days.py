"""Article with attributions -> the same article with the day on which some of it was said.

"She said on Tuesday that ..." opens most wire stories and is rare in PolNeAR. The day is of neither
source nor cue nor content.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_left, bisect_right
from dataclasses import replace

from onrecord.values import Span
from training.reading.corpora import Attribution, Document

SHARE = 0.2
VERB = re.compile(r"(?:said|\w{3,}ed)\Z")
# After the verb or, where the speaker follows it, after the speaker.
HAS_ROOM = re.compile(r"[.,]|\s(?:that|in|at|he|she|they|it|we)\b")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "March", "April", "May", "June", "July", "September", "October", "November")
FORMS = (
    "on {day}",
    "on {day}",
    "on {day}",
    "{day}",
    "late on {day}",
    "on {day} evening",
    "on {number} {month}",
    "on {month} {number}",
    "earlier this week",
    "last week",
    "yesterday",
)


def dated(document: Document, draw: random.Random) -> Document:
    """Return the document with a day put in where there is room for one."""
    places: dict[int, str] = {}
    for attribution in document.attributions or ():
        place = _place(attribution, document.text)
        if place is not None and draw.random() < SHARE:
            places[place] = " " + _day(draw)
    return _with(document, places) if places else document


def _place(attribution: Attribution, text: str) -> int | None:
    """Return where a day may stand, or None."""
    if len(attribution.cue) != 1 or len(attribution.source) != 1:
        return None
    cue, source = attribution.cue[0], attribution.source[0]
    if not VERB.match(cue.of(text)):
        return None
    is_inverted = cue.stop + 1 == source.start
    place = source.stop if is_inverted else cue.stop
    return place if HAS_ROOM.match(text, place) else None


def _day(draw: random.Random) -> str:
    form = draw.choice(FORMS)
    return form.format(day=draw.choice(DAYS), number=draw.randint(1, 28), month=draw.choice(MONTHS))


def _with(document: Document, places: dict[int, str]) -> Document:
    """Return a document with words put in at these places, its spans moved along."""
    at = sorted(places)
    grown = [0]
    for place in at:
        grown.append(grown[-1] + len(places[place]))
    pieces = [
        document.text[begin:end] + places.get(end, "")
        for begin, end in zip([0, *at], [*at, len(document.text)], strict=True)
    ]

    def moved(span: Span) -> Span:
        return Span(
            span.start + grown[bisect_right(at, span.start)],
            span.stop + grown[bisect_left(at, span.stop)],
        )

    return replace(
        document,
        text="".join(pieces),
        attributions=[
            Attribution(*([moved(s) for s in part] for part in (a.source, a.cue, a.content)))
            for a in document.attributions or ()
        ],
        names=None if document.names is None else [(moved(s), k) for s, k in document.names],
        hidden=[moved(s) for s in document.hidden],
    )
