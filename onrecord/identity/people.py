"""Sightings of people -> which are the same person, step by step.

A full name is enough by itself. A surname alone, or a full name spelt in another way than
transliteration explains, needs more: the full name in the same article, an office or party that
agrees, or the company it keeps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import TypeVar

from onrecord.identity.clusters import Clusters
from onrecord.identity.likeness import likeness
from onrecord.identity.names import PersonName, person_name, skeleton, spelling
from onrecord.identity.sightings import Sighting, grouped
from onrecord.identity.terms import can_be_one_term, held_in_turn, terms
from onrecord.languages.nicknames import can_be_one_name, formal_names

Block = TypeVar("Block", bound=Hashable)

# In one block (same surname, same first letter) at most this many neighbours are compared.
NEIGHBOURS = 40
# As like as this, two names may be one misspelt; on pairs of names alone, .71 to .76 is best.
ALIKE = 0.8
# Of each spelling so many articles are held against each other.
BEARERS = 20
# Two articles keep company where they have so many other names in common.
COMPANY = 2
# Opens the reason of a step that may err: somebody should look at what it joined.
LESS_SURE = "less sure: "


def surname_in_article(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join a surname, or initials, to the only full name in the article that they can stand for."""
    for numbers in grouped(sightings, "person", lambda sighting: sighting.article):
        if not sightings[numbers[0]].article:
            continue
        full = [n for n in numbers if _person(sightings[n]).is_full]
        for one, other in combinations(full, 2):
            if is_variant(_person(sightings[one]), _person(sightings[other])):
                _join_if_only(sightings, clusters, full, one, other)
        for number in numbers:
            name = _person(sightings[number])
            if name.is_full:
                continue
            bearers = [n for n in full if _surname(sightings[n]) == spelling(name.surname)]
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
            bearers.setdefault(place, set()).add(number)
    for number, sighting in enumerate(sightings):
        if sighting.family not in ("body", "place"):
            continue
        found = bearers.get((sighting.article, sighting.key), set())
        bare = all(person_name(name).key == sighting.key for name in sighting.names)
        if bare and len({clusters.root(bearer) for bearer in found}) == 1:
            bearer = min(found)
            if clusters.join(number, bearer, _stands_for(sightings, number, bearer)):
                clusters.settled.add(number)


