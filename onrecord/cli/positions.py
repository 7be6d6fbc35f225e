"""Who, about what -> the positions taken, in order, and the turns among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import click

from onrecord.cli.layout import Desk, desk_for, print_statement
from onrecord.cli.lists import print_json
from onrecord.cli.prompt import Prompt, open_record, pass_prompt, record_options
from onrecord.exporters.wording import positions_words
from onrecord.values import Level

if TYPE_CHECKING:
    from onrecord.comparison.positions import Position


@click.command()
@click.option("--by", required=True, metavar="NAME", help="Of this person, party or state.")
@click.option("--about", required=True, metavar="NAME", help="On this person, party or thing.")
@click.option(
    "--level",
    type=click.Choice(get_args(Level)),
    metavar="LEVEL",
    help=f"The {', '.join(get_args(Level))} behind NAME; otherwise NAME and who speaks for it.",
)
@record_options
@pass_prompt
def positions(prompt: Prompt, /, by: str, about: str, level: Level | None) -> None:
    """List what a person or party held of something, in order.

    Denied, rejected, distanced, took back, confirmed, supported, promised, refused, accused, or
    else affirmed or negated. A turn shows where the word changes. Statements that repeat another
    count once.
    """
    with desk_for(open_record(prompt.record)) as desk:
        taken = desk.record.positions(by, about, level)
        if prompt.as_json:
            return print_json(taken)
        for position in taken:
            print_position(desk, position)
        desk.print(positions_words(taken))


def print_position(desk: Desk, position: Position) -> None:
    """Print what was done about the thing, how often it stands, and the statement itself."""
    often = len(position.statements)
    click.echo(position.stance + (f", printed {often} times" if often > 1 else ""))
    print_statement(desk, desk.record.statement(position.statements[0]), indent=2)
