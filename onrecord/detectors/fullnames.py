"""Mentions of one article -> the same, each with the fullest name that the article gives it.

An article names a person in full once and by surname after, and a body by what its name begins or
ends with: "Kelm Partners", then "Kelm"; "the Kelm Gazette", then "the Gazette".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.languages.given_names import gender_of_given_name
from onrecord.languages.namekinds import name_kinds
from onrecord.languages.naming import naming
from onrecord.languages.places import places
from onrecord.values import Mention

GENDERS = {"Mr": "male", "Mrs": "female", "Ms": "female", "Miss": "female"}
TITLE = re.compile(r"\b(Mr|Mrs|Ms|Miss)\.?\s\Z")


def in_full(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Give every surname the one full name that it stands for, and bodies theirs.

    Of two who bear it, it is the one named in full so far, and where both are, whom the article
    names in full first and more often. Otherwise, or where "Mr." stands before the surname of a
    woman, it stays as it is.
    """
    full: dict[str, Counter[str]] = {}
    begins: dict[str, int] = {}
    for mention in mentions:
        parts = mention.name.split()
        if mention.kind == "person" and len(parts) > 1:
            full.setdefault(parts[-1].casefold(), Counter())[mention.name] += 1
            begins.setdefault(mention.name, mention.span.start)
    genders = _told_genders(mentions, text)
    fullest = {surname: _fullest(names) for surname, names in full.items()}
    principals = {
        surname: _principal(fullest[surname], names, genders.get(surname, set()))
        for surname, names in full.items()
    }
    bodies = _whole_bodies({m.name for m in mentions if m.kind == "organisation"})
    result = []
    for mention in mentions:
        surname = mention.name.casefold()
        if mention.kind == "group" and surname.removesuffix("s") in full:
            result.append(mention)
        elif mention.kind in {"person", "organisation", "place"} and surname in full:
            told = [name for name in fullest[surname] if begins[name] < mention.span.start]
            only = told[0] if len(told) == 1 else ""
            if only and _is_another(only, genders.get(surname, set())):
                only = ""
            name = only or principals[surname] or mention.name
            result.append(replace(mention, kind="person", name=name))
        elif mention.kind == "organisation" and mention.name in bodies:
            result.append(replace(mention, name=bodies[mention.name]))
        else:
            result.append(mention)
    return result


def _principal(bearers: Sequence[str], counts: Mapping[str, int], genders: set[str]) -> str:
    """Return whom a surname alone stands for, "" where that is open.

    `counts` are in the order in which the article first names them.
    """
    first = next(name for name in counts if name in bearers)
    if any(counts[name] >= counts[first] for name in bearers if name != first):
        return ""
    return "" if _is_another(first, genders) else first


def _whole_bodies(names: set[str]) -> dict[str, str]:
    """Return for names of bodies the one longer name, if any, that begins or ends with it."""
    longer: dict[str, list[str]] = {}
    for body in names:
        words = body.split(" ")
        for cut in range(1, len(words)):
            for part in {" ".join(words[:cut]), " ".join(words[cut:])} & names:
                if _is_short_for(part, body):
                    longer.setdefault(part, []).append(body)
    whole = {part: max(bodies, key=len) for part, bodies in longer.items()}
    return {
        part: body
        for part, body in whole.items()
        if all(other in body for other in longer[part])
        and not places().find(part)
        and not _is_office_of_state(part)
    }


def _is_short_for(name: str, body: str) -> bool:
    """Say whether a name is the beginning of a body's without the nouns, or the noun at its end."""
    heads = name_kinds("en").heads
    nouns = heads["organisation"] | heads["organisation_or_surname"] | naming("en").legal
    if body.startswith(f"{name} "):
        return body[len(name) :].split()[0].lower().strip(".") in nouns
    return body.endswith(f" {name}") and name.split()[-1].lower() in nouns


def _is_office_of_state(name: str) -> bool:
    """Say whether a name is what every state has, so that only the record tells whose it is."""
    return name.split()[-1].lower() in naming("en").institutions


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
    kept: list[str] = []
    by_word: dict[str, list[set[str]]] = {}  # the words of each name kept, by each of them
    for name in sorted(names, key=len, reverse=True):
        parts = set(name.casefold().split())
        fewest = min((by_word.get(word, []) for word in parts), key=len)
        if not any(parts < longer for longer in fewest):
            kept.append(name)
            for word in parts:
                by_word.setdefault(word, []).append(parts)
    return kept
