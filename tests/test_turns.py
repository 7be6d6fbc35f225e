"""A transcript -> its turns."""

import itertools
import re

from onrecord.detectors.joining import Attribution
from onrecord.detectors.turns import with_turns
from onrecord.values import Span

TALK = """Part of the talk:

"ORRE: Will the guard stay in Kesra?

"PRELL: It will stay.

"And nobody will ask it to leave.

"(Crosstalk.)

"ORRE: Who pays?

"PRELL: The town has said that it pays."
"""


def paragraphs(text: str) -> list[Span]:
    return [Span(*match.span()) for match in re.finditer(r"[^\n]+", text)]


def told(found: list[Attribution], text: str) -> list[tuple[str, list[str]]]:
    return [
        (one.source.of(text) if one.source else "", [part.of(text) for part in one.content])
        for one in found
    ]


def test_each_turn_is_its_speakers() -> None:
    assert told(with_turns([], TALK, paragraphs(TALK)), TALK) == [
        ("ORRE", ["Will the guard stay in Kesra?"]),
        ("PRELL", ["It will stay.", "And nobody will ask it to leave."]),
        ("ORRE", ["Who pays?"]),
        ("PRELL", ["The town has said that it pays."]),
    ]


def test_what_is_reported_within_a_turn_stays() -> None:
    town, cue, content = (
        Span(TALK.index(part), TALK.index(part) + len(part))
        for part in ("The town", "has said", "that it pays")
    )
    within = Attribution(town, cue, (content,), 0.9)
    across = Attribution(None, Span(0, 4), (Span(20, 60),), 0.9)
    found = with_turns([within, across], TALK, paragraphs(TALK))
    assert within in found
    assert across not in found


def test_headings_in_capitals_are_no_turns() -> None:
    text = "UPDATE: The bridge is open.\n\nMORE: The road too.\n\nUPDATE: And the port."
    assert with_turns([], text, paragraphs(text)) == []


def test_one_speaker_is_no_talk() -> None:
    text = "\n\n".join(itertools.repeat("PRELL: We stay.", 5))
    assert with_turns([], text, paragraphs(text)) == []


def test_names_in_small_letters_take_turns_where_both_are_names_and_say_sentences() -> None:
    talk = TALK.replace("ORRE", "The Harbour Post").replace("PRELL", "Jan Prell")
    assert [name for name, _ in told(with_turns([], talk, paragraphs(talk)), talk)] == [
        "The Harbour Post",
        "Jan Prell",
        "The Harbour Post",
        "Jan Prell",
    ]
    for one, other in [("Where", "When"), ("Opening Hours", "Ticket Price")]:
        listed = "\n\n".join(f"{name}: nine to five" for name in (one, other, one, other))
        assert with_turns([], listed, paragraphs(listed)) == []
