"""Saved Markdown -> its article, with what a clipper wrote at its head.

markdown-it reads the marks; lines are joined only where the whole file is wrapped, since people and
clippers put byline and date on lines of their own. Front matter ("title: ...") is the word of
whoever saved the page: it is trusted as a page's own metadata is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from onrecord.errors import TooLarge
from onrecord.readers.dates import day_of
from onrecord.readers.encoding import decode
from onrecord.readers.fields import host_of
from onrecord.readers.layout import clean, one_line
from onrecord.readers.metadata import Claim
from onrecord.readers.paragraphs import wrapped_at
from onrecord.readers.text import LONGEST, MOST_LINES, article_of
from onrecord.readers.written import paragraphs_of
from onrecord.values import Article

NAME = "markdown 1"
FRONT = re.compile(r"\A\s*---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
DEEPEST = 50  # lists and quotations within each other
MARKS = re.compile(r"[\[*_~]")
MOST_MARKS = 3_000  # of one paragraph: what markdown-it takes for them grows with their square
MOST_NESTED = 200  # brackets of front matter, for the same reason
KEYS = {  # what clippers and site generators call a field
    "title": ("title",),
    "authors": ("author", "authors", "byline"),
    "publisher": ("publisher", "site", "site_name"),
    "url": ("source", "url", "canonical", "canonical_url", "link"),
    "published": ("published", "date", "date_published", "pubdate", "publishdate"),
    "captured": ("created", "clipped", "saved", "date_saved", "accessed"),
}


def read_markdown(data: bytes, name: str) -> Iterator[Article]:
    """Yield the article in saved Markdown. Raises ReadError, NoArticle."""
    from markdown_it import MarkdownIt

    text = clean(decode(data, name, "text"))
    if len(text) > LONGEST or text.count("\n") > MOST_LINES:
        raise TooLarge(name, f"over {LONGEST:,} characters or {MOST_LINES:,} lines are not read")
    front = FRONT.match(text)
    text = text[front.end() :] if front else text
    if any(len(MARKS.findall(part)) > MOST_MARKS for part in re.split(r"\n[ \t]*\n", text)):
        raise TooLarge(name, f"more than {MOST_MARKS:,} marks in one paragraph")
    is_wrapped = wrapped_at([line.rstrip() for line in text.split("\n")]) > 0
    parser = MarkdownIt("commonmark", {"breaks": not is_wrapped, "maxNesting": DEEPEST})
    markup = parser.enable(["table", "strikethrough"]).render(text)
    claims = _claims(_said(front[1])) if front else []
    digest = hashlib.sha256(data).hexdigest()
    yield article_of(paragraphs_of(markup, name), name, digest, NAME, claims)


def _said(front: str) -> Mapping[str, Any]:
    """Return what front matter says, every value as it is written there; {} where it is none."""
    import yaml

    if front.count("[") + front.count("{") > MOST_NESTED:
        return {}
    try:
        said = yaml.load(front, Loader=yaml.BaseLoader)  # strings, lists and mappings, no objects
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    if not isinstance(said, dict):
        return {}
    return {key.casefold(): value for key, value in said.items() if isinstance(key, str)}


def _claims(said: Mapping[str, Any]) -> list[Claim]:
    """Return what front matter claims of the article, the best of its keys first."""
    claims = [
        Claim(field, value, f"front matter {key}", value)
        for field, keys in KEYS.items()
        for key in keys
        for value in _values(said.get(key))
    ]
    url = next((claim for claim in claims if claim.field == "url"), None)
    if url and (host := host_of(url.value)):  # where nothing else names the publisher
        claims.append(replace(url, field="publisher", value=host))
    return [_day(claim) if claim.field == "captured" else claim for claim in claims]


def _day(claim: Claim) -> Claim:
    day = day_of(claim.value)
    return replace(claim, value=day.isoformat() if day else claim.value)


def _values(value: object) -> list[str]:
    """Return the words of a value, or of each in a list; wiki links lose their brackets."""
    listed = value if isinstance(value, list) else [value]
    words = [one_line(part[:1_000]).strip("[]") for part in listed[:50] if isinstance(part, str)]
    return [word for word in words if word]
