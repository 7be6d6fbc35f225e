import pytest

from tests.speech import compared, counterpart, crowd, mention, minister, place, said

NO_GUARDS = "no Valdorian guards are at the Orla mine"


@pytest.mark.parametrize(
    ("one", "act", "other", "other_act"),
    [
        # A name in common and a negation.
        ("talks with the Tamm Front", "refuse", "the Tamm Front planted a charge", "accuse"),
        ("the Corvid deal", "deny", "the red pins on the map are Corvid posts", "say"),
        # A rare word in common.
        ("there is no contradiction in the answers", "say", "the answer came by letter", "say"),
        ("the findings", "deny", "the finding", "say"),
        # What is negated is not what is shared.
        ("it had any part in a contract of Corvid", "deny", "Corvid keeps the contract", "say"),
        ("we have not asked the guards to leave", "say", "the guards leave by May", "say"),
        # An exception and a contrast negate nothing.
        ("the company guarded nothing but the mines", "say", "guards at the mines beat men", "say"),
        ("people ask about bread, not the bridge", "say", "rebels blew up the bridge", "accuse"),
        # What is left open is not affirmed.
        ("we do not target Orla", "say", "doubts whether they target Orla", "say"),
        ("we do not target Orla", "say", "it is not clear that they target Orla", "say"),
        # Two deeds on one day in one place.
        ("rebels bombed Tamm near Orla on Monday", "say", "troops shot drones at Orla", "say"),
        # Another tie of the same firm.
        ("there is no deal with Corvid", "say", "that Tarvia has a deal with Corvid", "confirm"),
        # Both deny it.
        ("the raid on Orla", "deny", "there was no raid on Orla", "say"),
    ],
)
def test_a_shared_subject_is_no_dispute(one, act, other, other_act):
    first = said("a1", minister("a1"), one, on="2022-01-05", act=act)
    second = said("a2", counterpart("a2"), other, on="2022-02-05", act=other_act)
    assert compared(first, second) == []


def test_whoever_may_be_the_same_person_disputes_nothing():
    one = said("a1", minister("a1"), "guards are at the Orla mine", on="2022-01-05")
    for speaker in (
        mention("a2", "Marenko"),
        mention("a2", "the minister", named=False),
    ):
        other = said("a2", speaker, NO_GUARDS, on="2022-02-05")
        assert [c for c in compared(one, other) if c.kind == "disputes"] == []


def test_an_unnamed_voice_needs_more_than_a_named_one():
    words = "Valdorian guards at the Orla pit beat villagers"
    denied = said("a2", minister("a2"), NO_GUARDS, on="2022-02-05")
    named = said("a1", counterpart("a1"), words, on="2022-01-05")
    unnamed = said("a1", crowd("a1"), "guards at the Orla pit beat villagers", on="2022-01-05")
    assert [c.kind for c in compared(named, denied)] == ["disputes"]
    assert compared(unnamed, denied) == []


@pytest.mark.parametrize(
    ("one", "act", "other", "other_act"),
    [
        ("the rebels of planting a charge in the shaft", "accuse", "the accusation", "deny"),
        ("rebels of planting a charge", "accuse", "We did not plant a charge in that shaft", "say"),
        (
            "Rebels destroyed the bridge on Monday",
            "say",
            "Army men blew up the bridge",
            "say",
        ),
        ("its last inspection, in April, found no fault", "say", "it was not inspected", "say"),
        ("sixty instructors work under it", "say", "There are eight hundred of them", "say"),
        ("412 people work at the market", "say", "the figure at 260", "say"),
        ("eleven people were killed", "say", "the toll at nine", "say"),
        ("there are more than 2,400 such firms", "say", "there are about 1,800", "say"),
        ("We asked for nothing", "say", "the ministry had asked twice", "say"),
    ],
)
def test_side_by_side_a_short_answer_is_a_dispute(one, act, other, other_act):
    first = place(said("a1", minister("a1"), one, on="2022-01-05", act=act), 100)
    answer = said("a1", counterpart("a1"), other, on="2022-01-05", act=other_act)
    assert [c.kind for c in compared(first, place(answer, 200))] == ["disputes"]


def test_a_figure_counts_what_was_named_before_it():
    first = place(said("a1", minister("a1"), "there are about 1,800", on="2022-01-05"), 100)
    next_to = said("a1", counterpart("a1"), "he is the 10th-richest man there", on="2022-01-05")
    assert compared(first, place(next_to, 200)) == []


def test_a_headline_and_its_story_are_one_side_of_one_dispute():
    accused = "Valdorian guards beat men at the Orla mine"
    headline = said("a1", counterpart("a1"), accused, on="2022-01-05")
    story = said("a1", counterpart("a1"), f"{accused} in the summer", on="2022-01-05")
    denied = said("a2", minister("a2"), NO_GUARDS, on="2022-01-06")
    assert len([c for c in compared(headline, story, denied) if c.kind == "disputes"]) == 1


def test_shares_of_those_who_were_asked_dispute_nothing():
    most = mention("a1", "A majority of Arlandian voters", "group")
    few = mention("a1", "26 percent of Arlandian voters", "group")
    one = said("a1", most, "they follow the campaign closely", on="2022-01-05")
    other = said("a1", few, "they do not follow the campaign closely", on="2022-01-05")
    assert compared(place(one, 100), place(other, 200)) == []


def test_what_one_voice_holds_against_a_statement_is_told_once():
    denied = said("a1", minister("a1"), NO_GUARDS, on="2022-02-05")
    others = [
        said(article, counterpart(article), f"Valdorian guards {words} at the Orla mine", on=day)
        for article, words, day in (("a2", "are", "2022-03-05"), ("a3", "beat men", "2022-04-05"))
    ]
    assert len([c for c in compared(denied, *others) if c.kind == "disputes"]) == 1


def test_of_two_voices_none_stands_against_some():
    none = said("a1", minister("a1"), "none of the letters were marked secret", on="2022-02-05")
    some = said("a2", counterpart("a2"), "some of the letters were marked secret", on="2022-07-05")
    [found] = compared(none, some)
    assert found.kind == "disputes"
    assert found.score > 0.5
