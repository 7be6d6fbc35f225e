"""Saved PDF -> its article: a page printed from a browser, or a newspaper's own.

PDFium's letters (pdfletters) become paragraphs by where they stand (printed); from there a PDF is
read as text is. What the file says of itself is kept as evidence. Its day of creation is no day of
publication: it says only that the words were there by then.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.errors import ReadError, TooLarge
from onrecord.readers.columns import Run
from onrecord.readers.dates import day_of
from onrecord.readers.layout import one_line
from onrecord.readers.paragraphs import Paragraph
from onrecord.readers.printed import Page, Picture, paragraphs_on
from onrecord.readers.text import article_of
from onrecord.values import Article, Evidence

NAME = "pdf 1"
LETTERS = Path(__file__).with_name("pdfletters.py")
LONGEST = 60  # seconds that reading the letters of one file may take by the clock
CUT = ("…", "...")


def read_pdf(data: bytes, name: str) -> Iterator[Article]:
    """Yield the article in a PDF. Raises ReadError, NoArticle where nothing reads as one."""
    if b"%PDF-" not in data[:1024]:
        raise ReadError(name, "it is no PDF" if data else "the file is empty")
    pages, says = pages_of(data, name)
    titled = _titled(paragraphs_on(pages), one_line(says.get("Title", "")))
    article = _without_cut_address(article_of(titled, name, hashlib.sha256(data).hexdigest(), NAME))
    yield replace(article, evidence=article.evidence + tuple(_own_words(says, article)))


def pages_of(data: bytes, name: str) -> tuple[list[Page], dict[str, str]]:
    """Return the pages of a PDF and what it says of itself.

    PDFium works in a process of its own (see pdfletters). Raises ReadError where it gives up.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(LETTERS)],
            input=data,
            capture_output=True,
            timeout=LONGEST,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ReadError(name, f"it takes more than {LONGEST} seconds to read") from error
    if done.returncode:
        raise ReadError(name, f"it needs too much time or memory to read ({done.returncode})")
    found = json.loads(done.stdout)
    if "large" in found:
        raise TooLarge(name, found["large"])
    if "reason" in found:
        raise ReadError(name, found["reason"])
    pages = [
        Page(
            height,
            tuple(Run(*run) for run in runs),
            tuple(Picture(*picture) for picture in pictures),
        )
        for height, runs, pictures in found["pages"]
    ]
    return pages, found["says"]


def _titled(page: list[Paragraph], title: str) -> list[Paragraph]:
    """Mark the paragraph that the file's own title spells as the one heading, if there is one."""
    spelt = [
        n
        for n, paragraph in enumerate(page)
        if not paragraph.footer
        and len(paragraph.words.split()) >= 3
        and title.casefold().startswith(paragraph.words.casefold())
    ]
    if not spelt:
        return page
    return [replace(paragraph, heading=n == spelt[0]) for n, paragraph in enumerate(page)]


def _without_cut_address(article: Article) -> Article:
    """Return an article without an address that the margin of the print has cut."""
    if not article.url.endswith(CUT):
        return article
    evidence = tuple(
        replace(found, taken=False) if found.field == "url" else found for found in article.evidence
    )
    return replace(article, url="", evidence=evidence)


def _own_words(says: dict[str, str], article: Article) -> Iterator[Evidence]:
    """Yield what a PDF says of itself: people and programs leave anything there, so none is taken.

    The day of creation bounds the day of publication.
    """
    if title := one_line(says.get("Title", "")):
        yield Evidence("title", title, "PDF Title", title, taken=title == article.title)
    if author := one_line(says.get("Author", "")):
        yield Evidence("authors", author, "PDF Author", author, taken=author in article.authors)
    stamp = says.get("CreationDate", "")
    day = day_of(stamp.removeprefix("D:")[:8])
    if day is not None:
        yield Evidence("captured", day.isoformat(), "PDF CreationDate", stamp)
