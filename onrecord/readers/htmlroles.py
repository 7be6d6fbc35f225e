"""Blocks of a web page and which are its body -> the role of each."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.readers.dates import is_date_line
from onrecord.readers.lineroles import appeals, is_credit, is_prose, is_related
from onrecord.readers.metadata import Claim
from onrecord.readers.pageblocks import PageBlock
from onrecord.readers.paragraphs import Paragraph
from onrecord.values import Role

NEAR = 12  # blocks around the title that may hold byline and date


def roles_of(
    blocks: Sequence[PageBlock],
    body: set[int],
    title: str,
    authors: Sequence[str],
    claims: Sequence[Claim],
) -> list[Role]:
    """Return the role of every block."""
    captions = {_plain(claim.value) for claim in claims if claim.field == "captions"} - {""}
    credits = {_plain(claim.value) for claim in claims if claim.field == "credits"} - {""}
    first = min(body, default=len(blocks))
    last = max(body, default=-1)
    top = _title_place(blocks, title, first)
    names = [_plain(name) for name in authors]
    roles: list[Role] = []
    for n, block in enumerate(blocks):
        near = (first if top is None else top) - NEAR <= n <= max(last, first) + NEAR
        heads = near and n <= first + 3
        if n == top:
            roles.append("title")
        elif near and _is_credit(block, credits):
            roles.append("credit")
        elif near and (
            _is_caption(block, captions, n in body) or _is_by_picture(blocks, n, credits)
        ):
            roles.append("caption")
        elif n in body:
            roles.append(_role_in_body(block, title, n < first + 2, names))
        elif heads and _is_byline(block, names):
            roles.append("byline")
        elif heads and len(block.words) < 140 and is_date_line(block.words):
            roles.append("dateline")
        elif near and _is_related(block):
            roles.append("related")
        else:
            roles.append("boilerplate")
    return roles


def _title_place(blocks: Sequence[PageBlock], title: str, first: int) -> int | None:
    """Return the block that shows the title: a heading before others, the last above the body."""
    wanted = _plain(title)
    if not wanted:
        return None
    same = [
        n
        for n, block in enumerate(blocks)
        if _plain(block.words) == wanted and "nav" not in block.inside
    ]
    headings = (
        [n for n in same if blocks[n].tag == "h1"]
        or [n for n in same if blocks[n].tag.startswith("h")]
        or same
    )
    if headings:
        above = [n for n in headings if n <= first]
        return above[-1] if above else headings[0]
    first_headings = [
        n
        for n, block in enumerate(blocks[: first + 1])
        if block.tag == "h1" and len(block.words.split()) >= 3
    ]
    return first_headings[-1] if first_headings else None


def _role_in_body(block: PageBlock, title: str, is_first: bool, names: Sequence[str]) -> Role:
    """Return the role of a block that trafilatura took for body: it takes some boxes along."""
    words = len(block.words.split())
    if _plain(block.words) == _plain(title):
        return "boilerplate"
    if is_first and _is_byline(block, names) and words <= 12:
        return "byline"
    if words <= 12 and is_date_line(block.words):
        return "dateline" if is_first else "boilerplate"
    if _is_related(block):
        return "related"
    if words <= 40 and appeals(block.words) >= 2:
        return "boilerplate"
    return "body"


def _is_caption(block: PageBlock, captions: set[str], in_body: bool) -> bool:
    if "figcaption" in block.inside:
        return True
    if _plain(block.words) in captions and len(block.words.split()) >= 2:
        return True
    if (
        "figure" in block.inside
        and "table" not in block.inside
        and "blockquote" not in block.inside
    ):
        return not in_body or "caption" in block.named
    return "caption" in block.named and len(block.words) < 600


def _is_by_picture(blocks: Sequence[PageBlock], n: int, credits: set[str]) -> bool:
    """Say whether a block stands between a picture and the credit of one."""
    if n + 1 == len(blocks) or not blocks[n].pictured or blocks[n + 1].pictured:
        return False
    return len(blocks[n].words.split()) <= 80 and _is_credit(blocks[n + 1], credits)


def _is_credit(block: PageBlock, credits: set[str]) -> bool:
    words = block.words
    if len(words.split()) > 20:
        return False
    if "credit" in block.named and (
        "figure" in block.inside or "figcaption" in block.inside or "caption" in block.named
    ):
        return True
    if _plain(words) in credits or (
        is_credit(words) and ("figure" in block.inside or "caption" in block.named)
    ):
        return True
    return bool(re.match(r"(?:Photo|Foto|Image|Bild)\w*\s?:", words)) and is_credit(words)


def _is_byline(block: PageBlock, names: Sequence[str]) -> bool:
    words = _plain(block.words)
    if len(words.split()) > 25:
        return False
    return (any(name in words for name in names if name) and len(words.split()) <= 12) or (
        "byline" in block.named and bool(names) and any(name in words for name in names if name)
    )


def _is_related(block: PageBlock) -> bool:
    page = [Paragraph(block.words, linked=block.linked)]
    label = is_related([Paragraph(block.words)], 0) is not None
    if label:
        return True
    mostly_link = block.linked > 0.9 and 4 <= len(block.words.split()) <= 30
    return (
        mostly_link
        and not is_prose(page[0])
        and ("related" in block.named or block.tag == "li" or "aside" in block.inside)
    )


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))
