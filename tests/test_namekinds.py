"""What a name names is told by its words, its neighbours and its people, all over the article."""

from __future__ import annotations

import pytest

from onrecord.detectors.namekinds import kinds_told
from onrecord.detectors.repeated import Found
from onrecord.languages import language
from onrecord.values import Span


def kinds(text: str, **tagged: str) -> dict[str, str]:
    """Return the kinds of names ("Kelm_Post" for "Kelm Post") that the model tagged as these."""
    found: list[Found] = []
    for key, kind in tagged.items():
        name, at = key.replace("_", " "), 0
        while (at := text.find(name, at)) >= 0:
            found.append((Span(at, at + len(name)), kind, 0.9))  # type: ignore[arg-type]
            at += len(name)
    return dict(kinds_told(text, found, [], language("en")))


@pytest.mark.parametrize(
    "text",
    [
        "Rain fell in Tessik on Monday.",
        "Tessik, a town of 4,000 people, was cut off.",
        "Ships lay off Tessik’s coast.",
        "They drove to the border with Tessik.",
        "A Tessikian told of it; Tessik burnt.",
    ],
)
def test_a_place_is_where_something_happens(text: str) -> None:
    assert kinds(text, Tessik="person")["Tessik"] == "place"


@pytest.mark.parametrize(
    "text",
    [
        "The newspaper Tessik was shut.",
        "Tessik, a firm founded in 1990, paid.",
        "They counted Tessik armed fighters.",
        "Tessik’s shareholders voted.",
    ],
)
def test_a_body_is_what_the_noun_beside_it_says(text: str) -> None:
    assert kinds(text, Tessik="person")["Tessik"] == "organisation"


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Tessik agreed.",
        "Her sister Tessik agreed.",
        "Tessik, a farmer, agreed.",
        "Tessik, 34, agreed.",
    ],
)
def test_a_person_has_a_title_an_age_or_a_trade(text: str) -> None:
    assert kinds(text, Tessik="place")["Tessik"] == "person"


def test_one_sign_does_not_outweigh_what_the_article_says_all_along() -> None:
    text = "Trust in Tessik fell. Mr. Tessik agreed. Tessik, 34, left. Tessik told his aides."
    assert kinds(text, Tessik="person")["Tessik"] == "person"


def test_interest_in_somebody_is_no_place() -> None:
    assert kinds("There is interest in Tessik again.", Tessik="person")["Tessik"] == "person"


def test_the_last_word_of_a_name_tells_what_it_is() -> None:
    found = kinds(
        "Vey Copper, Marl Gazette and Lake Tessik",
        Vey_Copper="person",
        Marl_Gazette="person",
        Lake_Tessik="person",
    )
    assert found == {
        "Vey Copper": "organisation",
        "Marl Gazette": "organisation",
        "Lake Tessik": "place",
    }


def test_a_given_name_makes_a_person_of_a_metal() -> None:
    assert kinds("Helen Copper came.", Helen_Copper="person") == {"Helen Copper": "person"}


def test_a_people_and_its_land_tell_each_other() -> None:
    found = kinds("Arlandian troops left Arlandia.", Arlandian="person", Arlandia="person")
    assert found == {"Arlandian": "group", "Arlandia": "place"}


def test_a_family_is_a_group() -> None:
    found = kinds("Helen Brandt left. The Brandts wept.", Helen_Brandt="person", Brandts="person")
    assert found["Brandts"] == "group"


def test_places_in_a_list_are_places_all() -> None:
    found = kinds(
        "They met in Kelm, near Kelm, and left Kelm and Tessik.", Kelm="place", Tessik="person"
    )
    assert found["Tessik"] == "place"


def test_a_name_has_one_kind_all_through() -> None:
    text = "Vell Networks grew. Vell Networks paid. Vell Networks shrank."
    spans = [Span(0, 13), Span(20, 33), Span(40, 53)]
    found: list[Found] = [
        (s, k, 0.9) for s, k in zip(spans, ("organisation", "person", "organisation"), strict=True)
    ]  # type: ignore[misc]
    assert kinds_told(text, found, [], language("en")) == {"Vell Networks": "organisation"}
