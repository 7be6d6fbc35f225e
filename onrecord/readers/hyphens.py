"""Lines that print broke -> the words they were, hyphens of print taken out again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

AT_END = re.compile(r"([^\W\d_]+)([-\u2010\u00ad\u0002])$")  # PDFium gives U+0002 for some of them
OF_PRINT = "\u2010\u00ad"  # marks that nobody types: they were set by what broke the line
AT_START = re.compile(r"[^\W\d_]+")
AFTER_DIGIT = re.compile(r"\d[-\u2010\u0002]$")
SUSPENDED = re.compile(r"(?:and|or|und|oder|bzw\.?|bis|en|of|och|eller)\s")  # "land- and sea-born"
COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
OFTEN = 0.04  # of lines end in a hyphen where print breaks words; hardly one does where it does not


@dataclass(frozen=True, slots=True)
class Hyphens:
    """What a whole text tells of its hyphens: the words in it, and whether lines break words."""

    words: frozenset[str]
    breaks_words: bool


def hyphens_of(lines: Sequence[str]) -> Hyphens:
    """Return what the lines of a text tell of its hyphens, broken words themselves left out."""
    whole = [AT_END.sub("", line).casefold() for line in lines]
    words = {word for line in whole for word in re.findall(r"[^\W\d_]+", line)}
    words |= {word for line in whole for word in COMPOUND.findall(line)}
    broken = sum(AT_END.search(line) is not None for line in lines)
    return Hyphens(frozenset(words), broken > OFTEN * len(lines))


def joined(lines: Iterable[str], hyphens: Hyphens) -> str:
    """Return lines as one, a space between them but for words that were broken."""
    whole = ""
    for line in lines:
        end, start = AT_END.search(whole), AT_START.match(line)
        if not whole:
            whole = line
        elif end and SUSPENDED.match(line):
            whole = f"{whole} {line}"
        elif end and start:
            kept = "" if _is_of_print(end, start[0], hyphens) else "-"
            whole = whole[: end.start(2)] + kept + line
        elif AFTER_DIGIT.search(whole) and line[:1].isalnum():
            whole = whole + line
        else:
            whole = f"{whole} {line}"
    return whole


def _is_of_print(end: re.Match[str], after: str, hyphens: Hyphens) -> bool:
    """Say whether a hyphen at a line's end is no part of the word."""
    before, after = end[1].casefold(), after if after[0].islower() else ""
    if not after:
        return False
    if end[2] in OF_PRINT or before + after in hyphens.words:
        return True
    if f"{before}-{after}" in hyphens.words:
        return False
    # "cease-" and "fire" that stand elsewhere as words are two words here too.
    both = {before, after} <= hyphens.words and min(len(before), len(after)) >= 3
    return hyphens.breaks_words and not both
