"""A cluster of sightings -> the entity: its name, aliases, offices, and whom it speaks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from onrecord.identity.names import body_name, person_name
from onrecord.identity.offices import offices_of
from onrecord.identity.parties import Key, is_generic, ministry_of, state_of
from onrecord.identity.sightings import Sighting, Tie, often
from onrecord.languages.places import folded, places
from onrecord.sighted import Party
from onrecord.values import Date, Entity, MentionKind, Watched

T = TypeVar("T", bound=Hashable)

PAST = ("former", "ex", "ex-", "late", "then")


@dataclass(frozen=True, eq=False)
class Gathered:
    """A cluster: its sightings, why they are together, and the name a person gave it, if any.

    `watched` is the entry of the user's list that it is.
    """

    sightings: tuple[Sighting, ...]
    reasons: tuple[str, ...]
    renamed: str = ""
    watched: Watched | None = None

    @property
    def kind(self) -> MentionKind:
        """What the cluster is: a state and its institutions are organisations, always."""
        if any(sighting.family in ("state", "institution") for sighting in self.sightings):
            return "organisation"
        counts = _total(sighting.kinds for sighting in self.sightings)
        if counts["organisation"] and counts["group"]:
            return "organisation"  # a party: its adjective and its members are tagged as a group
        return min(counts, key=lambda name: (-counts[name], name))

    @property
    def state(self) -> str:
        """The code or folded name of the state that the cluster is, "" where it is none."""
        return min((s.key for s in self.sightings if s.family == "state"), default="")

    @property
    def named(self) -> bool:
        """Whether there is more behind it than a source without a name."""
        return any(one.named or one.family != "unnamed" for one in self.sightings)

    @property
    def rank(self) -> tuple[int, str]:
        """Where the cluster stands among those that claim one id: more mentions first."""
        mentions = [mention for sighting in self.sightings for mention in sighting.mentions]
        return -len(mentions), min(mentions, default="")


def anchors(sightings: Iterable[Sighting]) -> list[str]:
    """Return what the id of these sightings may hang on.

    A state hangs on its code or name, so that its id is the same in every record; a party that
    nothing mentions hangs on its name; everything else on its mentions.
    """
    found = list(sightings)
    states = [f"state:{sighting.key}" for sighting in found if sighting.family == "state"]
    mentions = [mention for sighting in found for mention in sighting.mentions]
    return states or mentions or [f"{sighting.family}:{sighting.key}" for sighting in found]


def entity_of(
    gathered: Gathered,
    id: str,
    find: Callable[[Key], Party | None],
    published: Mapping[str, Date],
) -> Entity:
    """Return the entity of a cluster, with this id; `find` tells who is meant by a party's key.

    `published` gives the dates of articles by id.
    """
    names = _total(sighting.names for sighting in gathered.sightings)
    ties = _total(sighting.ties for sighting in gathered.sightings)
    watched = gathered.watched
    listed = {watched.name, *watched.aliases} if watched else set()
    shown = gathered.renamed or (watched.name if watched else _name(gathered, names))
    parties = _spoken_for(gathered, id, ties, find)
    return Entity(
        id=id,
        kind=gathered.kind,
        name=shown,
        aliases=tuple(sorted((_forms(names) | listed) - {shown})),
        offices=offices_of(gathered.sightings, lambda tie: _party_name(tie, find), published),
        speaks_for=tuple(party.entity for party in parties),
        mentions=tuple(
            sorted(mention for sighting in gathered.sightings for mention in sighting.mentions)
        ),
        reasons=tuple(_reasons(gathered, parties)),
        state=gathered.state,
        qid=watched.qid if watched else "",
        named=gathered.named or bool(gathered.renamed),
    )


def party_from(gathered: Gathered, id: str) -> Party:
    """Return the party that a cluster is to those who speak for it."""
    return Party(id, _name(gathered, _total(sighting.names for sighting in gathered.sightings)))


def _name(gathered: Gathered, names: Counter[str]) -> str:
    family = gathered.sightings[0].family
    states = sorted({s.key for s in gathered.sightings if s.family == "state"})
    if states:
        known = places().by_code.get(states[0])
        if known is not None:
            return known.name
        fitting = {name: n for name, n in names.items() if folded(name) == states[0]}
        return _commonest(Counter(fitting)) if fitting else states[0].title()
    if family == "person":
        return _person_name(names)
    if family == "unnamed":
        return _commonest(names)
    plain: Counter[str] = Counter()
    for name, count in names.items():
        plain[name if is_generic(name) else body_name(name).shown] += count
    # Written out beats initials: "United Miners' Union" says more than "UMU".
    long = Counter({name: n for name, n in plain.items() if not name.isupper() or " " in name})
    if any(sighting.kinds["group"] for sighting in gathered.sightings):
        # "Reform Party" says more than "Reform", and "Reformers" more than "Reformer".
        party = {name: n for name, n in long.items() if body_name(name).sorts}
        members = {name: n for name, n in long.items() if name.endswith("s")}
        long = Counter(party or members or long)
    return _commonest(long or plain)


def _person_name(names: Counter[str]) -> str:
    shown: Counter[str] = Counter()
    for name, count in names.items():
        shown[person_name(name).shown] += count
    full = {name: n for name, n in shown.items() if len(person_name(name).given) > 0}
    whole = {name: n for name, n in full.items() if len(person_name(name).given[0]) > 1}
    return _commonest(Counter(whole or full or shown))


def _forms(names: Iterable[str]) -> set[str]:
    return {name.removesuffix("'s").removesuffix("’s") for name in names}


def _party_name(tie: Tie, find: Callable[[Key], Party | None]) -> str:
    party = find(tie.party) if tie.party is not None else None
    return tie.written if party is None else party.name


def _spoken_for(
    gathered: Gathered, id: str, ties: Counter[Tie], find: Callable[[Key], Party | None]
) -> list[Party]:
    """Return the parties that a cluster speaks for: its offices', and the states of those."""
    keys: Counter[str] = Counter()
    by_words: dict[str, list[Key]] = {}
    for tie, count in ties.items():
        if tie.party is not None and _speaks(gathered, tie):
            words = "\x1f".join(tie.party)
            ministry = ministry_of(tie.office, tie.party)
            by_words.setdefault(words, []).extend([ministry] if ministry else [])
            keys[words] += count
    wanted: list[Key] = []
    for words in often(keys):
        family, _, name = words.partition("\x1f")
        wanted += [*sorted(set(by_words[words])), (family, name)]
    wanted += [(s.family, s.key) for s in gathered.sightings if s.family == "institution"]
    found: dict[str, Party] = {}
    for key in wanted:
        state = state_of(key)
        for party_key in (key, ("state", state) if state is not None else key):
            party = find(party_key)
            if party is not None and party.entity != id:
                found[party.entity] = party
    return list(found.values())


