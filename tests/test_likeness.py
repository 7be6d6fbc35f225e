"""Names are as alike as a careful reader would find them, whatever their order and script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.identity.likeness import likeness

NAMES = st.text(max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ilya Marenko", "Илья Маренко"),
        ("Ilya Marenko", "Marenko, Ilya"),
        ("Bill Tarrant", "William Tarrant"),
        ("I. Marenko", "Ilya Marenko"),
        ("IlyaMarenko", "Ilya Marenko"),
    ],
)
def test_one_name_is_like_itself(one: str, other: str) -> None:
    assert likeness(one, other) > 0.8


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ilya Marenko", "Olga Marenko"), ("Ilya Marenko", "Ilya Roux"), ("Marenko", "Ilya Marenko")],
)
def test_one_word_wrong_is_somebody_else(one: str, other: str) -> None:
    assert likeness(one, other) < 0.8


def test_legal_forms_tell_no_two_firms_apart() -> None:
    assert likeness("Halcyon Mining Ltd", "Halcyon Mining Joint Stock Company", False) == 1.0
    assert likeness("Halcyon Mining", "Halcyon Shipping", False) < 0.8


@given(NAMES, NAMES, st.booleans())
def test_likeness_is_a_share_and_has_no_sides(one: str, other: str, is_person: bool) -> None:
    assert 0.0 <= likeness(one, other, is_person) <= 1.0
    assert likeness(one, other, is_person) == pytest.approx(likeness(other, one, is_person))
