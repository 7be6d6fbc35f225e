"""Language code -> how papers in it speak of somebody without the name: nouns, titles, articles."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Describing:
    """Words that stand for a name; `en_describing.toml` says what each list is for."""

    titles: Mapping[str, tuple[str, ...]]
    general_bodies: frozenset[str]
    bodies: frozenset[str]
    people: frozenset[str]
    gender: Mapping[str, str]
    prepositions: frozenset[str]
    loose: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    abbreviations: frozenset[str]
    somebody: frozenset[str]
    several: frozenset[str]


@cache
def describing(code: str) -> Describing:
    """Return how a language speaks of somebody without the name, read once."""
    path = files(__package__) / f"{code}_describing.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    people, words = table["people"], table["words"]
    return Describing(
        titles={title: tuple(nouns) for title, nouns in table["titles"].items()},
        general_bodies=frozenset(table["bodies"]["general"]),
        bodies=frozenset([*table["bodies"]["general"], *table["bodies"]["sorts"]]),
        people=frozenset(people["nouns"]),
        gender={noun: gender for gender in ("male", "female") for noun in people[gender]},
        prepositions=frozenset(words["prepositions"]),
        loose=frozenset(words["loose"]),
        definite=frozenset(words["definite"]),
        indefinite=frozenset(words["indefinite"]),
        abbreviations=frozenset(words["abbreviations"]),
        somebody=frozenset(words["somebody"]),
        several=frozenset(words["several"]),
    )
