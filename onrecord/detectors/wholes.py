"""Part of a body's name that the model tags -> the whole: "Institute" -> "Institute for Salt".

Names of bodies run over small words and have common words in them; the model, trained on few,
often stops there. What a body's name ends or begins with ("Museum", "Bank") says that it goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.languages import Language
from onrecord.languages.namekinds import name_kinds
from onrecord.languages.places import places
from onrecord.values import Span

CAPITAL = r"[A-Z][\w’'&-]*"
LINK = r"\s(?:of|for|on)\s(?:the\s)?"
REST = re.compile(rf"\s(?:of|for)\s(?:the\s)?{CAPITAL}(?:\s{CAPITAL}|,?\sand\s{CAPITAL}){{0,4}}")
WITHIN_ONE = re.compile(rf"{CAPITAL}(?<![’']s)(?: {CAPITAL}){{1,2}}")
POSSESSIVE = re.compile(r"[’']s?\Z")
LONGEST = 80  # characters before a tagged part in which its name may begin


@dataclass(frozen=True, slots=True)
class _Shapes:
    head: re.Pattern[str]
    begins: re.Pattern[str]
    ends: re.Pattern[str]


def whole_body(text: str, span: Span, free: Span, english: Language) -> Span:
    """Return the whole name of a body of which a part is tagged.

    `free` is the stretch around it that no other name has.
    """
    shapes = _shapes(english.code)
    start, stop = span
    if before := shapes.begins.search(text, max(free.start, start - LONGEST), start):
        start = before.start("name")
    if tail := shapes.ends.match(text, stop, free.stop):
        stop = tail.end()
    if shapes.head.search(text, start, stop) and (rest := REST.match(text, stop, free.stop)):
        stop = rest.end()
        if owner := POSSESSIVE.search(text, start, stop):
            stop = owner.start()
    return Span(start, stop)


def is_more_than_state(words: str, kind: str, english: Language) -> bool:
    """Say whether a name only holds a state's or people's: "Bank of Orvania", "South Orvania"."""
    if kind == "place":
        return WITHIN_ONE.fullmatch(words) is not None and not places().find(words)
    if kind != "organisation":
        return False
    parts = words.lower().split()
    heads = name_kinds(english.code).heads["organisation"] | {"bank"}
    return len(parts) > 1 and bool(heads & {parts[0], parts[-1]}) and not places().find(words)


@cache
def _shapes(code: str) -> _Shapes:
    heads = name_kinds(code).heads
    sure = "|".join(sorted(word.capitalize() for word in heads["organisation"]))
    return _Shapes(
        head=re.compile(rf"\b(?:{sure})\Z"),
        begins=re.compile(
            rf"(?<![\w’'-])(?P<name>(?:(?!(?:The|A|An)\s){CAPITAL}\s){{0,3}}(?:{sure}){LINK}"
            rf"(?:{CAPITAL},?\s(?:and\s)?){{0,2}})\Z"
        ),
        ends=re.compile(
            rf"(?:\s{CAPITAL}){{0,3}}\s(?:{sure})\b(?:\sand\s{CAPITAL}\s(?:{sure})\b)?"
        ),
    )
