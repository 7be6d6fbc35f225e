"""Pasted or printed text -> its article, every paragraph with its role.

Nothing in text says what is a headline and what an appeal for money: a trained model does
(blockroles). Before it come the paragraphs, mended where print and copying broke them; after it
the fields that the lines with a role of their own tell (textfields).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.errors import NoArticle, TooLarge
from onrecord.ids import article_id
from onrecord.readers.blockroles import roles_of
from onrecord.readers.claimed import with_claims
from onrecord.readers.encoding import decode
from onrecord.readers.language import language_of
from onrecord.readers.layout import Piece, clean, lay_out
from onrecord.readers.lineroles import split_credit, words_of
from onrecord.readers.metadata import Claim
from onrecord.readers.paragraphs import ENDS, Paragraph, paragraphs_in
from onrecord.readers.textfields import fields_of
from onrecord.readers.wordlists import wordlist
from onrecord.values import Article, Role

NAME = "text 2"
LONGEST = 2_000_000  # characters; a thick book has as many, an article a hundredth
MOST_LINES = 20_000
SHORTEST = 4  # words of a body
SPEAKS = re.compile(
    r"\b(?:say|said|tell|told|add|ask|claim|warn|insist|declare|state|announce)(?:s|ed|d)?\b",
    re.IGNORECASE,
)
CLOSED_QUOTE = re.compile(r".*[,!?.…][\"”»’](?P<after>[^\"“”«»]*)$", re.DOTALL)
GOES_ON = re.compile(r"^(?:[A-ZÀ-Þ][\w.'’-]*\s+){1,4}[a-zß-ÿ]")


def read_text(data: bytes, name: str) -> Iterator[Article]:
    """Yield the article in saved text. Raises ReadError, NoArticle where nothing reads as one."""
    yield article_in(decode(data, name, "text"), name, hashlib.sha256(data).hexdigest())


def article_in(
    text: str, name: str, digest: str, reader: str = NAME, claims: Sequence[Claim] = ()
) -> Article:
    """Return the article in text, as any reader of a format without tags comes by it.

    Form feeds part pages. `digest` is that of the saved bytes, `claims` what carried the text says
    of it. Raises TooLarge, NoArticle.
    """
    if len(text) > LONGEST:
        raise TooLarge(name, f"{len(text):,} characters; texts over {LONGEST:,} are not read")
    if text.count("\n") > MOST_LINES:
        raise TooLarge(
            name, f"{text.count(chr(10)):,} lines; texts over {MOST_LINES:,} are not read"
        )
    return article_of(paragraphs_in(_clean(text)), name, digest, reader, claims)


def article_of(
    page: list[Paragraph], name: str, digest: str, reader: str, claims: Sequence[Claim] = ()
) -> Article:
    """Return the article in a file's paragraphs. Raises NoArticle where nothing reads as one."""
    page = mended(page)
    return article_with(page, roles_of(page), name, digest, reader, claims)


def article_with(
    page: Sequence[Paragraph],
    roles: Sequence[Role],
    name: str,
    digest: str,
    reader: str,
    claims: Sequence[Claim] = (),
) -> Article:
    """Return the article in mended paragraphs that have their roles. Raises NoArticle."""
    if sum(words_of(page[n]) for n, role in enumerate(roles) if role == "body") < SHORTEST:
        raise NoArticle(name, "nothing in it reads like an article")
    laid_out, blocks = lay_out(
        Piece(role, paragraph.words) for role, paragraph in zip(roles, page, strict=True)
    )
    fields = with_claims(fields_of(page, roles), claims)
    return Article(
        id=article_id(digest),
        digest=digest,
        text=laid_out,
        blocks=blocks,
        title=fields.title,
        byline=fields.byline,
        authors=fields.authors,
        agency=fields.agency,
        publisher=fields.publisher,
        url=fields.url,
        published=fields.published,
        language=language_of(
            "\n".join(block.span.of(laid_out) for block in blocks if block.role == "body")
        ),
        evidence=fields.evidence,
        reader=reader,
        path=name,
    )


def page_of(text: str) -> list[Paragraph]:
    """Return the paragraphs of text as people read them."""
    return mended(paragraphs_in(_clean(text)))


def mended(page: list[Paragraph]) -> list[Paragraph]:
    """Return paragraphs with captions by themselves and broken sentences whole again."""
    return _join_broken(_part_credits(page))


def _clean(text: str) -> str:
    """Return clean text with its form feeds, which part pages."""
    return "\f".join(clean(part) for part in text.split("\f"))


def _part_credits(page: list[Paragraph]) -> list[Paragraph]:
    """Part each caption from the credit that ends it, so that each has its own block."""
    parted: list[Paragraph] = []
    for paragraph in page:
        caption, credit = split_credit(paragraph)
        if caption:
            parted.append(replace(paragraph, words=caption, tail=""))
            parted.append(Paragraph(credit, close=True))
        else:
            parted.append(paragraph)
    return parted


def _join_broken(page: list[Paragraph]) -> list[Paragraph]:
    """Join sentences that were broken over two paragraphs, as saving a page around a link does."""
    joined: list[Paragraph] = []
    for paragraph in page:
        if joined and _goes_on(joined[-1], paragraph):
            before = joined.pop()
            joined.append(replace(before, words=f"{before.words} {paragraph.words}"))
        else:
            joined.append(paragraph)
    return joined


def _goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Say whether a sentence that a paragraph leaves open is closed by the next one."""
    if ENDS.search(before.words) or not ENDS.search(after.words) or words_of(after) < 3:
        return False
    if any(
        paragraph.bullet or paragraph.heading or paragraph.footer for paragraph in (before, after)
    ):
        return False
    if words_of(before) < 6:
        return False
    last = before.words.split()[-1].strip("\"“”'‘’()").casefold()
    if after.words.lstrip("\"“‘'(")[:1].islower():
        return before.words.split()[-1][0].islower() or before.words.endswith((",", "-", "–", "—"))
    if before.words.endswith(",") or last in wordlist("sentence", "open_words"):
        return GOES_ON.match(after.words) is not None and _is_sentence(before.words)
    if last not in wordlist("sentence", "offices") or not GOES_ON.match(after.words):
        return False
    # '"...," the foreign minister' lacks its verb; '"...," says minister' is a headline.
    quote = CLOSED_QUOTE.match(before.words)
    return (
        quote is not None
        and not SPEAKS.search(quote["after"])
        and 0 < len(quote["after"].split()) <= 10
    )


def _is_sentence(words: str) -> bool:
    """Say whether words are written as a sentence is, not as a headline in capitals is."""
    letters = [word for word in words.split()[1:] if word[0].isalpha()]
    return len(letters) >= 5 and sum(word[0].islower() for word in letters) >= 0.5 * len(letters)
