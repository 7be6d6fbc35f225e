"""A pair in one article -> whether the article itself sets the one against the other."""

import pytest

from tests.speech import compared, counterpart, crowd, minister, place, said

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


def test_nobody_in_particular_answers_nobody():
    told = said("a1", crowd("a1"), CHARGE, on="2022-01-05")
    denied = said("a1", minister("a1"), "those charges", on="2022-01-05", act="deny")
    assert compared(place(told, 100), place(denied, 300)) == []


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
