"""Runs of letters on printed pages -> lines of columns, in the order in which they are read.

A line of a column is what stands on one row between two gutters. A block is a chain of such lines,
each right below the last. Blocks are put in order by cutting the page: where a gutter divides a
part of it, the left column is read before the right one; else the upper block before the lower.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

SAME_ROW = 0.3  # of a letter's height that two runs on one row may differ by
WIDEST_SPACE = 3.0  # between words, in letter heights; justified lines stretch far
NARROWEST_GUTTER = 0.4
GUTTER_ROWS = 3  # that a gutter divides, and as many more for each end where a line crosses it
MOST_ROWS = 10  # above and below that are looked at
FARTHEST = 1.9  # from one line of a block to the next, in letter heights
SAME_SIZE = 1.15
MOST_BLOCKS = 400  # of a page that are put in order by cutting it
DEEPEST = 30  # cuts within cuts


@dataclass(frozen=True, slots=True)
class Run:
    """Letters on one row without a wide gap, or all of a column's; in points from the top left."""

    words: str
    left: float
    right: float
    line: float
    size: float

    def is_over(self, other: Run) -> bool:
        """Say whether the two have some of the page's width in common."""
        return self.left < other.right and other.left < self.right

    def is_sized_as(self, other: Run) -> bool:
        """Say whether both are set in about one size."""
        return max(self.size, other.size) < SAME_SIZE * min(self.size, other.size)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines one right below the other."""

    lines: tuple[Run, ...]
    left: float
    right: float
    top: float
    bottom: float


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Return the rows of a page, top to bottom, the runs of each from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.line):
        if rows and run.line - rows[-1][0].line < SAME_ROW * min(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [_printed_once(sorted(row, key=lambda run: run.left)) for row in rows]


def blocks_of(runs: Iterable[Run]) -> list[Block]:
    """Return the blocks of a page in the order in which they are read."""
    chains: list[list[Run]] = []
    open_chains: list[list[Run]] = []
    for above, row in _with_above(_lines_by_row(rows_of(runs))):
        for line in row:
            own = above.get(line)
            chain = next((chain for chain in open_chains if own and chain[-1] == own), None)
            if chain is None:
                chain = []
                chains.append(chain)
                open_chains.append(chain)
            chain.append(line)
        if row:
            lowest = row[0].line
            open_chains = [
                chain
                for chain in open_chains
                if lowest - chain[-1].line <= FARTHEST * chain[-1].size
            ]
    return _in_order([_block(chain) for chain in chains])


def _printed_once(row: list[Run]) -> list[Run]:
    """Leave out words printed twice over each other, as some programs make them bold."""
    once: list[Run] = []
    for run in row:
        if not (once and once[-1].words == run.words and once[-1].is_over(run)):
            once.append(run)
    return once


def _lines_by_row(rows: Sequence[Sequence[Run]]) -> list[list[Run]]:
    """Return rows with the runs between two gutters joined to one line."""
    return [[_line(parts) for parts in _parted(rows, n)] for n in range(len(rows))]


def _parted(rows: Sequence[Sequence[Run]], here: int) -> list[list[Run]]:
    """Return a row's runs, parted where a gutter or more than a space lies between them."""
    parts = [[rows[here][0]]]
    for before, after in pairwise(rows[here]):
        size = max(before.size, after.size)
        is_wide = after.left - before.right > WIDEST_SPACE * size
        if (
            not before.is_sized_as(after)
            or _is_gutter(before, after, rows, here)
            or (is_wide and not _is_bridged(before, after, rows[max(0, here - 2) : here + 3]))
        ):
            parts.append([after])
        else:
            parts[-1].append(after)
    return parts


def _is_gutter(before: Run, after: Run, rows: Sequence[Sequence[Run]], here: int) -> bool:
    """Say whether a gap goes on through rows above and below that begin anew right of it.

    Spaces of justified lines happen to stand one below the other too; then the next line soon runs
    through them.
    """
    size = max(before.size, after.size)
    free = [(before.right, after.left)]
    count, crossed = 1, 0
    for side in (rows[max(0, here - MOST_ROWS) : here][::-1], rows[here + 1 :][:MOST_ROWS]):
        last = before.line
        for row in side:
            if abs(row[0].line - last) > FARTHEST * size:
                break
            left = [
                (start, stop)
                for gap in free
                for start, stop in _free(*gap, row)
                if stop - start >= NARROWEST_GUTTER * size
                and any(stop <= run.left <= stop + WIDEST_SPACE * size for run in row)
            ]
            if not left:
                crossed += _is_bridged(before, after, [row])
                break
            free, last = left, row[0].line
            count += 1
    return count >= GUTTER_ROWS * (1 + crossed)


