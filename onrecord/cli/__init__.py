"""Words typed at a prompt -> the record, asked or added to: one call for each command.

`main` is the whole command line. Each command stands in the file of its name; the record, the
readers and everything else that takes time to load is imported when a command runs.
"""

from __future__ import annotations

import click

from onrecord.cli import (
    add,
    correct,
    date,
    demo,
    export,
    judge,
    lists,
    origins,
    positions,
    serve,
    show,
    verify,
    voices,
    watch,
)
from onrecord.cli.prompt import Commands, record_options

__all__ = ["main"]


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@record_options
@click.version_option(package_name="onrecord", prog_name="onrecord")
def main() -> None:
    """Keep the record of who said what, when, about whom and on whose account.

    Put saved articles on record, then ask it. Wherever an ID is wanted, its first few characters
    will do. Try `onrecord demo` first.
    """


for command in (
    add.add,
    lists.statements,
    lists.entities,
    lists.shifts,
    lists.disputes,
    positions.positions,
    origins.origins,
    voices.voices,
    show.show,
    watch.watch,
    watch.unwatch,
    judge.judge,
    date.date,
    correct.merge,
    correct.split,
    correct.rename,
    correct.never_merge,
    correct.undo,
    correct.judgements,
    serve.serve,
    export.export,
    verify.verify,
    demo.demo,
):
    main.add_command(command)
