"""Pasted or printed text -> its paragraphs, markup taken off and hard line breaks undone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

LINK = re.compile(
    r"!?\[([^\[\]\n]{0,400})\]\((?:[^()\s]|\([^()\s]*\)){0,2000}(?:\s+\"[^\"\n]*\")?\)"
)
ANGLED = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
BOLD_TAIL = re.compile(r"\S.*?(\*\*|__)(?=\S)(?P<tail>[^*_]{2,120})\1[.\s]*$")
HEADING = re.compile(r"^#{1,6}\s+")
BULLET = re.compile(r"^\s*[•·‣▪◦*–+-]\s+|^\s*[•·‣▪◦]")
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"']+", re.IGNORECASE)
PAGE_NUMBER = re.compile(
    r"(?:^|\s)(?:page\s+)?\d{1,4}\s?(?:/|of)\s?\d{1,4}$|^(?:page\s+)?\d{1,4}$", re.IGNORECASE
)
ENDS = re.compile(r"[.!?…:;。！？।][\"”’»«“'’)\]*]*$")
NARROWEST, WIDEST = 40, 130  # columns that print or mail wraps at


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as people read it.

    `tail` is a bold run that ends it, where it holds more than that; `linked` the share of its
    letters that are link text; `close` is True where no blank line stands before it; `caption`
    where it was set as one.
    """

    words: str
    bullet: bool = False
    heading: bool = False
    footer: bool = False
    close: bool = False
    tail: str = ""
    linked: float = 0.0
    caption: bool = False


def paragraphs_in(text: str) -> list[Paragraph]:
    """Return the paragraphs of text that is clean but for form feeds, in page order."""
    lines = [line.rstrip() for line in text.replace("\f", "\n\f\n").split("\n")]
    footers = _page_furniture(lines)
    width = wrapped_at([line for n, line in enumerate(lines) if n not in footers])
    paragraphs: list[Paragraph] = []
    held: list[str] = []
    waiting: list[Paragraph] = []  # furniture inside a paragraph stands after it
    blank = True
    started_blank = True

    def close() -> None:
        nonlocal held
        if held:
            paragraphs.append(_paragraph(" ".join(held), close=not started_blank))
        paragraphs.extend(waiting)
        waiting.clear()
        held = []

    turning = False  # between pages, where blank lines end nothing
    for n, line in enumerate(lines):
        if n in footers:
            if line.strip("\f "):
                waiting.append(Paragraph(line.strip(), footer=True))
            turning = True
            continue
        if not line.strip("\f "):
            if "\f" in line:
                turning = True
            elif not turning:
                blank = True
            continue
        if held and (blank or not _runs_on(held[-1], line, width)):
            close()
        if not held:
            started_blank = blank
        held.append(line.strip())
        blank = turning = False
    close()
    return paragraphs


def _paragraph(words: str, close: bool) -> Paragraph:
    tail = BOLD_TAIL.match(words)
    links = LINK.findall(words)
    heading = HEADING.match(words) is not None
    bullet = BULLET.match(words) is not None
    plain = _without_markup(words)
    linked = sum(map(len, links)) / max(1, len(plain))
    return Paragraph(
        plain,
        bullet,
        heading,
        False,
        close,
        _without_markup(tail["tail"]) if tail else "",
        min(1.0, linked),
    )


def _without_markup(words: str) -> str:
    """Return words as a browser would show them: no link targets, no bold marks."""
    words = LINK.sub(r"\1", words)
    words = ANGLED.sub(r"\1", words)
    words = BOLD.sub(r"\2", words)
    return " ".join(HEADING.sub("", words).split())


def _page_furniture(lines: list[str]) -> set[int]:
    """Return the numbers of lines that print put at the top or foot of each page."""
    filled = [n for n, line in enumerate(lines) if line.strip()]
    turns = [place for place, n in enumerate(filled) if "\f" in lines[n]]
    near = {filled[k] for place in turns for k in (place - 1, place + 1) if 0 <= k < len(filled)}
    if turns:
        near.add(filled[-1])
        near.add(filled[0])
    shapes = Counter(re.sub(r"\d+", "0", lines[n].strip()) for n in near)
    furniture = {
        n
        for n in near
        if (shapes[re.sub(r"\d+", "0", lines[n].strip())] > 1 and lines[n].strip("\f "))
        or _is_page_number(lines[n])
    }
    # Without form feeds (they are lost in many a paste), a counted address still tells.
    return furniture | {n for n in filled if _is_page_number(lines[n]) and ADDRESS.search(lines[n])}


def _is_page_number(line: str) -> bool:
    return PAGE_NUMBER.search(line.strip()) is not None and len(line.split()) <= 8


def wrapped_at(lines: list[str]) -> int:
    """Return the column that text was hard-wrapped at, 0 where it was not.

    In wrapped text no line is longer than the width (but for unbreakable words), and a line that
    runs on could not have held the next one's first word.
    """
    lengths = sorted(len(line) for line in lines if " " in line.strip())
    if len(lengths) < 6:
        return 0
    width = lengths[-1 - len(lengths) // 200]
    if not NARROWEST <= width <= WIDEST:
        return 0
    longer = full = 0
    for line, after in pairwise(lines):
        if len(line) > 0.6 * width and after.strip() and not ENDS.search(line):
            longer += 1
            full += len(line) + 1 + len(after.split()[0]) > width
    return width if longer >= 4 and full >= 0.7 * longer else 0


def _runs_on(line: str, after: str, width: int) -> bool:
    """Say whether a line's paragraph goes on in the line right after it."""
    if BULLET.match(after):
        return False
    if width:
        return len(line) + 1 + len(after.split()[0]) > width
    # Not wrapped as a whole: a box can be, or one long sentence in a mail.
    first = after.lstrip("\"“‘'(").strip()[:1]
    return len(line) >= NARROWEST and not ENDS.search(line) and first.islower()
