"""Saved web page -> its article: everything readable on it, the body as trafilatura finds it.

What the page says of itself (metadata) is read before anything is guessed from its looks; htmldate
is asked for a date only where the page names none.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.errors import NoArticle, ReadError, TooLarge
from onrecord.ids import article_id
from onrecord.readers import blockroles
from onrecord.readers.alignment import body_blocks, words_in
from onrecord.readers.bodyplace import body_in_place, has_no_layout, share_of_prose
from onrecord.readers.encoding import decode
from onrecord.readers.htmlfields import fields_of
from onrecord.readers.htmlroles import roles_of
from onrecord.readers.layout import Piece, lay_out, one_line
from onrecord.readers.lineroles import split_credit
from onrecord.readers.metadata import Claim, claims_of
from onrecord.readers.pageblocks import PageBlock, page_blocks
from onrecord.readers.paragraphs import Paragraph
from onrecord.readers.savedpage import claims_of_saving, without_data
from onrecord.readers.text import mended
from onrecord.readers.written import paragraph_of
from onrecord.values import Article, Role

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAME = "html 1"
SHORTEST = 5  # words of a body
MOST_PROSE = 0.6  # of a page's: a body that holds less may not be all of it
MOST_BRACKETS = (
    1_000_000  # "<" in a file, scripts included; of 198 pages measured, the most is 8,093
)
MOST_TEXT = 2_000_000  # characters shown; the longest of 198 pages measured has 55,699


def read_html(data: bytes, name: str) -> Iterator[Article]:
    """Yield the article of a saved web page. Raises ReadError, NoArticle where there is none."""
    yield article_on_page(decode(data, name, "HTML"), name, hashlib.sha256(data).hexdigest())


def article_on_page(
    page: str, name: str, digest: str, claims: Sequence[Claim] = (), reader: str = NAME
) -> Article:
    """Return the article on a web page, as any reader of a format that holds one comes by it.

    `digest` is that of the saved bytes. `claims` are what carried the page says of it, and are
    asked before it; a title that only they tell is put at its top. Raises ReadError, NoArticle.
    """
    tree = _parse(without_data(page), name)
    shown = _with_title(page_blocks(tree, name), claims)
    if sum(len(block.words) for block in shown) > MOST_TEXT:
        raise TooLarge(name, f"more than {MOST_TEXT:,} characters of text are not read")
    is_text = not claims and has_no_layout(shown)
    claims = [*claims, *claims_of(tree), *claims_of_saving(page)]
    if is_text:
        blocks, told = _as_text(shown)
        body = {n for n, role in enumerate(told) if role == "body"}
    else:
        blocks, body = _body(tree, shown, claims)
    if not body:
        raise NoArticle(name, "nothing on the page reads like an article")
    fields = fields_of(tree, claims, blocks, [blocks[n].words for n in sorted(body)])
    roles = told if is_text else roles_of(blocks, body, fields.title, fields.authors, claims)
    if "body" not in roles:
        raise NoArticle(name, "nothing on the page reads like an article")
    text, spans = lay_out(_pieces(blocks, roles))
    return Article(
        id=article_id(digest),
        digest=digest,
        text=text,
        blocks=spans,
        title=fields.title,
        byline=fields.byline,
        authors=fields.authors,
        agency=fields.agency,
        publisher=fields.publisher,
        section=fields.section,
        url=fields.url,
        canonical=fields.canonical,
        published=fields.published,
        modified=fields.modified,
        language=fields.language,
        evidence=fields.evidence,
        reader=reader,
        path=name,
    )


def _with_title(shown: list[PageBlock], claims: Sequence[Claim]) -> list[PageBlock]:
    told = next((one_line(claim.value) for claim in claims if claim.field == "title"), "")
    if not told or any(block.words.casefold() == told.casefold() for block in shown):
        return shown
    return [PageBlock(told, "h1", frozenset(), frozenset(), 0.0), *shown]


def _as_text(shown: Sequence[PageBlock]) -> tuple[list[PageBlock], list[Role]]:
    """Return blocks that nothing but their words and tags tells apart, mended, and their roles."""
    paragraphs = mended([paragraph_of(block) for block in shown])
    blocks = {block.words: block for block in shown}
    nothing: frozenset[str] = frozenset()
    return [
        blocks.get(paragraph.words)
        or PageBlock(paragraph.words, "p", nothing, nothing, paragraph.linked)
        for paragraph in paragraphs
    ], blockroles.roles_of(paragraphs)


def _pieces(blocks: list[PageBlock], roles: list[Role]) -> Iterator[Piece]:
    """Yield the blocks with their roles, captions parted from the credits that end them."""
    for block, role in zip(blocks, roles, strict=True):
        caption, credit = split_credit(Paragraph(block.words)) if role == "caption" else ("", "")
        if caption:
            yield Piece("caption", caption)
            yield Piece("credit", credit)
        else:
            yield Piece(role, block.words)


def _parse(text: str, name: str) -> HtmlElement:
    """Return the tree of a page."""
    from lxml import etree, html

    if text.count("<") > MOST_BRACKETS:  # before parsing, which takes 150 bytes a tag and more
        raise ReadError(name, f"it has more than {MOST_BRACKETS:,} tags")
    parser = html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        tree = html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadError(name, f"no HTML: {error}") from error
    return tree


def _body(
    tree: HtmlElement, shown: list[PageBlock], claims: Sequence[Claim]
) -> tuple[list[PageBlock], set[int]]:
    """Return the blocks of the page, and which of them are the body; none where nothing is.

    trafilatura's first answer is taken where it holds most of the page's prose; its second
    thoughts, which cost as much again, changed no body of 198 pages where it does.
    """
    words = [block.words for block in shown]
    for first_only in (True, False):
        paragraphs = _body_paragraphs(tree, first_only)
        marked, missing = body_blocks(words, paragraphs)
        body = body_in_place(shown, marked)
        if share_of_prose(shown, body) >= MOST_PROSE:
            break
    if sum(len(words_in(paragraph)) for paragraph in paragraphs) < SHORTEST:
        marked, missing = body_blocks(words, _own_body(claims))
        body = body_in_place(shown, marked)
    return _with_missing(shown, body, missing)


def _body_paragraphs(tree: HtmlElement, first_only: bool) -> list[str]:
    """Return the paragraphs of the body as trafilatura finds it.

    Its default settings scored best on 198 pages of development data (F1 .958 and .954; precision
    mode .953 and .948, without tables .954 and .954).
    """
    for name in ("trafilatura", "htmldate", "charset_normalizer", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(
            tree, include_comments=False, with_metadata=False, fast=first_only
        )
    except (RecursionError, AttributeError, IndexError, KeyError):
        return []  # trafilatura fails on some broken trees: the page's own articleBody may serve
    text = getattr(document, "text", None) or ""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _own_body(claims: Sequence[Claim]) -> list[str]:
    """Return the article's text where the page carries it as data only."""
    body = next((claim.value for claim in claims if claim.field == "body"), "")
    return [body] if len(words_in(body)) >= SHORTEST else []


def _with_missing(
    blocks: list[PageBlock], marked: set[int], missing: dict[int, list[str]]
) -> tuple[list[PageBlock], set[int]]:
    """Put paragraphs that the page shows only through scripts where they belong."""
    whole: list[PageBlock] = []
    body: set[int] = set()
    for n in range(-1, len(blocks)):
        if n >= 0:
            if n in marked:
                body.add(len(whole))
            whole.append(blocks[n])
        for paragraph in missing.get(n, ()):
            body.add(len(whole))
            whole.append(PageBlock(paragraph, "p", frozenset(), frozenset(), 0.0))
    return whole, body
