"""Two articles' versions of a quotation -> where they agree and part, word by word.

Marks, letter case and hyphens aside, two versions are the `same`; or one is `trimmed`, its words
left out at an end or where a mark of omission says so; or `altered`, a word being another or gone
without a mark. What an editor puts in brackets is no alteration: the reader is told. Of words
that share too little, or differ in too much, nothing is claimed: they may be another occasion,
a translation, or a phrase that is anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import islice
from typing import Literal, NamedTuple

from onrecord.languages.meanings import meanings
from onrecord.runs import LONGEST, WORD, compared
from onrecord.values import GAP, Span, Statement

PieceKind = Literal["same", "left out", "put in", "changed", "elsewhere"]
Likeness = Literal["same", "trimmed", "altered"]

# Words that two versions must share, and how many of them must mean something by themselves.
# "We will see what happens" is anybody's.
ENOUGH, ENOUGH_MEANING = 6, 4
# So many are hardly said twice by chance.
MANY, MANY_MEANING = 8, 5
# Where this share of the shorter version is in both, it is one quotation that was cut; of words
# that are not marked as the speaker's, hardly any may be missing.
HALF, NEARLY_ALL = 0.5, 0.8
# For each word that is another or gone without a mark, so many must agree.
AGREEING = 2
# Fewer words than this stand elsewhere in an article by chance.
PASSAGE = 3
# A stretch in common of so few words, far from the others, is chance.
CHANCE = 2

_QUOTED = re.compile(r"[\"“„«‟][^\"“”„«»‟]*[\"”“»]?")
_TOKEN = re.compile(rf"(?P<word>{WORD.pattern})|(?P<gap>\.\s?\.\s?\.|…)|(?P<bracket>[\[\]])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of two versions: its spans in either article, several where the quotation breaks
    off there to name the speaker, none where it is missing.

    `left out` is here and not there, `put in` the reverse; `elsewhere` is in one version only, but
    stands in the other article as well. `marked` says that nobody need be
    misled: it is at an end, at a mark of omission, or in brackets.
    """

    kind: PieceKind
    here: tuple[Span, ...]
    there: tuple[Span, ...]
    marked: bool = True


class Word(NamedTuple):
    """A word of a quotation: as it is compared, its place, and the marks around it.

    `opens` says that it is the first word of an unbroken stretch of the article.
    """

    compared: str
    span: Span
    opens: bool
    after_gap: bool
    in_brackets: bool


class Quotation(NamedTuple):
    """The words of one version in order; `is_own` where an article gives them as the speaker's."""

    words: tuple[Word, ...]
    is_own: bool


class Alignment(NamedTuple):
    """What became of a quotation, piece by piece, and how sure it is that it is the same one."""

    kind: Likeness
    pieces: tuple[Piece, ...]
    shared: int
    is_long: bool


class _Block(NamedTuple):
    here: int
    there: int
    size: int


def quotation(statements: Sequence[Statement]) -> Quotation:
    """Return the words that one article quotes in these statements, as they stand there.

    Words between quotation marks, if there are any; else those of the statements themselves.
    """
    own = [statement for statement in statements if is_quoted(statement)]
    words = [word for statement in own or statements for word in _words_of(statement)]
    once = {word.span: word for word in reversed(words)}
    return Quotation(tuple(sorted(once.values(), key=_place))[:LONGEST], bool(own))


def is_quoted(statement: Statement) -> bool:
    """Say whether an article gives words of a statement as the speaker's own."""
    marked = statement.quoting == "mixed" and _QUOTED.search(statement.words) is not None
    return marked or statement.quoting == "direct"


def align(here: Quotation, there: Quotation) -> Alignment | None:
    """Return how two versions agree; None where it cannot be said that they are one quotation."""
    blocks = _blocks(here.words, there.words)
    if not blocks:
        return None
    shared = sum(block.size for block in blocks)
    telling = sum(
        _tells(word.compared)
        for block in blocks
        for word in here.words[block.here : block.here + block.size]
    )
    is_long = shared >= MANY and telling >= MANY_MEANING
    are_own = here.is_own and there.is_own
    share = shared / min(len(here.words), len(there.words))
    if shared < ENOUGH or telling < ENOUGH_MEANING or share < (HALF if are_own else NEARLY_ALL):
        return None
    pieces = tuple(_pieces(here.words, there.words, blocks))
    changed = sum(_length(piece, here, there) for piece in pieces if not piece.marked)
    if shared < AGREEING * changed or (changed and not are_own):
        return None
    kind: Likeness = "same"
    if changed:
        kind = "altered"
    elif any(_is_trimmed(piece, here, there) for piece in pieces):
        kind = "trimmed"
    return Alignment(kind, pieces, shared, is_long)


def with_elsewhere(alignment: Alignment, here: str, there: str) -> Alignment:
    """Return an alignment that claims nothing left out which the other article does have.

    `here` and `there` are the texts of both articles. Where a statement ends is ours to tell, and
    we may be wrong; what stands in an article is not.
    """
    pieces = tuple(_looked_up(piece, here, there) for piece in alignment.pieces)
    is_cut = any(piece.kind in ("left out", "put in") for piece in pieces)
    kind = "same" if alignment.kind == "trimmed" and not is_cut else alignment.kind
    return alignment._replace(kind=kind, pieces=pieces)


def _looked_up(piece: Piece, here: str, there: str) -> Piece:
    if piece.kind not in ("left out", "put in") or not piece.marked:
        return piece
    own, other = (here, there) if piece.kind == "left out" else (there, here)
    words = " ".join(_plain(span.of(own)) for span in piece.here or piece.there)
    stands = words.count(" ") + 1 >= PASSAGE and f" {words} " in f" {_plain(other)} "
    return replace(piece, kind="elsewhere") if stands else piece


