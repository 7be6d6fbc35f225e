"""What is tagged as a name is cut to the name, or left where it is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.detectors.edges import name_alone
from onrecord.languages import language
from onrecord.values import Span


def alone(text: str, tagged: str, kind: str = "person") -> str | None:
    """Return the words left of a tagged stretch, None where it is no name."""
    start = text.index(tagged)
    span = name_alone(text, Span(start, start + len(tagged)), kind, language("en"))
    return span.of(text) if span else None


@pytest.mark.parametrize(
    ("text", "tagged", "name"),
    [
        ("Sen. Ona Prell left.", "Sen. Ona Prell", "Ona Prell"),
        ("He met Kim Min-koo there.", "Kim Min", "Kim Min-koo"),
        ("It is a Jan Prell-led body.", "Jan Prell", "Jan Prell"),
        ("All pro-Prell bodies paid.", "pro-Prell", "Prell"),
        ("He met [Jan] Prell.", "Jan] Prell", "Prell"),
        ("Seen: Jan Tove Prell In the north.", "Jan Tove Prell In", "Jan Tove Prell"),
        ("Hale Slams Ona Prell\nOna Prell said no.", "Slams Ona Prell", "Ona Prell"),
    ],
)
def test_a_person_is_cut_to_the_name(text: str, tagged: str, name: str) -> None:
    assert alone(text, tagged) == name


@pytest.mark.parametrize(
    ("text", "tagged", "name"),
    [
        ("He works at Mota-Engil now.", "Mota", "Mota-Engil"),
        ("In the convention Rules Committee", "convention Rules Committee", "Rules Committee"),
        ("For the White House .. it ended.", "White House ..", "White House"),
    ],
)
def test_a_body_is_cut_to_the_name(text: str, tagged: str, name: str) -> None:
    assert alone(text, tagged, "organisation") == name


@pytest.mark.parametrize(
    ("text", "tagged"),
    [
        ("Another said so.", "Another"),
        ("Four came.", "Four"),
        ("He spoke. Nuclear plants and nuclear arms.", "Nuclear"),
        ("It was played at the Rose Bowl.", "Rose"),
        ("During Operation Long Reach", "Long Reach"),
        ("The Great Recession hurt.", "Great Recession"),
        ("First National Security Briefing", "National Security"),
        ("By Navy Capt. Jan Prell", "Navy Capt"),
        ("Some state courts", "state"),
    ],
)
def test_words_that_name_nobody_are_no_names(text: str, tagged: str) -> None:
    assert alone(text, tagged, "person" if "Capt" in tagged else "organisation") is None


def test_each_of_two_joined_names_stays_its_own() -> None:
    assert alone("The Prell-Tove plan, as Jan Tove said.", "Prell") == "Prell"


@given(st.text("aA.’' -()[]1\n", max_size=30), st.data())
def test_a_name_is_a_part_of_the_text_for_any_stretch(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    for kind in ("person", "organisation", "place", "group"):
        span = name_alone(text, Span(start, stop), kind, language("en"))
        assert span is None or 0 <= span.start < span.stop <= len(text)
