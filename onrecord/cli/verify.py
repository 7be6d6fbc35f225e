"""A record -> the proof that every saved byte and every span still holds."""

from __future__ import annotations

import click

from onrecord.cli.lists import print_json
from onrecord.cli.prompt import FAILED, Prompt, open_record, pass_prompt, record_options
from onrecord.cli.terminal import clean


@click.command()
@record_options
@pass_prompt
def verify(prompt: Prompt) -> None:
    """Check every saved byte and every span.

    Bytes are held against their digests, spans against the words on record. The exit code is 1
    where anything does not hold.
    """
    with open_record(prompt.record) as record:
        problems = record.verify()
    if prompt.as_json:
        print_json([{"record": prompt.record, "problems": problems}])
    else:
        for problem in problems:
            click.echo(clean(problem))
        if not problems:
            click.echo(f"Every byte and every span of {clean(prompt.record)} holds.")
    if problems:
        raise click.exceptions.Exit(FAILED)
