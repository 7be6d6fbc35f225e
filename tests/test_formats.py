"""The same article through every format: the same body, the same title, the date where it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.readers import read_bytes
from onrecord.values import Article
from tests import formats

# A format is one line here: a file's name, how the file is made, whether it says when.
FORMATS: dict[str, tuple[str, Callable[[], bytes], bool]] = {
    "web page": ("ferry.html", formats.as_html, True),
    "text": ("ferry.txt", formats.as_text, True),
    "wrapped text": ("ferry.txt", formats.as_wrapped_text, True),
    "Markdown": ("ferry.md", formats.as_markdown, True),
    "clipped Markdown": ("ferry.md", formats.as_clipped_markdown, True),
    "MHTML": ("ferry.mhtml", formats.as_mhtml, True),
    "mail": ("ferry.eml", formats.as_eml, True),
    "mailbox": ("ferry.mbox", formats.as_mbox, True),
    "RSS": ("ferry.rss", formats.as_rss, True),
    "Atom": ("ferry.atom", formats.as_atom, True),
    "ninjs": ("ferry.json", formats.as_ninjs, True),
    "ZIP": ("ferry.zip", formats.as_zip, True),
    "gzip": ("ferry.html.gz", formats.as_gzip, True),
    "WARC": ("ferry.warc", formats.as_warc, True),
    "packed WARC": ("ferry.warc.gz", formats.as_packed_warc, True),
    "WACZ": ("ferry.wacz", formats.as_wacz, True),
    "Word": ("ferry.docx", formats.as_docx, True),
    "PDF": ("ferry.pdf", formats.as_pdf, True),
    "PDF in columns": ("ferry.pdf", formats.as_columns, True),
}


@pytest.fixture(scope="module", params=FORMATS.values(), ids=FORMATS.keys())
def saved(request: pytest.FixtureRequest) -> tuple[Article, bool]:
    name, make, is_dated = request.param
    [article] = read_bytes(make(), name)
    return article, is_dated


def test_the_body_is_the_same_up_to_white_space(saved: tuple[Article, bool]) -> None:
    assert saved[0].body.split() == " ".join(formats.BODY).split()


def test_paragraphs_stay_paragraphs(saved: tuple[Article, bool]) -> None:
    assert saved[0].of_role("body") == list(formats.BODY)


def test_the_title_is_the_same(saved: tuple[Article, bool]) -> None:
    assert saved[0].title == formats.TITLE
    assert saved[0].of_role("title") == [formats.TITLE]


def test_the_authors_are_the_same(saved: tuple[Article, bool]) -> None:
    assert saved[0].authors == ("Orla Fenwick", "Teo Marsh")


def test_the_caption_and_its_credit_stand_apart(saved: tuple[Article, bool]) -> None:
    assert saved[0].captions == (formats.CAPTION,)
    assert saved[0].of_role("credit") == [formats.CREDIT]


def test_the_date_is_the_same_where_the_format_states_it(saved: tuple[Article, bool]) -> None:
    article, is_dated = saved
    day = article.published.earliest if article.published else None
    assert day == (formats.PUBLISHED if is_dated else None)


@pytest.mark.parametrize("kind", ["web page", "text", "Word", "PDF", "ZIP", "WARC", "packed WARC"])
def test_a_file_without_an_ending_is_known_by_what_is_in_it(kind: str) -> None:
    [article] = read_bytes(FORMATS[kind][1](), "ferry")
    assert article.body.split() == " ".join(formats.BODY).split()
