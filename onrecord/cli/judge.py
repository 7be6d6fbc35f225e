"""A person's verdict -> a judgement on record."""

from __future__ import annotations

from typing import get_args

import click

from onrecord.cli.layout import desk_for
from onrecord.cli.lists import print_json
from onrecord.cli.prompt import Prompt, decision_options, open_record, pass_prompt
from onrecord.cli.show import print_judgements
from onrecord.values import Verdict

NEEDS_CORRECTION = ("same", "different", "split", "corrected")


@click.command()
@click.argument("id")
@click.argument("verdict", type=click.Choice(get_args(Verdict)))
@click.option(
    "--correction",
    metavar="X",
    help="The date of an article or the name of an entity; for same and different, the other "
    "entity or article; for split, the IDs of what is another's.",
)
@decision_options
@pass_prompt
def judge(
    prompt: Prompt, /, id: str, verdict: Verdict, correction: str | None, note: str, who: str
) -> None:
    """Decide on an article, statement, entity or comparison.

    Your word stands. A judgement is kept with the words that were judged. It is never
    overwritten, and it holds when the articles are read again. To change your mind, judge again:
    the last word counts.
    """
    if verdict in NEEDS_CORRECTION and correction is None:
        raise click.UsageError(f"'{verdict}' needs --correction")
    with desk_for(open_record(prompt.record)) as desk:
        judgement = desk.record.judge(id, verdict, correction=correction or "", note=note, who=who)
        if prompt.as_json:
            return print_json([judgement])
        print_judgements(desk, [judgement])
