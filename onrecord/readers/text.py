"""Pasted or printed text -> its article, every paragraph with its role.

Nothing in text says what is a headline and what an appeal for money, so roles are found in rounds:
what a paragraph's own shape tells (lineroles), which stretch is the article's prose (stretch), then
what stands above that stretch: title, byline, date (textfields).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.errors import NoArticle, TooLarge
from onrecord.ids import article_id
from onrecord.readers.claimed import with_claims
from onrecord.readers.encoding import decode
from onrecord.readers.language import language_of
from onrecord.readers.layout import Piece, clean, lay_out
from onrecord.readers.lineroles import is_prose, plain_role, split_credit, words_of
from onrecord.readers.metadata import Claim
from onrecord.readers.paragraphs import ENDS, Paragraph, paragraphs_in
from onrecord.readers.stretch import appeal_marks, body_stretch
from onrecord.readers.textfields import Heading, fields_of, heading_of
from onrecord.readers.wordlists import wordlist
from onrecord.values import Article, Role

NAME = "text 1"
LONGEST = 2_000_000  # characters; a thick book has as many, an article a hundredth
MOST_LINES = 20_000
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
    text = "\f".join(clean(part) for part in text.split("\f"))
    return article_of(paragraphs_in(text), name, digest, reader, claims)


def article_of(
    page: list[Paragraph], name: str, digest: str, reader: str, claims: Sequence[Claim] = ()
) -> Article:
    """Return the article in a file's paragraphs. Raises NoArticle where nothing reads as one."""
    page = _join_broken(_part_credits(page))
    roles = [plain_role(page, n) for n in range(len(page))]
    start, stop = body_stretch(page, roles)
    if start == stop:
        start, stop = _few_words(page, roles)
    if start == stop:
        raise NoArticle(name, "nothing in it reads like an article")
    heading = heading_of(page, roles, start)
    final = _roles(page, roles, (start, stop), heading)
    laid_out, blocks = lay_out(
        Piece(role, paragraph.words) for role, paragraph in zip(final, page, strict=True)
    )
    fields = with_claims(fields_of(page, final, heading, start), claims)
    return Article(
        id=article_id(digest),
        digest=digest,
        text=laid_out,
        blocks=blocks,
        title=fields.title,
        byline=fields.byline,
        authors=fields.authors,
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


def _few_words(page: list[Paragraph], roles: list[Role | None]) -> tuple[int, int]:
    """Return the stretch of a text too short for weighing: a handful of short sentences."""
    said = [
        n
        for n, (paragraph, role) in enumerate(zip(page, roles, strict=True))
        if role is None and words_of(paragraph) >= 4 and ENDS.search(paragraph.words)
    ]
    return (said[0], said[-1] + 1) if said and len(page) <= 8 else (0, 0)


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


def _roles(
    page: list[Paragraph], plain: list[Role | None], stretch: tuple[int, int], heading: Heading
) -> list[Role]:
    """Return the role of every paragraph."""
    start, stop = stretch
    asked = appeal_marks(page)
    final: list[Role] = []
    for n, role in enumerate(plain):
        if n in heading.roles:
            final.append(heading.roles[n])
        elif start <= n < stop:
            final.append(_role_inside(page, plain, n, asked[n]))
        elif role == "related" or (
            role in ("caption", "credit") and _is_beside(n, stretch, heading)
        ):
            final.append(role)
        else:
            final.append("boilerplate")
    return _with_headlines(page, final)


def _role_inside(page: list[Paragraph], plain: list[Role | None], n: int, is_appeal: bool) -> Role:
    role = plain[n]
    if role in ("caption", "credit", "related", "boilerplate"):
        return role
    if is_appeal:
        return "boilerplate"
    if role in ("byline", "dateline"):
        return "boilerplate"
    if is_prose(page[n]) or words_of(page[n]) >= 10:
        return "body"
    return "body" if _is_subheading(page, plain, n) else "boilerplate"


def _is_subheading(page: list[Paragraph], plain: list[Role | None], n: int) -> bool:
    """Say whether a short line heads, or is a short sentence of, the prose it stands in."""
    if ENDS.search(page[n].words) and words_of(page[n]) >= 2 and not page[n].bullet:
        return True
    after = next((k for k in range(n + 1, min(n + 2, len(page)))), None)
    beside = after is not None and plain[after] is None and is_prose(page[after])
    return beside and plain[n - 1] is None and is_prose(page[n - 1]) and words_of(page[n]) >= 2


def _is_beside(n: int, stretch: tuple[int, int], heading: Heading) -> bool:
    """Say whether a paragraph stands close enough to the article to be a picture of it."""
    start, stop = stretch
    top = min([start, *heading.roles])
    return top - 4 <= n < stop + 3


def _with_headlines(page: list[Paragraph], final: list[Role]) -> list[Role]:
    """Mark the headlines under a lone label such as "Related articles:" as related too."""
    marked = list(final)
    for n, role in enumerate(final):
        if role != "related" or words_of(page[n]) > 4:
            continue
        for after in range(n + 1, min(n + 6, len(page))):
            if (
                final[after] != "boilerplate"
                or not 4 <= words_of(page[after]) <= 25
                or page[after].words.endswith(".")
            ):
                break
            marked[after] = "related"
    return marked
