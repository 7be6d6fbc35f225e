"""A statement -> who else carries it, how many voices that is, and what became of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.cli.layout import Desk, counted, desk_for, outlet, print_statement, short
from onrecord.cli.lists import print_json
from onrecord.cli.prompt import Prompt, open_record, pass_prompt, record_options
from onrecord.cli.terminal import clean
from onrecord.values import Span

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.origins import Voices
    from onrecord.origins.quotations import Piece

INDENT = 14  # of what is said of an article, beneath its day


@click.command()
@click.argument("statement", metavar="STATEMENT")
@record_options
@pass_prompt
def voices(prompt: Prompt, /, statement: str) -> None:
    """Count the voices behind a statement, given by its ID.

    How many articles carry it, how many origins these have (copies of one story are one), and how
    many independent accounts: two papers that have it from one broadcaster are one account. Then
    each other article with what became of the words: the same, trimmed, altered, given to another
    speaker, or said again on another day. What it leaves out stands in [-...-], what it has
    instead or beside in {+...+}.
    """
    with desk_for(open_record(prompt.record)) as desk:
        found = desk.record.voices(statement)
        if prompt.as_json:
            return print_json([found])
        print_statement(desk, desk.record.statement(found.statement))
        desk.print("", clean(found.because))
        _print_accounts(desk, found)
        _print_versions(desk, found)


def _print_accounts(desk: Desk, found: Voices) -> None:
    from rich.padding import Padding

    for number, account in enumerate(found.accounts, 1):
        size = counted(len(account.articles), "article")
        words = f"Account {number}, {size}: {clean(account.because)}"
        desk.print(Padding(words, (0, 0, 0, 2)))


def _print_versions(desk: Desk, found: Voices) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    home = desk.record.statement(found.statement).article
    for version in found.versions:
        article = desk.article(version.article)
        day = article.published.edtf if article.published else "undated"
        line = Table.grid(padding=(0, 2, 0, 0), expand=True)
        line.add_column(no_wrap=True, min_width=len("2021-11-12"))
        line.add_column(ratio=1, overflow="fold")
        line.add_column(justify="right", no_wrap=True)
        name = Text(outlet(article), style="bold")
        name.append(f"  {clean(article.title)}", style="not bold")
        line.add_row(clean(day), name, Text(short(version.statements[0]), style="dim"))
        reason = Text(f"{version.kind}: {clean(version.because)}", style="cyan")
        desk.print("", Padding(line, (0, 0, 0, 2)), Padding(reason, (0, 0, 0, INDENT)))
        if any(piece.kind not in ("same", "elsewhere") for piece in version.pieces):
            words = aligned(desk, version.pieces, home, version.article)
            desk.print(Padding(words, (0, 0, 0, INDENT)))


def aligned(desk: Desk, pieces: tuple[Piece, ...], here: str, there: str) -> Text:
    """Return both versions as one text, `here` and `there` being ids of articles."""
    from rich.text import Text

    def words(article: str, spans: tuple[Span, ...]) -> str:
        text = desk.article(article).text
        return " ... ".join(clean(span.of(text)) for span in spans)

    parts = []
    for piece in pieces:
        if piece.kind in ("same", "elsewhere"):
            parts.append(Text(words(there, piece.there)))
            continue
        if piece.here:
            parts.append(Text(f"[-{words(here, piece.here)}-]", style="red"))
        if piece.there:
            parts.append(Text("{+" + words(there, piece.there) + "+}", style="green"))
    return Text(" ").join(parts)
