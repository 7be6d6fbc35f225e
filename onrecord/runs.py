"""Words -> the runs of words by which the same quotation is found again, a number for each.

A quotation may be cut at either end or have a word changed, so it is looked up by its short runs.
All of them are kept: to keep one in three (winnowing) was tried and loses quotations that share
no more than a half sentence.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from itertools import islice

# Any change here needs a migration that makes the table `quotation_runs` anew.
RUN = 3  # words
LONGEST = 600  # words of a statement that are looked at

# A script without spaces is taken sign by sign.
UNSPACED = "\u3040-\u30ff\u3400-\u9fff"
# An apostrophe or a hyphen within a word is no end of it.
WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+(?:[\u00ad'’\-‐‑][^\W_{UNSPACED}]+)*")
_MARK = re.compile(r"[\W_]+")


def compared(word: str) -> str:
    """Return a word as words of quotations are compared: no letter case, no marks."""
    return _MARK.sub("", word.casefold())


def runs_in(words: str) -> frozenset[int]:
    """Return the numbers of the runs of a text; none where it is too short.

    A number is a signed integer of eight bytes, the same on every machine.
    """
    found = (compared(word[0]) for word in islice(WORD.finditer(words), LONGEST))
    told = [word for word in found if word]
    return frozenset(_number(told[n : n + RUN]) for n in range(len(told) - RUN + 1))


def _number(run: Sequence[str]) -> int:
    digest = hashlib.blake2b(" ".join(run).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
