"""A record -> the proof that every saved byte, every span and the intake log still hold."""

from __future__ import annotations

import re

import click

from onrecord.cli.lists import print_json
from onrecord.cli.prompt import FAILED, Prompt, open_record, pass_prompt, record_options
from onrecord.cli.terminal import clean


@click.command()
@click.option(
    "--head",
    default="",
    callback=lambda ctx, option, given: _whole_hash(given),
    metavar="HASH",
    help="A head noted earlier, to be found in the log.",
)
@record_options
@pass_prompt
def verify(prompt: Prompt, /, head: str) -> None:
    """Check every saved byte, every span and the intake log.

    Bytes are held against their digests, spans against the words on record, each entry of the
    intake log against the one before. The head that is printed stands for the whole log: note it
    down where nobody else can change it, and hand it to --head another day. The exit code is 1
    where anything does not hold.
    """
    with open_record(prompt.record) as record:
        newest = record.head()  # first, so that it is among what is checked
        problems = record.verify(head)
    if prompt.as_json:
        print_json([{"record": prompt.record, "problems": problems, "head": newest}])
    else:
        for problem in problems:
            click.echo(clean(problem))
        if not problems:
            click.echo(f"Every byte and every span of {clean(prompt.record)} holds.")
            click.echo(f"Head of the intake log: {newest or 'none, nothing has come yet'}")
        if head and not problems:
            click.echo("The head noted earlier is in the log: up to it nothing was changed.")
    if problems:
        raise click.exceptions.Exit(FAILED)


def _whole_hash(given: str) -> str:
    head = given.strip().lower()
    if head and not re.fullmatch("[0-9a-f]{64}", head):
        raise click.BadParameter("a head is 64 hexadecimal digits")
    return head
