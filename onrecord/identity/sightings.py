"""Mentions -> sightings: everything that one article says under one name, as one thing to place.

The steps that follow never look at single mentions again, so their cost grows with names and
articles, and not with how often an article repeats itself.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeVar

from onrecord.identity.names import body_name, person_name
from onrecord.identity.parties import Key, Parties, is_generic, state_of
from onrecord.languages.places import folded, places
from onrecord.values import Date, Mention, MentionKind

T = TypeVar("T", bound=Hashable)
Days = tuple[datetime.date, datetime.date]
Family = Literal["person", "state", "institution", "body", "place", "unnamed"]
Company = Mapping[str, frozenset[str]]  # by article: the keys of who else is named there


@dataclass(frozen=True, slots=True)
class Tie:
    """An office and the party that it is of: the party's key, and both as written."""

    office: str
    party: Key | None
    written: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one article says under one name.

    `key` is equal where the name is the same one; `names`, `kinds` and `ties` count how often
    each form, kind and office stands there. `company` holds the keys of the people
    named in full and the bodies in the same article. A sighting without article or mentions is a
    party that offices tell of and nothing names. `named` is False where all that stands there is a
    source without a name. `days` are the first and last on which the article can have been
    published, None where either is open.
    """

    family: Family
    key: str
    article: str
    mentions: tuple[str, ...]
    names: Counter[str]
    kinds: Counter[MentionKind]
    ties: Counter[Tie]
    company: frozenset[str] = frozenset()
    named: bool = True
    days: Days | None = None

    @property
    def generations(self) -> frozenset[str]:
        """What tells this person from a father or son of the same name."""
        if self.family != "person":
            return frozenset()
        return frozenset(filter(None, (person_name(name).generation for name in self.names)))

    @property
    def states(self) -> frozenset[str]:
        """The states that the offices seen here are of, rare slips left out."""
        counts: Counter[str] = Counter()
        for tie, count in self.ties.items():
            state = state_of(tie.party)
            if state is not None:
                counts[state] += count
        return frozenset(often(counts))

    @property
    def shown(self) -> str:
        """The form most often used here."""
        return min(self.names, key=lambda name: (-self.names[name], name))


def sightings_of(
    mentions: Sequence[Mention],
    parties: Parties,
    company: Company,
    split: frozenset[str] = frozenset(),
    published: Mapping[str, Date] = MappingProxyType({}),
) -> list[Sighting]:
    """Return the sightings of these mentions.

    `split` holds ids of mentions that a person set apart; each is a sighting of its own.
    `published` gives the dates of articles by id.
    """
    groups: dict[tuple[str, str, str, str], list[tuple[Mention, Tie | None]]] = {}
    for mention in mentions:
        place = home(mention, parties)
        if place is None:
            continue
        party = party_of(mention, parties)
        tie = Tie(mention.office, party, mention.party) if mention.office or party else None
        own = mention.id if mention.id in split else ""
        groups.setdefault((*place, mention.article, own), []).append((mention, tie))
    return [
        # Let go of each group as it is done: with many mentions they weigh much.
        _sighting(
            *group,
            groups.pop(group),
            company.get(group[2], frozenset()),
            published.get(group[2]),
        )
        for group in list(groups)
    ]


def company_in(mentions: Iterable[Mention], parties: Parties) -> dict[str, frozenset[str]]:
    """Return by article the people named in full and the bodies; a state is in all company."""
    found: dict[str, set[str]] = {}
    for mention in mentions:
        family, key = home(mention, parties) or ("", "")
        if family == "body" or (family == "person" and " " in key):
            found.setdefault(mention.article, set()).add(key)
    return {article: frozenset(keys) for article, keys in found.items()}


def implied_by(mention: Mention, parties: Parties) -> dict[Key, str]:
    """Return the parties that a mention tells of by its office or name, with the words for each."""
    place = home(mention, parties)
    if place is None:
        return {}
    party = party_of(mention, parties)
    found = {} if party is None else {party: mention.party}
    for key in (party, place):
        state = state_of(key)
        if state is not None:
            found["state", state] = _state_name(state)
    return found


def implied_sighting(key: Key, written: str) -> Sighting:
    """Return the sighting of a party that offices tell of in these words and nothing mentions."""
    family, name = key
    kind: MentionKind = "place" if family == "place" else "organisation"
    return Sighting(
        family=family,  # type: ignore[arg-type]
        key=name,
        article="",
        mentions=(),
        names=Counter([_state_name(name) if family == "state" else written]),
        kinds=Counter([kind]),
        ties=Counter(),
    )


def grouped(
    sightings: Sequence[Sighting], family: Family, key: Callable[[Sighting], str]
) -> Iterable[list[int]]:
    """Return the numbers of the sightings of a family, those of one key together."""
    groups: dict[str, list[int]] = {}
    for number, sighting in enumerate(sightings):
        if sighting.family == family:
            groups.setdefault(key(sighting), []).append(number)
    return groups.values()


def often(counts: Counter[str]) -> list[str]:
    """Return what is counted at least a third as often as the commonest, commonest first."""
    top = max(counts.values(), default=0)
    ranked = sorted(counts, key=lambda name: (-counts[name], name))
    return [name for name in ranked if counts[name] * 3 >= top]


class _Form(NamedTuple):
    """All of a mention that its family and key are made from; the article where it matters."""

    kind: MentionKind
    name: str
    party: str
    named: bool
    article: str


def home(mention: Mention, parties: Parties) -> tuple[Family, str] | None:
    """Return the family and key of what a mention names, None where that is nobody."""
    where = mention.article if _is_local(mention) else ""
    form = _Form(mention.kind, mention.name, mention.party, mention.named, where)
    return _family_and_key(form, parties)


def party_of(mention: Mention, parties: Parties) -> Key | None:
    """Return the key of the party that a mention's office is of."""
    return _party_key(mention.party, mention.office, parties)


