"""Printed pages, as runs of letters -> paragraphs as people read them.

Running heads and feet are put apart, columns read one after the other, lines joined to paragraphs
by spacing, indent and what room they leave, and words and paragraphs that print broke made whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.readers.columns import Block, Run, blocks_of, rows_of
from onrecord.readers.hyphens import Hyphens, hyphens_of, joined
from onrecord.readers.layout import one_line
from onrecord.readers.paragraphs import ADDRESS, BULLET, ENDS, PAGE_NUMBER, Paragraph

EDGE = 0.12  # of a page's height, at its top and foot, where running heads stand
EDGE_ROWS = 3
HEADLINE = 1.2  # times the size of the body
SMALL = 0.95  # times the size of the body: captions are set so
SPACED = 1.25  # times the usual step from line to line
INDENT = 0.6  # letter heights
SHORT = 0.6  # of a column's width
BELOW_PICTURE = 3.0  # letter heights
DROP_CAP = 1.8  # times the size of the lines beside it
CLOCK = re.compile(r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4},?\s+(?:um\s+)?\d{1,2}[:.]\d\d")
LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a picture stands, in points from the page's top left."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its height in points, its runs, its pictures."""

    height: float
    runs: tuple[Run, ...]
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class _Print:
    """What holds for all pages: the size of the body, the step from line to line, hyphens."""

    size: float
    steps: dict[float, float]
    hyphens: Hyphens

    def step(self, size: float) -> float:
        """Return the usual step from a line of this size to the next."""
        return self.steps.get(_half(size), 1.2 * size)


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines of one paragraph, or a running head; `open` where it may go on in the next column."""

    lines: tuple[Run, ...]
    close: bool = False
    footer: bool = False
    caption: bool = False
    indented: bool = False
    open: bool = False


def paragraphs_on(pages: Sequence[Page]) -> list[Paragraph]:
    """Return the paragraphs of printed pages, running heads and feet marked as such."""
    furniture = _furniture(pages)
    columns: list[list[Block]] = []
    for page, running in zip(pages, furniture, strict=True):
        rest = [_without_ligatures(run) for run in page.runs if run not in running]
        columns.append(blocks_of(_with_drop_caps(rest)))
    blocks = [block for column in columns for block in column]
    if not blocks:
        return []
    said = _said(blocks)
    parts: list[_Part] = []
    for page, running, column in zip(pages, furniture, columns, strict=True):
        heads, feet = _heads_and_feet(page, running)
        parts += heads
        for block in column:
            parts += _parts(block, page.pictures, said)
        parts += feet
    return [_paragraph(part, said) for part in _made_whole(parts)]


# --- running heads --------------------------------------------------------------------------


def _furniture(pages: Sequence[Page]) -> list[set[Run]]:
    """Return the runs of each page that print put at its top or foot."""
    edges = [_edge_rows(page) for page in pages]
    shapes = Counter(shape for rows in edges for shape in {_shape(row) for row in rows})
    return [
        {
            run
            for row in rows
            if shapes[_shape(row)] > 1 or _is_furniture(_words(row))
            for run in row
        }
        for rows in edges
    ]


def _edge_rows(page: Page) -> list[list[Run]]:
    """Return the rows that stand at the top and at the foot of a page."""
    rows = rows_of(page.runs)
    return [
        row
        for n, row in enumerate(rows)
        if (n < EDGE_ROWS and row[0].line < EDGE * page.height)
        or (n >= len(rows) - EDGE_ROWS and row[0].line > (1 - EDGE) * page.height)
    ]


def _words(row: Sequence[Run]) -> str:
    return " ".join(run.words for run in row)


def _shape(row: Sequence[Run]) -> tuple[str, int]:
    """Return what a row says but for its numbers, and where it stands."""
    return re.sub(r"\d+", "0", _words(row)), round(row[0].line / 4)


def _is_furniture(words: str) -> bool:
    """Say whether a row counts pages, or says when and from where a browser printed them."""
    if len(words.split()) <= 8 and PAGE_NUMBER.search(words):
        return True
    return CLOCK.match(words) is not None or CLOCK.search(words[-30:]) is not None


def _heads_and_feet(page: Page, running: set[Run]) -> tuple[list[_Part], list[_Part]]:
    heads: list[_Part] = []
    feet: list[_Part] = []
    for row in rows_of(running):
        side = heads if row[0].line < page.height / 2 else feet
        side.append(_Part((replace(row[0], words=_words(row)),), footer=True))
    return heads, feet


# --- lines ----------------------------------------------------------------------------------


def _without_ligatures(run: Run) -> Run:
    words = run.words.translate(LIGATURES)
    return run if words == run.words else replace(run, words=words)


def _with_drop_caps(runs: list[Run]) -> list[Run]:
    """Put a first letter that is several lines high before the line beside its top."""
    caps = [run for run in runs if len(run.words) == 1 and run.words.isupper()]
    for cap in caps:
        beside = [
            run
            for run in runs
            if run.size * DROP_CAP < cap.size
            and -0.2 * cap.size < run.left - cap.right < cap.size
            and cap.line - cap.size < run.line <= cap.line
        ]
        if len({round(run.line) for run in beside}) < 2:
            continue
        first = min(beside, key=lambda run: (round(run.line), run.left))
        moved = {run: replace(run, left=cap.left) for run in beside}
        moved[first] = replace(moved[first], words=cap.words + first.words)
        runs = [moved.get(run, run) for run in runs if run is not cap]
    return runs


def _said(blocks: Sequence[Block]) -> _Print:
    lines = [line for block in blocks for line in block.lines]
    letters: Counter[float] = Counter()
    for line in lines:
        letters[_half(line.size)] += len(line.words)
    steps: dict[float, Counter[float]] = {}
    for block in blocks:
        for above, line in pairwise(block.lines):
            counted = steps.setdefault(_half(line.size), Counter())
            counted[_half(line.line - above.line)] += 1
    usual = {size: counted.most_common(1)[0][0] for size, counted in steps.items()}
    return _Print(letters.most_common(1)[0][0], usual, hyphens_of([line.words for line in lines]))


def _half(size: float) -> float:
    return round(2 * size) / 2


# --- paragraphs -----------------------------------------------------------------------------


def _parts(block: Block, pictures: Sequence[Picture], said: _Print) -> Iterator[_Part]:
    """Yield the paragraphs of a block."""
    is_caption = _is_below_picture(block, pictures, said)
    held = [block.lines[0]]
    close = indented = False
    for n, line in enumerate(block.lines[1:], 1):
        spaced = line.line - block.lines[n - 1].line > SPACED * said.step(line.size)
        starts_in = _is_indented(block.lines, n)
        if (
            spaced
            or BULLET.match(line.words)
            or (line.size < HEADLINE * said.size and (starts_in or _leaves_room(block.lines, n)))
        ):
            yield _Part(tuple(held), close, False, is_caption, indented)
            held, close, indented = [], not spaced, starts_in
        held.append(line)
    is_open = not ENDS.search(held[-1].words) and not is_caption
    yield _Part(tuple(held), close, False, is_caption, indented, is_open)


def _is_below_picture(block: Block, pictures: Sequence[Picture], said: _Print) -> bool:
    return block.lines[0].size < SMALL * said.size and any(
        picture.bottom <= block.top + block.lines[0].size
        and block.top - picture.bottom < BELOW_PICTURE * said.size
        and block.left < picture.right
        and picture.left < block.right
        for picture in pictures
    )


def _is_indented(lines: Sequence[Run], n: int) -> bool:
    """Say whether a line starts farther in than the one above and the column's edge."""
    near = lines[max(0, n - 3) : n + 4]
    edge = min(line.left for line in near)
    indent = INDENT * lines[n].size
    above = lines[n - 1]
    if lines[n].left - edge <= indent or BULLET.match(above.words):
        return False
    # A subheading is set in too; what follows it is, and goes on at the edge.
    goes_back = n + 1 < len(lines) and lines[n + 1].left - edge < indent / 2
    return above.left - edge < indent / 2 or goes_back


