"""A path -> a file to write that appears under that path only when it is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


@contextmanager
def whole_path(path: Path) -> Iterator[Path]:
    """Give a path beside this one; what is written there takes this name when the block ends.

    What was there before stays until then; a block that fails leaves no part of a file behind.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def whole_file(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Open a text file for writing that takes its name when the block ends without an error.

    Line ends are written as given.
    """
    with (
        whole_path(path) as part,
        part.open("w", encoding=encoding, errors="backslashreplace", newline="") as file,
    ):
        yield file