# Records repeat the same few names: each form is looked up once.
@lru_cache(maxsize=1 << 15)
def _party_key(words: str, office: str, parties: Parties) -> Key | None:
    return parties.key(words, office)


def _is_local(mention: Mention) -> bool:
    """Whether a mention names nobody outside its article."""
    return not mention.named or is_generic(mention.name)


@lru_cache(maxsize=1 << 15)
def _family_and_key(mention: _Form, parties: Parties) -> tuple[Family, str] | None:
    # An office is nobody: who holds it has a name, or is a source without one.
    if mention.kind in ("date", "office") or not mention.name.strip():
        return None
    if mention.kind == "organisation" and not mention.named:
        # "Norway's foreign ministry" is no proper name, and is one ministry all the same.
        key = parties.institution(mention.name, mention.party)
        if key is not None:
            return ("state" if key[0] == "state" else "institution"), key[1]
    if not mention.named:
        # "officials" in one article are not "officials" in the next: never merged across.
        words = f"{folded(mention.party)}/{folded(mention.name)}"
        return "unnamed", f"{mention.kind}/{words}/{mention.article}"
    if mention.kind == "person":
        return "person", person_name(mention.name).key
    return _body_or_place(mention, parties)


def _body_or_place(mention: _Form, parties: Parties) -> tuple[Family, str]:
    known = places().find(mention.name)
    if known is not None and known[1] == "capital":
        # A capital that speaks is the state; a capital where something happens is a place.
        if mention.kind == "organisation":
            return "state", known[0].code
        return "place", folded(mention.name)
    # "The Norwegians", tagged as a group, are people; "Norwegian" is the state's adjective.
    if not (mention.kind == "group" and known is not None and _is_people(mention.name)):
        party = mention.party if is_generic(mention.name) else ""
        key = parties.institution(mention.name, party)
        if key is not None:
            return ("state" if key[0] == "state" else "institution"), key[1]
    if mention.kind == "place":
        return "place", folded(mention.name)
    if is_generic(mention.name):
        return "unnamed", f"{mention.kind}/{folded(mention.name)}/{mention.article}"
    return "body", body_name(mention.name, of_people=mention.kind == "group").key


def _is_people(words: str) -> bool:
    plain = folded(words)
    found = places().find(plain)
    return found is not None and found[1] == "demonym" and plain not in places().by_word


def _sighting(
    family: str,
    key: str,
    article: str,
    _own: str,
    members: Iterable[tuple[Mention, Tie | None]],
    company: frozenset[str],
    published: Date | None,
) -> Sighting:
    found = list(members)
    first, last = (published.earliest, published.latest) if published else (None, None)
    return Sighting(
        family=family,  # type: ignore[arg-type]
        key=key,
        article=article,
        mentions=tuple(mention.id for mention, _ in found),
        names=_counted(tuple(mention.name.strip(" ,;:") for mention, _ in found)),
        kinds=_counted(tuple(mention.kind for mention, _ in found)),
        ties=_counted(tuple(tie for _, tie in found if tie is not None)),
        company=company,
        named=any(mention.named for mention, _ in found),
        days=(first, last) if first and last else None,
    )


@lru_cache(maxsize=1 << 15)
def _counted(things: tuple[T, ...]) -> Counter[T]:
    """Return how often each of these is there.

    Equal ones share one count, never to be changed: articles repeat the same few, and the counts
    of single sightings took most of the memory.
    """
    return Counter(things)


def _state_name(state: str) -> str:
    known = places().by_code.get(state)
    return known.name if known is not None else state.title()
