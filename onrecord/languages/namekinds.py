"""Language code -> what in a name, and right beside it, tells what it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.languages.tables import table

Words = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class NameKinds:
    """Words by the kind that they tell; `en_namekinds.toml` says what each list is for."""

    heads: Words
    openings: Words
    before: Words
    not_where: frozenset[str]
    no_offices: frozenset[str]
    owned: Words
    after: Words
    bodies: frozenset[str]
    is_a: Words
    place_endings: tuple[str, ...]
    endings: tuple[str, ...]
    compounds: frozenset[str]


@cache
def name_kinds(code: str) -> NameKinds:
    """Return what tells the kinds of names in a language, read once."""
    data = table(f"{code}_namekinds")

    def words(name: str) -> Words:
        return {kind: frozenset(listed) for kind, listed in data[name].items()}

    return NameKinds(
        heads=words("heads"),
        openings=words("openings"),
        before=words("before"),
        no_offices=frozenset(data["no_offices"]["words"]),
        not_where=frozenset(data["not_where"]["words"]),
        owned=words("owned"),
        after=words("after"),
        bodies=frozenset(data["bodies"]["after"]),
        is_a=words("is_a"),
        place_endings=tuple(data["place_endings"]["endings"]),
        endings=tuple(data["people"]["endings"]),
        compounds=frozenset(data["compounds"]["words"]),
    )
