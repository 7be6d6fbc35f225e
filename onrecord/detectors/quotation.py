"""Text -> what stands within double quotation marks, paragraph by paragraph.

An odd mark harms its own paragraph only: a quotation never runs over a paragraph's end, and one
left open there is closed there. Where the next paragraph opens with a mark, it goes on in it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.values import Span

PARAGRAPH = re.compile(r"[^\n]+")
MARK = re.compile(r"[\"“”„«»]|''|``")
# In British print: ‘It’s ours,’ she said. What closes it follows punctuation and no letter does.
SINGLE = re.compile(r"(?<!\w)‘(?=\w).*?(?<=[,.?!])’(?!\w)")
OPENING = frozenset("“„«")
CLOSING = frozenset("”»")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch within quotation marks, the marks included.

    `closed` is False where its paragraph ends first. `continues` says that it goes on from the
    paragraph before, `continued_by` where it goes on.
    """

    span: Span
    closed: bool = True
    continues: bool = False
    continued_by: Span | None = None

    @property
    def trusted(self) -> bool:
        """Whether it has an end: a mark that is never closed may have been left by mistake."""
        return self.closed or self.continued_by is not None


def quoted(text: str) -> list[Quoted]:
    """Return the quoted stretches of a text, in order."""
    found: list[Quoted] = []
    for paragraph in PARAGRAPH.finditer(text):
        here = _in_paragraph(paragraph.group(), paragraph.start())
        if here and found and not found[-1].closed and found[-1].continued_by is None:
            goes_on = not text[paragraph.start() : here[0].span.start].strip()
            follows = not text[found[-1].span.stop : paragraph.start()].strip()
            if goes_on and follows:
                found[-1] = replace(found[-1], continued_by=here[0].span)
                here[0] = replace(here[0], continues=True)
        found += here
    return found


def _in_paragraph(words: str, offset: int) -> list[Quoted]:
    found: list[Quoted] = []
    if not MARK.search(words):  # single marks quote where there are no double ones
        return [Quoted(Span(offset + m.start(), offset + m.end())) for m in SINGLE.finditer(words)]
    opened: int | None = None
    for mark in MARK.finditer(words):
        if opened is None:
            if mark.group() not in CLOSING:
                opened = mark.start()
        elif mark.group() not in OPENING or _closes(words, opened, mark):
            found.append(Quoted(Span(offset + opened, offset + mark.end())))
            opened = None
    if opened is not None:
        found.append(Quoted(Span(offset + opened, offset + len(words.rstrip())), closed=False))
    return found


def _closes(words: str, opened: int, mark: re.Match[str]) -> bool:
    """Say whether a mark of the opening kind closes: after „, or typed by mistake, “like this.“"""
    if words[opened] == "„" and mark.group() == "“":
        return True
    before, after = words[mark.start() - 1], words[mark.end() : mark.end() + 1]
    return not before.isspace() and not after.isalnum() and mark.start() - opened > 1


def share_quoted(spans: Sequence[Span], marks: Sequence[Quoted], text: str) -> float:
    """Return the share of the letters and digits of the spans that stand within marks."""
    inside = sum(
        _letters(text, max(start, mark.span.start), min(stop, mark.span.stop))
        for start, stop in spans
        for mark in _between(start, stop, marks)
    )
    return inside / sum(_letters(text, *span) for span in spans) if inside else 0.0


def is_quoted(at: int, marks: Sequence[Quoted]) -> bool:
    """Say whether a place of the text stands within marks."""
    return any(mark.span.start < at for mark in _between(at, at + 1, marks))


def _between(start: int, stop: int, marks: Sequence[Quoted]) -> Sequence[Quoted]:
    """Return the quotations that a stretch of text has anything in common with."""
    first = bisect.bisect_right(marks, start, key=lambda mark: mark.span.stop)
    last = bisect.bisect_left(marks, stop, key=lambda mark: mark.span.start)
    return marks[first:last]


def _letters(text: str, start: int, stop: int) -> int:
    return sum(map(str.isalnum, text[start:stop]))
