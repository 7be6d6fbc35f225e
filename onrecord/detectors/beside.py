"""Place of a name -> what stands right beside it and tells its kind: "in Kelm", "Kelm, a town".

One sign tells little ("in Prell's view"); over all places of a name they tell much.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.languages import Language, language
from onrecord.languages.describing import Describing, describing
from onrecord.languages.namekinds import name_kinds
from onrecord.values import MentionKind, Span

BACK, AHEAD = 40, 80  # characters beside a name that are looked at
AGE = re.compile(r",?\s\(?\d{2}[,.)\n]")
WHO = re.compile(r", (?:who|whose)\b")
SAYS = re.compile(r"\s(?:said|told|says|added|asked|insisted)\b")
OWN = re.compile(r"(?:[’']s)?(?: [a-z]+){1,6} (?P<whose>its|his|her)\b")
MODIFIES = re.compile(r"[’']s?\b|-|\s+[a-z]")
THE = re.compile(r"\b[Tt]he\s\Z")
PEOPLE = re.compile(r"[A-Z][a-z]{2,}(?:ian|ean|ish|ese)s?")
WORD_BEFORE, WORD_AFTER = re.compile(r"([a-z]+) \Z"), re.compile(r" ([A-Za-z]+)")
WORD_BEFORE_IN, IN = re.compile(r"([a-z]+) in \Z"), re.compile(r"\b[Ii]n \Z")
SAID_OF = re.compile(
    r"(?:,|\s(?:is|was|are|were|[–—-]))\s"
    r"(?P<article>(?:an?|the|one of the|another|its|his|her|their)\s)?"
    r"(?P<words>[a-z][\w-]*(?:\s[a-z][\w-]*){0,5})(?P<rest>.?)"
)
BEING = frozenset({"is", "are", "was", "were"})


@dataclass(frozen=True, slots=True)
class _Before:
    """A pattern of what stands before a name, and in small letters how all that fits it ends.

    Most neighbours end otherwise, which is seen at once; to look for a pattern takes far longer.
    """

    pattern: re.Pattern[str]
    ends: tuple[str, ...]

    def fits(self, back: str, small: str) -> bool:
        """Say whether it stands at the end of some words, given in small letters too."""
        return small.endswith(self.ends) and self.pattern.search(back) is not None


@dataclass(frozen=True, slots=True)
class _Signs:
    """Patterns of what stands right before and after a name of each kind."""

    before: Mapping[MentionKind, _Before]
    after: Mapping[MentionKind, re.Pattern[str]]
    person: _Before
    body: re.Pattern[str]
    title: _Before
    no_office: re.Pattern[str]


def told_beside(
    span: Span, text: str, office_ends: Collection[int], english: Language
) -> Iterator[tuple[MentionKind, float]]:
    """Yield the kinds that the neighbours of a name tell, and how much each counts."""
    signs = _signs(english.code)
    start, stop = span
    back, ahead = text[max(0, start - BACK) : start], text[stop : stop + AHEAD]
    if PEOPLE.fullmatch(span.of(text)) and _is_adjective(back, ahead, english):
        yield "group", 2
        return
    small = back.lower()
    holds = start - 1 in office_ends and back.endswith(" ") and not signs.no_office.search(back)
    if holds or signs.title.fits(back, small.rstrip()):
        yield "person", 2
    if signs.person.fits(back, small):
        yield "person", 2
    told = {kind for kind, sign in signs.before.items() if sign.fits(back, small)}
    if "place" in told and IN.search(back) and not _is_where(back, ahead, english):
        told.remove("place")
    told |= {kind for kind, pattern in signs.after.items() if pattern.match(ahead)}
    yield from ((kind, 1) for kind in told)
    if signs.body.match(ahead):
        yield "organisation", 3
    if AGE.match(ahead):
        yield "person", 1
    if WHO.match(ahead):
        yield "person", 0.5
    if SAYS.match(ahead):
        yield from (("person", 0.5), ("organisation", 0.5))
    if own := OWN.match(ahead):
        yield ("organisation" if own["whose"] == "its" else "person"), 0.5
    if THE.search(back) and not MODIFIES.match(ahead):
        yield "person", -1
    said = _said_of(ahead, english)
    # "In Kelm, a spokesman for"; "Prell of Kelm, the only senator".
    if said and not (said == "person" and ("place" in told or back.endswith(" of "))):
        yield said, 2


def _is_adjective(back: str, ahead: str, english: Language) -> bool:
    """Say whether a name stands within a noun phrase, as a people's does: "the Orvanian army"."""
    known = describing(english.code)
    before, after = WORD_BEFORE.search(back), WORD_AFTER.match(ahead)
    if not before or before[1] in english.office_words or before[1] in known.people:
        return False
    return after is not None and after[1].islower() and not _ends_name(after[1], english)


