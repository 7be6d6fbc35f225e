"""Language code -> how the words of a cue and of a content combine: heads, negations, clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.languages.tables import table


@dataclass(frozen=True, slots=True)
class Cues:
    """How cues are built in one language; `en_cues.toml` says what each list is for."""

    leading: frozenset[str]
    weak: frozenset[str]
    answering: frozenset[str]
    prepositions: frozenset[str]
    determiners: frozenset[str]
    auxiliaries: frozenset[str]
    negated: Mapping[str, str]
    failing: frozenset[str]
    weak_negators: frozenset[str]
    phrase_negators: frozenset[str]
    spent: frozenset[str]
    joining: frozenset[str]
    dangling: frozenset[str]
    opening: frozenset[str]
    findings: frozenset[str]
    claims: frozenset[str]
    own: frozenset[str]
    earlier: frozenset[str]
    sayings: frozenset[str]
    counted: frozenset[str]


@cache
def cues(code: str) -> Cues:
    """Return how cues are built in a language, read once."""
    data = table(f"{code}_cues")
    head, negation, clauses = data["head"], data["negation"], data["clauses"]
    return Cues(
        leading=frozenset(head["leading"]),
        weak=frozenset(head["weak"]),
        answering=frozenset(head["answering"]),
        prepositions=frozenset(head["prepositions"]),
        determiners=frozenset(head["determiners"]),
        auxiliaries=frozenset(head["auxiliaries"]),
        negated={act: into for into, acts in data["negated"].items() for act in acts},
        failing=frozenset(negation["failing"]),
        weak_negators=frozenset(negation["weak"]),
        phrase_negators=frozenset(negation["phrases"]),
        spent=frozenset(negation["spent"]),
        joining=frozenset(clauses["joining"]),
        dangling=frozenset(clauses["dangling"]),
        opening=frozenset(clauses["opening"]),
        findings=frozenset(data["findings"]["sources"]),
        claims=frozenset(data["claims"]["heads"]),
        own=frozenset(data["earlier"]["own"]),
        earlier=frozenset(data["earlier"]["which"]),
        sayings=frozenset(data["earlier"]["sayings"]),
        counted=frozenset(data["figures"]["counted"]),
    )
