"""A user's own list and sightings -> which sightings each entry of the list claims.

What the list says wins over clustering: all that stands under a name or alias of one entry is one
entity, and no step puts two entries together. Only a person's decision goes further.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.identity.clusters import Clusters
from onrecord.identity.names import person_name
from onrecord.identity.sightings import Family, Sighting
from onrecord.languages.places import folded
from onrecord.values import MentionKind, Watched

FAMILIES: dict[MentionKind | None, tuple[Family, ...]] = {
    "person": ("person",),
    "organisation": ("body", "institution", "state"),
    "group": ("body", "institution", "state"),
    "place": ("place", "state"),
    None: ("person", "body", "institution", "state", "place"),
}

Form = tuple[Family, str]
Owners = Mapping[Form, str]


def claim(
    watched: Iterable[Watched], sightings: Sequence[Sighting], clusters: Clusters
) -> dict[int, Watched]:
    """Put together what each entry claims; return the entries by the number of one sighting."""
    by_id = {entry.id: entry for entry in watched}
    if not by_id:
        return {}
    owners = owners_of(by_id.values())
    claimed: dict[str, list[int]] = {}
    for number, sighting in enumerate(sightings):
        entries = entries_of(sighting, owners)
        if len(entries) == 1:
            claimed.setdefault(entries.pop(), []).append(number)
    for id in sorted(claimed):
        first, *more = claimed[id]
        for number in more:
            clusters.decide_same(first, number, _reason(by_id[id]))
    for id in sorted(claimed):
        for number in claimed[id]:
            clusters.claim(number, id)
    return {numbers[0]: by_id[id] for id, numbers in sorted(claimed.items())}


def owners_of(watched: Iterable[Watched]) -> dict[Form, str]:
    """Return the entry of each name; a name of two entries is nobody's."""
    owners: dict[Form, str] = {}
    for entry in watched:
        for name in (entry.name, *entry.aliases):
            for family in FAMILIES.get(entry.kind, ()):
                form = family, _written(name, family)
                owners[form] = entry.id if owners.get(form, entry.id) == entry.id else ""
    return owners


def entries_of(sighting: Sighting, owners: Owners) -> set[str]:
    """Return the entries that have a name seen here."""
    return {owner for form in _forms(sighting) if (owner := owners.get(form))} if owners else set()


def _forms(sighting: Sighting) -> set[Form]:
    family = sighting.family
    return {(family, _written(name, family)) for name in sighting.names}


def _written(name: str, family: Family) -> str:
    return person_name(name).key if family == "person" else folded(name)


def _reason(entry: Watched) -> str:
    source = f" {entry.source}" if entry.source else ""
    qid = f" ({entry.qid})" if entry.qid else ""
    return f"your list{source} gives these names to “{entry.name}”{qid}"
