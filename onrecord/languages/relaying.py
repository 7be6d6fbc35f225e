"""Language code -> what tells who passes a statement on: venues, documents, outlets, agencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onrecord.languages import language
from onrecord.languages.cues import cues
from onrecord.languages.tables import table

REPORTS = frozenset({"believe", "expect", "other"})


@dataclass(frozen=True, slots=True)
class Relaying:
    """What tells of relays in one language; `en_relays.toml` says what each list is for.

    `places`, `documents` and `audiences` give the singular of each form of a noun. `triggers` are
    words of which a sentence must have one to name any relay; `media_words` the same for outlets.
    `agency_names` gives the one name of each agency by all its names, `crediting` what else may
    stand in a line that credits one.
    """

    code: str
    places: Mapping[str, str]
    documents: Mapping[str, str]
    audiences: Mapping[str, str]
    hosted: frozenset[str]
    channels: frozenset[str]
    platforms: frozenset[str]
    pages: frozenset[str]
    outlet_words: frozenset[str]
    outlets: frozenset[str]
    outlet_nouns: frozenset[str]
    agencies: frozenset[str]
    agency_nouns: frozenset[str]
    agency_general: frozenset[str]
    agency_names: Mapping[str, str]
    crediting: frozenset[str]
    bodies: frozenset[str]
    telling: frozenset[str]
    speaking: frozenset[str]
    carrying: frozenset[str]
    quoting: frozenset[str]
    before_quoting: frozenset[str]
    other_verbs: frozenset[str]
    subordinating: frozenset[str]
    subordinating_after: frozenset[str]
    stops: frozenset[str]
    determiners: frozenset[str]
    venue_prepositions: frozenset[str]
    tail_prepositions: frozenset[str]
    channel_prepositions: frozenset[str]
    carrier_prepositions: frozenset[str]
    place_prepositions: frozenset[str]
    days: frozenset[str]
    day_adjectives: frozenset[str]
    day_parts: frozenset[str]
    no_noun: tuple[str, ...]
    months: frozenset[str]
    triggers: frozenset[str]
    media_words: frozenset[str]


@cache
def relaying(code: str) -> Relaying:
    """Return what tells of relays in a language, read once."""
    data = table(f"{code}_relays")
    venues, outlets, agencies = data["venues"], data["outlets"], data["agencies"]
    verbs, prepositions = data["verbs"], data["prepositions"]
    documents, audiences = data["documents"]["nouns"], data["audiences"]["nouns"]
    media = [outlets["words"], outlets["names"], outlets["nouns"], *agencies.values()]
    media_words = frozenset(part for names in media for part in _parts(names))
    places = [*venues["nouns"], *documents]
    dates = language(code).dates
    return Relaying(
        code=code,
        places=_with_plurals(places),
        documents=_with_plurals(documents),
        audiences={noun: noun for noun in audiences},
        **_sets(venues, hosted="hosted", channels="channels", platforms="platforms", pages="pages"),
        **_sets(outlets, outlet_words="words", outlets="names", outlet_nouns="nouns"),
        **_sets(agencies, agencies="names", agency_nouns="nouns", agency_general="general"),
        agency_names={name: name for name in agencies["names"]}
        | {other: name for name, others in data["credits"]["also"].items() for other in others},
        crediting=frozenset(data["credits"]["words"]),
        bodies=frozenset(data["bodies"]["words"]),
        **{name: frozenset(verbs[name]) for name in ("telling", "speaking", "carrying")},
        **{name: frozenset(verbs[name]) for name in ("quoting", "before_quoting")},
        other_verbs=frozenset(_finite(code)),
        subordinating=cues(code).opening - {"that"} | cues(code).joining | {"as"},
        subordinating_after=frozenset(data["phrases"]["subordinating_after"]),
        stops=frozenset(data["phrases"]["stops"]) | set(dates["weekdays"]) | set(dates["months"]),
        determiners=frozenset(data["phrases"]["determiners"]),
        **{f"{name}_prepositions": frozenset(words) for name, words in prepositions.items()},
        days=frozenset(dates["weekdays"]),
        **_sets(data["phrases"], day_adjectives="day_adjectives", day_parts="day_parts"),
        no_noun=tuple(data["phrases"]["no_noun"]),
        months=frozenset(dates["months"]),
        triggers=media_words
        | _parts([*_with_plurals(places), *audiences, *venues["platforms"], *venues["channels"]])
        | {"according", *verbs["telling"]}
        | {*verbs["carrying"], *verbs["quoting"]},
        media_words=media_words,
    )


def _sets(data: Mapping[str, Any], **fields: str) -> dict[str, Any]:
    return {field: frozenset(data[key]) for field, key in fields.items()}


def _parts(names: Iterable[str]) -> frozenset[str]:
    return frozenset(part for name in names for part in name.lower().split())


def _with_plurals(nouns: Iterable[str]) -> dict[str, str]:
    singular = {noun: noun for noun in nouns}
    return {f"{noun}s": noun for noun in singular} | singular


def _finite(code: str) -> list[str]:
    """Return past and present forms of verbs of saying, by which another report is known."""
    return [
        form
        for form, act in language(code).acts.items()
        if act not in REPORTS
        and (form.endswith("ed") or form in ("said", "says", "told", "tells", "wrote", "writes"))
    ]
