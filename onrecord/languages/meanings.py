"""Language code -> what comparing two statements needs to know of words: near, opposite, empty.

Words are kept and asked for by stem, so that "operations" meets "operate" and "links" meets
"link". The stemmer is a short list of endings: it errs by joining too little.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from onrecord.languages.tables import table

# Longest first, so that one pass is enough. What is left must keep three letters, or four where
# the ending is long, so that "nation" and "station" stay whole. Whoever does a thing keeps his
# ending: a contractor is no contract, and a denied contract says nothing of fighters and fights.
# fmt: off
ENDINGS = (
    "izations", "isations", "ization", "isation", "ations", "ating", "ation", "ated", "ates", "ate",
    "ments", "ment", "nesses", "ness", "ities", "ity", "ingly", "edly", "ions",
    "ion", "ings", "ing", "als", "al", "ive", "ed", "es", "ly", "s", "e",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Meanings:
    """What we know of the words of one language, all of it by stem.

    `near` gives the group of a stem (its first word), `sides` for each stem the (pair, side) that
    it is on among the opposites. `kinds` holds the plain sets: "deny", "bond", "hedges" ...
    `scope` holds words as they are written, which limit what is said: "modal", "past" ...
    """

    empty: frozenset[str]
    breaks: frozenset[str]
    abbreviations: frozenset[str]
    near: Mapping[str, str]
    sides: Mapping[str, tuple[tuple[int, int], ...]]
    kinds: Mapping[str, frozenset[str]]
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    irregular: Mapping[str, str]
    scope: Mapping[str, frozenset[str]]

    def stem(self, word: str) -> str:
        """Return the stem of a word in small letters, irregular forms understood."""
        return stem(self.irregular.get(word, word))

    def group(self, stem: str) -> str:
        """Return the group of near words that a stem is in, or the stem itself."""
        return self.near.get(stem, stem)


@cache
def meanings(code: str) -> Meanings:
    """Return what we know of the words of a language, read once."""
    data = table(f"{code}_meanings")
    numbers = data["numbers"]
    return Meanings(
        empty=frozenset(data["empty"]["words"]),
        breaks=frozenset(data["clauses"]["breaks"]),
        abbreviations=frozenset(data["clauses"]["abbreviations"]),
        near=_near(data["near"]["groups"]),
        sides=_sides(data["opposite"]["pairs"]),
        kinds=_kinds(data),
        numbers=numbers["words"],
        scales=numbers["scales"],
        irregular={form: base for base, forms in data["irregular"].items() for form in forms},
        scope={name: frozenset(words) for name, words in data["scope"].items()},
    )


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word in small letters without its ending.

    >>> [stem(word) for word in ("links", "operations", "operate", "denied", "ties", "agreement")]
    ['link', 'oper', 'oper', 'deny', 'tie', 'agre']
    """
    if word.endswith(("ied", "ies")):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (3 if len(ending) < 3 else 4):
            return _plain_end(word[: -len(ending)])
    return word


def _plain_end(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiousl":
        return word[:-1]
    return word[:-1] if len(word) > 4 and word[-1] == "e" else word


def _near(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    near: dict[str, str] = {}
    for group in groups:
        for word in group:
            # A word in two groups stays in the first: groups must not run into each other.
            near.setdefault(stem(word), f"~{group[0]}")
    return near


def _sides(pairs: Iterable[Sequence[Sequence[str]]]) -> dict[str, tuple[tuple[int, int], ...]]:
    sides: dict[str, list[tuple[int, int]]] = {}
    for number, pair in enumerate(pairs):
        for side, words in enumerate(pair):
            for word in words:
                sides.setdefault(stem(word), []).append((number, side))
    return {word: tuple(places) for word, places in sides.items()}


def _kinds(data: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    lists = {
        **data["denial"],
        **data["relations"],
        **{f"quantifier {name}": words for name, words in data["quantifiers"].items()},
        "hedges": data["hedges"]["words"],
        "negating": data["negation"]["verbs"],
        "predicates": data["negation"]["predicates"],
        "truths": data["negation"]["truths"],
        "passed over": data["numbers"]["passed_over"],
        "tolls": data["numbers"]["tolls"],
    }
    # "Reportedly" is a hedge and "report" is none: an adverb stays as it is.
    return {
        name: frozenset(word if word.endswith("ly") else stem(word) for word in words)
        for name, words in lists.items()
    }