def _leaves_room(lines: Sequence[Run], n: int) -> bool:
    """Say whether the line above could have held this one's first word, and yet was ended."""
    above, line = lines[n - 1], lines[n]
    near = lines[max(0, n - 3) : n + 3]
    edge, start = max(line.right for line in near), min(line.left for line in near)
    letter = (line.right - line.left) / max(1, len(line.words))
    room = edge - above.right - letter * (len(line.words.split()[0]) + 2)
    is_short = above.right - above.left < SHORT * (edge - start)
    return room > 0 and (is_short or ENDS.search(above.words) is not None)


def _made_whole(parts: Sequence[_Part]) -> list[_Part]:
    """Join paragraphs that a column or a page broke, whatever stands between the halves."""
    whole: list[_Part] = []
    for part in parts:
        before = next((n for n in range(len(whole) - 1, -1, -1) if whole[n].open), None)
        if before is not None and _goes_on(whole[before], part):
            lines = whole[before].lines + part.lines
            whole[before] = replace(whole[before], lines=lines, open=part.open)
            continue
        if before is not None and not part.footer and not part.caption:
            last, line = whole[before].lines[-1], part.lines[0]
            if last.is_sized_as(line):  # the text went on elsewhere
                whole[before] = replace(whole[before], open=False)
        whole.append(part)
    return whole


def _goes_on(before: _Part, after: _Part) -> bool:
    """Say whether a paragraph that a column leaves open is closed by this one."""
    last, line = before.lines[-1], after.lines[0]
    if after.footer or after.caption or after.indented or not last.is_sized_as(line):
        return False
    first = line.words.lstrip("\"“‘'(")[:1]
    if len(before.lines) == 1 and len(last.words.split()) < 6:
        return False
    is_full = last.right >= max(line.right for line in before.lines) - 2 * last.size
    return is_full and (first.islower() or (len(before.lines) > 1 and len(after.lines) > 1))


def _paragraph(part: _Part, said: _Print) -> Paragraph:
    words = one_line(joined([line.words for line in part.lines], said.hyphens))
    large = part.lines[0].size >= HEADLINE * said.size
    return Paragraph(
        words,
        bullet=BULLET.match(words) is not None,
        heading=large and not part.footer and not ADDRESS.match(words),
        footer=part.footer,
        caption=part.caption,
        close=part.close,
    )
