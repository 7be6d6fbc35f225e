"""Where sentences begin and end around a place in a text."""

import pytest

from onrecord.detectors.phrases import LONGEST_SENTENCE, sentence_start


@pytest.mark.parametrize(
    ("text", "at", "sentence"),
    [
        ("The quay is shut. Prell said so.", "said", "Prell"),
        ("The quay is shut, Mr. Prell said.", "said", "The"),
        ("A first line\nPrell said so.", "said", "Prell"),
        ("Is it shut? “No,” Prell said.", "said", "“No"),
    ],
)
def test_a_sentence_begins(text, at, sentence):
    assert sentence_start(text, text.index(at)) == text.index(sentence)


def test_a_line_without_a_stop_is_not_read_from_its_start():
    text = "the quay is shut and " * 10_000
    assert sentence_start(text, 150_000) == 150_000 - LONGEST_SENTENCE
