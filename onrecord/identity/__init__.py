"""Mentions and people's decisions -> entities: who is who across articles, and who speaks for whom.

mentions -> sightings (one article, one name) -> clusters (step by step, surest first) -> entities.
`steps.STEPS` is the list of steps. The outcome does not depend on the order of mentions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from types import MappingProxyType

from onrecord.identity.blocks import (
    anchor_of,
    blocked_alone,
    blocked_in,
    key_of,
)
from onrecord.identity.clusters import Clusters
from onrecord.identity.entities import Gathered, anchors, entity_of, party_from
from onrecord.identity.institutions import told_whose
from onrecord.identity.judging import Decisions, anchors_in, decisions, traced
from onrecord.identity.parties import (
    Key,
    Parties,
    answered_anew,
    asked_of,
    clues_in,
    parties_from,
    parties_of,
)
from onrecord.identity.sightings import (
    Sighting,
    company_in,
    implied_by,
    implied_sighting,
    sightings_of,
)
from onrecord.identity.steps import STEPS
from onrecord.identity.watching import claim, owners_of
from onrecord.ids import entity_id
from onrecord.sighted import PARTIES, Closure, Clue, Party, Resolved, Sighted
from onrecord.values import Date, Entity, Judgement, Mention, Watched

# Of the rules here: a record that was resolved by others is resolved again.
VERSION = "3"

__all__ = [
    "VERSION",
    "anchors_in",
    "answered_anew",
    "blocked_alone",
    "clues_in",
    "resolve",
    "resolve_closure",
    "sighted",
    "states_from",
    "traced",
]


def resolve(
    mentions: Iterable[Mention],
    judgements: Iterable[Judgement] = (),
    watched: Iterable[Watched] = (),
    published: Mapping[str, Date] = MappingProxyType({}),
) -> list[Entity]:
    """Return the entities behind all mentions of a record, ordered by id; what people decided
    holds.

    `watched` is the user's own list, `published` the dates of articles by id, for offices.
    States and other parties that only an office tells of ("Valdoria" in "Valdoria's foreign
    minister") are entities too, without mentions of their own.
    """
    ordered = _by_id(mentions)
    parties = parties_from(clues_in(ordered))
    ordered = told_whose(ordered, parties)
    implied: dict[Key, str] = {}
    for mention in ordered:
        for key, words in implied_by(mention, parties).items():
            implied.setdefault(key, words)
    company = company_in(ordered, parties)
    whole = Closure(ordered, list(judgements), published, {}, company)
    return _resolved(whole, implied, watched, parties).entities


# --- a part at a time, as a record that grows is resolved ---


def states_from(clues: Iterable[Clue]) -> str:
    """Return what all clues on record tell of states on no list, as one line of text."""
    return parties_from(clues).text


def sighted(
    article: str, mentions: Iterable[Mention], states: str, watched: Iterable[Watched]
) -> Sighted:
    """Return what is kept of an article, so that its mentions are found when one is resolved."""
    ordered, parties = _by_id(mentions), parties_of(states)
    told = told_whose(ordered, parties)
    company = company_in(told, parties)
    return Sighted(
        article,
        tuple(sorted(company.get(article, ()))),
        {
            mention.id: (mention.name, mention.party)
            for mention, before in zip(told, ordered, strict=True)
            if mention != before
        },
        frozenset(word for mention in ordered for word in asked_of(mention)),
        blocked_in(told, parties, owners_of(watched)),
    )


def resolve_closure(closure: Closure, watched: Iterable[Watched], states: str) -> Resolved:
    """Return the entities of a closure: the same that they are among those of the whole record."""
    implied = {key_of(anchor): words for anchor, words in closure.implied.items()}
    ordered = replace(closure, mentions=_by_id(closure.mentions))
    return _resolved(ordered, implied, watched, parties_of(states))


def _resolved(
    closure: Closure, implied: Mapping[Key, str], watched: Iterable[Watched], parties: Parties
) -> Resolved:
    """Return the entities of mentions that are told and ordered, and who each party is."""
    ordered, published = closure.mentions, closure.published
    plain = sightings_of(ordered, parties, closure.company, frozenset(), published)
    here = {(sighting.family, sighting.key) for sighting in plain}
    alone = [implied_sighting(*each) for each in sorted(implied.items()) if each[0] not in here]
    held = [mention for sighting in plain for mention in sighting.mentions]
    decided = decisions(closure.judgements, held, _own_anchors([*plain, *alone]))
    split = decided.leaving(sighting.mentions for sighting in plain)
    if split:
        plain = sightings_of(ordered, parties, closure.company, split, published)
    sightings = [*plain, *alone]
    clusters = Clusters([s.states for s in sightings], [s.generations for s in sightings])
    places = _places_of_anchors(sightings)
    _apply(decided, clusters, places, sightings)
    claimed = claim(watched, sightings, clusters)
    for step in STEPS:
        step(sightings, clusters)
    groups = _gathered(sightings, clusters, decided, places, claimed)
    return _entities(sightings, clusters, groups, closure)


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


def _places_of_anchors(sightings: Sequence[Sighting]) -> dict[str, int]:
    places: dict[str, int] = {}
    for number, sighting in enumerate(sightings):
        for anchor in (*anchors([sighting]), *sighting.mentions):
            places.setdefault(anchor, number)
    return places


def _apply(
    decided: Decisions, clusters: Clusters, places: dict[str, int], sightings: Sequence[Sighting]
) -> None:
    """Put together and keep apart what people decided, newest first, before any step."""
    for pair in decided.pairs:
        if pair.same:
            for anchor in (*pair.one[1:], *pair.other):
                clusters.decide_same(places[pair.one[0]], places[anchor], pair.reason)
            continue
        taken, staying = (list(dict.fromkeys(places[a] for a in side)) for side in pair.apart)
        if pair.is_split:
            for number in taken[1:]:
                clusters.decide_same(taken[0], number, "")
            staying += _left_behind(taken, sightings)
        for one, other in product(taken, staying):
            clusters.decide_different(one, other)


def _left_behind(taken: Sequence[int], sightings: Sequence[Sighting]) -> list[int]:
    """Return what articles still say under the names that mentions were taken from."""
    homes = {(sightings[n].family, sightings[n].key, sightings[n].article) for n in taken}
    return [
        number
        for number, s in enumerate(sightings)
        if (s.family, s.key, s.article) in homes and number not in taken
    ]


def _gathered(
    sightings: Sequence[Sighting],
    clusters: Clusters,
    decided: Decisions,
    places: dict[str, int],
    claimed: Mapping[int, Watched],
) -> dict[int, Gathered]:
    """Return the clusters by root, each with what people and their list say of it."""
    renamed = {clusters.root(places[anchor]): name for anchor, name in reversed(decided.names)}
    watched = {clusters.root(number): claimed[number] for number in sorted(claimed, reverse=True)}
    groups: dict[int, list[Sighting]] = {}
    for number, sighting in enumerate(sightings):
        groups.setdefault(clusters.root(number), []).append(sighting)
    return {
        root: Gathered(
            tuple(group),
            tuple(clusters.reasons(root)),
            renamed.get(root, ""),
            watched.get(root),
        )
        for root, group in groups.items()
    }


def _entities(
    sightings: Sequence[Sighting],
    clusters: Clusters,
    gathered: dict[int, Gathered],
    closure: Closure,
) -> Resolved:
    by_key: dict[Key, Gathered] = {}
    for number, sighting in enumerate(sightings):
        by_key.setdefault((sighting.family, sighting.key), gathered[clusters.root(number)])
    ids = _ids(gathered)
    spoken_for = {key: group for key, group in by_key.items() if key[0] in PARTIES}
    as_party = {group: party_from(group, ids[group]) for group in spoken_for.values()}
    parties = {anchor_of(key): as_party[group] for key, group in spoken_for.items()}

    def find(key: Key) -> Party | None:
        anchor = anchor_of(key)
        return parties.get(anchor) or closure.parties.get(anchor)

    entities = [entity_of(group, ids[group], find, closure.published) for group in ids]
    return Resolved(sorted(entities, key=lambda entity: entity.id), parties)


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