def _is_bridged(before: Run, after: Run, around: Sequence[Sequence[Run]]) -> bool:
    """Say whether a row just above or below runs through where two runs stand apart."""
    return any(
        run.left < before.right
        and run.right > after.left
        and run.is_sized_as(before)
        and run.line != before.line
        for row in around
        for run in row
    )


def _free(left: float, right: float, row: Sequence[Run]) -> list[tuple[float, float]]:
    """Return the parts of a gap where no run of a row stands."""
    free: list[tuple[float, float]] = []
    at = left
    for run in row:
        if run.right <= at or run.left >= right:
            continue
        if run.left > at:
            free.append((at, run.left))
        at = max(at, run.right)
    return [*free, (at, right)] if at < right else free


def _line(runs: list[Run]) -> Run:
    if len(runs) == 1:
        return runs[0]
    if _is_right_to_left(runs):
        runs = runs[::-1]
    largest = max(runs, key=lambda run: len(run.words))
    words = " ".join(run.words for run in runs)
    return replace(
        largest,
        words=words,
        left=min(run.left for run in runs),
        right=max(run.right for run in runs),
    )


def _is_right_to_left(runs: Iterable[Run]) -> bool:
    letters = [letter for run in runs for letter in run.words if letter.isalpha()]
    backward = sum(unicodedata.bidirectional(letter) in ("R", "AL") for letter in letters)
    return 2 * backward > len(letters)


def _with_above(rows: Sequence[list[Run]]) -> Iterable[tuple[dict[Run, Run], list[Run]]]:
    """Yield each row with the line that each of its lines goes on from, where there is just one.

    A line above two columns belongs to neither.
    """
    lowest: list[Run] = []  # lines of the rows above that nothing stands below yet
    for row in rows:
        below: dict[Run, list[Run]] = {}
        above: dict[Run, list[Run]] = {}
        for line in row:
            lowest = [last for last in lowest if line.line - last.line <= FARTHEST * last.size]
            above[line] = [last for last in lowest if last.is_over(line)]
            for last in above[line]:
                below.setdefault(last, []).append(line)
        yield (
            {
                line: found[0]
                for line, found in above.items()
                if len(found) == 1 and len(below[found[0]]) == 1 and found[0].is_sized_as(line)
            },
            row,
        )
        lowest = [last for last in lowest if last not in below] + row


def _block(lines: Sequence[Run]) -> Block:
    return Block(
        tuple(lines),
        min(line.left for line in lines),
        max(line.right for line in lines),
        min(line.line - line.size for line in lines),
        lines[-1].line,
    )


def _in_order(blocks: list[Block], depth: int = 0) -> list[Block]:
    """Return blocks in the order in which they are read."""
    downward = sorted(blocks, key=lambda block: (block.top, block.left))
    if len(blocks) < 2 or len(blocks) > MOST_BLOCKS or depth > DEEPEST:
        return downward
    columns = _columns(downward)
    if columns:
        return [block for column in columns for block in _in_order(column, depth + 1)]
    bands = _bands(downward)
    if len(bands) == 1:
        return downward
    return [block for band in _joined(bands) for block in _in_order(band, depth + 1)]


def _columns(blocks: list[Block]) -> list[list[Block]]:
    """Return what stands left and right of a gutter through all of the blocks, [] where none is."""
    across = sorted(blocks, key=lambda block: block.left)
    right = across[0].right
    for n, block in enumerate(across[1:], 1):
        if block.left >= right and _are_beside(across[:n], across[n:]):
            return [across[:n], across[n:]]
        right = max(right, block.right)
    return []


def _are_beside(left: Sequence[Block], right: Sequence[Block]) -> bool:
    """Say whether two groups stand side by side, not one above the other."""
    tops = [min(block.top for block in side) for side in (left, right)]
    bottoms = [max(block.bottom for block in side) for side in (left, right)]
    shared = min(bottoms) - max(tops)
    return shared > 0.5 * min(bottom - top for top, bottom in zip(tops, bottoms, strict=True))


def _bands(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return blocks in bands, one below the other, that no block reaches out of."""
    bands = [[blocks[0]]]
    bottom = blocks[0].bottom
    for block in blocks[1:]:
        if block.top >= bottom:
            bands.append([])
        bands[-1].append(block)
        bottom = max(bottom, block.bottom)
    return bands


def _joined(bands: list[list[Block]]) -> list[list[Block]]:
    """Join bands that one gutter goes through: columns may happen to pause at one height."""
    joined = [bands[0]]
    for band in bands[1:]:
        both = [*joined[-1], *band]
        if len(both) > 2 and _columns(both):
            joined[-1] = both
        else:
            joined.append(band)
    return joined
