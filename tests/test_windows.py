"""Paragraphs -> windows of tokens, and back to the words they stand for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import weights
from onrecord.detectors.quotation import quoted
from onrecord.detectors.windows import LOWER, MIXED, TITLE, UPPER, letter_case, windows
from onrecord.values import Span

TOKENIZER = weights.open_model("reading").tokenizer


@given(
    st.lists(
        st.text(alphabet="abz é’“”.,-A1\U0001f600", min_size=1, max_size=60), min_size=1, max_size=6
    ),
    st.integers(8, 40),
)
@settings(max_examples=60, deadline=None)
def test_windows_cover_every_letter_once_and_stay_within_their_length(
    paragraphs: list[str], longest: int
) -> None:
    text = "\n".join(paragraphs)
    spans, at = [], 0
    for paragraph in paragraphs:
        spans.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 1
    found = list(windows(TOKENIZER, text, spans, quoted(text), longest))
    words = [word for window in found for word in window.words]
    covered = {i for word in words for i in range(*word)}
    assert words == sorted(words)
    assert {i for i, sign in enumerate(text) if sign.isalnum()} <= covered
    assert all(len(w) <= longest or len(w.words) == 1 for w in found)
    assert all(len(w.ids) == len(w.shapes) for w in found)


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("house", LOWER),
        ("House", TITLE),
        ("UN", UPPER),
        ("McCoy", MIXED),
        ("12", LOWER),
        ("A", TITLE),
    ],
)
def test_letter_case(word: str, case: int) -> None:
    assert letter_case(word) == case
