"""Things by where they stand: what meets a stretch is what asking all of them finds."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.detectors.nearby import Nearby
from onrecord.values import Span

spans = st.builds(
    lambda start, size: Span(start, start + size), st.integers(0, 60), st.integers(1, 30)
)


@given(placed=st.lists(spans), asked=spans)
def test_what_meets_a_span_is_found_in_the_order_of_the_text(
    placed: list[Span], asked: Span
) -> None:
    things = list(zip(placed, range(len(placed)), strict=True))
    in_order = sorted(things, key=lambda thing: thing[0])
    assert Nearby(things).meeting(asked) == [one for one in in_order if one[0].overlaps(asked)]
