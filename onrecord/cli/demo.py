"""The example case -> a record of its own, and what there is to see in it."""

from __future__ import annotations

from pathlib import Path

import click

import onrecord
from onrecord.cli.add import Tally, put_on_record
from onrecord.cli.layout import Desk, desk_for, print_comparison, print_statement
from onrecord.cli.lists import print_json, with_passages
from onrecord.cli.prompt import Prompt, complain, pass_prompt, record_options
from onrecord.cli.terminal import clean
from onrecord.errors import OnrecordError
from onrecord.values import ComparisonKind

DEMO_RECORD = "onrecord-demo.db"


@click.command()
@record_options
@pass_prompt
def demo(prompt: Prompt) -> None:
    """Put the example case on record and show what comes of it.

    The case is a dozen articles about an invented country. They go into ./onrecord-demo.db, which
    is made anew each time, or into the record named with --record; never into the one that
    ONRECORD names, which is likely real.
    """
    if not prompt.given:
        remove_record(Path(DEMO_RECORD))
    path = prompt.given or DEMO_RECORD
    case = case_folder()
    with desk_for(onrecord.open(path)) as desk:
        tally = put_on_record(desk.record, (str(case),), None, 1, as_json=False)
        if prompt.as_json:
            return print_json([as_document(desk, path)])
        show_case(desk, tally, path)


def remove_record(path: Path) -> None:
    """Remove a record and the files that SQLite keeps beside it."""
    for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        file.unlink(missing_ok=True)


def case_folder() -> Path:
    """Return the folder of the example case, installed or in a checkout."""
    package = Path(onrecord.__file__).parent
    for folder in (package / "examples" / "case", package.parent / "examples" / "case"):
        if folder.is_dir():
            return folder
    raise OnrecordError("the example case is not installed; it is in examples/case of the source")


def as_document(desk: Desk, path: str) -> dict[str, object]:
    """Return all that the demo shows as one value."""
    return {
        "record": path,
        "statements": desk.record.statements(),
        "shifts": [with_passages(desk, each) for each in desk.record.comparisons(kind="shifts")],
        "disputes": [
            with_passages(desk, each) for each in desk.record.comparisons(kind="disputes")
        ],
    }


def show_case(desk: Desk, tally: Tally, path: str) -> None:
    """Print the statements, the shifts, the disputes, and where to go from here."""
    print_rule(desk, "Who said what")
    for statement in desk.record.statements():
        print_statement(desk, statement)
    titles: dict[ComparisonKind, str] = {
        "shifts": "Where a position shifts",
        "disputes": "Where two disagree",
    }
    for kind, title in titles.items():
        print_rule(desk, title)
        for comparison in desk.record.comparisons(kind=kind):
            print_comparison(desk, comparison)
            desk.print("")
    print_rule(desk, "Now")
    for reason in tally.reasons:
        complain(reason)
    record = clean(path)
    desk.print(
        f"{tally} ({record}).",
        "",
        f"Read it in the browser:    onrecord serve --record {record} --open",
        f"Ask it at the prompt:      onrecord statements --record {record} --act deny",
        f"See one in its context:    onrecord show ID --record {record}",
        "Put your own on record:    onrecord add FILE ...",
    )


def print_rule(desk: Desk, title: str) -> None:
    """Print a line across with a title in it."""
    from rich.rule import Rule
    from rich.text import Text

    desk.print("", Rule(Text(title, style="bold"), align="left"), "")
