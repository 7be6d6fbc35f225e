"""Claims -> for each the earlier ones worth weighing it against: of its party, and of others.

An inverted index over what claims share: entities, rare words, and the two together. What stands
in too many claims finds nothing by itself and is passed over, so that no step is quadratic; a
frequent name still finds through its pairs with words. Each claim brings its best few, and those
that stand next to it in its article: an answer need not repeat a word.
"""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.comparison.answers import may_take_back
from onrecord.comparison.claims import Claim, Weights, standing
from onrecord.comparison.marks import digest

# Candidates kept per claim, for either question.
BEST = 40
# A feature held by more claims than this is too common to find anything by.
COMMON = 200
# How many of a claim's rarest words are paired with the entities it is about.
PAIRED_WORDS = 8
# How many of the next statements of its article a claim is laid beside.
BESIDE = 3
KEYS = 1 << 64

Feature = tuple[str, ...]


@dataclass(slots=True)
class Held:
    """The claims that hold a feature, by number, and the sum of their keys."""

    numbers: list[int]
    keys: int


Holding = dict[Feature, Held | int]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What the candidates of a claim are found by, as it is when its turn comes.

    `within` are the claims of its parties that share a feature with it, with the feature's weight,
    `across` those of anybody; `beside` the claims next to it.
    """

    number: int
    within: list[tuple[float, Held]]
    across: list[tuple[float, Held]]
    beside: list[int]
    place: bytes

    def candidates(self) -> list[int]:
        """Return the numbers of the claims that this one is to be laid beside."""
        within, across = _counted(self.within), _counted(self.across)
        # Whoever shares a feature and a party with it is found both ways.
        for other in within:
            across.pop(other, None)
        return sorted({*self.beside, *_best(within), *_best(across)})


def neighbourhoods(claims: Sequence[Claim], weights: Weights) -> Iterator[Neighbourhood]:
    """Yield the neighbourhood of each claim that has a party, among those before it.

    Each is good until the next is taken. Claims must come in the order in which they stand.
    """
    # By owner, a party or "" for anybody. Most features are of one claim alone: its number.
    index: dict[str, Holding] = {"": {}}
    keys = [_key(claim) for claim in claims]
    beside = _beside(claims)
    for number, claim in enumerate(claims):
        if not claim.parties:
            continue
        features = _features(claim, weights)
        owned = [index.setdefault(party, {}) for party in sorted(claim.parties)]
        within = [each for holding in owned for each in _held(holding, features, keys)]
        across = list(_held(index[""], features, keys))
        near = beside.get(number, [])
        place = _place(within, across, [keys[other] for other in near])
        yield Neighbourhood(number, within, across, near, place)
        for holding in (index[""], *owned):
            for feature in features:
                held = holding.setdefault(feature, number)
                if isinstance(held, Held) and len(held.numbers) <= COMMON:
                    held.numbers.append(number)
                    held.keys = (held.keys + keys[number]) % KEYS


def _held(
    holding: Holding, features: dict[Feature, float], keys: list[int]
) -> Iterator[tuple[float, Held]]:
    """Yield the weight of each feature that some claims hold, and not too many, and which do."""
    for feature, weight in features.items():
        held = holding.get(feature)
        if isinstance(held, int):
            held = holding[feature] = Held([held], keys[held])
        if held is not None and len(held.numbers) <= COMMON:
            yield weight, held


def _counted(found: Iterable[tuple[float, Held]]) -> dict[int, float]:
    """Return how much each claim shares."""
    counts: dict[int, float] = {}
    for weight, held in found:
        for number in held.numbers:
            counts[number] = counts.get(number, 0.0) + weight
    return counts


def _best(found: Mapping[int, float]) -> list[int]:
    return heapq.nsmallest(BEST, found, key=lambda number: (-found[number], number))


def _key(claim: Claim) -> int:
    """Return what a claim is known by in the index: where it stands, and whose it is."""
    told = repr((standing(claim), sorted(claim.parties)))
    return int.from_bytes(digest(told))


def _place(
    within: Sequence[tuple[float, Held]], across: Sequence[tuple[float, Held]], near: Sequence[int]
) -> bytes:
    """Return the digest of all that the candidates of a claim rest on.

    A sum of keys stands for the claims that hold a feature: they come in the order of their keys'
    own making.
    """
    weighed = [*within, *across]
    weights = array("d", [weight for weight, _ in weighed])
    keys = array("Q", [len(within), *(held.keys for _, held in weighed), *near])
    return digest(weights.tobytes() + keys.tobytes())


def _beside(claims: Sequence[Claim]) -> dict[int, list[int]]:
    """Return for claims those before them that stand next to them in their article."""
    articles: dict[str, list[int]] = {}
    for number, claim in enumerate(claims):
        if claim.parties and claim.statement.content:
            articles.setdefault(claim.statement.article, []).append(number)
    found: dict[int, list[int]] = {}
    for numbers in articles.values():
        numbers.sort(key=lambda n: (claims[n].statement.content, claims[n].statement.id))
        for place, one in enumerate(numbers):
            for other in numbers[place + 1 : place + 1 + BESIDE]:
                if (
                    may_take_back(claims[one], claims[other])
                    or not claims[one].parties & claims[other].parties
                ):
                    found.setdefault(max(one, other), []).append(min(one, other))
    return found


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
