"""A capital is its government where it acts, and a town where something happens."""

import pytest

from onrecord.detectors.metonyms import acting
from onrecord.languages import language
from onrecord.values import Mention, Span


def kind_of(text: str) -> str:
    """Return what Oslo is in a text."""
    span = Span(text.index("Oslo"), text.index("Oslo") + 4)
    (found,) = acting([Mention("m1-0", "a1-0", span, "place", "Oslo")], text, language("en"))
    assert (found.id == "m1-0") == (found.kind == "place")
    return found.kind


@pytest.mark.parametrize(
    "text",
    [
        "Oslo denied it.",
        "Oslo vowed on Thursday to help.",
        "Oslo has repeatedly denied it.",
        "Oslo will not confirm it.",
        "Oslo sent two ships.",
        "The deal with Oslo is off.",
        "Reports on ships sent by Oslo are wrong.",
        "That is not Oslo's official business.",
        "It rests on Oslo’s decision.",
    ],
)
def test_a_capital_that_acts_is_its_government(text: str) -> None:
    assert kind_of(text) == "organisation"


@pytest.mark.parametrize(
    "text",
    [
        "They met in Oslo.",
        "Officials in Oslo said that it was wrong.",
        "She flew to Oslo on Monday.",
        "Oslo’s streets were empty.",
        "Oslo, where they met, was cold.",
    ],
)
def test_a_capital_where_something_happens_is_a_town(text: str) -> None:
    assert kind_of(text) == "place"


def test_a_town_that_is_no_capital_stays_a_town() -> None:
    mention = Mention("m1-0", "a1-0", Span(0, 4), "place", "Kelm")
    assert acting([mention], "Kelm denied it.", language("en")) == [mention]
