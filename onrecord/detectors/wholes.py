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
LAST = re.compile(r" ([A-Z][A-Za-z]{2,})\b(?![’'-]|\s(?:[A-Z]|the\b))")
POSSESSIVE = re.compile(r"[’']s?\Z")
LONGEST = 80  # characters before a tagged part in which its name may begin


@dataclass(frozen=True, slots=True)
class _Shapes:
    head: re.Pattern[str]
    begins: re.Pattern[str]
    opens: re.Pattern[str]
    ends: re.Pattern[str]


def whole_body(text: str, span: Span, free: Span, reach: int, english: Language) -> Span:
    """Return the whole name of a body of which a part is tagged.

    `free` is the stretch around it that no other name has, `reach` how far its name may go over
    the names of places and bodies: "Bank of Orvania".
    """
    shapes = _shapes(english.code)
    start, stop = span
    if before := shapes.begins.search(text, max(free.start, start - LONGEST), start):
        start = before.start("name")
    elif opening := shapes.opens.search(text, max(free.start, start - LONGEST), start):
        start = opening.start()
    if tail := shapes.ends.match(text, stop, reach) or _next_word(text, stop, free, english):
        stop = tail.end()
    if shapes.head.search(text, start, stop) and (rest := REST.match(text, stop, reach)):
        stop = rest.end()
        if owner := POSSESSIVE.search(text, start, stop):
            stop = owner.start()
    return Span(start, stop)


def _next_word(text: str, stop: int, free: Span, english: Language) -> re.Match[str] | None:
    """Return the one capital word after a name that may end it: "Kelm Daily" Rock."""
    found = LAST.match(text, stop, free.stop)
    if not found:
        return None
    word = found[1].lower()
    is_other = (
        places().find(found[1])
        or english.office_pattern.fullmatch(word)
        or word in (*english.dates["months"], *english.dates["weekdays"])
        or word in english.honorifics
        or word in name_kinds(english.code).heads["thing"]
    )
    return None if is_other else found


def is_more_than_state(words: str, kind: str, english: Language) -> bool:
    """Say whether a name only holds a state's or people's: "Bank of Orvania", "South Orvania"."""
    if kind == "place":
        return WITHIN_ONE.fullmatch(words) is not None and not places().find(words)
    if kind != "organisation":
        return False
    if places().find(words):
        return False
    heads = name_kinds(english.code).heads["organisation"] | {"bank"}
    before = re.split(r" (?:of|for) ", words)[0].split()
    if " " in words and heads & {before[0].lower(), before[-1].lower()}:
        return True
    parts = words.split()
    return len(parts) > 2 and all(part[0].isupper() for part in parts)


def has_head(words: str, english: Language) -> bool:
    """Say whether a name ends in what no person is called: "Prell Foundation"."""
    return _shapes(english.code).head.search(words) is not None


@cache
def _shapes(code: str) -> _Shapes:
    known = name_kinds(code)
    sure = "|".join(sorted(word.capitalize() for word in known.heads["organisation"]))
    openings = "|".join(sorted(word.capitalize() for word in known.openings["organisation"]))
    return _Shapes(
        head=re.compile(rf"\b(?:{sure})\Z"),
        begins=re.compile(
            rf"(?<![\w’'-])(?P<name>(?:(?!(?:The|A|An)\s){CAPITAL}(?<![’']s)\s){{0,3}}(?:{sure}){LINK}"
            rf"(?:{CAPITAL},?\s(?:and\s)?){{0,2}})\Z"
        ),
        opens=re.compile(rf"(?<![\w’'-])(?:{openings}) \Z"),
        ends=re.compile(
            rf"(?:\s{CAPITAL}){{0,3}}\s(?:{sure})\b(?:\sand\s{CAPITAL}\s(?:{sure})\b)?"
        ),
    )
