"""Saved files and web addresses -> articles on record, with progress and reasons on the way."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

import onrecord
from onrecord.cli.layout import counted
from onrecord.cli.lists import print_json
from onrecord.cli.prompt import FAILED, STOPPED, Prompt, complain, pass_prompt, record_options
from onrecord.cli.terminal import clean, open_console
from onrecord.intake import is_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.adding import Added
    from onrecord.record import Record


@dataclass
class Tally:
    """What came of the files so far: numbers, and the reason for each that was not read whole."""

    articles: int = 0
    statements: int = 0
    known: int = 0
    unread: int = 0
    in_part: int = 0
    reasons: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        words = f"{counted(self.articles, 'article')} with {counted(self.statements, 'statement')}"
        words += " put on record"
        if self.known:
            words += f"; {counted(self.known, 'file')} already there"
        if self.in_part:
            words += f"; {counted(self.in_part, 'file')} read in part"
        if self.unread:
            words += f"; {counted(self.unread, 'file')} not read"
        return words


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--published", metavar="DATE", help="The date of those articles that give none: 2023-06-26."
)
@click.option(
    "--cores",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Read on so many cores.",
)
@click.option(
    "--most",
    type=click.IntRange(min=0),
    default=30,
    show_default=True,
    metavar="N",
    help="Of a feed, fetch at most so many articles.",
)
@click.option(
    "--private", is_flag=True, help="Fetch from any port, and from addresses that are not public."
)
@click.option(
    "--agent", default="", metavar="NAME", help="What to call oneself; otherwise onrecord/VERSION."
)
@record_options
@pass_prompt
def add(
    prompt: Prompt,
    /,
    files: tuple[str, ...],
    published: str | None,
    cores: int,
    **manners: Any,
) -> None:
    """Put saved articles on record.

    FILE is a file, a folder, or a pattern such as 'clips/*.html'. The record is made where there
    is none. What is already on it is left as it is, so the same command can be run again: after
    Ctrl-C it goes on where it stopped. A file that cannot be read is named with the reason, and
    the rest goes on. The exit code is 1 only when not one of the files is on record afterwards.

    FILE may also be a web address, of an article or of a feed with the articles that it names.
    What comes from there is saved in the record first. It is fetched anew each time, but the
    articles of a feed only once.
    """
    with onrecord.open(prompt.record, onrecord.Manners(**manners)) as record:
        tally = put_on_record(record, files, published, cores, prompt.as_json)
    if not prompt.as_json:
        report(tally, prompt.record)
    if not tally.articles and not tally.known:
        raise click.exceptions.Exit(FAILED)


def report(tally: Tally, path: str) -> None:
    """Print what came of the files, and each that could not be read with the reason."""
    for reason in tally.reasons:
        complain(reason)
    if tally == Tally():
        return complain("no files there")
    click.echo(f"{tally} ({clean(path)}).")


def put_on_record(
    record: Record, files: tuple[str, ...], published: str | None, cores: int, as_json: bool
) -> Tally:
    """Add files, showing how far it has come on a terminal; return what came of them."""
    tally = Tally()

    def total() -> int | None:
        # What a feed names is known only when it has come.
        return None if any(map(is_address, files)) else record.count(*files)

    arrivals = record.add(*files, published=published, cores=cores)
    try:
        with progress(total, hidden=as_json) as advance:
            for added in arrivals:
                count(added, record, tally)
                advance(added)
                if as_json:
                    print_json([added])
    except KeyboardInterrupt:
        complain(f"stopped. What was read is kept: {tally}. Run the same command again to go on.")
        with suppress(KeyboardInterrupt):  # a second Ctrl-C leaves comparing to the next run
            record.update()
        raise click.exceptions.Exit(STOPPED) from None
    return tally


def count(added: Added, record: Record, tally: Tally) -> None:
    """Add what came of one file to the tally."""
    if added.reason:
        tally.reasons.append(reason_of(added))
    if added.known:
        tally.known += 1
    elif not added.articles:
        tally.unread += 1
    else:
        tally.in_part += bool(added.reason)
        tally.articles += len(added.articles)
        tally.statements += sum(len(record.statements(article=id)) for id in added.articles)


def reason_of(added: Added) -> str:
    """Return the path of a file and why it, or a part of it, could not be read."""
    if added.reason.startswith(added.path):
        return added.reason
    return f"{added.path}: {added.reason}"


@contextmanager
def progress(total: Callable[[], int | None], hidden: bool) -> Iterator[Callable[[Added], None]]:
    """Show a bar with the count and the time left, on a terminal; else show nothing.

    The total is None where it is not known beforehand.
    """
    if hidden or not sys.stderr.isatty():
        yield lambda added: None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = open_console(to_stderr=True)
    with Progress(
        MofNCompleteColumn(),
        BarColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
        console=console,
        transient=True,
    ) as bar:
        task = bar.add_task("", total=total())

        def advance(added: Added) -> None:
            bar.update(task, advance=1, description=clean(added.path)[-50:])
            if bar.tasks[task].finished:
                bar.update(task, description="comparing statements")

        yield advance
