"""Two given names -> whether one can stand for the other: "Bill" for "William"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from onrecord.languages.tables import table


def can_be_one_name(one: str, other: str) -> bool:
    """Whether two plain given names are one name, or one is a pet form of the other.

    >>> can_be_one_name("bill", "william"), can_be_one_name("bill", "bob")
    (True, False)
    """
    return one == other or other in pet_forms().get(one, ()) or one in pet_forms().get(other, ())


@cache
def pet_forms() -> Mapping[str, frozenset[str]]:
    """Return the list, read once: plain given name -> its short and pet forms."""
    return {name: frozenset(forms.split()) for name, forms in table("nicknames")["names"].items()}


def formal_names(name: str) -> frozenset[str]:
    """Return the given names that a pet form can stand for: none for a name that is no pet form."""
    return _by_pet_form().get(name, frozenset())


@cache
def _by_pet_form() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, forms in pet_forms().items():
        for form in forms:
            found.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in found.items()}
