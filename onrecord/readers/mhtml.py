"""Web page saved with its pictures as MHTML -> its article.

Its heading says where the page was and when it was saved, which is never when it was published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from email.message import Message

from onrecord.errors import NoArticle
from onrecord.readers.html import article_on_page
from onrecord.readers.mailparts import day_in, heading, leaves, message_in, words_of
from onrecord.readers.metadata import Claim
from onrecord.values import Article

NAME = "mhtml 1"
LARGEST = 50_000_000  # bytes of the page itself
PAGES = ("text/html", "application/xhtml+xml")


def read_mhtml(data: bytes, name: str) -> Iterator[Article]:
    """Yield the article of the page. Raises ReadError, NoArticle where there is none."""
    message = message_in(data, name)
    page = _root(message)
    words = words_of(page, name, "HTML", LARGEST) if page else ""
    if page is None or not words:
        raise NoArticle(name, "no web page among its parts")
    digest = hashlib.sha256(data).hexdigest()
    yield article_on_page(words, name, digest, reader=NAME, claims=tuple(_claims(message, page)))


def _root(message: Message) -> Message | None:
    """Return the part that is the page: the one named as the start, or the first."""
    pages = [part for part in leaves(message) if part.get_content_type() in PAGES]
    start = message.get_param("start")
    named = [part for part in pages if start and part.get("Content-ID") == start]
    return next(iter(named or pages), None)


def _claims(message: Message, page: Message) -> Iterator[Claim]:
    for part, key in ((message, "Snapshot-Content-Location"), (page, "Content-Location")):
        url = heading(part, key.lower())
        if url.startswith(("http://", "https://")):
            yield Claim("url", url, f"MHTML {key}", url)
    if day := day_in(message):
        yield Claim("captured", day, "MHTML Date", heading(message, "date"))
