"""What every command shares -> the record it works on, how it prints, and how it fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli.terminal import clean
from onrecord.errors import OnrecordError, RecordError

if TYPE_CHECKING:
    from onrecord.record import Record

DEFAULT_RECORD = "onrecord.db"
FAILED, WRONG, STOPPED = 1, 2, 130  # exit codes: see docs/cli.md

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass
class Prompt:
    """What was asked for beside the command itself: which record, and JSON or words to read."""

    given: str = ""
    as_json: bool = False

    @property
    def record(self) -> str:
        """The record to work on: as given, else the one that ONRECORD names, else the usual."""
        return self.given or os.environ.get("ONRECORD", "") or DEFAULT_RECORD


pass_prompt = click.make_pass_decorator(Prompt, ensure=True)


class Commands(click.Group):
    """Commands in the order in which one needs them, whose failures are one clear line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order in which they were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; print what onrecord or the system says is wrong, without a traceback."""
        for stream in (sys.stdout, sys.stderr):
            # A terminal that cannot show a letter shows its number, rather than nothing at all.
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        try:
            return super().invoke(ctx)
        except OnrecordError as error:
            complain(str(error))
        except BrokenPipeError:
            raise  # `onrecord statements | head`: click ends quietly
        except OSError as error:
            complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        except KeyboardInterrupt:
            complain("stopped")
            ctx.exit(STOPPED)
        ctx.exit(WRONG)


def complain(words: str) -> None:
    """Print one line of what is wrong to standard error."""
    click.echo(f"onrecord: {clean(words)}", err=True)


def record_option(command: Command) -> Command:
    """Give a command --record, so that it may stand before or after the command's name."""
    return click.option(
        "--record",
        metavar="FILE",
        expose_value=False,
        callback=_remember_record,
        help="The record to work on; otherwise the one that the environment variable ONRECORD "
        f"names, otherwise ./{DEFAULT_RECORD}.",
    )(command)


def record_options(command: Command) -> Command:
    """Give a command --record and --json, either of which may stand before or after its name."""
    as_json = click.option(
        "--json",
        is_flag=True,
        expose_value=False,
        callback=_remember_json,
        help="Print JSON: each line of the output is one whole value.",
    )
    return record_option(as_json(command))


def decision_options(command: Command) -> Command:
    """Give a command --note and --who, and what every command has."""
    who = click.option(
        "--who",
        default="",
        envvar="ONRECORD_WHO",
        metavar="NAME",
        help="Who decides; otherwise the name in the environment variable ONRECORD_WHO.",
    )
    note = click.option(
        "--note", default="", metavar="WORDS", help="Why, for whoever reads it later."
    )
    return note(who(record_options(command)))


def _remember_record(ctx: click.Context, option: click.Parameter, given: str | None) -> None:
    if given:
        ctx.ensure_object(Prompt).given = given


def _remember_json(ctx: click.Context, option: click.Parameter, given: bool) -> None:
    if given:
        ctx.ensure_object(Prompt).as_json = True


def open_record(path: str) -> Record:
    """Open a record that is there; raise RecordError, making no file, where there is none."""
    import onrecord

    if "://" not in path and not Path(path).exists():
        raise RecordError(
            f"{path}: no record there. Make one with `onrecord add FILE ...`, "
            "or say where it is with --record FILE."
        )
    return onrecord.open(path)
