"""Article -> the news agency that it credits, and the words that say so.

Byline, dateline, a closing line and the publisher's own name are asked, in this order. A picture's
credit says who took the picture, and a sentence that quotes an agency is not a credit either.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from onrecord.languages.relaying import relaying
from onrecord.values import Article

OPENING = 160  # characters of the body in which a dateline stands
LONGEST_LINE = 100  # characters of a closing line
_PARTS = re.compile(r"\s*[,;|/•·&\n()]\s*|\s+[-–—]\s+|\s+and\s+")
_WORD = re.compile(r"[^\W\d_]+")


class Credit(NamedTuple):
    """An agency, and the words that credit it; `is_publisher` where it published by itself."""

    agency: str = ""
    words: str = ""
    is_publisher: bool = False


def credit_in(article: Article) -> Credit:
    """Return the agency that an article credits; an empty credit where it names none."""
    publisher = _named(article.publisher)
    for words in (article.byline, *article.authors, *article.of_role("byline")):
        if agency := _in_byline(words):
            return Credit(agency, _one_line(words), publisher == agency)
    body = article.of_role("body")
    for words in (*article.of_role("dateline"), "\n".join(body[:3])):
        if found := _dateline().match(words[:OPENING]):
            agency = _names()[found["agency"] or found["bare"]]
            return Credit(agency, _one_line(found[0]), publisher == agency)
    for words in (*body[-1:], *article.of_role("credit")[-1:]):
        if agency := _in_closing_line(words):
            return Credit(agency, _one_line(words), publisher == agency)
    return Credit(publisher, article.publisher, True) if publisher else Credit()


def _in_byline(words: str) -> str:
    """Return the agency in a byline: a part of its own, or a name too long for a person's."""
    for part in _PARTS.split(words):
        if agency := _named(part):
            return agency
    found = _long_names().search(words)
    return _names()[found[0]] if found else ""


def _in_closing_line(words: str) -> str:
    return _named(words) if len(words) <= LONGEST_LINE else ""


def _named(words: str) -> str:
    """Return the agency in words that hold nothing but a credit ("With files from AFP")."""
    found = _any_name().search(words)
    if not found:
        return ""
    rest = _any_name().sub(" ", words)
    others = {word.lower() for word in _WORD.findall(rest)}
    return _names()[found[0]] if others <= relaying("en").crediting else ""


def _names() -> dict[str, str]:
    # Agencies bear one name in all languages.
    return dict(relaying("en").agency_names)


@cache
def _any_name() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_either(_names())}(?!\w)")


@cache
def _long_names() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_either(name for name in _names() if ' ' in name)}(?!\w)")


@cache
def _dateline() -> re.Pattern[str]:
    """Return how an agency's dateline opens a story: "PARIS, 3 March (AFP) -", "Reuters -"."""
    name = _either(_names())
    return re.compile(
        rf"[^.\n]{{0,90}}?\((?:the\s+)?(?P<agency>{name})\)\s*[-–—:]|(?P<bare>{name})\s*[-–—]\s"
    )


def _either(names: object) -> str:
    longest_first = sorted(names, key=lambda name: (-len(name), name))  # type: ignore[call-overload]
    return "(?:" + "|".join(re.escape(name) for name in longest_first) + ")"


def _one_line(words: str) -> str:
    return " ".join(words.split())[:LONGEST_LINE]
