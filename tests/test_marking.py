"""Marks may nest and overlap: what is drawn is the text, whole, each character marked rightly."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.values import Span
from onrecord.web.marking import Mark, excerpt, marked_blocks, runs, segments
from tests.rivercase import a_case
from tests.shelf import article_of, statement_in

TEXT = st.text(alphabet="ab “”é\n", max_size=40)
PARTS = st.sampled_from(["source", "cue", "content", "cited"])


@st.composite
def marked_text(draw):
    text = draw(TEXT)
    places = st.integers(0, len(text))
    marks = draw(
        st.lists(
            st.builds(
                lambda one, other, part, number: Mark(
                    Span(min(one, other), max(one, other)), part, number
                ),
                places,
                places,
                PARTS,
                st.integers(1, 4),
            ),
            max_size=8,
        )
    )
    return text, marks


@given(marked_text())
def test_segments_are_the_text_and_carry_the_marks_over_them(drawn):
    text, marks = drawn
    cut = list(segments(text, marks))
    assert "".join(segment.text for segment in cut) == text
    for segment in cut:
        assert segment.text == segment.span.of(text)
        for place in range(*segment.span):
            over = [mark for mark in marks if mark.span.start <= place < mark.span.stop]
            assert sorted(segment.marks) == sorted(over)


def test_a_statement_inside_another_is_marked_as_both():
    shelf = a_case()
    article = shelf.shelved[0]
    statements = shelf.statements(article=article.id)
    blocks = marked_blocks(article, statements)
    inner = next(s for b in blocks for s in b.segments if s.text == "“the guards are ours”")
    assert inner.numbers == [4, 5]
    assert inner.depth == 2
    assert inner.ends == (4, 5)


def test_statements_that_overlap_are_each_marked_whole():
    article = article_of([("body", "He said one two three, she said.")])
    one = statement_in(article, "He", "said", "one two")
    other = statement_in(article, "she", "said", "two three")
    (block,) = marked_blocks(article, [one, other])
    drawn = [(s.text, s.parts, s.numbers) for s in block.segments if "content" in s.parts]
    assert drawn == [
        ("one ", ["content"], [1]),
        ("two", ["content"], [1, 2]),
        (" three", ["content"], [2]),
    ]


def test_every_statement_begins_in_one_block_and_every_word_is_drawn_once():
    for article in (shelf := a_case()).shelved:
        statements = shelf.statements(article=article.id)
        blocks = marked_blocks(article, statements)
        begun = sorted(number for block in blocks for number in block.begins)
        numbers = sorted(n for b in blocks for s in b.segments for n in s.ends)
        assert begun == numbers == list(range(1, len(statements) + 1))
        assert (
            "".join(b.text for b in blocks).split()
            == "".join(block.span.of(article.text) for block in article.blocks).split()
        )


def test_a_statement_over_two_paragraphs_is_marked_in_both():
    article = article_of([("body", "“One,” she said. “Two"), ("body", "and three.”")])
    statement = statement_in(article, "she", "said", "“One,”", "“Two\n\nand three.”")
    first, second = marked_blocks(article, [statement])
    assert first.begins == (1,)
    assert second.begins == ()
    assert [s.text for s in second.segments if s.marks] == ["and three.”"]


def test_text_that_no_block_claims_is_shown_as_such():
    article = article_of([("body", "One."), ("body", "Two.")])
    article = type(article)(article.id, article.digest, article.text, article.blocks[1:])
    blocks = marked_blocks(article, [])
    assert [(b.role, b.text.strip()) for b in blocks] == [("unsorted", "One."), ("body", "Two.")]


def test_boilerplate_comes_in_runs_to_fold():
    blocks = marked_blocks(a_case().shelved[0], [])
    assert [(folded, len(run)) for folded, run in runs(blocks)] == [
        (False, 7),
        (True, 1),
        (False, 1),
        (True, 1),
    ]


def test_an_excerpt_keeps_whole_words_and_leaves_out_what_is_no_context():
    shelf = a_case()
    article, statement = shelf.shelved[0], shelf.found[1]
    blocks = excerpt(article, statement, [statement.content[0]], around=60)
    words = " ".join(block.text for block in blocks)
    assert statement.content[0].of(article.text) in words
    assert "Photo:" not in words
    assert {block.role for block in blocks} == {"body"}
    assert words.startswith("… ")
    assert set(words.replace("…", " ").split()) <= set(article.text.split())
