"""The inference model read by itself, and joined with the cues."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.comparison.inference import Inference, infer, on_hand
from onrecord.comparison.joining import features, joined, joining_weights

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
    assert joining_weights().keys() == {"bias", *features(0.5, inference)}


@given(chances, chances, chances)
def test_more_contradiction_never_scores_less(cues, less, more):
    less, more = sorted((less, more))
    low, high = (joined(cues, Inference(0.0, 1 - c, c)) for c in (less, more))
    assert 0 <= low <= high <= 1