def _plain(text: str) -> str:
    return " ".join(filter(None, (compared(found[0]) for found in WORD.finditer(text))))


# --- what is quoted ---


def _place(word: Word) -> Span:
    return word.span


def _words_of(statement: Statement) -> Iterator[Word]:
    for start, piece in _quoted_pieces(statement):
        # The article breaks off here to name the speaker: what was said between is not claimed.
        opens, after_gap, in_brackets = True, True, False
        for found in islice(_TOKEN.finditer(piece), 2 * LONGEST):
            if found["gap"]:
                after_gap = True
            elif found["bracket"]:
                in_brackets = found["bracket"] == "["
            elif word := compared(found["word"]):
                span = Span(start + found.start(), start + found.end())
                yield Word(word, span, opens, after_gap, in_brackets)
                opens, after_gap = False, False


def _quoted_pieces(statement: Statement) -> Iterator[tuple[int, str]]:
    """Yield each stretch of quoted words and where it begins in the article."""
    place = 0
    for span in statement.content:
        piece = statement.words[place : place + span.stop - span.start]
        place += len(piece) + len(GAP)
        if statement.quoting == "mixed" and is_quoted(statement):
            for found in _QUOTED.finditer(piece):
                yield span.start + found.start(), found[0]
        elif statement.quoting != "direct" and piece.startswith("that "):
            yield span.start + len("that "), piece.removeprefix("that ")
        else:
            yield span.start, piece


# --- where they agree ---


def _blocks(here: Sequence[Word], there: Sequence[Word]) -> list[_Block]:
    """Return the stretches that both have, without those at the ends that are chance."""
    one, other = ([word.compared for word in words] for words in (here, there))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    blocks = [_Block(*block) for block in matcher.get_matching_blocks()[:-1]]
    while len(blocks) > 1 and _is_chance(blocks[0], blocks[0], blocks[1]):
        blocks.pop(0)
    while len(blocks) > 1 and _is_chance(blocks[-1], blocks[-2], blocks[-1]):
        blocks.pop()
    return blocks


def _is_chance(block: _Block, before: _Block, after: _Block) -> bool:
    """Whether a few words agree beyond others that do not; where words are only gone they do."""
    apart = after.here - before.here - before.size, after.there - before.there - before.size
    return block.size <= CHANCE and min(apart) > 0 and max(apart) > block.size


def _tells(word: str) -> bool:
    return len(word) > 2 and word not in meanings("en").empty


# --- where they part ---


def _pieces(
    here: Sequence[Word], there: Sequence[Word], blocks: Sequence[_Block]
) -> Iterator[Piece]:
    at = _Block(0, 0, 0)
    for number, block in enumerate([*blocks, _Block(len(here), len(there), 0)]):
        mine, yours = here[at.here : block.here], there[at.there : block.there]
        if number in (0, len(blocks)):
            yield from _at_an_end(mine, yours)
        elif mine or yours:
            yield _within(mine, yours, here[block.here], there[block.there])
        stop, stop_there = block.here + block.size, block.there + block.size
        if block.size:
            both = _spans(here[block.here : stop]), _spans(there[block.there : stop_there])
            yield Piece("same", *both)
        at = _Block(stop, stop_there, 0)


def _at_an_end(mine: Sequence[Word], yours: Sequence[Word]) -> Iterator[Piece]:
    """Yield what stands outside all that is shared: left out, unless it is a word for a word."""
    if len(mine) == len(yours) == 1 or (mine and yours and _in_brackets(mine, yours)):
        yield _within(mine, yours, None, None)
        return
    if mine:
        yield Piece("left out", _spans(mine), ())
    if yours:
        yield Piece("put in", (), _spans(yours))


def _within(
    mine: Sequence[Word], yours: Sequence[Word], next_here: Word | None, next_there: Word | None
) -> Piece:
    """Return what stands between two shared stretches; `next_...` are the words after it."""
    in_brackets = _in_brackets(mine, yours)
    if not yours:
        marked = in_brackets or (next_there is not None and next_there.after_gap)
        return Piece("left out", _spans(mine), (), marked)
    if not mine:
        marked = in_brackets or (next_here is not None and next_here.after_gap)
        return Piece("put in", (), _spans(yours), marked)
    one, other = ("".join(word.compared for word in words) for words in (mine, yours))
    kind: PieceKind = "same" if one == other else "changed"  # "cease-fire", "cease fire"
    return Piece(kind, _spans(mine), _spans(yours), in_brackets or kind == "same")


def _in_brackets(mine: Sequence[Word], yours: Sequence[Word]) -> bool:
    """Whether an editor put in all the words of one side."""
    return any(words and all(word.in_brackets for word in words) for words in (mine, yours))


def _spans(words: Sequence[Word]) -> tuple[Span, ...]:
    found: list[Span] = []
    for word in words:
        start = word.span.start if word.opens or not found else found.pop().start
        found.append(Span(start, word.span.stop))
    return tuple(found)


def _length(piece: Piece, here: Quotation, there: Quotation) -> int:
    return max(len(_in(piece.here, here)), len(_in(piece.there, there)))


def _is_trimmed(piece: Piece, here: Quotation, there: Quotation) -> bool:
    """Whether words are gone from one version, but for what an editor put in brackets."""
    words = [*_in(piece.here, here), *_in(piece.there, there)]
    gone = piece.kind in ("left out", "put in")
    return gone and not all(word.in_brackets for word in words)


def _in(spans: Sequence[Span], version: Quotation) -> list[Word]:
    return [word for word in version.words if any(word.span.within(span) for span in spans)]
