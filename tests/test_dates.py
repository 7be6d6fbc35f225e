"""Words and the day of publication -> the date they tell."""

import datetime

import pytest

from onrecord.detectors.dates import when

THURSDAY = "2021-11-11"


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("Thursday", "2021-11-11"),
        ("on Monday", "2021-11-08"),
        ("next Monday", "2021-11-15"),
        ("last Thursday", "2021-11-04"),
        ("today", "2021-11-11"),
        ("yesterday", "2021-11-10"),
        ("tomorrow", "2021-11-12"),
        ("two days ago", "2021-11-09"),
        ("over the weekend", "2021-11-06/2021-11-07"),
        ("earlier this year", "2021"),
        ("last month", "2021-10"),
        ("last year", "2020"),
        ("March 3", "2022-03-03"),
        ("June 3", "2021-06-03"),
        ("December 30", "2021-12-30"),
        ("in December", "2021-12"),
        ("in May", "2021-05"),
        ("Nov. 3", "2021-11-03"),
        ("late September", "2021-09"),
        ("last quarter", "2021-35"),
        ("the third quarter", "2021-35"),
        ("fourth-quarter", "2021-36"),
        ("last year's first quarter", "2020-33"),
        ("this past spring", "2021-21"),
        ("the first half of this year", "2021-40"),
        ("the week of March 6", "2022-02-28/2022-03-06"),
        ("the late 1980s", "198X"),
        ("recently", "2021-08-13/2021-11-11"),
        ("the past two weeks", "2021-10-28/2021-11-11"),
        ("the end of the month", "2021-11"),
    ],
)
def test_relative_words_count_from_the_day_of_publication(words: str, edtf: str) -> None:
    date = when(words, THURSDAY)
    assert date is not None
    assert date.edtf == edtf
    assert date.anchor == THURSDAY
    assert when(words, None) is None


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("4 May 2019", "2019-05-04"),
        ("May 4, 2019", "2019-05-04"),
        ("2019-05-04", "2019-05-04"),
        ("mid-May 2019", "2019-05"),
        ("May 2019", "2019-05"),
        ("since 2013", "2013/.."),
        ("nineteen ninety-six", "1996"),
        ("1990", "1990"),
    ],
)
def test_full_dates_need_no_article(words: str, edtf: str) -> None:
    date = when(words, None)
    assert date is not None
    assert date.edtf == edtf
    assert date.anchor == ""


def test_a_weekday_with_a_verb_of_the_future_looks_ahead() -> None:
    date = when("Monday", THURSDAY, ahead=True)
    assert date is not None
    assert date.earliest == datetime.date(2021, 11, 15)


@pytest.mark.parametrize(
    ("words", "tense", "day"),
    [
        ("March 3", False, "2021-03-03"),
        ("March 3", True, "2022-03-03"),
        ("December", False, "2020-12-01"),
        ("spring", True, "2022-03-01"),
    ],
)
def test_a_day_without_a_year_follows_the_tense(words: str, tense: bool, day: str) -> None:
    date = when(words, THURSDAY, ahead=tense)
    assert date is not None
    assert str(date.earliest) == day


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("late September", "2021-09-21", "2021-09-30"),
        ("mid-May 2019", "2019-05-11", "2019-05-20"),
        ("earlier this year", "2021-01-01", "2021-11-11"),
        ("later this year", "2021-11-11", "2021-12-31"),
        ("early 1991", "1991-01-01", "1991-04-30"),
        ("the late 1980s", "1987-01-01", "1989-12-31"),
        ("since 2013", "2013-01-01", "None"),
    ],
)
def test_the_bounds_are_narrower_than_the_name(words: str, first: str, last: str) -> None:
    date = when(words, THURSDAY)
    assert date is not None
    assert (str(date.earliest), str(date.latest)) == (first, last)


@pytest.mark.parametrize("words", ["soon", "", "the bridge", "31 February 2020", "99999"])
def test_words_that_tell_no_date_give_none(words: str) -> None:
    assert when(words, THURSDAY) is None


def test_an_article_dated_only_to_the_month_anchors_nothing() -> None:
    assert when("Thursday", when("May 2019")) is None
