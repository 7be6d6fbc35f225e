"""Where a content ends that the model stopped within a phrase."""

import pytest

from onrecord.detectors.ends import ended
from onrecord.detectors.joining import Attribution
from onrecord.values import Span


def span(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("He said a drone crossed the river.", "a drone crossed", "a drone crossed the river"),
        ("He said it cost 3.1 million crowns.", "it cost", "it cost"),
        ("He said it was the wettest of springs.", "it was the", "it was the wettest of springs"),
        ("He said the quay was shut in May.", "the quay was shut", "the quay was shut"),
        ("He said they hit it, hours after talks.", "they hit it, hours", "they hit it"),
        ("He said it was shut and left.", "it was shut", "it was shut"),
        ("He said it was shut\nThe end", "it was shut", "it was shut"),
        ("He said it was shut   .", "it was shut", "it was shut"),
    ],
)
def test_a_content_ends_with_its_phrase(text, found, whole):
    content = ended(
        Attribution(None, span(text, text.split()[1]), (span(text, found),), 0.9), text
    ).content
    assert [part.of(text) for part in content] == [whole]


def test_a_content_ends_before_who_said_it():
    text = "The quay was shut, the mayor said."
    found = Attribution(
        span(text, "the mayor"), span(text, "said"), (span(text, "The quay was"),), 1
    )
    assert ended(found, text).content == (span(text, "The quay was shut"),)
    text = "The quay was Marsk said."
    found = Attribution(span(text, "Marsk"), span(text, "said"), (span(text, "The quay was"),), 1)
    assert ended(found, text) == found
