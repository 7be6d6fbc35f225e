"""Words and the day of publication -> the date they tell."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import edtf
from onrecord.detectors.daterules import rules, rules_for
from onrecord.detectors.dates import find_dates, when

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


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("the early hours of Tuesday", "2021-11-09"),
        ("a year ago Monday", "2020-11-08"),
        ("a week from Monday", "2021-11-15"),
        ("the day before yesterday", "2021-11-09"),
        ("two days after Christmas", "2021-12-27"),
        ("from May to July", "2021-05/2021-07"),
        ("between May and July 2022", "2022-05/2022-07"),
        ("Monday through Wednesday", "2021-11-08/2021-11-10"),
        ("May 3-5", "2021-05-03/2021-05-05"),
        ("Nov. 30-Dec. 2", "2021-11-30/2021-12-02"),
        ("Monday of last week", "2021-11-01"),
        ("the first Monday in May", "2021-05-03"),
        ("the first week of May", "2021-05-01/2021-05-07"),
        ("Friday, March 4", "2022-03-04"),
        ("March fourth", "2022-03-04"),
        ("the 15th", "2021-11-15"),
        ("since Monday", "2021-11-08/.."),
        ("since last May", "2021-05/.."),
        ("the three months ended Sept. 30", "2021-35"),
        ("the year ended June 30", "2020-07-01/2021-06-30"),
        ("the first six months", "2021-40"),
        ("3rd quarter", "2021-35"),
        ("the same period last year", "2020-35"),
        ("last fiscal year", "2020"),
        ("midyear", "2021"),
        ("two decades ago", "2001"),
        ("thirty-five years ago", "1986"),
        ("several weeks ago", "2021-09-09/2021-11-04"),
        ("six weeks ago", "2021-09-27/2021-10-03"),
        ("in two weeks' time", "2021-11-22/2021-11-28"),
        ("the next two years", "2021-11-11/2023-11-11"),
        ("the last 24 hours", "2021-11-10/2021-11-11"),
        ("overnight", "2021-11-10/2021-11-11"),
        ("previously", "../2021-11-11"),
        ("Thanksgiving", "2021-11-25"),
        ("Good Friday", "2021-04-02"),
        ("Easter week", "2021-03-29/2021-04-04"),
        ("last Christmas", "2020-12-25"),
        ("13/4/2022", "2022-04-13"),
        ("the '90s", "199X"),
    ],
)
def test_words_are_counted_and_joined(words: str, edtf: str) -> None:
    date = when(words, THURSDAY)
    assert date is not None
    assert date.edtf == edtf


@pytest.mark.parametrize(
    "words",
    ["3/4/2022", "half a year ago", "every Monday", "the fall of Kelsine", "may", "10 days"],
)
def test_what_means_no_day_or_two_is_left_alone(words: str) -> None:
    assert when(words, THURSDAY) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("open between May and July 2022, two days after the vote", ["between May and July 2022"]),
        ("from Monday to Wednesday they met; in the three months ended Sept. 30 it rose",
         ["from Monday to Wednesday", "three months ended Sept. 30"]),
        ("the day before Christmas they left; a year ago Monday it began",
         ["the day before Christmas", "a year ago Monday"]),
        ("she may march 20 miles for $1990 or sell 2,013 cars", []),
        ("since Monday, and in 1999", ["since Monday", "in 1999"]),
    ],
)  # fmt: skip
def test_dates_are_found_with_what_joins_them(text: str, found: list[str]) -> None:
    assert [span.of(text) for span in find_dates(text, 0, len(text))] == found


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # long patterns
@given(st.data())
def test_a_rule_is_tried_on_all_words_that_it_fits(data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from(rules()))
    words = data.draw(st.from_regex(rule.pattern))
    assert rule in rules_for(words)


@given(st.text(alphabet="0123456789 -/.’'aeMondytwksgfromichJu,", max_size=40))
def test_any_words_tell_a_date_or_none(words: str) -> None:
    date = when(words, THURSDAY)
    if date is not None:
        again = edtf.date(date.edtf)
        assert not (date.earliest and date.latest) or date.earliest <= date.latest
        if date.earliest and again.earliest:
            assert again.earliest <= date.earliest
    for span in find_dates(words, 0, len(words)):
        assert span.stop > span.start


@pytest.mark.parametrize("join", ["since ", "two days after ", "from ", "a year before "])
def test_a_chain_of_what_joins_dates_has_an_end(join: str) -> None:
    text = f"{join * 3_000}Monday"
    [found] = find_dates(text, 0, len(text))
    assert found.stop == len(text)
    assert found.stop - found.start < 200
    when(text, "2021-11-18")  # is no error, whatever it tells


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
