"""Sightings -> which of them are the same, step by step, surest first.

Each step looks up candidates under a key (a name, a surname, initials) and never compares all
with all. A step joins only what nothing forbids: a person's decision, or offices of different
states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from onrecord.identity.clusters import Clusters
from onrecord.identity.names import (
    BodyName,
    PersonName,
    body_name,
    is_acronym,
    person_name,
    spelling,
)
from onrecord.identity.sightings import Sighting

Step = Callable[[Sequence[Sighting], Clusters], None]

# In one block (same surname, same first letter) at most this many neighbours are compared.
NEIGHBOURS = 40


def surname_in_article(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join a surname, or initials, to the only full name in the article that they can stand for."""
    for numbers in _by(sightings, "person", lambda sighting: sighting.article):
        if not sightings[numbers[0]].article:
            continue
        full = [n for n in numbers if _person(sightings[n]).is_full]
        for one, other in combinations(full, 2):
            if is_variant(_person(sightings[one]), _person(sightings[other])):
                clusters.join(one, other, _spelt(sightings[one], sightings[other]))
        for number in numbers:
            name = _person(sightings[number])
            if name.is_full:
                continue
            bearers = [n for n in full if spelling(_person(sightings[n]).surname) == _spelled(name)]
            # A name that puts the surname first is known by its first word.
            bearers = bearers or [n for n in full if _person(sightings[n]).given[0] == name.surname]
            if bearers and len({clusters.root(n) for n in bearers}) == 1:
                clusters.join(number, bearers[0], _stands_for(sightings, number, bearers[0]))


