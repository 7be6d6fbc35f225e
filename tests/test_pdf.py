"""PDFs, drawn here line by line: columns, running heads, hyphens, and files made to do harm."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from onrecord.errors import ReadError, TooLarge
from onrecord.readers import read_bytes
from onrecord.readers.columns import Run
from onrecord.readers.hyphens import hyphens_of, joined
from onrecord.readers.pdf import read_pdf
from onrecord.readers.printed import Page, Picture, paragraphs_on
from onrecord.values import Article
from tests.pdfs import drawn, pdf, written

LEFT = (
    "The fisheries minister of Arlandia",
    "said on Monday that no foreign boat",
    "had been let in.",
)
RIGHT = (
    "Valdoria asked on Tuesday to see the",
    "harbour books, and was told that the",
    "books were with the harbour court.",
)


def column(lines: Sequence[str], left: float, top: float, size: float = 10) -> list[Run]:
    return [
        Run(words, left, left + len(words) * size / 2, top + n * 1.2 * size, size)
        for n, words in enumerate(lines)
    ]


def words_on(*pages: Page) -> list[str]:
    return [paragraph.words for paragraph in paragraphs_on(pages) if not paragraph.footer]


# --- columns --------------------------------------------------------------------------------


def test_columns_are_read_one_after_the_other() -> None:
    runs = column(LEFT, 50, 200) + column(RIGHT, 240, 200)
    # The order in the file says nothing: many programs write row by row.
    by_row = tuple(sorted(runs, key=lambda run: (run.line, run.left)))
    assert words_on(Page(800, by_row)) == [" ".join(LEFT), " ".join(RIGHT)]


def test_a_headline_over_two_columns_is_read_first() -> None:
    headline = column(["No foreign boat let into the lagoon"], 50, 150, size=24)
    runs = column(RIGHT, 240, 200) + column(LEFT, 50, 200) + headline
    assert words_on(Page(800, tuple(runs)))[0] == "No foreign boat let into the lagoon"
    assert [paragraph.heading for paragraph in paragraphs_on([Page(800, tuple(runs))])] == [
        True,
        False,
        False,
    ]


def test_a_line_over_two_columns_belongs_to_neither() -> None:
    standfirst = ["What was said on Monday and Tuesday of the lagoon, and by whom it was said"]
    left, right = [*LEFT[:2], *LEFT], [*RIGHT[:2], *RIGHT]
    runs = column(standfirst, 50, 188) + column(left * 2, 50, 200) + column(right * 2, 240, 200)
    words = words_on(Page(800, tuple(runs)))
    assert words[0] == standfirst[0]
    assert " ".join(words[1:]) == " ".join([*left * 2, *right * 2])


def test_spaces_that_stand_below_each_other_are_no_gutter() -> None:
    lines = column(["Trade minister Tomas Orre", "denied that the government"], 50, 200)
    rivers = [
        *(Run("“No official", 50, 100, 224, 10), Run("figure was", 110, 175, 224, 10)),
        *(Run("ever given", 50, 102, 236, 10), Run("to the", 120, 175, 236, 10)),
        *(Run("owners,”", 50, 90, 248, 10), Run("he told", 109, 175, 248, 10)),
    ]
    runs = lines + rivers + column(["reporters and the others."], 50, 260)
    assert words_on(Page(800, tuple(runs))) == [
        "Trade minister Tomas Orre denied that the government “No official figure was ever given "
        "to the owners,” he told reporters and the others."
    ]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    runs = column(LEFT[:2], 50, 200) + column([*LEFT[2:], *RIGHT], 240, 200)
    assert words_on(Page(800, tuple(runs))) == [" ".join(LEFT), " ".join(RIGHT)]


def test_an_indented_line_begins_a_paragraph() -> None:
    first, second = column(LEFT, 50, 200), column(RIGHT, 50, 236)
    second[0] = Run(RIGHT[0], 60, 60 + len(RIGHT[0]) * 5, 236, 10)
    assert words_on(Page(800, tuple(first + second))) == [" ".join(LEFT), " ".join(RIGHT)]


def test_a_letter_several_lines_high_is_part_of_its_word() -> None:
    cap = Run("T", 50, 66, 212, 28)
    beside = [Run(LEFT[0][1:], 68, 235, 200, 10), Run(LEFT[1], 68, 243, 212, 10)]
    page = Page(800, (cap, *beside, *column(LEFT[2:], 50, 224)))
    assert words_on(page) == [" ".join(LEFT)]


def test_small_print_below_a_picture_is_its_caption() -> None:
    runs = column(LEFT, 50, 300) + column(["A boat lies in the lagoon."], 50, 262, size=8)
    page = Page(800, tuple(runs), (Picture(50, 100, 250, 250),))
    first = paragraphs_on([page])[0]
    assert (first.caption, first.words) == (True, "A boat lies in the lagoon.")


def test_running_heads_are_put_apart() -> None:
    def page(number: int, lines: Sequence[str]) -> Page:
        head = column([f"{number}   The Callis Herald"], 50, 30)
        return Page(800, tuple(head + column(lines, 50, 200)))

    pages = [page(7, [*LEFT[:2]]), page(8, [*LEFT[2:], *RIGHT])]
    assert words_on(*pages) == [" ".join(LEFT), " ".join(RIGHT)]
    footers = [paragraph.words for paragraph in paragraphs_on(pages) if paragraph.footer]
    assert footers == ["7 The Callis Herald", "8 The Callis Herald"]


def test_ligatures_are_spelt_out() -> None:
    assert words_on(Page(800, tuple(column(["The oﬃcial ﬁle was left in Port Callis."], 50, 200))))[
        0
    ].startswith("The official file")


# --- hyphens --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["the govern-", "ment said"], "the government said"),
        (["the Anglo-", "Saxon coast"], "the Anglo-Saxon coast"),
        (["the har\u2010", "bour"], "the harbour"),
        (["a cease-", "fire held; the cease-fire"], "a cease-fire held; the cease-fire"),
        (["to cease-", "fire; cease, they said, your fire"], None),
        (["from 2021-", "22 on"], "from 2021-22 on"),
        (["a 275-", "horsepower boat"], "a 275-horsepower boat"),
        (
            ["land- and sea-", "born; land-", "and sea-borne"],
            "land- and sea-born; land- and sea-borne",
        ),
        (["he left –", "and came back"], "he left – and came back"),
    ],
)
def test_words_that_lines_broke_are_whole_again(lines: list[str], whole: str | None) -> None:
    found = joined(lines, hyphens_of(lines))
    assert found == (whole or "to cease-fire; cease, they said, your fire")


def test_where_print_breaks_no_words_a_hyphen_is_the_writers() -> None:
    lines = ["the long-", "term plan", *["a line of a page that a browser printed"] * 60]
    assert joined(lines, hyphens_of(lines)).startswith("the long-term plan a line")


# --- files ----------------------------------------------------------------------------------


def only(data: bytes) -> Article:
    [article] = read_bytes(data, "saved.pdf")
    return article


def test_what_a_pdf_says_of_itself_is_evidence_and_no_more() -> None:
    says = b"<</Title(draft7.doc)/Author(desk)/CreationDate(D:20220309083000+01'00')>>"
    article = only(drawn(written(LEFT), [says], b"/Info 6 0 R"))
    assert article.body == " ".join(LEFT)
    assert (article.title, article.authors, article.published) == ("", (), None)
    assert [(found.field, found.value, found.taken) for found in article.evidence] == [
        ("title", "draft7.doc", False),
        ("authors", "desk", False),
        ("captured", "2022-03-09", True),
    ]


def test_letters_off_the_page_are_not_read() -> None:
    assert only(drawn(written(LEFT) + written(["Nobody sees this line."], -900))).body == " ".join(
        LEFT
    )


LOOP = pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 90000>>"])
LOCKED = drawn(
    written(LEFT),
    [b"<</Filter/Standard/V 1/R 2/P -4/O<%b>/U<%b>>>" % (b"00" * 32, b"11" * 32)],
    b"/Encrypt 6 0 R/ID[<00><00>]",
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"plain words", "it is no PDF"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "it is no PDF, or a broken one"),
        (b"%PDF-1.7\n1 0 obj\n" + b"<</A" * 100_000, "it is no PDF, or a broken one"),
        (drawn(b"0 0 m 9 9 l S\n"), "no text in it; it may be a scan"),
        (drawn(b"0 0 m 9 9 l S\n" * 200_000), "no text in it; it may be a scan"),
        (pdf([b"<</Type/Catalog>>", *[b"<<>>"] * 200_000]), ""),
        (LOCKED, "it is locked with a password"),
    ],
    ids=["empty", "text", "junk", "nested", "scan", "paths", "objects", "locked"],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as refused:
        list(read_pdf(data, "saved.pdf"))
    assert reason in refused.value.reason


def test_a_loop_of_pages_ends() -> None:
    with pytest.raises(TooLarge, match="90,000 pages; PDFs over 200 are not read"):
        list(read_pdf(LOOP, "saved.pdf"))
