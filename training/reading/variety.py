"""Article with attributions -> the same with what wire stories have and PolNeAR has little of.

"She underlined on Tuesday that ...": the day on which it was said, which is of neither source nor
cue nor content, and verbs other than "said".
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.values import Span
from training.reading.corpora import Attribution, Document

DAY_SHARE, VERB_SHARE = 0.2, 0.08
PAST = re.compile(r"(?:said|\w{3,}ed)\Z")
# After the verb or, where the speaker follows it, after the speaker.
HAS_ROOM = re.compile(r"[.,]|\s(?:that|in|at|he|she|they|it|we)\b")
TAKES_ANY_VERB = re.compile(r"[.,]|\s(?:that|[A-Z]\w+[.,])\b")
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
VERBS = (
    "underlined", "stressed", "emphasised", "reiterated", "maintained", "recalled", "specified",
    "affirmed", "asserted", "contended", "remarked", "observed", "cautioned", "conceded", "noted",
    "acknowledged", "insisted", "indicated", "signalled", "clarified", "elaborated", "recounted",
    "lamented", "continued", "concluded", "disclosed", "estimated", "complained", "quipped",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edit:
    """Words in place of a stretch of text, which may be empty."""

    span: Span
    words: str


def varied(document: Document, draw: random.Random) -> Document:
    """Return the document with days put in and verbs changed where there is room for it."""
    edits: dict[Span, str] = {}
    for attribution in document.attributions or ():
        if len(attribution.cue) != 1 or len(attribution.source) != 1:
            continue
        cue, source = attribution.cue[0], attribution.source[0]
        verb = cue.of(document.text)
        is_inverted = cue.stop + 1 == source.start
        place = source.stop if is_inverted else cue.stop
        is_plain = PAST.match(verb) and HAS_ROOM.match(document.text, place)
        if is_plain and draw.random() < DAY_SHARE:
            edits[Span(place, place)] = " " + _day(draw)
        takes_any = verb == "said" and TAKES_ANY_VERB.match(document.text, cue.stop)
        if takes_any and draw.random() < VERB_SHARE:
            edits[cue] = draw.choice(VERBS)
    return _edited(document, [Edit(*edit) for edit in sorted(edits.items())]) if edits else document


def _day(draw: random.Random) -> str:
    form = draw.choice(FORMS)
    return form.format(day=draw.choice(DAYS), number=draw.randint(1, 28), month=draw.choice(MONTHS))


def _edited(document: Document, edits: Sequence[Edit]) -> Document:
    """Return a document with its text edited, its spans moved along."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [document.text[at : edit.span.start], edit.words]
        at = edit.span.stop

    def shift(place: int, before: int) -> int:
        """Return how far a place moves by the edits that end by it and begin by `before`."""
        return sum(
            len(edit.words) - (edit.span.stop - edit.span.start)
            for edit in edits
            if edit.span.stop <= place and edit.span.start <= before
        )

    def moved(span: Span) -> Span:
        # What is put in right after a span is not of it.
        return Span(
            span.start + shift(span.start, span.start), span.stop + shift(span.stop, span.stop - 1)
        )

    return replace(
        document,
        text="".join([*pieces, document.text[at:]]),
        attributions=[
            Attribution(*([moved(s) for s in part] for part in (a.source, a.cue, a.content)))
            for a in document.attributions or ()
        ],
        names=None if document.names is None else [(moved(s), k) for s, k in document.names],
        hidden=[moved(s) for s in document.hidden],
    )
