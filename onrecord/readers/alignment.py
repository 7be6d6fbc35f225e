"""The body that trafilatura finds -> which blocks of the page say it.

trafilatura hands back text of its own making, without places. Its paragraphs are looked up among
the page's blocks, so that the article keeps everything readable in page order, the body marked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

RUN = 4  # words
MOSTLY = 0.6  # of a block's runs of words that the body must say
# Chinese and Japanese put no spaces between words: each of their characters counts as one. Vowel
# signs of Hebrew, Arabic, Indian scripts, Thai and Lao are part of a word, which "\w" leaves out.
SIGNS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e00-\u0eff"
UNSPACED = "\u3040-\u30ff\u3400-\u9fff"
WORD = re.compile(f"[{UNSPACED}]|(?:[^\\W{UNSPACED}]|[{SIGNS}])+")


def body_blocks(
    blocks: Sequence[str], paragraphs: Sequence[str]
) -> tuple[set[int], dict[int, list[str]]]:
    """Return which blocks the paragraphs are, and the paragraphs that no block says.

    The latter come keyed by the block that they follow, -1 for none.
    """
    keys = [_key(block) for block in blocks]
    places: dict[str, list[int]] = {}
    for n, key in enumerate(keys):
        places.setdefault(key, []).append(n)
    said = {run for paragraph in paragraphs for run in _runs(paragraph)}
    runs_of = [_runs(block) for block in blocks]
    shown = {run for runs in runs_of for run in runs}

    marked: set[int] = set()
    missing: dict[int, list[str]] = {}
    at = -1
    for paragraph in paragraphs:
        key = _key(paragraph)
        if not key:
            continue
        same = places.get(key, ())
        # The same words may stand in a menu too: the next place after the last one is meant.
        place = same[min(bisect_right(same, at), len(same) - 1)] if same else None
        if place is not None:
            marked.add(place)
            at = max(at, place) if place - at < 60 or at < 0 else at
            continue
        runs = _runs(paragraph)
        if sum(run in shown for run in runs) < MOSTLY * len(runs):
            missing.setdefault(at, []).append(paragraph)
    for n, runs in enumerate(runs_of):
        if n in marked:
            continue
        if sum(run in said for run in runs) >= MOSTLY * len(runs) and len(runs) >= 3:
            marked.add(n)
    return marked, missing


def words_in(text: str) -> list[str]:
    """Return the words of a text in any script."""
    return WORD.findall(text)


def _key(words: str) -> str:
    return "".join(re.findall(r"\w+", words.casefold()))


def _runs(words: str) -> list[tuple[str, ...]]:
    said = words_in(words.casefold())
    return [tuple(said[n : n + RUN]) for n in range(max(1, len(said) - RUN + 1))] if said else []
