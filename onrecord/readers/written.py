"""A document that was written, as HTML -> its paragraphs.

Word and Markdown files hold what somebody wrote or clipped, not a page with a layout: their
paragraphs are the page's own blocks, and what each is for is found as in text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import NoArticle, ReadError
from onrecord.readers.layout import one_line
from onrecord.readers.pageblocks import HEADINGS, PageBlock, page_blocks
from onrecord.readers.paragraphs import Paragraph

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST = 20_000_000  # letters of HTML


def paragraphs_of(markup: str, name: str) -> list[Paragraph]:
    """Return the paragraphs of a document. Raises ReadError for one built to exhaust its reader."""
    from lxml import etree, html

    if not markup.strip():
        raise NoArticle(name, "no text in it")
    if len(markup) > LONGEST:
        raise ReadError(name, f"more than {LONGEST:,} letters with their marks")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise NoArticle(name, "no text in it") from error
    tails = _bold_tails(tree)
    return [paragraph_of(block, tails.get(block.words, "")) for block in page_blocks(tree, name)]


def paragraph_of(block: PageBlock, tail: str = "") -> Paragraph:
    """Return a block as a paragraph of text, with what its tags say of it."""
    return Paragraph(
        block.words,
        bullet=block.tag == "li",
        heading=block.tag in HEADINGS,
        caption="figcaption" in block.inside,
        tail=tail,
        linked=block.linked,
    )


def _bold_tails(tree: HtmlElement) -> dict[str, str]:
    """Return the bold words that end a paragraph, by all of its words: credits are often set so."""
    tails: dict[str, str] = {}
    for bold in tree.iter("strong", "b"):
        above = bold.getparent()
        if above is not None and bold.getnext() is None and not (bold.tail or "").strip(" ."):
            words = one_line("".join(map(str, bold.itertext())))
            tails[one_line("".join(map(str, above.itertext())))] = words
    return {words: tail for words, tail in tails.items() if words != tail}
