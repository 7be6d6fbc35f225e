"""Proposition -> whether it says something of somebody, or only names a thing."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from onrecord.comparison.propositions import OPENING_THINGS, Proposition
from onrecord.languages import language
from onrecord.languages.meanings import meanings

ENDINGS = ("ed", "ing", "n't")
Clauses = tuple[tuple[str, ...], ...]


def has_verb(proposition: Proposition) -> bool:
    """Whether anything in it looks like a verb that says something of somebody."""
    return _has_verb(proposition.clauses)


def is_thing(proposition: Proposition) -> bool:
    """Whether it opens as a thing does, and nothing says what was done: "his ban on trade"."""
    first = proposition.clauses[0][:3] if proposition.clauses else ()
    opens = first[:1] and (first[0] in OPENING_THINGS or any("'s" in word for word in first))
    return bool(opens) and proposition.tokens.isdisjoint({"that", "of", "for", "as", "by"})


@lru_cache(maxsize=1 << 14)
def _has_verb(clauses: Clauses) -> bool:
    known, acts = meanings("en"), language("en").acts
    scope = known.scope
    verbs = scope["verbs"] | scope["future"] | scope["past"] | scope["modal"] | scope["bound"]
    # "Her handling of it" is a thing.
    words = [
        word
        for clause in clauses
        for word, after in pairwise((*clause, ""))
        if not (word.endswith("ing") and after == "of")
    ]
    if any(w in verbs or w.endswith(ENDINGS) or w in known.irregular for w in words):
        return True
    # "Farmers welcome the ban": what may be a verb is one between a noun and "the".
    return any(
        word in acts and after in OPENING_THINGS and before not in known.empty
        for clause in clauses
        for before, word, after in zip(clause, clause[1:], clause[2:], strict=False)
    )