def surname_taken_for_a_body(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join one word tagged as an organisation or place to the only person with that surname.

    Taggers slip on a surname alone; an article in which a person is named in full and the same
    word is somebody else again is rarer than the slip.
    """
    bearers: dict[tuple[str, str], set[int]] = {}
    for number, sighting in enumerate(sightings):
        if sighting.family == "person" and _person(sighting).is_full and sighting.article:
            place = (sighting.article, _person(sighting).surname)
            bearers.setdefault(place, set()).add(clusters.root(number))
    for number, sighting in enumerate(sightings):
        found = bearers.get((sighting.article, sighting.key), set())
        bare = all(person_name(name).key == sighting.key for name in sighting.names)
        if sighting.family in ("body", "place") and bare and len(found) == 1:
            bearer = min(found)
            if clusters.join(number, bearer, _stands_for(sightings, number, bearer)):
                clusters.settled.add(number)


def same_full_name(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join the same full name across articles, unless offices of two states tell two people."""
    for numbers in _by(sightings, "person", lambda sighting: sighting.key):
        if _person(sightings[numbers[0]]).is_full:
            _gather_by_state(numbers, clusters)


def spelt_alike(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join spellings of one full name: transliterations, initials, middle names left out."""
    first = _first_numbers(sightings, "person")
    blocks: dict[tuple[str, str], list[int]] = {}
    for number in first:
        name = _person(sightings[number])
        if name.is_full:
            initial = spelling(name.given[0])[:1]
            blocks.setdefault((spelling(name.surname), initial), []).append(number)
    for key in sorted(blocks):
        block = sorted(blocks[key], key=lambda number: sightings[number].key)
        for place, one in enumerate(block):
            for other in block[place + 1 : place + NEIGHBOURS]:
                if is_variant(_person(sightings[one]), _person(sightings[other])):
                    _join_if_only(sightings, clusters, block, one, other)


def surname_with_office(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join a surname alone to the only full name that has it and an office of the same state.

    What stays without a full name is joined with the same surname of the same state.
    """
    bearers: dict[tuple[str, str], set[int]] = {}
    alone: dict[tuple[str, str], list[int]] = {}
    for number, sighting in enumerate(sightings):
        if sighting.family != "person":
            continue
        name = _person(sighting)
        for tie in _ties(sighting):
            key = (spelling(name.surname), tie)
            if name.is_full:
                bearers.setdefault(key, set()).add(clusters.root(number))
            elif clusters.members(number) == [number]:
                alone.setdefault(key, []).append(number)
    for key in sorted(alone):
        clusters.gather(alone[key], f"“{key[0].title()}” with the same office or party")
        roots = {clusters.root(number) for number in bearers.get(key, ())}
        if len(roots) == 1:
            bearer = roots.pop()
            clusters.join(alone[key][0], bearer, _stands_for(sightings, alone[key][0], bearer))


def same_state(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join every name of one state: the country, its people, its capital when it speaks."""
    for numbers in _by(sightings, "state", lambda sighting: sighting.key):
        clusters.gather(numbers)


def same_institution(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join the same institution of the same state."""
    for numbers in _by(sightings, "institution", lambda sighting: sighting.key):
        clusters.gather(numbers)


def same_place(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join the same name of a place."""
    for numbers in _by(sightings, "place", lambda sighting: sighting.key):
        clusters.gather(number for number in numbers if number not in clusters.settled)


def same_body(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join the same name of an organisation or group, with and without the words for its sort.

    Where one name has two sorts on record (a bank and a militia), the bare name joins neither.
    """
    for numbers in _by(sightings, "body", lambda sighting: sighting.key):
        by_sort: dict[frozenset[str], list[int]] = {}
        for number in numbers:
            if number in clusters.settled:
                continue
            by_sort.setdefault(_sorts(sightings[number]), []).append(number)
        sorts = [sort for sort in by_sort if sort]
        reason = "the same name, with or without the word for its sort"
        for sort in sorts:
            _gather_by_state(by_sort[sort], clusters)
        groups = _linked(sorts)
        bare = by_sort.get(frozenset(), [])
        _gather_by_state(bare, clusters)
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
                short.setdefault(_letters(written), []).append(number)
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


STEPS: tuple[Step, ...] = (
    surname_in_article,
    surname_taken_for_a_body,
    same_full_name,
    spelt_alike,
    surname_with_office,
    same_state,
    same_institution,
    same_place,
    same_body,
    acronyms,
)


def is_variant(one: PersonName, other: PersonName) -> bool:
    """Whether two full names can be spellings of one: initials and missing middle names fit.

    >>> is_variant(person_name("Sergei Arlov"), person_name("Sergey P. Arlov"))
    True
    >>> is_variant(person_name("Anton Arlov"), person_name("Antonia Arlova"))
    False
    """
    if spelling(one.surname) != spelling(other.surname) or not (one.given and other.given):
        return False
    fits = [_given_fits(a, b) for a, b in zip(one.given, other.given, strict=False)]
    return all(fits)


def _given_fits(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    mine, yours = spelling(one), spelling(other)
    if mine == yours:
        return True
    # "Olena" and "Olen", "Anton" and "Antona" are two people; so only changes inside count.
    if min(len(mine), len(yours)) < 6 or mine[-1] != yours[-1]:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(mine, yours, score_cutoff=1) <= 1


def _join_if_only(
    sightings: Sequence[Sighting], clusters: Clusters, block: Sequence[int], one: int, other: int
) -> None:
    """Join two spellings; where one has initials only, it must have no other full name to be."""
    names = _person(sightings[one]), _person(sightings[other])
    for short, number in zip(names, (one, other), strict=True):
        if len(short.given[0]) > 1:
            continue
        fits = [n for n in block if n != number and is_variant(short, _person(sightings[n]))]
        whole = {clusters.root(n) for n in fits if len(_person(sightings[n]).given[0]) > 1}
        if len(whole) > 1:
            return
    clusters.join(one, other, _spelt(sightings[one], sightings[other]))


def _gather_by_state(numbers: Sequence[int], clusters: Clusters) -> None:
    """Put one name together; where its offices are of unconnected states, one cluster a state.

    Sightings without any office go with the rest where there is one cluster, else by themselves:
    which of the namesakes they are is not told.
    """
    with_state = [number for number in numbers if clusters.states(number)]
    by_state: dict[str, int] = {}
    for number in with_state:
        for state in sorted(clusters.states(number)):
            clusters.join(number, by_state.setdefault(state, number))
    roots = {clusters.root(number) for number in with_state}
    rest = [number for number in numbers if not clusters.states(number)]
    namesakes = len({frozenset(clusters.states(root)) for root in roots}) > 1
    clusters.gather(rest if namesakes else [*with_state, *rest])


def _by(
    sightings: Sequence[Sighting], family: str, key: Callable[[Sighting], str]
) -> Iterable[list[int]]:
    groups: dict[str, list[int]] = {}
    for number, sighting in enumerate(sightings):
        if sighting.family == family:
            groups.setdefault(key(sighting), []).append(number)
    return groups.values()


def _first_numbers(sightings: Sequence[Sighting], family: str) -> list[int]:
    """Return one number for every distinct cluster-worthy name."""
    first: dict[str, int] = {}
    for number, sighting in enumerate(sightings):
        if sighting.family == family:
            first.setdefault(sighting.key, number)
    return list(first.values())


def _ties(sighting: Sighting) -> list[str]:
    """Return the parties of a person's offices, as words to be equal."""
    return [f"{tie.party[0]} {tie.party[1]}" for tie in sighting.ties if tie.party is not None]


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
    return found.union(*(_body(name).sorts for name in sorted(sighting.names)))


def _person(sighting: Sighting) -> PersonName:
    return person_name(min(sighting.names))


def _body(name: str) -> BodyName:
    return body_name(name)


def _spelled(name: PersonName) -> str:
    return spelling(name.surname)


def _letters(words: str) -> str:
    return words.replace(".", "").casefold()


def _spelt(one: Sighting, other: Sighting) -> str:
    names = sorted((person_name(one.shown).shown, person_name(other.shown).shown))
    return f"“{names[0]}” and “{names[1]}” are spellings of one name"


def _stands_for(sightings: Sequence[Sighting], short: int, full: int) -> str:
    said, meant = sightings[short], sightings[full]
    where = "in the same article" if said.article == meant.article else "with the same party"
    return (
        f"“{person_name(said.shown).shown}” stands for “{person_name(meant.shown).shown}” {where}"
    )
