import pytest

from onrecord.comparison.propositions import proposition


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        # Of a quotation in two parts, the second begins as a sentence does, or goes on.
        (
            '"We did not open the dam," [...] "The rain burst it."',
            ['"We did not open the dam,"', '"The rain burst it."'],
        ),
        (
            '"We shall go on," [...] "whatever they say"',
            ['"We shall go on," [...] "whatever they say"'],
        ),
        ("The dam is safe. It was built to last.", ["The dam is safe.", "It was built to last."]),
        ("They trusted Mr. Dorn.", ["They trusted Mr. Dorn."]),
    ],
)
def test_a_statement_is_cut_into_its_sentences(words, sentences):
    found = [sentence.text for sentence in proposition(words).sentences]
    assert found == sentences
