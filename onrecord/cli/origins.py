"""Articles on record -> the accounts they carry: who copies whom, what later versions changed."""

from __future__ import annotations

from collections.abc import Iterator

import click

from onrecord.cli.layout import Desk, counted, desk_for, outlet, short
from onrecord.cli.lists import print_count, print_json
from onrecord.cli.prompt import Prompt, open_record, pass_prompt, record_options
from onrecord.cli.terminal import clean
from onrecord.values import Origin, Span, Tie


@click.command()
@click.option("--article", metavar="ID", help="Only the account that this article carries.")
@click.option("--all", "alone", is_flag=True, help="Also those that one article alone carries.")
@record_options
@pass_prompt
def origins(prompt: Prompt, /, article: str | None, alone: bool) -> None:
    """List stories that several articles carry, each with one origin.

    Copies of one wire story are one account, however many papers print it. Each article stands
    with its reason: the same text, a near copy, a later version of a page and what changed in it,
    or the same file saved twice. The earliest comes first.
    """
    with desk_for(open_record(prompt.record)) as desk:
        every = desk.record.origins(article=article)
        found = [one for one in every if alone or article or len(one.articles) > 1 or one.ties]
        if prompt.as_json:
            return print_json(with_changes(desk, origin) for origin in found)
        for origin in found:
            print_origin(desk, origin)
            desk.print("")
        if not every or article:
            return print_count(desk, found, "origin")
        articles = sum(len(origin.articles) for origin in every)
        desk.print(f"{counted(articles, 'article')}, {counted(len(every), 'origin')}")


def with_changes(desk: Desk, origin: Origin) -> dict[str, object]:
    """Return an origin's fields, with the paragraphs that later versions changed in `changes`."""
    from onrecord.exporters import as_json

    changed = [
        {
            "earlier": tie.to,
            "later": tie.article,
            "paragraphs": as_json(desk.record.changes(tie.to, tie.article)),
        }
        for tie in _versions(origin)
    ]
    return {**as_json(origin), "changes": changed}


def print_origin(desk: Desk, origin: Origin) -> None:
    """Print how many carry an account and on whose credit, then each with its reason."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    heading = Table.grid(expand=True)
    heading.add_column(ratio=1)
    heading.add_column(justify="right", no_wrap=True)
    heading.add_row(
        Text(counted(len(origin.articles), "article"), style="bold"),
        Text(short(origin.id), style="dim"),
    )
    desk.print(heading, Padding(Text(clean(origin.because)), (0, 0, 0, 2)))
    for id in origin.articles:
        _print_carrier(desk, id, [tie for tie in origin.ties if tie.article == id])


def _print_carrier(desk: Desk, id: str, ties: list[Tie]) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    article = desk.article(id)
    line = Table.grid(padding=(0, 2, 0, 0), expand=True)
    line.add_column(no_wrap=True, min_width=len("2021-11-12"))
    line.add_column(ratio=1, overflow="fold")
    line.add_column(justify="right", no_wrap=True, min_width=len(short(id)))
    day = article.published.edtf if article.published else "undated"
    name = Text(outlet(article), style="bold")
    name.append(f"  {clean(article.title)}", style="not bold")
    line.add_row(Text(clean(day)), name, Text(short(id), style="dim"))
    desk.print(Padding(line, (0, 0, 0, 2)))
    for tie in ties:
        reason = f"{tie.kind}, {tie.likeness:.2f}: {clean(tie.because)}"
        desk.print(Padding(Text(reason, style="cyan"), (0, 0, 0, 14)))
        if tie.kind == "version":
            _print_changes(desk, tie)


def _print_changes(desk: Desk, tie: Tie) -> None:
    from rich.padding import Padding
    from rich.text import Text

    def lines(article: str, spans: tuple[Span, ...], mark: str, style: str) -> None:
        for span in spans:
            words = " ".join(clean(span.of(desk.article(article).text)).split())
            desk.print(Padding(Text(f"{mark} {words}", style=style), (0, 0, 0, 14)))

    for change in desk.record.changes(tie.to, tie.article):
        lines(tie.to, change.gone, "-", "red")
        lines(tie.article, change.new, "+", "green")


def _versions(origin: Origin) -> Iterator[Tie]:
    return (tie for tie in origin.ties if tie.kind == "version")
