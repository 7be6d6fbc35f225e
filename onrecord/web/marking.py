"""A text and its marked spans -> blocks of segments that a page can draw one after another.

Statements overlap and nest (a denial inside a report of it; one source for two quotes), and HTML
elements must not overlap. So the text is cut at every edge of every span, and each segment says
which marks lie over it: no element ever needs to stand inside another.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from onrecord.values import Article, Block, Span, Statement

PartName = Literal["source", "cue", "content", "cited"]

FOLDED = frozenset({"boilerplate", "related", "unsorted"})
"""Roles that are no part of the article; "unsorted" is text that no block claims."""


class Mark(NamedTuple):
    """A span of the text, which part of a statement it is, and that statement's number."""

    span: Span
    part: PartName
    number: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under one set of marks; `ends` are the statements whose content ends."""

    span: Span
    text: str
    marks: tuple[Mark, ...] = ()
    ends: tuple[int, ...] = ()

    @property
    def parts(self) -> list[str]:
        """The parts this stretch plays, each once, sorted."""
        return sorted({mark.part for mark in self.marks})

    @property
    def numbers(self) -> list[int]:
        """The statements this stretch belongs to, sorted."""
        return sorted({mark.number for mark in self.marks})

    @property
    def depth(self) -> int:
        """How many statements have this stretch in their content."""
        return len({mark.number for mark in self.marks if mark.part == "content"})


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A block cut into segments, and the numbers of the statements that begin in it."""

    role: str
    segments: tuple[Segment, ...]
    begins: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The words of the block."""
        return "".join(segment.text for segment in self.segments)


def marked_blocks(article: Article, statements: Sequence[Statement]) -> list[MarkedBlock]:
    """Return the whole article block by block, its statements numbered from 1 as given."""
    blocks = _covering(article.text, article.blocks)
    marks = [mark for n, one in enumerate(statements, 1) for mark in marks_of(one, n)]
    begins: dict[int, list[int]] = defaultdict(list)
    ends: dict[int, list[int]] = defaultdict(list)
    for number, statement in enumerate(statements, 1):
        home = _home(statement, blocks)
        if home is None:
            continue
        begins[home].append(number)
        ends[_end_within(statement, blocks[home][1])].append(number)
    pieces = deque(
        segments(article.text, marks, [edge for _, span in blocks for edge in span], ends)
    )
    marked = []
    for place, (role, span) in enumerate(blocks):
        inside = []
        while pieces and pieces[0].span.start < span.stop:
            piece = pieces.popleft()
            if piece.span.start >= span.start:
                inside.append(piece)
        marked.append(MarkedBlock(role, tuple(inside), tuple(begins[place])))
    return marked


def runs(blocks: Iterable[MarkedBlock]) -> list[tuple[bool, list[MarkedBlock]]]:
    """Return the blocks in runs: those of the article, and those a page may fold away."""
    return [(folded, list(run)) for folded, run in groupby(blocks, lambda one: one.role in FOLDED)]


def excerpt(
    article: Article, statement: Statement, cited: Iterable[Span] = (), around: int = 320
) -> list[MarkedBlock]:
    """Return the statement in its context: `around` characters each way, to whole words.

    Spans in `cited`, those a reason rests on, are marked besides the statement's own. Captions,
    headlines and the like are left out unless the statement itself stands in them.
    """
    marks = [*marks_of(statement, 1), *(Mark(span, "cited", 1) for span in cited)]
    if not marks:
        return []
    start = max(0, min(mark.span.start for mark in marks) - around)
    stop = min(len(article.text), max(mark.span.stop for mark in marks) + around)
    window = Span(_word_start(article.text, start), _word_stop(article.text, stop))
    shown = []
    for role, span in _covering(article.text, article.blocks):
        part = Span(max(span.start, window.start), min(span.stop, window.stop))
        if part.start >= part.stop or not (role == "body" or _touched(part, marks)):
            continue
        pieces = [
            piece
            for piece in segments(article.text, marks, part)
            if part.start <= piece.span.start and piece.span.stop <= part.stop
        ]
        if part.start > span.start:
            pieces.insert(0, Segment(Span(part.start, part.start), "… "))
        if part.stop < span.stop:
            pieces.append(Segment(Span(part.stop, part.stop), " …"))
        shown.append(MarkedBlock(role, tuple(pieces)))
    return shown


def marks_of(statement: Statement, number: int) -> list[Mark]:
    """Return the marks of one statement under this number."""
    marks = [Mark(span, "content", number) for span in statement.content]
    if statement.source:
        marks.append(Mark(statement.source, "source", number))
    if statement.cue:
        marks.append(Mark(statement.cue, "cue", number))
    return marks


def segments(
    text: str,
    marks: Iterable[Mark],
    edges: Iterable[int] = (),
    ends: dict[int, list[int]] | None = None,
) -> Iterator[Segment]:
    """Cut the text at every edge of a mark and at `edges`; `ends` numbers what ends where.

    The segments, joined, are the text; each carries exactly the marks that lie over it.
    """
    ends = ends or {}
    waiting = deque(sorted(mark for mark in marks if mark.span.start < mark.span.stop))
    own = (edge for mark in waiting for edge in mark.span)
    cuts = sorted({0, len(text), *(min(edge, len(text)) for edge in (*own, *edges))})
    over: list[Mark] = []
    for start, stop in pairwise(cuts):
        over = [mark for mark in over if mark.span.stop > start]
        while waiting and waiting[0].span.start <= start:
            over.append(waiting.popleft())
        yield Segment(Span(start, stop), text[start:stop], tuple(over), tuple(ends.get(stop, ())))


def _covering(text: str, blocks: Sequence[Block]) -> list[tuple[str, Span]]:
    """Return the blocks in order, and whatever text lies outside them as "unsorted"."""
    covering: list[tuple[str, Span]] = []
    last = 0
    for block in sorted(blocks, key=lambda block: block.span):
        start = max(block.span.start, last)
        if text[last:start].strip():
            covering.append(("unsorted", Span(last, start)))
        if start < block.span.stop:
            covering.append((block.role, Span(start, block.span.stop)))
            last = block.span.stop
    if text[last:].strip():
        covering.append(("unsorted", Span(last, len(text))))
    return covering


def _home(statement: Statement, blocks: Collection[tuple[str, Span]]) -> int | None:
    """Return which block the statement begins in: that of its first words."""
    spans = statement.content or tuple(filter(None, (statement.cue, statement.source)))
    if not spans:
        return None
    first = min(span.start for span in spans)
    return next((n for n, (_, span) in enumerate(blocks) if first < span.stop), None)


def _end_within(statement: Statement, block: Span) -> int:
    """Return where the statement's number is set: after the last of its words in this block."""
    spans = statement.content or tuple(filter(None, (statement.cue, statement.source)))
    return max(min(span.stop, block.stop) for span in spans if span.start < block.stop)


def _touched(part: Span, marks: Iterable[Mark]) -> bool:
    return any(mark.span.overlaps(part) for mark in marks)


def _word_start(text: str, place: int) -> int:
    while 0 < place < len(text) and not text[place - 1].isspace():
        place += 1
    return place


def _word_stop(text: str, place: int) -> int:
    while 0 < place < len(text) and not text[place].isspace():
        place -= 1
    return place
