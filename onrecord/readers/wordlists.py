"""roles.toml -> word lists and patterns over them, each read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def wordlist(*path: str) -> tuple[str, ...]:
    """Return the words at a place in roles.toml."""
    place: Any = _roles()
    for key in path:
        place = place[key]
    return tuple(place)


@cache
def any_of(*path: str) -> re.Pattern[str]:
    """Return a pattern for any word or phrase of a list, whole words only, in any case."""
    return re.compile(rf"(?<!\w){_alternatives(*path)}(?!\w)", re.IGNORECASE)


@cache
def begins_with(*path: str) -> re.Pattern[str]:
    """Return a pattern for a line that begins with a word or phrase of a list."""
    return re.compile(rf"\W*{_alternatives(*path)}(?!\w)", re.IGNORECASE)


def _alternatives(*path: str) -> str:
    words = sorted(wordlist(*path), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace("'", "['’]") for word in words) + ")"


@cache
def _roles() -> dict[str, Any]:
    return tomllib.loads(files("onrecord.readers").joinpath("roles.toml").read_text("utf-8"))
