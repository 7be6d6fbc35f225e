"""Values and words from anywhere -> lines that a terminal can be trusted with.

Everything on a saved page is somebody else's: a title can hold the bytes that recolour a
terminal, rename its window or turn the reading order round. Words are cleaned here, and handed to
rich as plain text, never as markup.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 100

# C0 and C1 controls, marks that override the direction of reading, halves of characters.
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def clean(words: str) -> str:
    """Return words on one line without anything that a terminal would obey."""
    return " ".join(clean_lines(words).split())


def clean_lines(words: str) -> str:
    """Return words without anything that a terminal would obey, as long as they were.

    Each unsafe character becomes one space, so that spans still fit.
    """
    return _UNSAFE.sub(" ", words).translate({0x0B: " ", 0x0C: " ", 0x0D: " ", 0x85: " ", 9: " "})


def open_console(to_stderr: bool = False) -> Console:
    """Return a console as wide as the terminal, or 100 columns wide where the output is piped."""
    from rich.console import Console

    stream = sys.stderr if to_stderr else sys.stdout
    return Console(
        file=stream,
        width=None if stream.isatty() else _piped_width(),
        highlight=False,
        markup=False,
        emoji=False,
    )


def _piped_width() -> int:
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) >= 40 else PIPED_WIDTH
