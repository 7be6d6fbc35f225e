"""Pictures of statements in time: nothing is set in a place that its date does not give."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from onrecord.store import Point
from onrecord.web.drawing import LEFT, MOST_LANES, MOST_MARKS, RIGHT, positions, timeline

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 12, 31)).map(str)


@st.composite
def points(draw, most=30):
    found = []
    for number in range(draw(st.integers(0, most))):
        bounds = sorted([draw(DAYS), draw(DAYS)])
        kind = draw(st.sampled_from(["day", "stretch", "undated", "open"]))
        first, last = {
            "day": (bounds[0], bounds[0]),
            "stretch": (bounds[0], bounds[1]),
            "undated": ("", ""),
            "open": ("0001-01-01", bounds[1]),
        }[kind]
        act = draw(st.sampled_from(["say", "deny", "confirm", "refuse", "promise", "ask"]))
        side = draw(st.sampled_from(["positive", "negative"]))
        found.append(Point(f"s1-{number}", "a1-0", act, side, first, last, "words"))
    return found


@given(points())
def test_every_statement_is_drawn_once_and_the_undated_stand_apart(some):
    undated = [one for one in some if not one.first]
    for picture in (timeline(some), positions(some)):
        assert picture.undated == len(undated)
        assert all(LEFT <= one.x <= RIGHT + 0.1 for one in picture.shapes)
        assert all(one.x > RIGHT for one in picture.apart)
        drawn = [one.place for one in (*picture.shapes, *picture.apart)]
        assert len(drawn) == len(set(drawn))
        if not picture.columns:
            assert len(picture.shapes) == len(some) - len(undated)
            assert picture.uncertain == sum(one.first != one.last for one in some)


@given(points())
def test_a_mark_stands_for_one_day_and_a_stretch_is_drawn_as_one(some):
    uncertain = {f"/articles/a1-0#{one.statement}" for one in some if one.first != one.last}
    for picture in (timeline(some), positions(some)):
        for one in picture.shapes:
            assert (one.width > 0) == (one.place in uncertain)


def test_many_statements_are_counted_in_columns():
    many = [
        Point(
            f"s1-{n}",
            "a1-0",
            "deny" if n % 3 else "say",
            "positive",
            *[f"20{10 + n % 20}-03-04"] * 2,
            "w",
        )
        for n in range(3000)
    ]
    picture = timeline(many)
    assert not picture.shapes
    assert sum(int(one.words.split()[0]) for one in picture.columns) == 3000
    assert {one.stance for one in picture.columns} == {"denied", "other"}
    assert len({one.x for one in picture.columns}) == 20


def test_many_statements_on_one_subject_are_counted_at_their_level():
    """None is left out for being late: the last ones are those that a reader looks for."""
    early = [
        Point(f"s1-{n}", "a1-0", "deny", "negative", "2019-03-04", "2019-03-04", "w")
        for n in range(MOST_MARKS)
    ]
    late = Point("s1-late", "a1-0", "confirm", "positive", "2031-04-17", "2031-04-17", "w")
    picture = positions([*early, late])
    assert not picture.shapes
    assert not picture.line
    denied, confirmed = picture.columns
    assert (denied.words, confirmed.words) == (f"{MOST_MARKS} denied", "1 confirmed")
    assert denied.x < confirmed.x
    assert denied.y > confirmed.y
    assert denied.height > confirmed.height


def test_what_meets_is_stacked_up_to_a_height():
    same = [
        Point(f"s1-{n}", "a1-0", "say", "positive", "2031-03-04", "2031-03-04", "w")
        for n in range(MOST_LANES)
    ]
    assert len({one.y for one in timeline(same).shapes}) == MOST_LANES
    assert timeline([*same, same[0]._replace(statement="s1-more")]).columns


def test_a_line_goes_from_denied_up_to_confirmed():
    denied = Point("s1-1", "a1-0", "deny", "negative", "2029-03-09", "2029-03-09", "w")
    confirmed = Point("s1-2", "a1-0", "confirm", "positive", "2031-04-17", "2031-04-17", "w")
    picture = positions([denied, confirmed])
    (x1, y1), (x2, y2) = (map(float, place.split(",")) for place in picture.line.split())
    assert x1 < x2
    assert y1 > y2
