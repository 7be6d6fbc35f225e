"""Saved RSS or Atom feed -> its entries as articles.

An entry with no more than a summary is an article too where that reads like prose.
"""

from __future__ import annotations

import hashlib
import html
import io
import re
from collections.abc import Iterator
from typing import Any

from onrecord.errors import NoArticle, ReadError, TooLarge
from onrecord.readers.encoding import decode
from onrecord.readers.html import article_on_page
from onrecord.readers.layout import one_line
from onrecord.readers.members import Budget, Member, articles_in
from onrecord.readers.metadata import Claim
from onrecord.values import Article

NAME = "feed 1"
MOST_ENTRIES = 10_000  # feedparser holds all of them, 2 KB and more each
LARGEST = 2_000_000  # letters of one entry
MOST_TAGS = 300_000
LONGEST = 1_000  # letters of a field kept
SHORTEST = 12  # words of a summary that is an article
MOST_PREFIXES = 200
# feedparser looks for each attribute among all of its tag, and each namespace among all.
CROWDED = re.compile(r"""(?<!\s)(?:\s++[^\s=<>"'/]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+')){100}""")
PREFIX = re.compile(r"xmlns:([\w.-]{1,100})")
ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")
ENDS = re.compile(r"(?:[.!?…。]|\[…\]|\.\.\.)[\"”’»)\]]*\s*$|\[(?:&#8230;|…|\.\.\.)\]")


def read_feed(data: bytes, name: str) -> Iterator[Article]:
    """Yield the article of every entry; raise ReadError at the end for those that are none."""
    feed = _parsed(decode(data, name, "XML"), name)
    if not feed["entries"]:
        raise NoArticle(name, "a feed without entries")
    digest = hashlib.sha256(data).hexdigest()
    entries = {f"{number}": entry for number, entry in enumerate(feed["entries"], start=1)}

    def read(part: Member) -> Iterator[Article]:
        entry = entries[part.data.decode()]
        yield article_on_page(
            _page(entry, part.name),
            part.name,
            digest,
            reader=NAME,
            claims=tuple(_claims(entry, feed)),
        )

    parts = (Member(_named(entry, key), key.encode()) for key, entry in entries.items())
    yield from articles_in(data, name, parts, read, Budget())


def _parsed(text: str, name: str) -> Any:
    """Return the feed as feedparser reads it. Raises ReadError where it is none, TooLarge."""
    import feedparser  # type: ignore[import-untyped]

    if "<!ENTITY" in text:  # no feed needs any, and one may stand for gigabytes
        raise ReadError(name, "it declares entities of its own, which are not expanded")
    entries = sum(1 for _ in ENTRY.finditer(text))
    if entries > MOST_ENTRIES:
        raise TooLarge(
            name, f"{entries:,} entries; feeds of more than {MOST_ENTRIES:,} are not read"
        )
    if text.count("<") + text.count("&") // 3 > MOST_TAGS:  # an escaped tag has two or more
        raise TooLarge(name, f"it has more than {MOST_TAGS:,} tags")
    if CROWDED.search(text) or len(set(PREFIX.findall(text))) > MOST_PREFIXES:
        raise TooLarge(name, "its tags have more attributes or namespaces than any feed's")
    # A stream is never taken for an address or a path; what is in the text is fetched by nobody.
    stream = io.BytesIO(DECLARATION.sub("", text, count=1).encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        feed = feedparser.parse(
            stream, response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    except Exception as error:
        # feedparser names no errors of its own, and a feed may be broken in any way.
        raise ReadError(name, f"no feed: {type(error).__name__}: {error}") from error
    if not feed["version"] and not feed["entries"]:
        raise ReadError(name, "XML, but neither RSS nor Atom")
    return feed


def _named(entry: Any, key: str) -> str:
    """Return what an entry is called in its feed: its id or address, else its number."""
    return one_line(str(entry.get("id") or entry.get("link") or ""))[:300] or f"entry {key}"


def _page(entry: Any, name: str) -> str:
    """Return the words of an entry as a page. Raises NoArticle where there are hardly any."""
    contents = [_as_page(content) for content in entry.get("content", ())]
    summary = _as_page(entry.get("summary_detail") or {})
    page = max(contents, key=len, default="")
    if max(len(page), len(summary)) > LARGEST:
        raise TooLarge(name, f"an entry of more than {LARGEST / 1e6:.0f} MB")
    if _words(page):
        return page if len(_words(page)) >= len(_words(summary)) else summary
    words = _words(summary)
    if not words:
        raise NoArticle(name, "the entry has no text")
    if len(words) < SHORTEST or not ENDS.search(" ".join(words)):
        raise NoArticle(name, "the entry's summary is a line, not an article")
    return summary


def _as_page(content: Any) -> str:
    words = str(content.get("value") or "")
    if content.get("type") != "text/plain" or re.search(r"</?(?:p|br|div|a)\b", words):
        return words
    paragraphs = re.split(r"\n\s*\n", words)
    return "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)


def _words(page: str) -> list[str]:
    return html.unescape(re.sub(r"<[^<>]*>", " ", page)).split()


def _claims(entry: Any, feed: Any) -> Iterator[Claim]:
    """Yield what the feed says of an entry, and of itself where that holds for each."""
    about, is_atom = feed["feed"], feed["version"].startswith("atom")
    # As a dict: feedparser's own get gives one date for the other.
    published, updated = (dict.get(entry, key, "") for key in ("published", "updated"))
    if not (published or is_atom):
        published, updated = updated, ""  # RSS 1.0 has one date, which feedparser calls so
    authors = _names(entry) or (_names(about) if is_atom else [])  # Atom's hold for every entry
    told = [
        ("title", "title of the entry", entry.get("title")),
        *(("authors", "author", name) for name in authors),
        ("published", "date of the entry", published),
        ("modified", "date of the change", updated),
        ("publisher", "source of the entry", (entry.get("source") or {}).get("title")),
        ("publisher", "title of the feed", about.get("title")),
        ("url", "link of the entry", entry.get("link")),
        ("language", "language of the entry", (entry.get("title_detail") or {}).get("language")),
        ("language", "language of the feed", about.get("language")),
    ]
    for field, place, value in told:
        words = one_line(html.unescape(re.sub(r"</?\w[^<>]*>", " ", str(value or ""))))[:LONGEST]
        if words:
            yield Claim(field, words, f"feed: {place}", words)


def _names(held: Any) -> list[str]:
    return [str(author["name"]) for author in held.get("authors") or () if author.get("name")]
