"""The commands' own help -> the blocks of docs/cli.md that show it.

`python docs/cli_help.py` writes them anew; with `--check` it changes nothing and exits with 1 where
the page has fallen behind.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from onrecord.cli import main

PAGE = Path(__file__).with_name("cli.md")
WIDTH = 80

_BLOCK = re.compile(
    r"(?<=<!-- help: )(?P<name>[\w-]+)( -->\n)(?P<help>.*?)(?=<!-- end -->)", re.DOTALL
)


def current(page: str) -> str:
    """Return the page with the help of each command as it is now."""
    return _BLOCK.sub(lambda block: f"{block['name']}{block[2]}{help_of(block['name'])}", page)


def help_of(name: str) -> str:
    """Return what `onrecord NAME --help` prints, as a block of Markdown."""
    top = name == "onrecord"
    command = main if top else main.commands[name]
    with click.Context(
        command,
        info_name="onrecord" if top else f"onrecord {name}",
        terminal_width=WIDTH,
        help_option_names=["-h", "--help"],
    ) as context:
        lines = [line.rstrip() for line in command.get_help(context).splitlines()]
    return "\n".join(["```text", *lines, "```"]) + "\n"


def without_block(page: str) -> list[str]:
    """Return the commands whose help the page does not show."""
    shown = {block["name"] for block in _BLOCK.finditer(page)}
    return [name for name in main.commands if name not in shown]


if __name__ == "__main__":
    before = PAGE.read_text(encoding="utf-8")
    if missing := without_block(before):
        sys.exit(f"{PAGE.name}: no block for {', '.join(missing)}")
    if "--check" not in sys.argv:
        PAGE.write_text(current(before), encoding="utf-8")
    elif current(before) != before:
        sys.exit(f"{PAGE.name} has fallen behind: run `python docs/{Path(__file__).name}`")
