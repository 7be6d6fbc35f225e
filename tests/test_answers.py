"""A pair in one article -> whether the article itself sets the one against the other."""

import pytest

from tests.speech import compared, counterpart, crowd, mention, minister, place, said

CHARGE = "the guards burnt down the mill at Orla"


@pytest.mark.parametrize(
    ("told_act", "act", "answer"),
    [
        ("say", "deny", "those charges"),
        ("accuse", "reject", "the criticism"),
        ("accuse", "counter", "The mill was empty for years."),
    ],
)
def test_whoever_rejects_a_charge_disputes_it_without_a_word_of_it(told_act, act, answer):
    about = [("Ilya Marenko", "person")]
    told = said("a1", counterpart("a1"), CHARGE, on="2022-01-05", act=told_act, about=about)
    answered = said("a1", minister("a1"), answer, on="2022-01-05", act=act)
    [found] = compared(place(told, 100), place(answered, 300))
    assert found.kind == "disputes"
    assert found.score > 0.5


def test_what_points_back_answers_nothing_that_comes_later():
    denied = said("a1", minister("a1"), "those charges", on="2022-01-05", act="deny")
    told = said("a1", counterpart("a1"), CHARGE, on="2022-01-05")
    assert compared(place(denied, 100), place(told, 300)) == []


def test_nobody_in_particular_is_answered_right_behind_and_no_farther():
    told = said("a1", crowd("a1"), CHARGE, on="2022-01-05")
    denied = said("a1", minister("a1"), "those charges", on="2022-01-05", act="deny")
    [found] = compared(place(told, 100), place(denied, 300))
    assert found.kind == "disputes"
    assert compared(place(told, 100), place(denied, 700)) == []


def test_what_the_article_says_was_taken_back_is_a_shift_of_one_day():
    told = said("a1", minister("a1"), "the guards may be punished", on="2022-01-05")
    back = said("a1", minister("a1"), "the guards are victims", on="2022-01-05", act="retract")
    [found] = compared(place(told, 100), place(back, 400))
    assert found.kind == "shifts"
    assert "what was said is taken back" in found.because


def test_what_stands_far_from_it_or_is_another_s_is_not_taken_back():
    told = said("a1", minister("a1"), "the guards may be punished", on="2022-01-05")
    others = said("a1", counterpart("a1"), "the guards may be punished", on="2022-01-05")
    back = said("a1", minister("a1"), "his words", on="2022-01-05", act="retract")
    assert compared(place(told, 100), place(back, 4000)) == []
    assert compared(place(others, 100), place(back, 400)) == []


def test_a_voice_called_by_a_name_takes_back_what_its_bearer_said():
    told = said("a1", minister("a1"), "the guards showed films of the rebels", on="2022-01-05")
    aide = mention("a1", "a Marenko campaign official", named=False)
    others = mention("a1", "a Marenko voter", named=False)
    back = said("a1", aide, "he had no film in mind", on="2022-01-05", act="retract")
    by_others = said("a1", others, "he had no film in mind", on="2022-01-05", act="retract")
    assert [c.kind for c in compared(place(told, 100), place(back, 400))] == ["shifts"]
    assert compared(place(told, 100), place(by_others, 400)) == []


def test_what_is_taken_back_is_found_where_it_stands_even_as_a_copy():
    words = "no secret letter was ever read aloud in my office"
    first = said("a1", minister("a1"), words, on="2022-01-05")
    copy = said("a2", minister("a2"), words, on="2022-03-05")
    back = said("a2", minister("a2"), "none that was marked so", on="2022-03-05", act="retract")
    kinds = sorted(c.kind for c in compared(first, place(copy, 100), place(back, 300)))
    assert kinds == ["repeats", "shifts"]


@pytest.mark.parametrize("thing", ["a rival's phrase", "his words"])
def test_only_what_was_said_can_be_taken_back(thing):
    told = said("a1", minister("a1"), thing, on="2022-01-05")
    wish = said("a1", minister("a1"), "the rich to like him", on="2022-01-05", speech="wished")
    back = said("a1", minister("a1"), "his remark", on="2022-01-05", act="retract")
    assert compared(place(told, 100), place(wish, 200), place(back, 400)) == []


def test_charges_are_those_that_stand_next_to_their_denial():
    far = said("a1", counterpart("a1"), "the guards stole cattle", on="2022-01-05")
    near = said("a1", mention("a1", "Petra Holm"), CHARGE, on="2022-01-05")
    denied = said("a1", minister("a1"), "those charges", on="2022-01-05", act="deny")
    [found] = compared(place(far, 100), place(near, 300), place(denied, 400))
    assert near.id in (found.earlier, found.later)


@pytest.mark.parametrize(
    ("told", "told_act", "answer", "act"),
    [
        # What one says of oneself is no charge.
        ("I am proud of the guards", "say", "that criticism", "deny"),
        # Who turns to another matter answers nothing.
        (CHARGE, "accuse", "Tesso Amadi over the mill at his own house", "counter"),
        # A remark that blames nobody is countered by what shares words with it.
        ("mills make flour", "say", "Tesso Amadi sleeps through the harvest", "counter"),
    ],
)
def test_what_answers_nothing_is_no_dispute(told, told_act, answer, act):
    charge = said("a1", counterpart("a1"), told, on="2022-01-05", act=told_act)
    about = [("Tesso Amadi", "person")]
    countered = said("a1", minister("a1"), answer, on="2022-01-05", act=act, about=about)
    assert compared(place(charge, 100), place(countered, 200)) == []
