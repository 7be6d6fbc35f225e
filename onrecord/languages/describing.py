"""Language code -> how papers in it speak of somebody without the name: nouns, titles, articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.languages.tables import table


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
    stressed: frozenset[str]
    directions: frozenset[str]
    groups: Mapping[str, str]
    members: Mapping[str, str]
    group_words: Mapping[str, str]


@cache
def describing(code: str) -> Describing:
    """Return how a language speaks of somebody without the name, read once."""
    data = table(f"{code}_describing")
    people, words = data["people"], data["words"]
    return Describing(
        titles={title: tuple(nouns) for title, nouns in data["titles"].items()},
        general_bodies=frozenset(data["bodies"]["general"]),
        bodies=frozenset([*data["bodies"]["general"], *data["bodies"]["sorts"]]),
        people=frozenset(people["nouns"]),
        gender={noun: gender for gender in ("male", "female") for noun in people[gender]},
        prepositions=frozenset(words["prepositions"]),
        loose=frozenset(words["loose"]),
        definite=frozenset(words["definite"]),
        indefinite=frozenset(words["indefinite"]),
        abbreviations=frozenset(words["abbreviations"]),
        somebody=frozenset(words["somebody"]),
        several=frozenset(words["several"]),
        stressed=frozenset(words["stressed"]),
        directions=frozenset(words["directions"]),
        groups=_by_word(data["groups"]),
        members=_by_word(data["group_members"]),
        group_words=_by_word(data["group_words"]),
    )


def _by_word(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: key for key, words in table.items() for word in words}
