"""A transcript -> its turns: "PRELL: We stay." is what Prell says, without a verb.

A text holds a transcript where two speakers, their names in capitals, speak twice or more. One
word in capitals and a colon may be anything: "UPDATE: The bridge is open." Names in small letters
need two words each, and sentences after them: "Ona Prell: We stay." is a turn, "Opening Hours: 9
to 5" is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onrecord.detectors.joining import Attribution
from onrecord.detectors.nearby import Nearby
from onrecord.values import Span

SAID = r"(?P<colon>:)\s*(?P<words>\S.*?)[\"”]?\Z"
# Names of two letters and more: "Q:" names nobody.
TURN = re.compile(rf"\W*(?P<name>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]*){{0,4}}){SAID}", re.DOTALL)
# The same in small letters: "Ona Prell: We stay."
SMALL_TURN = re.compile(
    rf"[\"“]?(?P<name>[A-Z][\w.’'-]+(?: (?:of |the )?[A-Z][\w.’'-]*){{1,4}}){SAID}", re.DOTALL
)
GOES_ON = re.compile(r"[\"“](?!\()(?P<words>.+?)[\"”]?\Z", re.DOTALL)  # not "(Crosstalk.)"
SENTENCES = 0.8  # share of turns
SURE = 0.85  # share of turns that are right on the articles that the model was trained on


def with_turns(
    found: Sequence[Attribution], text: str, paragraphs: Sequence[Span]
) -> list[Attribution]:
    """Return attributions and the turns of a transcript; of others, what stands within one turn."""
    turns = _turns(text, paragraphs, TURN)
    if not turns and _are_sentences(named := _turns(text, paragraphs, SMALL_TURN), text):
        turns = named
    if not turns:
        return list(found)
    parts = Nearby((part, t) for t in turns for part in (*t.content, t.source) if part)
    kept = [
        attribution
        for attribution in found
        if all(
            _is_within(attribution, turn)
            for span in attribution.content
            for _, turn in parts.meeting(span)
        )
    ]
    return [*kept, *turns]


def _turns(text: str, paragraphs: Sequence[Span], pattern: re.Pattern[str]) -> list[Attribution]:
    turns: list[Attribution] = []
    is_open = False
    for paragraph in paragraphs:
        words = paragraph.of(text)
        if match := pattern.match(words):
            name, colon, said = (
                Span(*(paragraph.start + place for place in match.span(part)))
                for part in ("name", "colon", "words")
            )
            turns.append(Attribution(name, colon, (said,), SURE))
            is_open = True
        elif is_open and (match := GOES_ON.match(words)):
            more = Span(*(paragraph.start + place for place in match.span("words")))
            turns[-1] = replace(turns[-1], content=(*turns[-1].content, more))
        else:
            is_open = is_open and words.startswith(('"(', "“(", "("))
    names = Counter(turn.source.of(text) for turn in turns if turn.source)
    return turns if sum(times > 1 for times in names.values()) > 1 else []


def _are_sentences(turns: Sequence[Attribution], text: str) -> bool:
    """Say whether what stands after nearly every name ends as a sentence does."""
    ends = sum(text[turn.content[-1].stop - 1] in ".?!…" for turn in turns)
    return ends > SENTENCES * len(turns)


def _is_within(attribution: Attribution, turn: Attribution) -> bool:
    spans = [*attribution.content, attribution.cue or attribution.content[0]]
    return all(any(span.within(part) for part in turn.content) for span in spans)
