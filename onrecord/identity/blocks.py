"""The sightings of one article -> the blocks under which each may be the same as another.

A block stands for what a step looks candidates up by: whatever two sightings a step may join, or
hold against each other, share a block. More blocks than needed cost time; one too few, and a
record that grew would differ from the same record resolved at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.identity.bodies import letters_of
from onrecord.identity.names import (
    PersonName,
    body_name,
    is_acronym,
    person_name,
    skeleton,
    spelling,
)
from onrecord.identity.parties import Key, Parties, ministry_of, state_of
from onrecord.identity.sightings import (
    Sighting,
    implied_by,
    implied_sighting,
    party_of,
    sightings_of,
)
from onrecord.identity.watching import Owners, entries_of, owners_of
from onrecord.sighted import Blocked
from onrecord.values import Mention, Watched


def anchor_of(key: Key) -> str:
    """Return the anchor of a party, which is its block as well."""
    return f"{key[0]}:{key[1]}"


def key_of(anchor: str) -> Key:
    """Return the key of the party with this anchor."""
    family, _, key = anchor.partition(":")
    return family, key


def blocked_in(mentions: Sequence[Mention], parties: Parties, owners: Owners) -> dict[str, Blocked]:
    """Return where each mention of an article is looked up, and which parties it rests on."""
    sightings = sightings_of(mentions, parties, {})
    blocks = {
        id: found
        for sighting, found in zip(sightings, _blocks(sightings, owners), strict=True)
        for id in sighting.mentions
    }
    return {
        mention.id: Blocked(
            blocks[mention.id],
            {anchor_of(key): words for key, words in implied_by(mention, parties).items()},
            _asks(mention, parties),
        )
        for mention in mentions
        if mention.id in blocks
    }


def blocked_alone(anchor: str, words: str, watched: Iterable[Watched]) -> Blocked:
    """Return where a party is looked up that offices tell of in these words, and no mention."""
    key = key_of(anchor)
    (blocks,) = _blocks([implied_sighting(key, words)], owners_of(watched))
    state = state_of(key)
    return Blocked(blocks, asks=frozenset([f"state:{state}"] if state else []))


def _asks(mention: Mention, parties: Parties) -> frozenset[str]:
    party = party_of(mention, parties)
    ministry = ministry_of(mention.office, party) if party else None
    return frozenset([anchor_of(ministry)] if ministry else [])


def _blocks(sightings: Sequence[Sighting], owners: Owners) -> list[frozenset[str]]:
    people = [_names(s) if s.family == "person" else [] for s in sightings]
    full = [name for names in people for name in names if name.is_full]
    short = [name for names in people for name in names if not name.is_full]
    initials = {letters for s in sightings for letters in _short(s)}
    return [
        frozenset(
            {
                *_of_person(names, full, short),
                *_of_thing(sighting, full),
                *_of_letters(sighting, initials),
                *(f"watched:{entry}" for entry in entries_of(sighting, owners)),
            }
        )
        for sighting, names in zip(sightings, people, strict=True)
    ]


def _of_person(
    names: Iterable[PersonName], full: Sequence[PersonName], short: Sequence[PersonName]
) -> Iterable[str]:
    """Yield the blocks of a surname however it is spelt, and those of a hyphenated one."""
    for name in names:
        yield f"who:{skeleton(name.surname)}"
        if not name.is_full:
            continue
        halves = {name.surname, name.joined} if name.joined else {name.surname}
        yield from (f"half:{name.given[0]} {spelling(half)}" for half in halves)
        # A name that puts the surname first is known by its first word, in this article.
        for other in short:
            if other.surname == name.given[0]:
                yield f"who:{skeleton(other.surname)}"


def _of_thing(sighting: Sighting, full: Sequence[PersonName]) -> Iterable[str]:
    """Yield the block of what is no person, and of the person it may be by a tagger's slip."""
    if sighting.family == "person":
        return
    yield anchor_of((sighting.family, sighting.key))
    if sighting.family in ("body", "place"):
        for name in full:
            if name.surname == sighting.key:
                yield f"who:{skeleton(name.surname)}"


def _of_letters(sighting: Sighting, short: set[str]) -> Iterable[str]:
    """Yield the blocks of initials: as written, given in brackets, or written out here."""
    if sighting.family not in ("body", "institution"):
        return
    yield from (f"letters:{letters}" for letters in _short(sighting))
    for written in sighting.names:
        name = body_name(written)
        if name.acronym:
            yield f"letters:{name.acronym.casefold()}"
        # A party that nothing mentions has no article: it may stand for initials anywhere.
        elif not is_acronym(written):
            yield from (
                f"letters:{letters}"
                for letters in name.initials
                if letters in short or not sighting.article
            )


def _short(sighting: Sighting) -> Iterable[str]:
    if sighting.family in ("body", "institution"):
        yield from (letters_of(name) for name in sighting.names if is_acronym(name))


def _names(sighting: Sighting) -> list[PersonName]:
    return [person_name(name) for name in sighting.names]
