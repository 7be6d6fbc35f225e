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
        ("They trusted Sen. Dorn.", ["They trusted Sen. Dorn."]),
    ],
)
def test_a_statement_is_cut_into_its_sentences(words, sentences):
    found = [sentence.text for sentence in proposition(words).sentences]
    assert found == sentences


@pytest.mark.parametrize(
    ("words", "negated"),
    [
        ("we do not need a mayor", {"need", "mayor"}),
        # What something is not, somebody may need all the same.
        ("this is not what we need as a mayor", set()),
    ],
)
def test_not_what_negates_nothing_of_what_follows(words, negated):
    assert {word.text for word in proposition(words).words if word.negated} == negated


def test_back_is_a_word_only_as_a_verb():
    texts = ("they will back the dam", "they bring back the dam")
    assert [len(proposition(text).words) for text in texts] == [2, 2]
    assert [proposition(text).words[0].text for text in texts] == ["back", "bring"]
