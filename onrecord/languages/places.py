"""Words for a state, its people, its capital or its seat of power -> the state meant.

The list is `places.toml`, beside this file. A word is looked up folded: without case, accents,
full stops and a leading "the".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from onrecord.languages.tables import table

Standing = Literal["name", "demonym", "capital", "seat"]


@dataclass(frozen=True, slots=True)
class State:
    """A state, a part of one with a code of its own, or a bloc; and the words that stand for it.

    `code` is the ISO 3166-1 alpha-2 code, for a bloc a key of our own. `capitals` holds the seat
    of government first; where no capital's name speaks for the state, `town` is where its
    government sits. `seats` are bodies and buildings that speak for it, "the" left off.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    bloc: bool = False
    town: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """Every state on the list, and what each folded word stands for.

    `first_words` are what those words begin with, to pass over other text fast, and `first_of_more`
    what those begin with that are more than one word or hold a mark.
    """

    states: tuple[State, ...]
    by_code: dict[str, State]
    by_word: dict[str, tuple[State, Standing]]
    first_words: frozenset[str]
    first_of_more: frozenset[str]

    def find(self, words: str) -> tuple[State, Standing] | None:
        """Return the state that words stand for and how, or None.

        A possessive and the plural of a demonym are understood: "Russia's", "the Russians".
        """
        plain = folded(words)
        found = self.by_word.get(plain)
        if found is None and plain.endswith("s"):
            singular = self.by_word.get(plain[:-1])
            found = singular if singular and singular[1] == "demonym" else None
        return found

    def state(self, words: str) -> State | None:
        """Return the state of this name, alias or demonym, or None; capitals do not count."""
        found = self.find(words)
        return found[0] if found and found[1] in ("name", "demonym") else None


@cache
def places() -> Places:
    """Return the list, read once."""
    data = table("places")
    states = tuple(
        [_state(code, row, bloc=False) for code, row in data["states"].items()]
        + [_state(code, row, bloc=True) for code, row in data["blocs"].items()]
    )
    by_word = dict(_words(states))
    first_words = frozenset(word.split()[0] for word in by_word)
    more = frozenset(re.split(r"\W", word)[0] for word in by_word if not word.isalnum())
    return Places(states, {state.code: state for state in states}, by_word, first_words, more)


@lru_cache(maxsize=1 << 16)
def folded(words: str) -> str:
    """Return words without case, accents, full stops, possessive and a leading "the"."""
    bare = words.replace("’", "'")
    if not bare.isascii():
        decomposed = unicodedata.normalize("NFKD", bare)
        bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    plain = " ".join(bare.casefold().replace(".", "").replace(",", " ").split())
    return plain.removesuffix("'s").removesuffix("'").removeprefix("the ")


def _state(code: str, row: dict[str, Any], *, bloc: bool) -> State:
    lists = {
        field: tuple(row.get(field, ())) for field in ("aliases", "demonyms", "capitals", "seats")
    }
    return State(code, row["name"], bloc=bloc, town=row.get("town", ""), **lists)


def _words(states: Iterable[State]) -> Iterable[tuple[str, tuple[State, Standing]]]:
    # Names last, so that they win over a capital of the same word (Singapore, Djibouti, Panama).
    for state in states:
        yield from ((folded(word), (state, "seat")) for word in state.seats)
        yield from ((folded(word), (state, "capital")) for word in state.capitals)
    for state in states:
        yield from ((folded(word), (state, "demonym")) for word in state.demonyms)
        yield from ((folded(word), (state, "name")) for word in (state.name, *state.aliases))
