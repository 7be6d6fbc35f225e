"""The words for a party ("Russia", "the Kremlin", "Valdorian") -> the key of who is meant.

A key is a pair: what sort of thing it is, and which one. States known to us are keyed by ISO code
("state", "RU"); states that only the record knows by their folded name ("state", "valdoria");
institutions of a state by both ("institution", "RU/kremlin").
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.identity.names import body_name, institution_parts
from onrecord.languages.namekinds import name_kinds
from onrecord.languages.naming import naming
from onrecord.languages.places import folded, places
from onrecord.sighted import Clue
from onrecord.values import Mention

Key = tuple[str, str]


@dataclass(frozen=True, eq=False)  # one is known by itself, so that answers can be kept by it
class Parties:
    """What the record's own words tell of states that are on no list.

    `states` are folded names that hold offices of a state, or are places that hold any office.
    `peoples` maps what is left of such a name without its ending to the name.
    """

    states: frozenset[str]
    peoples: dict[str, str]

    @property
    def text(self) -> str:
        """All of it in one line, as `parties_of` takes it back."""
        return json.dumps([sorted(self.states), self.peoples], sort_keys=True)

    def state(self, words: str) -> str | None:
        """Return the code or folded name of the state that words name, or None.

        Names and peoples count, capitals do not.
        """
        known = places().state(words)
        if known is not None:
            return known.code
        plain = folded(words)
        if plain in self.states:
            return plain
        for stem in _stems_of_people(plain):
            if stem in self.peoples:
                return self.peoples[stem]
        return None

    def key(self, words: str, office: str = "") -> Key | None:
        """Return the key of the party that words name beside an office, or None for no words."""
        if not words.strip():
            return None
        found = places().find(words)
        is_local = _holds(office, naming("en").local_offices)
        if found is not None and found[1] == "capital":
            return ("place", folded(words)) if is_local else ("state", found[0].code)
        if institution := self.institution(words):
            return institution
        # A mayor is of a town; a governor may be of a bank.
        heads = name_kinds("en").heads
        ends_as_body = words.split()[-1].lower() in (
            heads["organisation"] | heads["organisation_or_surname"]
        )
        is_town = is_local and not ends_as_body
        return ("place", folded(words)) if is_town else ("body", body_name(words).key)

    def institution(self, words: str, party: str = "") -> Key | None:
        """Return the key of the state or the state's institution that words name, or None.

        `party` is whose it is where the words do not say so ("the ministry").
        """
        state = self.state(words)
        if state is not None:
            return ("state", state)
        found = places().find(words)
        if found is not None and found[1] == "seat":
            return ("institution", f"{found[0].code}/{folded(words)}")
        of, rest = self._whose(words)
        if of is None and party:
            key = self.key(party)
            of, rest = (key[1] if key and key[0] == "state" else None), institution_parts(words)
        return _institution_of(of, rest) if of is not None else None

    def _whose(self, words: str) -> tuple[str | None, list[str]]:
        """Return the state named at the front or the end of words, and the other words."""
        pieces = words.replace("’", "'").split()
        for size in (4, 3, 2, 1):
            if size < len(pieces):
                state = self.state(" ".join(pieces[:size]))
                if state is not None:
                    return state, institution_parts(" ".join(pieces[size:]))
        head, of, state_words = words.partition(" of ")
        while of:
            state = self.state(state_words)
            if state is not None:
                return state, institution_parts(head)
            more, of, state_words = state_words.partition(" of ")
            head = f"{head} of {more}"
        return None, []


def state_of(key: Key | None) -> str | None:
    """Return the state that a party is or belongs to, or None."""
    if key is None or key[0] not in ("state", "institution"):
        return None
    return key[1].partition("/")[0]


def ministry_of(office: str, party: Key) -> Key | None:
    """Return the ministry that a minister of a state heads, or None for any other office.

    >>> ministry_of("deputy minister of foreign affairs", ("state", "NO"))
    ('institution', 'NO/foreign ministry')
    """
    heads = naming("en").ministers
    words = [word for word in institution_parts(office) if word not in ("of", "for", "and")]
    head = next((word for word in words if word in heads), "")
    fields = [word for word in words if word in naming("en").fields and word not in heads]
    if party[0] != "state" or not head or not fields or "prime" in fields:
        return None
    return ("institution", f"{party[1]}/{' '.join(fields)} {heads[head]}")


def clues_in(mentions: Iterable[Mention]) -> set[Clue]:
    """Return what mentions tell of states that are on no list.

    A clue is the folded name of a "place", or of a party that has an office: a "state" has one
    that only states have, an "office" is any other but those of towns, or an army or the like.
    """
    of_states = naming("en").offices_of_states
    local = naming("en").local_offices
    clues: set[Clue] = set()
    for mention in mentions:
        if mention.kind == "place" and mention.named and places().find(mention.name) is None:
            clues.add(("place", folded(mention.name)))
        if mention.party and places().find(mention.party) is None:
            party = folded(mention.party)
            has_army = not mention.named and is_generic(mention.name.removeprefix(mention.party))
            if _holds(mention.office, of_states):
                clues.add(("state", party))
            elif has_army or (mention.office and not _holds(mention.office, local)):
                clues.add(("office", party))
    return clues


def parties_from(clues: Iterable[Clue]) -> Parties:
    """Return what all clues on record tell together."""
    words: dict[str, set[str]] = {"place": set(), "state": set(), "office": set()}
    for sort, word in clues:
        words[sort].add(word)
    place_names, found = words["place"], words["state"]
    by_stem: dict[str, str] = {}
    for place in sorted(place_names):
        by_stem.setdefault(_stem_of_place(place), place)
    named_by_stem: dict[str, list[str]] = {}
    for party in sorted(found):
        named_by_stem.setdefault(_stem_of_place(party), []).append(party)
    # A people at the head of an office ("Valdorian minister") is its place, where we know one.
    named = {_place_of(party, place_names, by_stem, named_by_stem) for party in found}
    named |= {
        _place_of(party, place_names, by_stem, named_by_stem)
        for party in words["office"]
        if party in place_names or any(stem in by_stem for stem in _stems_of_people(party))
    }
    states = frozenset(name for name in named if places().find(name) is None)
    return Parties(states, {_stem_of_place(state): state for state in sorted(states, reverse=True)})


@lru_cache(maxsize=4)
def parties_of(text: str) -> Parties:
    """Return the parties that this line tells of."""
    states, peoples = json.loads(text or "[[], {}]")
    return Parties(frozenset(states), peoples)


def asked_of(mention: Mention) -> Iterator[str]:
    """Yield what is asked of Parties about a mention: is this a state, are these a people."""
    if mention.kind in ("organisation", "group", "place"):
        yield from _asked_of_words(mention.name)
    if mention.party:
        yield from _asked_of_words(mention.party)


@lru_cache(maxsize=1 << 15)
def _asked_of_words(words: str) -> frozenset[str]:
    return frozenset(_questions(words))


def _questions(words: str) -> Iterator[str]:
    pieces = words.replace("’", "'").split()
    asked = {words, *(" ".join(pieces[:size]) for size in range(1, min(5, len(pieces))))}
    _, of, rest = words.partition(" of ")
    while of:
        asked.add(rest)
        _, of, rest = rest.partition(" of ")
    for each in asked:
        plain = folded(each)
        yield plain
        yield from (f"~{stem}" for stem in _stems_of_people(plain))


def answered_anew(old: str, new: str) -> set[str]:
    """Return what `asked_of` yields and these two lines answer otherwise."""
    before, after = parties_of(old), parties_of(new)
    stems = {
        stem
        for stem in before.peoples.keys() | after.peoples.keys()
        if before.peoples.get(stem) != after.peoples.get(stem)
    }
    return {*(before.states ^ after.states), *(f"~{stem}" for stem in stems)}


@lru_cache(maxsize=1 << 15)
def is_generic(words: str) -> bool:
    """Whether words name an institution that every state has: "the ministry", "Parliament"."""
    known = naming("en")
    parts = institution_parts(words)
    return bool(parts) and all(
        part in known.institutions or part in known.governments or part in known.fields
        for part in parts
    )


def _institution_of(state: str, rest: list[str]) -> Key | None:
    known = naming("en")
    if not rest:
        return None
    if all(part in known.governments for part in rest) or rest[-1] in known.governments:
        allowed = known.governments | known.fields | {"legitimate", "transitional", "military"}
        return ("state", state) if all(part in allowed for part in rest) else None
    ends_as_one = rest[-1] in known.institutions or " ".join(rest[-2:]) in known.institutions
    words = " ".join(rest)
    seat = places().find(words)
    if seat is not None and seat[1] == "seat" and seat[0].code == state:
        return ("institution", f"{state}/{words}")
    if ends_as_one and all(part in known.fields | known.institutions for part in rest):
        return ("institution", f"{state}/{words}")
    return None


def _place_of(
    party: str, names: set[str], by_stem: dict[str, str], others: dict[str, list[str]]
) -> str:
    if party in names and party not in others.get(_stem_of_place(party), ()):
        return party
    for stem in _stems_of_people(party):
        if by_stem.get(stem, party) != party:
            return by_stem[stem]
        for other in others.get(stem, ()):
            if other != party and len(other) < len(party) + 1:
                return other
    return party


def _stems_of_people(people: str) -> list[str]:
    """Return what a people's name may be made from: "valdorian" -> "valdor", "valdori"."""
    stems = [
        people[: -len(ending)].rstrip("aeiouy")
        for ending in naming("en").people_endings
        if people.endswith(ending)
    ]
    return [stem for stem in stems if len(stem) >= 4]


def _stem_of_place(place: str) -> str:
    return place.rstrip("aeiouy")


def _holds(office: str, words: Iterable[str]) -> bool:
    plain = f" {folded(office)} "
    return any(f" {word} " in plain or f" {word}s " in plain for word in words)
