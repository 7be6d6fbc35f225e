"""The inference model read by itself, and joined with the cues."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.comparison.claims import Claim, Weights
from onrecord.comparison.cues import Pair
from onrecord.comparison.inference import Inference, infer, on_hand
from onrecord.comparison.joining import features, joined, joining_weights, log_odds, moved
from onrecord.comparison.propositions import proposition
from onrecord.values import Act, Comparison, Span, Statement

needs_model = pytest.mark.skipif(not on_hand(), reason="this package ships without the model")
texts = st.text(max_size=80)
chances = st.floats(0, 1)


@needs_model
def test_what_is_negated_is_a_contradiction_and_what_is_shortened_is_not():
    negated, shortened, beside = infer(
        [
            ("The minister will close the mine.", "The minister will not close the mine."),
            ("The mine at Orla was closed on Monday after a fire.", "The mine at Orla was closed."),
            ("The mine at Orla was closed on Monday.", "The harbour of Tamm has two new cranes."),
        ]
    )
    assert negated.contradiction > 0.5
    assert shortened.entailment > 0.5
    assert beside.contradiction < 0.5


@needs_model
@settings(deadline=None, max_examples=25)
@given(texts, texts)
def test_contradiction_has_no_direction_and_chances_sum_to_one(one, other):
    there, back = infer([(one, other), (other, one)])
    assert there.contradiction == pytest.approx(back.contradiction, abs=1e-4)
    assert there.entailment + there.neutral + there.contradiction == pytest.approx(1)


@needs_model
def test_a_pair_scores_the_same_beside_any_other():
    pair = ("The mine is safe.", "The mine is not safe.")
    (alone,) = infer([pair])
    assert list(infer([("A" * 300, "word " * 90), pair]))[1] == alone


@needs_model
def test_a_text_without_end_is_cut():
    (inference,) = infer([("the mine is safe and " * 100_000, "The mine is not safe.")])
    assert 0 <= inference.contradiction <= 1


def test_every_weight_of_the_joining_has_a_value_to_weigh():
    inference = Inference(0.2, 0.3, 0.5)
    assert joining_weights()["texts"].keys() == {"bias", *features(0.5, inference)}
    assert all(hasattr(inference, name) for name in joining_weights()["pairs"])


@given(chances, chances, chances)
def test_more_contradiction_never_scores_less(cues, less, more):
    less, more = sorted((less, more))
    low, high = (joined(cues, Inference(0.0, 1 - c, c)) for c in (less, more))
    assert 0 <= low <= high <= 1


def test_a_contradiction_raises_a_score_and_an_entailment_lowers_it_within_bounds():
    found = [(compared(0.5), PAIR)] * 3
    read = [Inference(0, 0, 1), Inference(0, 1, 0), Inference(1, 0, 0)]
    raised, left, lowered = (each.score for each in moved(found, lambda _: read))
    assert raised > left == 0.5 > lowered
    assert log_odds(raised) - log_odds(lowered) < 1.5, "less than a clash of words weighs"


@given(st.floats(0.25, 0.99), chances)
def test_the_network_moves_the_score_of_a_pair_and_nothing_else(score, contradiction):
    before = compared(score)
    (after,) = moved([(before, PAIR)], lambda _: [Inference(0, 1 - contradiction, contradiction)])
    assert replace(after, score=score) == before
    assert 0 <= after.score <= 1


def test_the_network_is_asked_for_pairs_of_cues_alone_and_reads_what_is_denied_as_untrue():
    asked = []

    def read(texts):
        asked.extend(texts)
        return [Inference(0, 1, 0)] * len(asked)

    assert moved([], read) == []
    assert asked == []
    moved([(compared(0.5), PAIR)], read)
    assert asked == [("It is not true that the mine is shut.", "They promised to reopen the mine")]


def claim(words: str, act: Act, denies: bool = False) -> Claim:
    """Return a claim of nobody in particular."""
    statement = Statement("", "", None, None, (Span(0, len(words)),), words, act=act)
    return Claim(statement, proposition(words), None, frozenset(), frozenset(), flips=denies)


def compared(score: float) -> Comparison:
    """Return a shift that the cues found."""
    return Comparison("c1-a", "shifts", "s1-a", "s1-b", score, "Because.", (), True, "cues")


PAIR = Pair(
    claim("We were in Orla in May. the mine is shut.", "deny", denies=True),
    claim("to reopen the mine", "promise"),
    Weights({}, {}),
)
