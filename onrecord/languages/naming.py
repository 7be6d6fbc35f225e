"""Language code -> how names are built in it: titles, sorts of bodies, institutions, spellings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.languages.tables import table


@dataclass(frozen=True, slots=True)
class Naming:
    """How names are built in one language; `en_naming.toml` says what each list is for."""

    suffixes: frozenset[str]
    generations: Mapping[str, str]
    particles: frozenset[str]
    titles: frozenset[str]
    legal: frozenset[str]
    legal_in_full: tuple[str, ...]
    neutral: frozenset[str]
    sorts: Mapping[str, str]
    governments: frozenset[str]
    institutions: frozenset[str]
    fields: frozenset[str]
    same: Mapping[str, str]
    offices_of_states: tuple[str, ...]
    local_offices: tuple[str, ...]
    ministers: Mapping[str, str]
    people_endings: tuple[str, ...]
    spellings: tuple[tuple[str, str], ...]


@cache
def naming(code: str) -> Naming:
    """Return how names are built in a language, read once."""
    data = table(f"{code}_naming")
    persons, bodies, institutions = data["persons"], data["bodies"], data["institutions"]
    return Naming(
        suffixes=frozenset(persons["suffixes"]),
        generations=persons["generations"],
        particles=frozenset(persons["particles"]),
        titles=frozenset(persons["titles"]),
        legal=frozenset(bodies["legal"]),
        legal_in_full=tuple(bodies["legal_in_full"]),
        neutral=frozenset(bodies["neutral"]),
        sorts={word: sort for sort, words in data["sorts"].items() for word in words},
        governments=frozenset(institutions["government"]),
        institutions=frozenset(institutions["heads"]),
        fields=frozenset(institutions["fields"]),
        same=institutions["same"],
        offices_of_states=tuple(data["offices"]["of_states"]),
        local_offices=tuple(data["offices"]["local"]),
        ministers=data["offices"]["ministers"],
        people_endings=tuple(data["peoples"]["endings"]),
        spellings=tuple((old, new) for old, new in data["spellings"]["letters"]),
    )
