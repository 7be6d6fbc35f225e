"""A record -> files in a folder, by an exporter's name."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.lists import print_json
from onrecord.cli.prompt import Prompt, open_record, pass_prompt, record_options
from onrecord.cli.terminal import clean


@click.command()
@click.argument("kind", metavar="KIND")
@click.option(
    "--out",
    default=".",
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where to write; made where there is none.",
)
@record_options
@pass_prompt
def export(prompt: Prompt, /, kind: str, out: Path) -> None:
    """Write the record as files; KIND is jsonl, csv, pairs or bagit.

    One file for each kind of value: articles, mentions, statements, entities, comparisons,
    origins and judgements. jsonl leaves nothing out; csv is laid out for spreadsheets. bagit
    writes a BagIt bag, to hand over or to archive: these files, every saved file as it was, and
    the intake log. It takes an empty FOLDER.
    """
    from onrecord import exporters

    with open_record(prompt.record) as record:
        written = exporters.export(record, kind, out)
    if prompt.as_json:
        return print_json([{"written": written}])
    for path in written:
        click.echo(clean(str(path)))
