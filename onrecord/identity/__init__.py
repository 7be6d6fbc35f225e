"""Mentions and people's decisions -> entities: who is who across articles, and who speaks for whom.

mentions -> sightings (one article, one name) -> clusters (step by step, surest first) -> entities.
`steps.STEPS` is the list of steps. The outcome does not depend on the order of mentions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.identity.clusters import Clusters
from onrecord.identity.entities import Gathered, anchors, entity_of
from onrecord.identity.judging import Decisions, decisions
from onrecord.identity.parties import Key, parties_in
from onrecord.identity.sightings import Sighting, sightings_of
from onrecord.identity.steps import STEPS
from onrecord.ids import entity_id
from onrecord.values import Entity, Judgement, Mention

__all__ = ["resolve"]


def resolve(mentions: Iterable[Mention], judgements: Iterable[Judgement] = ()) -> list[Entity]:
    """Return the entities behind mentions, ordered by id; what people decided holds.

    States and other parties that only an office tells of ("Valdoria" in "Valdoria's foreign
    minister") are entities too, without mentions of their own.
    """
    ordered = _by_id(mentions)
    parties = parties_in(ordered)
    plain = sightings_of(ordered, parties, frozenset())
    decided = decisions(judgements, [mention.id for mention in ordered], _own_anchors(plain))
    split = _split(decided, plain)
    sightings = sightings_of(ordered, parties, split) if split else plain
    clusters = Clusters([s.states for s in sightings], [s.generations for s in sightings])
    places = _places_of_anchors(sightings)
    _apply(decided, clusters, places)
    for step in STEPS:
        step(sightings, clusters)
    return _entities(sightings, clusters, decided, places)


def _by_id(mentions: Iterable[Mention]) -> list[Mention]:
    """Return mentions ordered by id, one for each id, whatever order they came in."""
    first: dict[str, Mention] = {}
    for mention in mentions:
        held = first.setdefault(mention.id, mention)
        if held != mention:
            first[mention.id] = min(held, mention, key=repr)
    return [first[name] for name in sorted(first)]


def _own_anchors(sightings: Sequence[Sighting]) -> list[str]:
    """Return the anchors that are not mentions: of states, and of parties nothing mentions."""
    return sorted({a for s in sightings for a in anchors([s]) if a not in s.mentions})


def _split(decided: Decisions, sightings: Sequence[Sighting]) -> frozenset[str]:
    """Return mentions that must leave their sighting: one of each pair set apart inside one."""
    if not decided.set_apart:
        return frozenset()
    home = {m: number for number, s in enumerate(sightings) for m in s.mentions}
    pairs = [(one, other) for one, other in decided.set_apart if one in home and other in home]
    return frozenset(one for one, other in pairs if home[one] == home[other])


def _places_of_anchors(sightings: Sequence[Sighting]) -> dict[str, int]:
    places: dict[str, int] = {}
    for number, sighting in enumerate(sightings):
        for anchor in (*anchors([sighting]), *sighting.mentions):
            places.setdefault(anchor, number)
    return places


def _apply(decided: Decisions, clusters: Clusters, places: dict[str, int]) -> None:
    """Put together and keep apart what people decided, newest first, before any step."""
    for pair in decided.pairs:
        if pair.one not in places or pair.other not in places:
            continue
        one, other = places[pair.one], places[pair.other]
        if pair.same:
            clusters.decide_same(one, other, pair.reason)
        else:
            clusters.decide_different(one, other)


def _entities(
    sightings: Sequence[Sighting], clusters: Clusters, decided: Decisions, places: dict[str, int]
) -> list[Entity]:
    renamed = {
        clusters.root(places[anchor]): name
        for anchor, name in reversed(decided.names)
        if anchor in places
    }
    groups: dict[int, list[Sighting]] = {}
    for number, sighting in enumerate(sightings):
        groups.setdefault(clusters.root(number), []).append(sighting)
    gathered = {
        root: Gathered(tuple(group), tuple(clusters.reasons(root)), renamed.get(root, ""))
        for root, group in groups.items()
    }
    by_key: dict[Key, Gathered] = {}
    for number, sighting in enumerate(sightings):
        by_key.setdefault((sighting.family, sighting.key), gathered[clusters.root(number)])
    ids = _ids(gathered)
    entities = [entity_of(group, by_key.get, ids) for group in gathered.values()]
    return sorted(entities, key=lambda entity: entity.id)


def _ids(gathered: dict[int, Gathered]) -> dict[Gathered, str]:
    """Return the id of every cluster.

    Where a person took the mentions of a state apart, the larger part keeps the state's id.
    """
    ids: dict[Gathered, str] = {}
    taken: set[str] = set()
    for group in sorted(gathered.values(), key=lambda group: group.rank):
        own = entity_id(group.kind, anchors(group.sightings))
        if own in taken:
            own = entity_id(group.kind, [group.rank[1]])
        taken.add(own)
        ids[group] = own
    return ids
