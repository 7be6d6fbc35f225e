"""A parsed web page -> its readable blocks in page order, each with where it stood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

UNREAD = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "iframe",
        "object",
        "embed",
        "select",
        "datalist",
        "canvas",
        "math",
        "textarea",
        "audio",
        "video",
        "map",
    ]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
PICTURES = frozenset(["img", "picture", "amp-img"])
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
LANDMARKS = frozenset(
    [
        "figure",
        "figcaption",
        "nav",
        "aside",
        "footer",
        "form",
        "article",
        "main",
        "header",
        "blockquote",
        "table",
    ]
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
NAMED = {  # what class, id, itemprop or rel names of an element say of its words
    "caption": re.compile(
        r"caption|cutline|bildunterschrift|bildtext|legende|pie-?de-?foto"
        r"|(?:img|image|photo|picture|foto|bild)[-_]?(?:desc|text|legend)"
    ),
    "credit": re.compile(
        r"credit|copyright|photographer|image-?source|photo-?by|bildnachweis|bildrechte|image-?author"
    ),
    "byline": re.compile(
        r"byline|(?:^|[\s_-])authors?(?:[\s_-]|$)|author-?name|article-?author|writer"
    ),
    "date": re.compile(
        r"date(?:line|time|published)?(?:[\s_-]|$)|timestamp|pub(?:lish(?:ed)?)?-?(?:date|time)|posted-?on"
    ),
    "related": re.compile(
        r"related|read-?(?:more|also|next)|recommend|more-?(?:on|from)|most-?(?:read|popular)|trending|teaser|see-?also"
    ),
}
NAMING = frozenset(["class", "id", "itemprop", "rel", "data-testid"])
NOTHING: frozenset[str] = frozenset()
DATE = frozenset(["date"])
DEEPEST = 250  # levels of nesting; the deepest of 198 pages measured has 51
MOST_TAGS = 50_000  # the largest of 198 pages measured has 4,098


@dataclass(frozen=True, slots=True)
class PageBlock:
    """One readable block: its words, its own tag, the landmarks it stands in, what names say of it.

    `linked` is the share of its letters that are link text, `pictured` whether a picture stands
    between it and the block before. `lineage` numbers the elements around it, outermost first: what
    has the same tags and classes all the way down has the same numbers.
    """

    words: str
    tag: str
    inside: frozenset[str]
    named: frozenset[str]
    linked: float
    pictured: bool = False
    lineage: tuple[int, ...] = ()


class _Level(NamedTuple):  # a third of the cost of a dataclass, and there is one a tag
    """What one level of nesting gives to the words in it."""

    tag: str
    inside: frozenset[str]
    own: frozenset[str]
    near: frozenset[str]
    link: bool
    apart: bool  # its words are no part of the block around it
    lineage: tuple[int, ...] = ()


OUTSIDE = _Level("", frozenset(), frozenset(), frozenset(), False, True)


def page_blocks(tree: _Element, name: str) -> list[PageBlock]:
    """Return the blocks of a page that a reader would see.

    The walk keeps its own stack. Raises ReadError for a page built to exhaust whoever reads it.
    """
    from lxml import etree

    blocks: list[PageBlock] = []
    collected = _Collected()
    kinds: dict[tuple[int, str, str | None], int] = {}
    hidden = count = 0  # hidden: depth inside what is not shown
    levels = [OUTSIDE]
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        tag = tag if isinstance(tag, str) else ""
        if event == "start":
            count += 1
            attributes = {} if hidden else dict(element.items())
            if hidden or _is_unread(attributes, tag):
                hidden += 1
                if hidden + len(levels) > DEEPEST:
                    raise ReadError(name, f"its tags are nested more than {DEEPEST} deep")
                continue
            if tag in PICTURES:
                collected.pictured = True
            level = _level(attributes, tag, levels, kinds)
            if level.apart:
                collected.close(blocks, levels[-1])
            levels.append(level)
            if len(levels) > DEEPEST:
                raise ReadError(name, f"its tags are nested more than {DEEPEST} deep")
            if count > MOST_TAGS:
                raise ReadError(name, f"it has more than {MOST_TAGS:,} tags")
            collected.add(element.text, levels[-1])
            continue
        if hidden:
            hidden -= 1
            if not hidden:
                collected.add(element.tail, levels[-1])
            continue
        if levels[-1].apart:
            collected.close(blocks, levels[-1])
        levels.pop()
        collected.add(element.tail, levels[-1])
    collected.close(blocks, OUTSIDE)
    return blocks


class _Collected:
    """Holds the words of a block until it ends."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked = 0
        self.named: frozenset[str] = frozenset()
        self.pictured = False

    def add(self, words: str | None, level: _Level) -> None:
        if not words:
            return
        self.parts.append(words)
        if not words.isspace():
            if level.link:
                self.linked += len(words.strip())
            if len(self.parts) < 40:
                self.named |= level.near

    def close(self, blocks: list[PageBlock], level: _Level) -> None:
        words = " ".join("".join(self.parts).split())
        if words:
            share = min(1.0, self.linked / len(words))
            named = self.named | level.near
            blocks.append(
                PageBlock(
                    words, level.tag, level.inside, named, share, self.pictured, level.lineage
                )
            )
            self.pictured = False
        if self.parts:
            self.parts, self.linked, self.named = [], 0, frozenset()


def _level(
    attributes: Mapping[str, str],
    tag: str,
    levels: list[_Level],
    kinds: dict[tuple[int, str, str | None], int],
) -> _Level:
    above = levels[-1]
    inside = above.inside | {tag} if tag in LANDMARKS else above.inside
    # A class of the body's or the article's own speaks of the whole page.
    own = NOTHING if tag in ("html", "body", "main", "article") else _names(attributes, tag)
    near = own | above.own | levels[-2].own if len(levels) > 1 else own
    is_block = tag in BLOCKS and tag != "br"
    # A credit is often a span inside its caption.
    is_credit = "credit" in own and "figcaption" in inside
    lineage = above.lineage
    if is_block:
        kind = (lineage[-1] if lineage else -1, tag, attributes.get("class"))
        lineage = (*lineage, kinds.setdefault(kind, len(kinds)))
    return _Level(
        tag=tag if is_block else above.tag,
        inside=inside,
        own=own,
        near=near,
        link=tag == "a" or (above.link and not is_block),
        apart=tag in BLOCKS or is_credit,
        lineage=lineage,
    )


def _names(attributes: Mapping[str, str], tag: str) -> frozenset[str]:
    names = DATE if tag == "time" else NOTHING
    for key, value in attributes.items():
        if key in NAMING and value:
            names |= _named(value[:120])
    return names


@lru_cache(maxsize=20_000)
def _named(said: str) -> frozenset[str]:
    said = said.lower()  # matching without letter case is several times slower
    return frozenset(name for name, shape in NAMED.items() if shape.search(said))


def _is_unread(attributes: Mapping[str, str], tag: str) -> bool:
    if not tag or tag in UNREAD or tag == "input":
        return True
    style = attributes.get("style")
    hidden = "hidden" in attributes or (style is not None and HIDDEN.search(style) is not None)
    return hidden and tag not in ("body", "html", "main", "article")
