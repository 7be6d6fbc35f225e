"""The blocks that were found to be body -> the same without what stands elsewhere, and their kin.

An article's paragraphs stand in one kind of place on the page, or two. trafilatura takes one of
several such places, and boxes below them that stand apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.readers.lineroles import is_prose
from onrecord.readers.pageblocks import PageBlock
from onrecord.readers.paragraphs import Paragraph

LISTED = ("li", "td", "th", "dt", "dd", "blockquote")  # what text has too
FEWEST = 8  # blocks, below which there is little to hold apart
HOME = 0.2  # of a body's words: less of it in one place does not make that the article's place
KIN = 0.3  # of a body's words in paragraphs of one kind: others of that kind are body too


def body_in_place(blocks: Sequence[PageBlock], body: set[int]) -> set[int]:
    """Return the body with the paragraphs that stand as its own do, without what is apart."""
    whole = body | _kin(blocks, body)
    homes = _homes(blocks, whole)
    at_home = {n for n in whole if _is_within(blocks[n], homes)}
    if not at_home:
        return whole
    first = min(at_home)
    return {n for n in whole if n < first} | at_home  # what stands above is a standfirst


def share_of_prose(blocks: Sequence[PageBlock], body: set[int]) -> float:
    """Return how much of the page's prose in paragraphs the body holds, by words, from 0 to 1."""
    prose = {n for n, block in enumerate(blocks) if block.tag == "p" and _is_own_prose(block)}
    whole = sum(_length(blocks[n]) for n in prose)
    return sum(_length(blocks[n]) for n in prose & body) / whole if whole else 0.0


def has_no_layout(blocks: Sequence[PageBlock]) -> bool:
    """Say whether all of a page stands in one place, as in text that a program made a page of."""
    places = {block.lineage[:-1] for block in blocks if block.tag not in LISTED}
    return len(places) == 1 and len(blocks) >= FEWEST


def _kin(blocks: Sequence[PageBlock], body: set[int]) -> set[int]:
    """Return the paragraphs with the same tags and classes around them as most of the body.

    They end where another headline begins: some pages go on with the next article.
    """
    words: Counter[tuple[int, ...]] = Counter()
    for n in body:
        if blocks[n].tag == "p" and _is_own_prose(blocks[n]):
            words[blocks[n].lineage] += _length(blocks[n])
    enough = KIN * sum(_length(blocks[n]) for n in body)
    kinds = {lineage for lineage, length in words.items() if lineage and length >= enough}
    if not kinds:
        return set()
    first, last = min(body), max(body)
    end = next((n for n in range(last + 1, len(blocks)) if blocks[n].tag == "h1"), len(blocks))
    return {
        n
        for n in range(first, end)
        if n not in body and blocks[n].lineage in kinds and _is_own_prose(blocks[n])
    }


def _homes(blocks: Sequence[PageBlock], body: set[int]) -> set[tuple[int, ...]]:
    """Return the places on the page that hold much of the body."""
    words: Counter[tuple[int, ...]] = Counter()
    for n in body:
        words[blocks[n].lineage[:-1]] += _length(blocks[n])
    return {place for place, length in words.items() if length >= HOME * words.total()}


def _is_within(block: PageBlock, homes: set[tuple[int, ...]]) -> bool:
    return any(block.lineage[: len(home)] == home for home in homes)


def _is_own_prose(block: PageBlock) -> bool:
    return block.linked < 0.5 and is_prose(Paragraph(block.words))


def _length(block: PageBlock) -> int:
    return len(block.words.split())