def same_full_name(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join the same full name across articles, unless offices of two states tell two people.

    Offices of two states at two times are one person's who moved on.
    """
    for numbers in grouped(sightings, "person", lambda sighting: sighting.key):
        if not _person(sightings[numbers[0]]).is_full:
            continue
        if held_in_turn(sightings[number] for number in numbers):
            shown = _shown(sightings[numbers[0]])
            for number in numbers[1:]:
                reason = f"{LESS_SURE}“{shown}” held offices of two states, one after the other"
                clusters.decide_same(numbers[0], number, reason)
        clusters.gather_namesakes(numbers)


def spelt_alike(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join spellings of one full name: transliterations, initials, pet names, middle names."""

    def initials(number: int) -> set[str]:
        given = _person(sightings[number]).given[0]
        return {spelling(name)[:1] for name in (*formal_names(given), given)}

    blocks: dict[tuple[str, str], list[int]] = {}
    for number in _first_numbers(sightings):
        for initial in initials(number):
            blocks.setdefault((_surname(sightings[number]), initial), []).append(number)
    ordered = _in_order(sightings, blocks)
    for key in sorted(ordered):
        for one, other in _neighbours(ordered[key]):
            if is_variant(_person(sightings[one]), _person(sightings[other])):
                keys = [(key[0], initial) for n in (one, other) for initial in initials(n)]
                block = dict.fromkeys(n for each in keys for n in ordered[each])
                _join_if_only(sightings, clusters, list(block), one, other)


def double_surname(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join a hyphenated surname to the only person with the same given name and half of it."""
    bearers: dict[tuple[str, str], list[int]] = {}
    double: list[int] = []
    for number in _first_numbers(sightings):
        name = _person(sightings[number])
        if name.joined:
            double.append(number)
        else:
            bearers.setdefault((name.given[0], spelling(name.surname)), []).append(number)
    for number in double:
        name = _person(sightings[number])
        halves = (spelling(name.surname), spelling(name.joined))
        found = [n for half in halves for n in bearers.get((name.given[0], half), ())]
        if len({clusters.root(n) for n in found}) == 1:
            clusters.join(number, found[0], _spelt(sightings[number], sightings[found[0]]))


def misspelt(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join full names that are very like each other, by an office or company that agrees."""
    bearers: dict[str, list[int]] = {}
    blocks: dict[str, list[int]] = {}
    for number, sighting in enumerate(sightings):
        if sighting.family == "person" and _person(sighting).is_full:
            if sighting.key not in bearers:
                blocks.setdefault(skeleton(_person(sighting).surname), []).append(number)
            bearers.setdefault(sighting.key, []).append(number)
    ordered = _in_order(sightings, blocks)
    for key in sorted(ordered):
        for one, other in _neighbours(ordered[key]):
            mine, yours = sightings[one], sightings[other]
            if clusters.together(one, other) or likeness(_shown(mine), _shown(yours)) < ALIKE:
                continue
            few = bearers[mine.key][:BEARERS], bearers[yours.key][:BEARERS]
            for mine, yours in product(*([sightings[n] for n in each] for each in few)):
                if mine.article != yours.article and (shared := _evidence(mine, yours)):
                    clusters.join(one, other, f"{LESS_SURE}{_spelt(mine, yours)}, {shared}")
                    break


def surname_with_office(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join a surname alone to the only full name that has it and a like office of the same state.

    What stays without a full name is joined with the same surname and office.
    """
    bearers: dict[tuple[str, str], list[tuple[int, str]]] = {}
    alone: dict[tuple[str, str, str], list[int]] = {}
    for number, sighting in enumerate(sightings):
        if sighting.family != "person":
            continue
        name = _person(sighting)
        for party, office in _ties(sighting):
            if name.is_full:
                key = (spelling(name.surname), party)
                bearers.setdefault(key, []).append((number, office))
            elif clusters.members(number) == [number]:
                alone.setdefault((spelling(name.surname), party, office), []).append(number)
    for surname, party, office in sorted(alone):
        holders = [n for n, held in bearers.get((surname, party), ()) if _same_office(office, held)]
        reason = f"{LESS_SURE}“{surname.title()}” with the same office or party"
        for numbers in terms(sightings, alone[surname, party, office]):
            clusters.gather(numbers, reason)
            short = sightings[numbers[0]]
            found = [n for n in holders if can_be_one_term(short, sightings[n])]
            if len({clusters.root(n) for n in found}) == 1:
                stands = _stands_for(sightings, numbers[0], found[0])
                clusters.join(numbers[0], found[0], LESS_SURE + stands)


def surname_in_company(sightings: Sequence[Sighting], clusters: Clusters) -> None:
    """Join a surname alone to the only full name that has it and is found in the same company."""
    blocks: dict[str, list[int]] = {}
    for number, sighting in enumerate(sightings):
        if sighting.family == "person" and sighting.article:
            blocks.setdefault(_surname(sighting), []).append(number)
    for surname in sorted(blocks):
        block = blocks[surname]
        alone = [
            number
            for number in block
            if not _person(sightings[number]).is_full and clusters.members(number) == [number]
        ]
        full = [number for number in block if _person(sightings[number]).is_full]
        if not alone or not full:
            continue
        met: dict[str, list[int]] = {}
        for number in full:
            for name in sightings[number].company:
                met.setdefault(name, []).append(number)
        joins = []
        for number in alone:
            times = Counter(n for name in sightings[number].company for n in met.get(name, ()))
            found = [n for n in sorted(times) if times[n] >= COMPANY]
            found = [n for n in found if _evidence(sightings[number], sightings[n])]
            if len({clusters.root(n) for n in found}) == 1:
                joins.append((number, found[0]))
        for number, bearer in joins:
            shared = _evidence(sightings[number], sightings[bearer])
            reason = _stands_for(sightings, number, bearer, across=True)
            clusters.join(number, bearer, f"{LESS_SURE}{reason}, {shared}")


def is_variant(one: PersonName, other: PersonName) -> bool:
    """Whether two full names can be spellings of one: initials and missing middle names fit.

    >>> is_variant(person_name("Sergei Arlov"), person_name("Sergey P. Arlov"))
    True
    >>> is_variant(person_name("Anton Arlov"), person_name("Antonia Arlova"))
    False
    """
    if spelling(one.surname) != spelling(other.surname) or not (one.given and other.given):
        return False
    if one.generation and other.generation and one.generation != other.generation:
        return False
    if len(one.given) == len(other.given) or not (one.joined or other.joined):
        fits = [_given_fits(a, b) for a, b in zip(one.given, other.given, strict=False)]
        return all(fits)
    return False


def _given_fits(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    mine, yours = spelling(one), spelling(other)
    if mine == yours or can_be_one_name(one, other):
        return True
    # "Olena" and "Olen", "Anton" and "Antona" are two people; so only changes inside count.
    if min(len(mine), len(yours)) < 6 or mine[-1] != yours[-1]:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(mine, yours, score_cutoff=1) <= 1


def _join_if_only(
    sightings: Sequence[Sighting], clusters: Clusters, block: Sequence[int], one: int, other: int
) -> None:
    """Join two spellings; one that leaves open who is meant must have nobody else to be.

    Initials and pet names leave that open, and so does a name that father and son have.
    """
    for number, whole in ((one, other), (other, one)):
        name = _person(sightings[number])
        fits = [n for n in block if n != number and is_variant(name, _person(sightings[n]))]
        for can_be in _readings(name, _person(sightings[whole])):
            meant = {clusters.root(n) for n in fits if can_be(_person(sightings[n]))}
            if len(meant) > 1:
                return
    clusters.join(one, other, _spelt(sightings[one], sightings[other]))


def _readings(name: PersonName, whole: PersonName) -> Iterable[Callable[[PersonName], bool]]:
    """Yield what tells whom a name can stand for, for each way in which it leaves that open."""
    formal = formal_names(name.given[0])
    if len(name.given[0]) == 1:
        yield lambda other: len(other.given[0]) > 1
    if formal:
        yield lambda other: other.given[0] in formal
    if whole.generation and not name.generation:
        yield lambda other: bool(other.generation)


def _same_office(asked: str, held: str) -> bool:
    """Whether a short form of an office can mean a longer one: "minister", or none at all."""
    longer, shorter = (held, asked) if len(held) > len(asked) else (asked, held)
    return not shorter or longer.casefold().endswith(shorter.casefold())


def _evidence(one: Sighting, other: Sighting) -> str:
    """Return in words what speaks for one person beside the name, or "" for nothing."""
    ties = {party for party, _ in _ties(one)} & {party for party, _ in _ties(other)}
    if ties:
        return "with the same party"
    surnames = {_person(one).surname, _person(other).surname}
    shared = sorted(
        name for name in one.company & other.company if not surnames & set(name.split())
    )
    if len(shared) < COMPANY:
        return ""
    return f"in the company of “{shared[0].title()}” and “{shared[1].title()}”"


def _in_order(
    sightings: Sequence[Sighting], blocks: Mapping[Block, list[int]]
) -> dict[Block, list[int]]:
    """Return blocks with their numbers by name, so that like names are neighbours."""
    return {
        key: sorted(block, key=lambda number: (sightings[number].key, number))
        for key, block in blocks.items()
    }


def _neighbours(block: Sequence[int]) -> Iterable[tuple[int, int]]:
    for place, one in enumerate(block):
        for other in block[place + 1 : place + NEIGHBOURS]:
            yield one, other


def _first_numbers(sightings: Sequence[Sighting]) -> list[int]:
    """Return one number for every distinct full name."""
    first: dict[str, int] = {}
    for number, sighting in enumerate(sightings):
        if sighting.family == "person" and _person(sighting).is_full:
            first.setdefault(sighting.key, number)
    return list(first.values())


def _ties(sighting: Sighting) -> list[tuple[str, str]]:
    """Return the parties of a person's offices, as words to be equal, each with the office."""
    return [
        (f"{tie.party[0]} {tie.party[1]}", tie.office)
        for tie in sighting.ties
        if tie.party is not None
    ]


def _person(sighting: Sighting) -> PersonName:
    return person_name(min(sighting.names))


def _surname(sighting: Sighting) -> str:
    return spelling(_person(sighting).surname)


def _shown(sighting: Sighting) -> str:
    return person_name(sighting.shown).shown


def _spelt(one: Sighting, other: Sighting) -> str:
    names = sorted((_shown(one), _shown(other)))
    return f"“{names[0]}” and “{names[1]}” are spellings of one name"


def _stands_for(
    sightings: Sequence[Sighting], short: int, full: int, *, across: bool = False
) -> str:
    said, meant = sightings[short], sightings[full]
    where = " in the same article" if said.article == meant.article else " with the same party"
    return f"“{_shown(said)}” stands for “{_shown(meant)}”{'' if across else where}"
