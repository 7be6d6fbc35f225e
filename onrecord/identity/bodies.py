"""Sightings of states, institutions, places and bodies -> which are the same, step by step."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.identity.clusters import Clusters
from onrecord.identity.names import body_name, is_acronym
from onrecord.identity.sightings import Sighting, grouped


def same_state(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join every name of one state: the country, its people, its capital when it speaks."""
    for numbers in grouped(sightings, "state", lambda sighting: sighting.key):
        clusters.gather(numbers)


def same_institution(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join the same institution of the same state."""
    for numbers in grouped(sightings, "institution", lambda sighting: sighting.key):
        clusters.gather(numbers)


def same_place(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join the same name of a place."""
    for numbers in grouped(sightings, "place", lambda sighting: sighting.key):
        clusters.gather(number for number in numbers if number not in clusters.settled)


def same_body(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join the same name of an organisation or group, with and without the words for its sort.

    Where one name has two sorts on record (a bank and a militia), the bare name joins neither.
    """
    for numbers in grouped(sightings, "body", lambda sighting: sighting.key):
        by_sort: dict[frozenset[str], list[int]] = {}
        for number in numbers:
            if number in clusters.settled:
                continue
            by_sort.setdefault(_sorts(sightings[number]), []).append(number)
        sorts = [sort for sort in by_sort if sort]
        reason = "the same name, with or without the word for its sort"
        for sort in sorts:
            clusters.gather_namesakes(by_sort[sort])
        groups = _linked(sorts)
        bare = by_sort.get(frozenset(), [])
        clusters.gather_namesakes(bare)
        for group in groups:
            clusters.gather([by_sort[sort][0] for sort in group], reason)
        if bare and len(groups) == 1:
            clusters.gather([by_sort[groups[0][0]][0], *bare], reason)


def acronyms(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join initials to the name that an article writes out, and then wherever they stand.

    The record is asked for one name only: initials that stand for two names join neither.
    """
    spelt_out: dict[tuple[str, str], set[int]] = {}
    short: dict[str, list[int]] = {}
    for number, sighting in enumerate(sightings):
        if sighting.family not in ("body", "institution") or number in clusters.settled:
            continue
        for written in sorted(sighting.names):
            if is_acronym(written):
                short.setdefault(letters_of(written), []).append(number)
                continue
            name = body_name(written)
            initials = [name.acronym.casefold()] if name.acronym else list(name.initials)
            for letters in initials:
                spelt_out.setdefault((sighting.article, letters), set()).add(number)
                if name.acronym:
                    spelt_out.setdefault(("", letters), set()).add(number)
    for letters in sorted(short):
        numbers = short[letters]
        pairs = {n: spelt_out.get((sightings[n].article, letters), set()) for n in numbers}
        told = [number for found in pairs.values() for number in found]
        told += spelt_out.get(("", letters), set())
        roots = {clusters.root(number) for number in told}
        clusters.gather(numbers)
        if len(roots) == 1:
            reason = f"“{letters.upper()}” stands for “{sightings[min(told)].shown}”"
            clusters.gather([min(told), *numbers], reason)


def _linked(sorts: Sequence[frozenset[str]]) -> list[list[frozenset[str]]]:
    """Return sets that share a sort, put together."""
    groups: list[list[frozenset[str]]] = []
    for sort in sorted(sorts, key=sorted):
        near = [group for group in groups if any(sort & other for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([other for group in near for other in group] + [sort])
    return groups


def _sorts(sighting: Sighting) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    return found.union(*(body_name(name).sorts for name in sorted(sighting.names)))


def letters_of(words: str) -> str:
    """Return initials as they are looked up, however they are written."""
    return words.replace(".", "").casefold()
