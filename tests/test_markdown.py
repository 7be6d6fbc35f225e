"""Markdown: marks are read as marks, lines as lines, front matter as claims."""

from __future__ import annotations

import pytest

from onrecord.errors import TooLarge
from onrecord.readers import read_bytes
from onrecord.values import Article

PROSE = "The fisheries minister of Arlandia said on Monday that no boat had been let in."
MORE = "Valdoria asked on Tuesday to see the harbour books, and was told to wait for them."


def only(text: str) -> Article:
    [article] = read_bytes(text.encode(), "saved.md")
    return article


@pytest.mark.parametrize(
    "text",
    [
        f"No boat in the lagoon\n=====\n\n{PROSE}\n\n{MORE}",
        f"# No boat in the lagoon #\n\n> {PROSE}\n\n***\n\n{MORE}",
        f"# No *boat* in the lagoon\n\n{PROSE.replace('minister', '[minister][1]')}\n\n{MORE}\n\n"
        "[1]: https://herald.example/minister",
        f"# No boat in the lagoon\n\n<script>no()</script>\n\n<p>{PROSE}</p>\n\n"
        f"{MORE.replace('asked', '**asked**')}\n\n![A boat](boat.jpg)",
        f"# No boat in the lagoon\n\n{PROSE.replace('.', chr(92) + '.')}\n\n{MORE}",
    ],
    ids=["underlined", "quoted", "references", "html", "escapes"],
)
def test_marks_are_no_words(text: str) -> None:
    article = only(text)
    assert article.title == "No boat in the lagoon"
    assert article.body == f"{PROSE}\n\n{MORE}"


def test_lines_of_their_own_stay_so() -> None:
    article = only(f"# No boat in the lagoon\nBy Orla Fenwick\nMarch 4, 2022\n\n{PROSE}\n\n{MORE}")
    assert article.authors == ("Orla Fenwick",)
    assert str(article.published) == "2022-03-04"


def test_bold_words_that_end_a_caption_are_its_credit() -> None:
    article = only(
        f"# No boat\n\nA boat lies at the quay **Ana Duarte / Coastal Press**\n\n{PROSE}"
    )
    assert article.of_role("credit") == ["Ana Duarte / Coastal Press"]


def test_front_matter_is_what_whoever_saved_it_claims() -> None:
    article = only(
        "---\ntitle: 'No boat: the lagoon'\nauthor:\n  - '[[Orla Fenwick]]'\n  - Teo Marsh\n"
        "source: https://herald.example/lagoon\npublished: 2022-03-04\ncreated: 2022-03-09\n---\n"
        f"# No boat\n\n{PROSE}\n\n{MORE}"
    )
    assert article.title == "No boat: the lagoon"
    assert article.authors == ("Orla Fenwick", "Teo Marsh")
    assert (article.url, article.publisher) == ("https://herald.example/lagoon", "herald.example")
    assert str(article.published) == "2022-03-04"
    claims = {(found.field, found.value, found.place): found.taken for found in article.evidence}
    assert claims["captured", "2022-03-09", "front matter created"]
    assert not claims[
        next(key for key in claims if key[0] == "title" and key[2].startswith("paragraph"))
    ]


@pytest.mark.parametrize(
    "front",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\ntitle: *b",
        "title: " + "[" * 5_000,
        "title: !!python/object/apply:os.system ['true']",
        "just words",
        "title: {a: 1}\ndate: next week",
    ],
    ids=["aliases", "nested", "object", "words", "no values"],
)
def test_front_matter_that_is_none_does_no_harm(front: str) -> None:
    article = only(f"---\n{front}\n---\n{PROSE}\n\n{MORE}")
    assert article.body == f"{PROSE}\n\n{MORE}"
    assert article.published is None


@pytest.mark.parametrize("mark", ["[", "**a", "*a **b", "*a_b "])
def test_marks_without_end_are_refused(mark: str) -> None:
    with pytest.raises(TooLarge, match="more than 3,000 marks in one paragraph"):
        only(f"{PROSE}\n\n{mark * 20_000}")


@pytest.mark.parametrize(
    "marks", ["[" * 3_000, ">" * 20_000 + "x", "**a" * 1_500, "`" * 20_000, "<a " * 10_000]
)
def test_many_marks_are_read_in_time(marks: str) -> None:
    assert PROSE in only(f"{PROSE}\n\n{MORE}\n\n{marks}").body