def _is_where(back: str, ahead: str, english: Language) -> bool:
    """Say whether "in" before a name says where, as it does not in "trust in Prell"."""
    before, after = WORD_BEFORE_IN.search(back), WORD_AFTER.match(ahead)
    if ahead.startswith(("’s", "'s")) or (
        before and before[1] in name_kinds(english.code).not_where
    ):
        return False
    return after is None or _ends_name(after[1], english)


def _ends_name(word: str, english: Language) -> bool:
    """Say whether a word after a name is a verb or small word, and no noun that it is part of."""
    known = describing(english.code)
    return (
        _ends_phrase(word, known)
        or word in english.acts
        or word in english.metonyms["helping"]
        or word in BEING
    )


def _ends_phrase(word: str, known: Describing) -> bool:
    return word in known.prepositions or word in known.loose


def _said_of(ahead: str, english: Language) -> MentionKind | None:
    """Return the kind of the noun that is said of a name: "Kelm, a town of 4,000 people"."""
    found = SAID_OF.match(ahead)
    if not found:
        return None
    known, words = describing(english.code), found["words"].split()
    end = next((i for i, word in enumerate(words) if _ends_phrase(word, known)), len(words))
    phrase = words[:end]
    is_whole = end < len(words) or found["rest"] in ",.;)\n"
    article = (found["article"] or "").strip()
    while article in known.indefinite and len(phrase) > 1 and phrase[-1].endswith("ed"):
        del phrase[-1]  # "a firm founded"
    if not phrase or not is_whole:
        return None
    is_office = english.office_pattern.fullmatch(phrase[-1]) is not None
    if not article and not is_office:
        return None
    return _kinds_of_nouns(english.code).get(phrase[-1], "person" if is_office else None)


@cache
def _kinds_of_nouns(code: str) -> Mapping[str, MentionKind]:
    known, told = describing(code), name_kinds(code)
    nouns: dict[str, MentionKind] = {}
    nouns |= dict.fromkeys((*known.bodies, *known.groups), "organisation")
    nouns |= dict.fromkeys(told.is_a["place"], "place")
    nouns |= dict.fromkeys(told.is_a["group"], "group")
    return nouns | dict.fromkeys((*known.people, *known.gender), "person")


@cache
def _signs(code: str) -> _Signs:
    known = name_kinds(code)
    before: dict[MentionKind, _Before] = {}
    after: dict[MentionKind, re.Pattern[str]] = {}
    kinds: tuple[MentionKind, ...] = ("place", "organisation", "group")
    for kind in kinds:
        pattern = re.compile(rf"(?<!\w)(?i:{_either(known.before[kind])}) \Z")
        before[kind] = _Before(pattern, tuple(f"{words} " for words in known.before[kind]))
    for kind in kinds[:2]:
        owned, behind = _either(known.owned[kind]), _either(known.after[kind])
        after[kind] = re.compile(rf"[’']s?\s(?:{owned})\b|,?\s(?:{behind})\b")
    people, titles = describing(code).people, language(code).honorifics
    person = re.compile(rf"\b(?:{_either(people)}),? \Z")
    title = re.compile(rf"(?<!\w)(?i:{_either(titles)})\.?\s\Z")
    return _Signs(
        before,
        after,
        person=_Before(person, tuple(f"{noun}{mark}" for noun in people for mark in (" ", ", "))),
        body=re.compile(rf"\s(?:[a-z]+\s){{0,2}}?(?:{_either(known.bodies)})\b(?!\s[A-Z])"),
        title=_Before(title, tuple(f"{word}{mark}" for word in titles for mark in ("", "."))),
        no_office=re.compile(rf"\b(?:{_either(known.no_offices)}) \Z"),
    )


def _either(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in longest_first)