def _speaks(gathered: Gathered, tie: Tie) -> bool:
    first = folded(tie.office).split(" ")[0].split("-")[0]
    if first in PAST:
        return False
    # Without an office only what every state has speaks for it: a company is not its country.
    named = gathered.sightings[0].shown
    return bool(tie.office) or (gathered.kind != "person" and is_generic(named))


def _reasons(gathered: Gathered, parties: Sequence[Party]) -> Iterable[str]:
    articles: dict[tuple[str, str], set[str]] = {}
    for sighting in gathered.sightings:
        if sighting.article:
            articles.setdefault((sighting.family, sighting.key), set()).add(sighting.article)
    for key in sorted(articles):
        if len(articles[key]) > 1:
            shown = min(s.shown for s in gathered.sightings if (s.family, s.key) == key)
            yield f"“{shown}” is the same name in {len(articles[key])} articles"
    if any(sighting.family == "state" for sighting in gathered.sightings):
        forms = sorted(_forms(name for s in gathered.sightings for name in s.names))
        if len(forms) > 1:
            yield f"{_listed(forms)} all stand for one state"
    # What is less sure stands last, after all that makes it one for certain.
    yield from sorted(gathered.reasons, key=lambda reason: (reason[:1] != "“", reason))
    for party in parties:
        yield f"speaks for {party.name}, by the office or place it is given"


def _listed(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in words[:6]]
    return ", ".join(quoted[:-1]) + f" and {quoted[-1]}"


def _commonest(names: Counter[str]) -> str:
    return min(names, key=lambda name: (-names[name], -len(name), name))


def _total(counters: Iterable[Counter[T]]) -> Counter[T]:
    total: Counter[T] = Counter()
    for counter in counters:
        total.update(counter)
    return total
