"""Given name -> "male" or "female", where nearly all who bear it are the one or the other."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from onrecord.languages.tables import table


def gender_of_given_name(name: str) -> str:
    """Return "male", "female", or "" where the name is not on the list."""
    return given_names().get(_plain(name), "")


@cache
def given_names() -> Mapping[str, str]:
    """Return the list: plain name -> "male" or "female"."""
    data = table("given_names")
    return {name: gender for gender, names in data.items() for name in names.split()}


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
