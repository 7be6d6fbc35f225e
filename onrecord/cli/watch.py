"""A user's own list of names -> whom the record watches, and a list of them."""

from __future__ import annotations

import click

from onrecord.cli.layout import Desk, counted, desk_for, short
from onrecord.cli.lists import print_json
from onrecord.cli.prompt import (
    FAILED,
    Prompt,
    complain,
    open_record,
    pass_prompt,
    record_options,
)
from onrecord.cli.terminal import clean
from onrecord.values import Watched


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@record_options
@pass_prompt
def watch(prompt: Prompt, /, files: tuple[str, ...]) -> None:
    """Watch the people and organisations on a list of yours.

    FILE is a CSV file with the column "name" and, if you like, "aliases" (with ; between them),
    "qid" (a Wikidata id) and "kind" (person, organisation, group, place); or FollowTheMoney
    entities as JSON lines. What stands under a name on the list is one entry, under the name that
    the list gives it, whatever the articles suggest; your own decisions go before it. A bad line
    is named and the others are taken. Without FILE, list all that is watched.
    """
    from onrecord import watchlist

    with desk_for(open_record(prompt.record)) as desk:
        passed_over = 0
        for file in files:
            entries = []
            for entry in watchlist.entries(file):
                if isinstance(entry, Watched):
                    entries.append(entry)
                else:
                    passed_over += 1
                    complain(str(entry))
            desk.record.watch(entries)
        # A list may be long: of what was just read only what is on record is worth a line.
        report(prompt, desk, desk.record.watched(), only_seen=bool(files))
    if passed_over:
        click.get_current_context().exit(FAILED)


@click.command()
@click.argument("name")
@record_options
@pass_prompt
def unwatch(prompt: Prompt, /, name: str) -> None:
    """Watch somebody no more, or all of a list.

    NAME is a name on the list, its ID or QID, or the name of the list's file. What the articles
    say stays on record.
    """
    with desk_for(open_record(prompt.record)) as desk:
        report(prompt, desk, desk.record.unwatch(name))


def report(prompt: Prompt, desk: Desk, entries: list[Watched], only_seen: bool = False) -> None:
    """Print entries of lists, or only those that are on record, and how many there are."""
    if prompt.as_json:
        return print_json(entries)
    held = {(entity.name, entity.qid): len(entity.mentions) for entity in desk.record.entities()}
    seen = [entry for entry in entries if (entry.name, entry.qid) in held]
    for entry in seen if only_seen else entries:
        print_entry(desk, entry, held.get((entry.name, entry.qid), 0))
    desk.print(f"{counted(len(entries), 'entry')}, {len(seen):,} of them on record")


def print_entry(desk: Desk, entry: Watched, mentions: int) -> None:
    """Print name, kind, QID, how often on record, list and id; then the other names."""
    seen = counted(mentions, "mention") if mentions else "not on record yet"
    parts = [entry.name, entry.kind or "", entry.qid, seen, entry.source, short(entry.id)]
    desk.print("  ".join(clean(part) for part in parts if part))
    if entry.aliases:
        desk.print("    also " + "; ".join(clean(alias) for alias in entry.aliases))
