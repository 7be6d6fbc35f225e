"""Text -> what stands within quotation marks."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.detectors.quotation import quoted


def test_an_odd_mark_harms_its_own_paragraph_only() -> None:
    text = 'He called it "a gift and left.\nShe said "no" twice.'
    assert [q.span.of(text) for q in quoted(text)] == ['"a gift and left.', '"no"']


def test_an_opening_mark_typed_at_the_end_closes() -> None:
    text = "She called it “a gift.“ He left."
    assert [q.span.of(text) for q in quoted(text)] == ["“a gift.“"]


def test_a_quotation_goes_on_where_the_next_paragraph_opens_with_a_mark() -> None:
    text = "“We saw it coming, he said.\n\n“Nobody listened.”"
    first, second = quoted(text)
    assert not first.closed
    assert first.continued_by == second.span
    assert second.continues


def test_a_closed_quotation_does_not_go_on() -> None:
    first, second = quoted("“We saw it coming.”\n\n“Nobody listened.”")
    assert first.continued_by is None
    assert not second.continues


@given(st.text(alphabet='ab "“”\n', max_size=80))
def test_quotations_never_overlap_nor_cross_a_paragraph(text: str) -> None:
    found = quoted(text)
    for one, other in pairwise(found):
        assert one.span.stop <= other.span.start
    assert all("\n" not in q.span.of(text) for q in found)
