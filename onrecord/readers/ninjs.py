"""News item in JSON (IPTC ninjs) -> its article, and those associated with it.

Fields are those of ninjs 1.3 and 1.4; the lists that 2.0 made of headlines, bodies and
descriptions are read as well. https://iptc.org/standards/ninjs/
"""

from __future__ import annotations

import hashlib
import html
import json
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

NAME = "ninjs 1"
LARGEST = 2_000_000  # letters of a body
MOST_VALUES = 1_000_000  # in a file; Python takes 60 bytes and more for each
MOST_ITEMS = 1_000  # associated with one
BODIES = ("body_xhtml", "body_html", "body_html5", "body_richtext", "body_text")
LONGEST = 1_000  # letters of a field kept
Item = dict[str, Any]


def read_ninjs(data: bytes, name: str) -> Iterator[Article]:
    """Yield the article of a news item. Raises ReadError, NoArticle where it is none."""
    item = _parsed(decode(data, name, "text"), name)
    texts = {
        key: part
        for key, part in _associated(item)
        if part.get("type", "text") == "text" and _body(part)
    }
    digest = hashlib.sha256(data).hexdigest()
    if not texts:
        yield _article(item, name, digest)
        return
    items = {"item": item, **{f"associations/{key}": part for key, part in texts.items()}}

    def read(part: Member) -> Iterator[Article]:
        yield _article(items[part.name], part.name, digest)

    yield from articles_in(data, name, map(Member, items), read, Budget())


def _parsed(text: str, name: str) -> Item:
    if sum(map(text.count, "[{,")) > MOST_VALUES:
        raise TooLarge(name, f"it holds more than {MOST_VALUES:,} values")
    try:
        item = json.loads(text, strict=False)
    except RecursionError as error:
        raise ReadError(name, "its JSON is nested too deep") from error
    except ValueError as error:
        raise ReadError(name, f"no JSON: {error}") from error
    if not isinstance(item, dict) or not isinstance(item.get("uri"), str):
        raise ReadError(
            name, "JSON, but no ninjs news item, which has a 'uri'; other JSON is not read"
        )
    if not any(key.startswith(("headline", "body_", "bodies", "description")) for key in item):
        raise ReadError(
            name, "JSON with a 'uri', but without headline, body or description of ninjs"
        )
    return item


def _associated(item: Item) -> list[tuple[str, Item]]:
    """Return the items associated with one, by key; ninjs 2.0 lists them by name."""
    held = item.get("associations")
    named = held.items() if isinstance(held, dict) else _listed(held)
    return [(key, part) for key, part in list(named)[:MOST_ITEMS] if isinstance(part, dict)]


def _listed(held: Any) -> list[tuple[str, Any]]:
    parts = held if isinstance(held, list) else []
    return [
        (str(part.get("name") or n), part) for n, part in enumerate(parts) if isinstance(part, dict)
    ]


def _article(item: Item, name: str, digest: str) -> Article:
    body = _body(item)
    if not body:
        kind = item.get("type")
        raise NoArticle(name, f"a news item {f'of type {kind!r} ' if kind else ''}without a body")
    if len(body) > LARGEST:
        raise TooLarge(name, f"a body of more than {LARGEST / 1e6:.0f} MB")
    page = body + "".join(_figures(item))
    return article_on_page(page, name, digest, reader=NAME, claims=tuple(_claims(item)))


def _body(item: Item) -> str:
    """Return the body of an item as HTML, "" where it has none."""
    for key in (*BODIES, *sorted(key for key in item if key.startswith("body_"))):
        if words := _text(item.get(key)):
            return words if re.search(r"<\w+[^<>]*>", words) else _paragraphs(words)
    for body in _list(item.get("bodies")):
        if isinstance(body, dict) and (words := _text(body.get("value"))):
            return words if "html" in _text(body.get("contenttype")) else _paragraphs(words)
    return ""


def _paragraphs(words: str) -> str:
    apart = r"\n\s*\n" if re.search(r"\n\s*\n", words) else r"\n"
    return "".join(f"<p>{html.escape(part)}</p>" for part in re.split(apart, words))


def _figures(item: Item) -> Iterator[str]:
    """Yield the captions and credits of the pictures that go with an item."""
    for _, part in _associated(item):
        if part.get("type") in ("picture", "graphic", "video"):
            caption, credit = _worded(part, "description"), _text(part.get("byline"))
            yield "<figure>"
            yield f"<figcaption>{html.escape(caption)}</figcaption>" if caption else ""
            yield f'<p class="credit">{html.escape(credit)}</p>' if credit else ""
            yield "</figure>"


def _claims(item: Item) -> Iterator[Claim]:
    """Yield what an item says of itself.

    Its first version is what was published, but nothing is before an embargo ends.
    """
    versions = [("firstcreated", _text(item.get("firstcreated")))]
    versions.append(("versioncreated", _text(item.get("versioncreated"))))
    key, created = next(((key, when) for key, when in versions if when), ("", ""))
    embargoed = _text(item.get("embargoed"))
    if embargoed[:10] > created[:10]:
        yield Claim("published", embargoed, "ninjs embargoed", embargoed)
    told = [
        ("title", "headline", _worded(item, "headline") or _text(item.get("title"))),
        ("authors", "byline", _text(item.get("byline"))),
        ("published", key, created),
        ("modified", "versioncreated", versions[1][1] if key == "firstcreated" else ""),
        *(
            ("publisher", "infosource", _text(source.get("name")))
            for source in _list(item.get("infosource"))
            if isinstance(source, dict)
        ),
        ("publisher", "copyrightholder", _text(item.get("copyrightholder"))),
        ("url", "uri", _text(item.get("uri"))),
        ("language", "language", _text(item.get("language"))),
        ("located", "located", _text(item.get("located"))),
        ("embargoed", "embargoed", embargoed),
        ("rights", "usageterms", _text(item.get("usageterms"))),
        ("rights", "copyrightnotice", _text(item.get("copyrightnotice"))),
    ]
    for field, key, value in told:
        words = one_line(re.sub(r"</?\w[^<>]*>", " ", value))[:LONGEST]
        if words:
            yield Claim(field, words, f"ninjs {key}", words)


def _worded(item: Item, field: str) -> str:
    """Return a text that 1.x spells in keys ("description_text") and 2.0 in lists."""
    keys = (field, f"{field}_text", *sorted(key for key in item if key.startswith(f"{field}_")))
    values = [item.get(key) for key in keys]
    values += [part.get("value") for part in _list(item.get(f"{field}s")) if isinstance(part, dict)]
    return next((words for value in values if (words := _text(value))), "")


def _text(value: Any) -> str:
    return value if isinstance(value, str) and value.strip() else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
