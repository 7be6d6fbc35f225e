"""Numbers as words or figures -> the numbers: counts, ordinals, years, decades."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from onrecord.languages import language

# Words that count without a number, and what they are taken for at most.
VAGUE = {"couple": 2, "few": 4, "several": 7, "some": 7, "many": 9, "recent": 3}
CENTURIES = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}


class Patterns(NamedTuple):
    """Regular expressions for numbers as they are written: none holds a group with a name."""

    counts: str
    ordinals: str
    years: str
    decades: str


@functools.cache
def patterns() -> Patterns:
    """Return the patterns of numbers."""
    dates = language("en").dates
    ones = "|".join(sorted(dates["numbers"][1:], key=len, reverse=True))
    digits = "|".join(dates["numbers"][1:10])
    tens = "|".join(dates["tens"][2:])
    ordinals = "|".join(w.replace("-", r"[\s-]") for w in reversed(dates["ordinals"][1:]))
    below = rf"(?:(?:{tens})(?:[\s-](?:{digits}))?|{ones})"
    count = (
        rf"\d{{1,3}}|(?:(?:a|one|two|three|four|five)\s+)?(?:half[\s-])?(?:dozen|hundred)"
        rf"|(?:a\s+)?couple(?:\s+of)?|{below}|an?"
    )
    centuries = "|".join(CENTURIES)
    year = (
        r"(?:1[6-9]|20)\d\d(?!\d|,\d)"
        rf"|(?:{centuries})[\s-](?:hundred|oh[\s-](?:{digits})|{below})"
        rf"|two\s+thousand(?:\s+(?:and\s+)?{below})?"
    )
    decade = rf"(?:(?:1[6-9]|20)\d|\d)0(?=[’']?s\b)[’']?s|{'|'.join(dates['decades'])}"
    return Patterns(f"(?:{count})", f"(?:{ordinals})", f"(?:{year})", f"(?:{decade})")


def count(words: str) -> int:
    """Return the number that words count: "a", "35", "thirty-five", "two dozen"."""
    words = words.lower()
    if words.isdigit():
        return int(words)
    total = sum(_number(word) for word in re.split(r"[\s-]+", words) if word not in {"a", "an"})
    for name, times in (("dozen", 12), ("hundred", 100)):
        if name in words:
            return (total or 1) * times // (2 if "half" in words else 1)
    if "couple" in words:
        return VAGUE["couple"]
    return total or 1


def ordinal(words: str) -> int:
    """Return the number that an ordinal tells, 0 where it is none: "3rd", "third", "last" is 0."""
    words = re.sub(r"\s+", "-", words.lower().strip())
    if digits := re.match(r"\d+", words):
        return int(digits[0])
    ordinals = language("en").dates["ordinals"]
    return ordinals.index(words) if words in ordinals else 0


def year(words: str) -> int:
    """Return the year that words tell: "1996", "nineteen ninety-six", "two thousand and four"."""
    words = words.lower()
    if digits := re.search(r"\d{4}", words):
        return int(digits[0])
    first, *rest = (word for word in re.split(r"[\s-]+", words) if word not in {"and", "oh"})
    if first == "two":
        return 2000 + sum(_number(word) for word in rest[1:])
    return CENTURIES[first] + sum(_number(word) for word in rest)


def decade(words: str, before: int) -> int:
    """Return the first year of a decade; one without a century is the last up to a year."""
    words = words.lower()
    decades = language("en").dates["decades"]
    digits = re.sub(r"\D", "", words)
    first = int(digits) if digits else 20 + 10 * decades.index(words)
    if first >= 100:
        return first
    first += before // 100 * 100
    return first - (100 if first > before else 0)


def _number(word: str) -> int:
    dates = language("en").dates
    if word in dates["numbers"]:
        return dates["numbers"].index(word)
    return 10 * dates["tens"].index(word) if word in dates["tens"] else 0
