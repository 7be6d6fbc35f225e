"""Mentions -> the same, a capital that acts as the government there: "Kelm denied it".

The verb tells: a capital that denies, sends or wants is who governs there; one where something
happens is a town.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.ids import mention_id
from onrecord.languages import Language
from onrecord.languages.places import places
from onrecord.values import Mention

WORD_BEFORE = re.compile(r"(?:^|\s|[“\"(])([^\W\d_]+)\s+\Z")
WORDS_AFTER = re.compile(r"(?P<owns>['’]s?)?((?:\s+[^\W\d_][\w-]*){1,3})")


def acting(mentions: Sequence[Mention], text: str, english: Language) -> list[Mention]:
    """Make an organisation of every capital that stands for its government."""
    return [
        _as_government(mention, text) if _is_government(mention, text, english) else mention
        for mention in mentions
    ]


def _is_government(mention: Mention, text: str, english: Language) -> bool:
    if mention.kind != "place" or not _is_capital(mention.name):
        return False
    words = english.metonyms
    start, stop = mention.span
    before = WORD_BEFORE.search(text, max(0, start - 30), start)
    if before and before[1].lower() in words["by"]:
        return True
    if before and before[1].lower() in words["where"]:
        return False
    after = WORDS_AFTER.match(text, stop)
    if not after:
        return False
    first, *more = after[2].lower().split()
    if after["owns"]:
        return any(word in words["owned"] for word in (first, *more[:1]))
    if first in words["helping"] and more:
        return any(word in words["acting"] or word in english.acts for word in more)
    return first in words["acting"]


def _is_capital(name: str) -> bool:
    found = places().find(name)
    return found is not None and found[1] == "capital"


def _as_government(place: Mention, text: str) -> Mention:
    number = text.count(place.name, 0, place.span.start)
    id_ = mention_id(place.article, "organisation", place.name, number)
    return replace(place, id=id_, kind="organisation")
