"""Name of a data file of this room -> what it says, as TOML has it."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def table(name: str) -> dict[str, Any]:
    """Return what a file says: "places", "en_cues". Raise FileNotFoundError where it is missing."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
