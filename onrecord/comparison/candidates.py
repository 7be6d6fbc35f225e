"""Claims -> the pairs worth weighing: one party's, or two parties', on the same thing.

An inverted index over what claims share: entities, rare words, and the two together. What stands
in too many claims finds nothing by itself and is passed over, so that no step is quadratic; a
frequent name still finds through its pairs with words. Each claim brings its best few, and those
that stand next to it in its article: an answer need not repeat a word.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from onrecord.comparison.answers import may_take_back
from onrecord.comparison.claims import Claim, Weights

# Candidates kept per claim, for either question.
BEST = 40
# A feature held by more claims than this is too common to find anything by.
COMMON = 200
# How many of a claim's rarest words are paired with the entities it is about.
PAIRED_WORDS = 8
# How many of the next statements of its article a claim is laid beside.
BESIDE = 3

Feature = tuple[str, ...]


def candidates(claims: Sequence[Claim], weights: Weights) -> Iterator[tuple[int, int]]:
    """Yield pairs of numbers of claims that share a party, or that two parties hold, each once."""
    seen: set[tuple[int, int]] = set()
    for one, other in chain(_by_features(claims, weights), _beside(claims)):
        pair = (min(one, other), max(one, other))
        if pair not in seen:
            seen.add(pair)
            yield pair


def _beside(claims: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    articles: dict[str, list[int]] = {}
    for number, claim in enumerate(claims):
        if claim.parties and claim.statement.content:
            articles.setdefault(claim.statement.article, []).append(number)
    for numbers in articles.values():
        numbers.sort(key=lambda n: (claims[n].statement.content, claims[n].statement.id))
        for place, one in enumerate(numbers):
            for other in numbers[place + 1 : place + 1 + BESIDE]:
                if (
                    may_take_back(claims[one], claims[other])
                    or not claims[one].parties & claims[other].parties
                ):
                    yield one, other


def _by_features(claims: Sequence[Claim], weights: Weights) -> Iterator[tuple[int, int]]:
    index: dict[Feature, list[int]] = {}
    for number, claim in enumerate(claims):
        if not claim.parties:
            continue
        features = _features(claim, weights)
        within: Counter[int] = Counter()
        across: Counter[int] = Counter()
        for party in sorted(claim.parties):
            _count(index, (party,), features, within)
        _count(index, ("",), features, across)
        for other in [n for n in across if claims[n].parties & claim.parties]:
            del across[other]
        for found in (within, across):
            best = heapq.nsmallest(BEST, found, key=lambda n: (-found[n], n))
            yield from ((other, number) for other in sorted(best))
        for owner in ("", *sorted(claim.parties)):
            for feature in features:
                held = index.setdefault((owner, *feature), [])
                if len(held) <= COMMON:
                    held.append(number)


def _count(
    index: dict[Feature, list[int]],
    owner: Feature,
    features: dict[Feature, float],
    counts: Counter[int],
) -> None:
    for feature, weight in features.items():
        holders = index.get((*owner, *feature), ())
        if len(holders) <= COMMON:
            for number in holders:
                # A float count is fine here: Counter sums whatever it is given.
                counts[number] += weight  # type: ignore[assignment]


def _features(claim: Claim, weights: Weights) -> dict[Feature, float]:
    groups = {group: weights.word(group) for group in claim.proposition.groups}
    entities = {entity: weights.entity(entity) for entity in sorted(claim.about)}
    rarest = heapq.nsmallest(PAIRED_WORDS, groups, key=lambda group: (-groups[group], group))
    features: dict[Feature, float] = {("word", group): w for group, w in groups.items()}
    features |= {("entity", entity): w for entity, w in entities.items()}
    for entity, weight in entities.items():
        for group in rarest:
            features["entity and word", entity, group] = 0.5 * (weight + groups[group])
        for other, other_weight in entities.items():
            if entity < other:
                features["entities", entity, other] = 0.5 * (weight + other_weight)
    return features
