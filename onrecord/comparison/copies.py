"""Claims -> which of them are one and the same: wire copy, trimmed quotes, headlines.

A story printed in ten papers is one source. Copies are found by shared runs of three content
words, looked up and never compared all with all, and each set is stood for by one claim. Articles
of one origin tell one story: in them, the same words have the same speaker.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

from onrecord.comparison.claims import Claim

# Fewer content words than this are a copy only where all of them are the same.
ENOUGH_WORDS = 5
# Shares of the shorter and of both together: a quote may be trimmed, and words of an indirect
# rendering differ; a claim with one word changed ("no contract") must not pass.
TRIMMED = 0.8
LONG_ENOUGH = 0.45
# How many earlier claims with the same run of words are looked at.
LOOKED_AT = 8


def copies(claims: Sequence[Claim], origins: Mapping[str, str]) -> list[list[int]]:
    """Return the sets of claims that say the same in the same words; each opens with its first.

    Claims must come in the order in which they are to stand for their sets; `origins` gives the
    origin of an article.
    """
    by_run: dict[Hashable, list[int]] = {}
    sets: dict[int, list[int]] = {}
    for number, claim in enumerate(claims):
        runs = list(_runs(claim))
        looked = sorted({first for run in runs for first in by_run.get(run, ())})
        first = next((n for n in looked if are_copies(claims[n], claim, origins)), number)
        sets.setdefault(first, []).append(number)
        # A longer version brings runs that its stand-in does not have.
        for run in runs:
            held = by_run.setdefault(run, [])
            if first not in held and len(held) < LOOKED_AT:
                held.append(first)
    return list(sets.values())


def are_copies(one: Claim, other: Claim, origins: Mapping[str, str]) -> bool:
    """Whether two claims are the same words of the same holder, as far as a holder is known."""
    if not (_may_be_of_one(one, other) or tell_one_story(one, other, origins)):
        return False
    if one.flips != other.flips:
        return False
    mine, yours = one.proposition.groups, other.proposition.groups
    shared = mine.keys() & yours.keys()
    if any(mine[group].negated != yours[group].negated for group in shared):
        return False
    figures = [frozenset(f.value for f in claim.proposition.figures) for claim in (one, other)]
    years = [claim.proposition.years for claim in (one, other)]
    for mine_told, yours_told in (figures, years):
        if not (mine_told <= yours_told or yours_told <= mine_told):
            return False
    least = min(len(mine), len(yours))
    if least < ENOUGH_WORDS:
        # In another order, "the deal with Lantern" and a headline's "Lantern Deal", it is no copy.
        return bool(least) and list(mine) == list(yours) and figures[0] == figures[1]
    likeness = len(shared) / least
    return likeness >= TRIMMED and len(shared) / len(mine.keys() | yours.keys()) >= LONG_ENOUGH


def tell_one_story(one: Claim, other: Claim, origins: Mapping[str, str]) -> bool:
    """Whether two claims stand in one article or in copies of one story."""
    mine, yours = one.statement.article, other.statement.article
    return origins.get(mine, mine) == origins.get(yours, yours)


def _may_be_of_one(one: Claim, other: Claim) -> bool:
    if one.holder is None or other.holder is None:
        return True
    return bool(one.parties & other.parties) or _called_alike(one, other)


def _called_alike(one: Claim, other: Claim) -> bool:
    """Whether both are written alike: in a copy, "papers in the capital" are the same ones."""
    mine, yours = one.statement.speaker, other.statement.speaker
    return bool(mine and yours and mine.name.casefold() == yours.name.casefold())


def _runs(claim: Claim) -> Iterator[Hashable]:
    groups = [word.group for word in claim.proposition.words]
    if len(set(groups)) < ENOUGH_WORDS:
        yield tuple(sorted(set(groups)))
    yield from zip(groups, groups[1:], groups[2:], strict=False)
