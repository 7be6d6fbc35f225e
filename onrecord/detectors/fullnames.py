"""Mentions of one article -> the same, each with the fullest name and the one kind it has there.

An article names a person in full once and by surname after. Whoever it names is the same all
through it, so a name that the model took now for a person and now for a body is one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.languages.given_names import gender_of_given_name
from onrecord.languages.places import places
from onrecord.values import Mention, MentionKind

GENDERS = {"Mr": "male", "Mrs": "female", "Ms": "female", "Miss": "female"}
TITLE = re.compile(r"\b(Mr|Mrs|Ms|Miss)\.?\s\Z")
KINDS: tuple[MentionKind, ...] = ("person", "organisation", "group", "place")


def in_full(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Give every surname the one full name of the article that ends in it.

    Of two who bear it, or where "Mr." stands before the surname of a woman, it stays as it is.
    """
    full: dict[str, set[str]] = {}
    mentions = _of_one_kind(mentions)
    for mention in mentions:
        parts = mention.name.split()
        if mention.kind == "person" and len(parts) > 1:
            full.setdefault(parts[-1].casefold(), set()).add(mention.name)
    genders = _told_genders(mentions, text)
    result = []
    for mention in mentions:
        surname = mention.name.casefold()
        bearers = _fullest(full.get(surname, ()))
        if mention.kind not in {"person", "organisation", "place"} or not bearers:
            result.append(mention)
        elif len(bearers) > 1 or _is_another(bearers[0], genders.get(surname, set())):
            result.append(replace(mention, kind="person"))
        else:
            result.append(replace(mention, kind="person", name=bearers[0]))
    return result


def _told_genders(mentions: Sequence[Mention], text: str) -> dict[str, set[str]]:
    """Return what "Mr." and "Mrs." before a name alone tell of it."""
    told: dict[str, set[str]] = {}
    for mention in mentions:
        before = TITLE.search(text, max(0, mention.span.start - 6), mention.span.start)
        if before and " " not in mention.span.of(text):
            told.setdefault(mention.name.casefold(), set()).add(GENDERS[before[1]])
    return told


def _is_another(bearer: str, genders: set[str]) -> bool:
    """Say whether the titles before a surname are not those of its only bearer in full."""
    gender = gender_of_given_name(bearer.split()[0])
    return bool(gender and genders and gender not in genders)


def _fullest(names: Iterable[str]) -> list[str]:
    """Return the names that are not a shorter form of another one."""
    names = sorted(names, key=len, reverse=True)
    kept: list[str] = []
    for name in names:
        parts = set(name.casefold().split())
        if not any(parts < set(other.casefold().split()) for other in kept):
            kept.append(name)
    return kept


def _of_one_kind(mentions: Sequence[Mention]) -> list[Mention]:
    """Give each name that has several kinds the one that its mentions most surely have."""
    weights: dict[str, dict[MentionKind, float]] = {}
    for mention in mentions:
        if mention.kind in KINDS and not places().find(mention.name):
            weight = weights.setdefault(mention.name, {})
            weight[mention.kind] = weight.get(mention.kind, 0.0) + mention.score
    kinds = {name: _kind(name, weight) for name, weight in weights.items() if len(weight) > 1}
    return [
        replace(m, kind=kinds[m.name]) if m.kind in KINDS and m.name in kinds else m
        for m in mentions
    ]


def _kind(name: str, weight: dict[MentionKind, float]) -> MentionKind:
    given, *more = name.split()
    if "person" in weight and more and gender_of_given_name(given):
        return "person"
    return min(weight, key=lambda kind: (-weight[kind], KINDS.index(kind)))
