"""What a web page says of itself in JSON-LD, Open Graph and other meta tags -> claims, best first.

The order of trust was measured on 108 pages of as many newspapers: see docs/readers.md.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.readers.layout import one_line

if TYPE_CHECKING:
    from lxml.etree import _Element

ARTICLE_KINDS = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|Review|NewsAnalysis)$")
MOST_OBJECTS = 5_000  # of one page's JSON-LD that are looked at
LONGEST = 1_000  # letters of a value kept
# Claims that no field of an article takes; they are kept as evidence beside the fields.
BESIDE = ("captured", "forwarded", "embargoed", "located", "rights")


@dataclass(frozen=True, slots=True)
class Claim:
    """One value that a page claims for a field, and the place of the claim."""

    field: str
    value: str
    place: str
    words: str = ""


META = (
    # field, attribute, name
    ("title", "property", "og:title"),
    ("title", "name", "twitter:title"),
    ("title", "name", "dc.title"),
    ("authors", "name", "author"),
    ("authors", "property", "article:author"),
    ("authors", "name", "article:author"),
    ("authors", "name", "parsely-author"),
    ("authors", "name", "sailthru.author"),
    ("authors", "name", "dc.creator"),
    ("authors", "name", "byl"),
    ("publisher", "property", "og:site_name"),
    ("publisher", "name", "application-name"),
    ("publisher", "name", "dc.publisher"),
    ("section", "property", "article:section"),
    ("section", "name", "article:section"),
    ("section", "name", "parsely-section"),
    ("section", "name", "section"),
    ("published", "property", "article:published_time"),
    ("published", "property", "og:published_time"),
    ("published", "name", "article:published_time"),
    ("published", "name", "parsely-pub-date"),
    ("published", "name", "sailthru.date"),
    ("published", "name", "dc.date.issued"),
    ("published", "name", "dc.date"),
    ("published", "name", "date"),
    ("published", "name", "pubdate"),
    ("published", "name", "publishdate"),
    ("published", "name", "publish-date"),
    ("published", "itemprop", "datePublished"),
    ("modified", "property", "article:modified_time"),
    ("modified", "property", "og:updated_time"),
    ("modified", "name", "last-modified"),
    ("modified", "itemprop", "dateModified"),
    ("url", "property", "og:url"),
    ("canonical", "property", "og:url"),
    ("agency", "name", "dc.source"),
    ("agency", "name", "news_source"),
    ("language", "property", "og:locale"),
    ("language", "http-equiv", "content-language"),
)


def claims_of(tree: _Element) -> list[Claim]:
    """Return everything a page claims of itself, the most trusted place first for each field."""
    claims = [*_from_json_ld(tree), *_from_meta(tree), *_from_markup(tree)]
    # An address calls itself canonical in the link made for it; Open Graph's repeats that.
    return sorted(claims, key=lambda claim: claim.field == "canonical" and claim.place[0] == "m")


def _from_meta(tree: _Element) -> Iterator[Claim]:
    said: dict[tuple[str, str], list[str]] = {}
    for element in tree.iter("meta"):
        content = one_line(html.unescape(element.get("content") or ""))[:LONGEST]
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            if name and content:
                said.setdefault((attribute, name.lower()), []).append(content)
    for field, attribute, name in META:
        for content in said.get((attribute, name.lower()), ()):
            yield Claim(field, content, f"meta {name}", content)


def _from_markup(tree: _Element) -> Iterator[Claim]:
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        yield Claim("language", language, "html lang", language)
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            address = one_line(element.get("href") or "")
            yield Claim("url", address, "link canonical", address)
            yield Claim("canonical", address, "link canonical", address)
    for element in tree.iter("title"):
        words = one_line("".join(map(str, element.itertext())))[:LONGEST]
        if words:
            yield Claim("title", words, "title element", words)
            break
    for element in tree.iter("time"):
        stamp = element.get("datetime") or ""
        if "datePublished" in (element.get("itemprop") or "") or "published" in (
            element.get("class") or ""
        ):
            yield Claim(
                "published", stamp, "time element", one_line("".join(map(str, element.itertext())))
            )


# --- JSON-LD ---------------------------------------------------------------------------------


def _from_json_ld(tree: _Element) -> Iterator[Claim]:
    things = list(_things(tree))
    named = {
        thing["@id"]: thing
        for thing in things
        if isinstance(thing.get("@id"), str) and len(thing) > 1
    }
    articles = [thing for thing in things if _is_article(thing)]
    if not articles:
        return
    article = _main_article(articles, tree)
    place = "JSON-LD " + _kind(article)
    yield from _claims(article, "title", ("headline", "name"), place, named)
    yield from _claims(article, "published", ("datePublished", "dateCreated"), place, named)
    yield from _claims(article, "modified", ("dateModified",), place, named)
    for person in _listed(article.get("author") or article.get("creator")):
        name = _name_of(person, named)
        if name:
            yield Claim("authors", name, f"{place} author", name)
    for house in _listed(article.get("publisher") or article.get("sourceOrganization")):
        name = _name_of(house, named)
        if name:
            yield Claim("publisher", name, f"{place} publisher", name)
    for url in (article.get("url"), _at(article.get("mainEntityOfPage"))):
        if isinstance(url, str) and url.startswith("http"):
            yield Claim("url", url, f"{place} url", url)
    yield from _claims(article, "language", ("inLanguage",), place, named)
    yield from _claims(article, "section", ("articleSection",), place, named)
    for key in ("sourceOrganization", "creditText", "provider", "copyrightHolder"):
        for house in _listed(article.get(key)):
            name = _name_of(house, named)
            if name:
                yield Claim("agency", name, f"{place} {key}", name)
    yield from _claims(article, "body", ("articleBody",), place, named, longest=200_000)
    for picture in _listed(article.get("image")):
        thing = named.get(_at(picture), picture) if isinstance(picture, dict) else picture
        if isinstance(thing, dict):
            yield from _claims(
                thing, "captions", ("caption", "description"), f"{place} image", named
            )
            yield from _claims(
                thing,
                "credits",
                ("creditText", "creator", "copyrightHolder", "author"),
                f"{place} image",
                named,
            )


def _things(tree: _Element) -> Iterator[dict[str, Any]]:
    """Yield every JSON-LD object of a page, outer before inner; what does not parse is left out."""
    seen = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            value = json.loads(_repaired(script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = [value]
        while waiting and seen < MOST_OBJECTS:
            value = waiting.pop(0)
            seen += 1
            if isinstance(value, dict):
                yield value
                waiting.extend(value.values())
            elif isinstance(value, list):
                waiting[:0] = value


def _repaired(text: str) -> str:
    text = re.sub(
        r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$",
        "",
        text.strip(),
    )
    return text.strip().rstrip(";")


def _kind(thing: dict[str, Any]) -> str:
    kinds = [kind for kind in _listed(thing.get("@type")) if isinstance(kind, str)]
    return next((kind for kind in kinds if ARTICLE_KINDS.search(kind)), kinds[0] if kinds else "")


def _is_article(thing: dict[str, Any]) -> bool:
    return ARTICLE_KINDS.search(_kind(thing)) is not None and bool(
        thing.get("headline") or thing.get("name")
    )


def _main_article(articles: list[dict[str, Any]], tree: _Element) -> dict[str, Any]:
    """Return the article that the page is about: pages list others beside it."""
    if len(articles) == 1:
        return articles[0]
    said = {
        _plain("".join(map(str, element.itertext())))
        for tag in ("h1", "title")
        for element in tree.iter(tag)
    }
    said |= {
        _plain(element.get("content") or "")
        for element in tree.iter("meta")
        if (element.get("property") or "").lower() == "og:title"
    }

    def likeness(article: dict[str, Any]) -> tuple[bool, int]:
        headline = _plain(_text(article.get("headline") or article.get("name"), {}))
        full = sum(
            bool(article.get(key))
            for key in ("datePublished", "author", "publisher", "articleBody")
        )
        return any(headline and headline in words for words in said), full

    return max(articles, key=likeness)


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", html.unescape(words).casefold()))


def _claims(
    thing: dict[str, Any],
    field: str,
    keys: Iterable[str],
    place: str,
    named: dict[str, dict[str, Any]],
    longest: int = LONGEST,
) -> Iterator[Claim]:
    for key in keys:
        for value in _listed(thing.get(key)):
            words = _text(value, named)[:longest]
            if words:
                yield Claim(field, words, f"{place} {key}", words[:LONGEST])


def _text(value: Any, named: dict[str, dict[str, Any]]) -> str:
    """Return the words of a JSON-LD value, without the HTML that some publishers put there."""
    if isinstance(value, dict):
        return _text(value["@value"], named) if "@value" in value else _name_of(value, named)
    if not isinstance(value, str | int):
        return ""
    words = html.unescape(str(value))
    return one_line(re.sub(r"</?[a-zA-Z][^<>]{0,200}>", " ", words))


def _name_of(value: Any, named: dict[str, dict[str, Any]]) -> str:
    if isinstance(value, dict):
        value = value if value.get("name") else named.get(_at(value), value)
        name = value.get("name") or value.get("alternateName") or ""
        return (
            _text(name[0] if isinstance(name, list) and name else name, {})
            if not isinstance(name, dict)
            else ""
        )
    return _text(value, named) if isinstance(value, str) and not value.startswith("http") else ""


def _at(value: Any) -> str:
    found = value.get("@id", "") if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
