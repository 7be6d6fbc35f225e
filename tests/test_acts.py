"""Cue and content -> act, polarity and kind of speech."""

import pytest

from onrecord.detectors.acts import act_of, polarity_of, speech_of
from onrecord.languages import language

ENGLISH = language("en")


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("said", "say"),
        ("told reporters that", "say"),
        ("denied", "deny"),
        ("has repeatedly denied", "deny"),
        ("said he denied", "deny"),
        ("vowed", "promise"),
        ("ruled out", "refuse"),
        ("accused", "accuse"),
        ("according to", "say"),
        ("declined to say", "decline"),
        ("believe", "believe"),
        ("warned that", "warn"),
        ("called for", "demand"),
        ("asked", "ask"),
        ("acknowledged", "confirm"),
        ("–", "say"),
    ],
)
def test_the_cue_tells_the_act(cue: str, act: str) -> None:
    assert act_of(cue, ENGLISH) == act


@pytest.mark.parametrize(
    ("act", "cue", "content", "polarity"),
    [
        ("say", "said", "that the bridge is open", "positive"),
        ("say", "said", "there was no contract", "negative"),
        ("deny", "denied", "any links to the guards", "negative"),
        ("deny", "denied", "that there was no contract", "positive"),
        ("refuse", "refused", "to open the archive", "negative"),
        ("say", "said", "he does not rule out a vote", "positive"),
        ("say", "said", "the bridge is open, not closed", "positive"),
        ("say", "said", "they didn’t sign", "negative"),
    ],
)
def test_denials_and_negations_cancel_out(act: str, cue: str, content: str, polarity: str) -> None:
    assert polarity_of(act, cue, content, ENGLISH) == polarity  # type: ignore[arg-type]


def test_what_stands_in_quotation_marks_was_said() -> None:
    assert speech_of("believes", "indirect", ENGLISH) == "believed"
    assert speech_of("believes", "direct", ENGLISH) == "said"
    assert speech_of("hopes", "indirect", ENGLISH) == "wished"
    assert speech_of("said", "indirect", ENGLISH) == "said"
