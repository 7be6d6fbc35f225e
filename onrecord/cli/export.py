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
    """Write the record as files of one KIND.

    \b
    report          a case report of what was accepted: HTML to print, Markdown
    csv             one table for each kind of value, for spreadsheets
    jsonl           one file for each kind of value, nothing left out
    parquet         the tables of csv, for data frames
    bagit           a BagIt bag: every saved file, the intake log, csv and jsonl
    webannotations  W3C Web Annotations
    pairs           the pairs that people judged, to measure a judge of pairs by
    schemaorg       schema.org Quotation and Claim, as JSON-LD
    ftm             FollowTheMoney entities
    timelinejs      a TimelineJS timeline

    A bag takes an empty FOLDER.
    """
    from onrecord import exporters

    with open_record(prompt.record) as record:
        written = exporters.export(record, kind, out)
    if prompt.as_json:
        return print_json([{"written": written}])
    for path in written:
        click.echo(clean(str(path)))
