"""HTML of a page -> its text, as a browser copies it: what the pages that score were made with.

Paragraphs, headings and lists stand apart by a blank line, other blocks by a line's end, list items
begin with a bullet. Nothing is run and no style sheet is read: only what hides itself is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

# Names of tags.
APART = re.compile(r"p|h[1-6]|[uod]l|blockquote|pre|table|figure|hr")
BLOCKS = re.compile(
    r"address|article|aside|body|caption|center|dd|details|div|dt|fieldset|figcaption|footer|form"
    r"|header|html|legend|li|main|nav|optgroup|option|section|summary|tbody|thead|tr"
)
CELLS = re.compile(r"td|th")
UNSEEN = re.compile(
    r"audio|canvas|datalist|head|iframe|noscript|object|script|select|style|svg|template|textarea"
    r"|title|video"
)
HIDDEN = re.compile(r"display\s*:\s*none")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def text_of(page: str) -> str:
    """Return the text of a page. Raises lxml.etree.ParserError where there is no page."""
    tree = html.document_fromstring(DECLARATION.sub("", page))
    body = tree.find("body")
    ends = 0  # line ends owed before the next words; of several the most, never their sum
    said: list[str] = []
    for part in _parts(tree if body is None else body):
        if isinstance(part, int):
            ends = max(ends, part)
        elif part == "\n" or part.strip() or not ends:
            said += ["\n" * ends, part]
            ends = 0
    text = re.sub(r"[^\S\n]+", " ", "".join(said))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" *\n *", "\n", text)).strip()


def _parts(node: html.HtmlElement) -> Iterator[str | int]:
    """Yield words, and how many line ends are owed between them."""
    if _is_shown(node):
        ends = 2 if APART.fullmatch(node.tag) else 1 if BLOCKS.fullmatch(node.tag) else 0
        if node.tag == "br":
            yield "\n"
        if CELLS.fullmatch(node.tag):
            yield " "
        yield ends
        if node.tag == "li":
            yield "• "
        yield from _words(node.text)
        for inner in node:
            yield from _parts(inner)
        yield ends
    yield from _words(node.tail)


def _words(text: str | None) -> Iterator[str]:
    if text:
        yield re.sub(r"\s+", " ", text)


def _is_shown(node: html.HtmlElement) -> bool:
    return (
        isinstance(node.tag, str)  # comments have none
        and not UNSEEN.fullmatch(node.tag)
        and "hidden" not in node.attrib
        and not HIDDEN.search(node.get("style") or "")
    )
