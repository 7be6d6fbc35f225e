"""A block of an article and the spans in it -> the paragraph with source, cue and words marked.

On a terminal the marks are colours; where there are none, brackets stand for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onrecord.cli.layout import Desk
from onrecord.cli.terminal import clean_lines
from onrecord.values import Article, Block, Span, Statement

if TYPE_CHECKING:
    from rich.console import RenderableType

Part = Literal["source", "cue", "content"]

STYLES: dict[Part, str] = {
    "source": "bold yellow",
    "cue": "underline magenta",
    "content": "bold green",
}
BRACKETS: dict[Part, tuple[str, str]] = {
    "source": ("{", "}"),
    "cue": ("<", ">"),
    "content": ("[", "]"),
}
_READ = {"title", "byline", "dateline", "body"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of an article to show as part of a statement."""

    part: Part
    span: Span


def marks_of(statement: Statement, content_only: bool = False) -> list[Mark]:
    """Return the marks for the source, the cue and each piece of the words of a statement."""
    marks = [Mark("content", span) for span in statement.content]
    if statement.source and not content_only:
        marks.append(Mark("source", statement.source))
    if statement.cue and not content_only:
        marks.append(Mark("cue", statement.cue))
    return marks


def passage(desk: Desk, article: Article, block: Block, marks: Iterable[Mark]) -> RenderableType:
    """Return a block to print, its role in the margin and the marks that fall into it shown."""
    from rich.table import Table
    from rich.text import Text

    inside = [
        Mark(
            mark.part,
            Span(
                max(mark.span.start, block.span.start) - block.span.start,
                min(mark.span.stop, block.span.stop) - block.span.start,
            ),
        )
        for mark in marks
        if mark.span.start < block.span.stop and mark.span.stop > block.span.start
    ]
    words = clean_lines(block.span.of(article.text))
    style = "" if block.role in _READ else "dim"
    row = Table.grid(padding=(0, 2, 0, 0))
    row.add_column(width=11, no_wrap=True)
    row.add_column(overflow="fold")
    row.add_row(Text(block.role, style="dim"), _marked(desk, words, inside, style))
    return row


def _marked(desk: Desk, words: str, marks: list[Mark], style: str) -> RenderableType:
    from rich.text import Text

    if desk.console.color_system is None or desk.console.no_color:
        return Text(bracketed(words, marks), style=style)
    text = Text(words, style=style)
    for mark in marks:
        text.stylize(STYLES[mark.part], mark.span.start, mark.span.stop)
    return text


def bracketed(words: str, marks: list[Mark]) -> str:
    """Return words with the brackets of each mark put in."""
    # At one place what ends comes before what begins, and the longer of two opens first.
    edges = []
    for mark in marks:
        open, close = BRACKETS[mark.part]
        length = mark.span.stop - mark.span.start
        edges += [(mark.span.start, 1, -length, open), (mark.span.stop, 0, length, close)]
    pieces, reached = [], 0
    for place, _, _, bracket in sorted(edges):
        pieces += [words[reached:place], bracket]
        reached = place
    return "".join(pieces) + words[reached:]
