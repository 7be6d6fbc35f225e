"""The name of a body goes on over small words and past what the model tagged."""

from __future__ import annotations

import pytest

from onrecord.detectors.wholes import is_more_than_state, whole_body
from onrecord.languages import language
from onrecord.values import Span


@pytest.mark.parametrize(
    ("text", "tagged", "name"),
    [
        ("At the Museum of Salt it rained.", "Museum", "Museum of Salt"),
        (
            "At the Kelm Institute for Salt and Fish he",
            "Kelm Institute",
            "Kelm Institute for Salt and Fish",
        ),
        ("The Partnership for Quiet Growth paid.", "Quiet Growth", "Partnership for Quiet Growth"),
        ("The Tove Art Museum opened.", "Tove", "Tove Art Museum"),
        ("The Foundation of Kelm’s mayor", "Foundation", "Foundation of Kelm"),
        ("Heard on Radio Kelm.", "Kelm", "Radio Kelm"),
        ("He told The Daily Rock so.", "Daily", "Daily Rock"),
        ("The Kelm Council Chairman", "Kelm Council", "Kelm Council"),
        ("The Kelm company paid.", "Kelm", "Kelm"),
    ],
)
def test_a_body_is_named_whole(text: str, tagged: str, name: str) -> None:
    start = text.index(tagged)
    span = Span(start, start + len(tagged))
    assert whole_body(text, span, Span(0, len(text)), len(text), language("en")).of(text) == name


def test_another_name_is_left_alone() -> None:
    text = "The Museum of Salt paid."
    whole = whole_body(text, Span(4, 10), Span(0, 14), 14, language("en"))
    assert whole.of(text) == "Museum"


@pytest.mark.parametrize(
    ("name", "kind", "more"),
    [
        ("Bank of Japan", "organisation", True),
        ("Norwegian Police Union", "organisation", True),
        ("South Australia", "place", True),
        ("Norwegian", "group", False),
        ("Norway", "place", False),
        ("Norway’s Bergen", "place", False),
    ],
)
def test_a_name_may_hold_a_state_and_be_another(name: str, kind: str, more: bool) -> None:
    assert is_more_than_state(name, kind, language("en")) is more
