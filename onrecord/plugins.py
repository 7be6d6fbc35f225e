"""A room's table -> the same table with what installed packages add to it."""

from __future__ import annotations

import warnings
from importlib import metadata
from typing import TypeVar

Thing = TypeVar("Thing")


def add_to(table: dict[str, Thing], group: str) -> dict[str, Thing]:
    """Add to `table` what installed packages offer under the entry point `group`; return it.

    A name that the table already has stays as it is. An entry point that cannot be loaded is
    named in a warning, and the rest goes on.
    """
    for entry in sorted(metadata.entry_points(group=group), key=lambda entry: entry.name):
        if entry.name in table:
            continue
        try:
            table[entry.name] = entry.load()
        except (ImportError, AttributeError) as error:
            warnings.warn(
                f"{group}: {entry.name!r} ({entry.value}) could not be loaded: {error}",
                RuntimeWarning,
                stacklevel=2,
            )
    return table
