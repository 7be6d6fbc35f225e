"""Words of a byline -> the names of who wrote the article, and the agency it is from.

Agencies are authors too: "By AFP" names one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from onrecord.readers.dates import days_in
from onrecord.readers.wordlists import begins_with, wordlist
from onrecord.values import Evidence

DATELINE = re.compile(r"[^().!?]{0,60}\(([^()]{2,40})\)\s*[-–—:.]")
FIRST = 3  # paragraphs of a body, headline and standfirst among them, that may name an agency
NAME_WORD = re.compile(r"[^\W\d_]")
# "(Reporting by Ona Prell; writing by Jan Tove; editing by Sam Orr)": editors are no authors.
EDITORS = re.compile(r"\b(?:editing|edited)\s+by\s[^;|.]*", re.IGNORECASE)
WRITERS = re.compile(r"\b(?:(?:additional|further)\s+)?(?:reporting|writing)\s+by\s", re.IGNORECASE)
PARTICLES = {
    "de",
    "la",
    "le",
    "du",
    "di",
    "da",
    "dos",
    "del",
    "van",
    "von",
    "der",
    "den",
    "el",
    "al",
    "bin",
    "ibn",
    "y",
    "e",
    "ter",
    "ten",
    "zu",
    "af",
    "av",
}


def begins_as_byline(words: str) -> bool:
    """Say whether words begin as a byline does ("By ", "Von ")."""
    return len(words.split()) > 1 and begins_with("byline", "prefixes").match(words) is not None


def may_be_byline(words: str) -> bool:
    """Say whether words name somebody and are no sentence: "Good morning. Here is the news."."""
    if begins_as_byline(words):
        return True
    first_letters = [word[0] for word in re.findall(r"[^\W\d_]+", words)]
    small = sum(letter.islower() for letter in first_letters)
    return 2 * small <= len(first_letters) and bool(authors_in(words))


def authors_in(words: str) -> tuple[str, ...]:
    """Return the names in a byline, in order, each once; () where it names nobody."""
    words = words.strip()
    if words.startswith("(") and words.endswith(")"):
        words = words[1:-1]
    words = WRITERS.sub("|", EDITORS.sub("|", words))
    for dated in reversed(days_in(words)):
        words = words[: dated.start] + "|" + words[dated.stop :]
    words = re.sub(r"\S+@\S+|https?://\S+|(?<!\w)@\w+|\([^)]*\)", " ", words)
    words = begins_with("byline", "prefixes").sub("", words.strip(), count=1).strip(" :")
    names: list[str] = []
    for part in re.split(r"\s*(?:[,;|/•·&\n\[\]]|\s[-–—]\s)\s*|" + _joiners(), words):
        name = _name(part)
        if name and name.casefold() not in {known.casefold() for known in names}:
            names.append(name)
    return tuple(names)


def split_names(words: str) -> tuple[str, ...]:
    """Return the names in words that are known to hold nothing else (a field of metadata)."""
    words = begins_with("byline", "prefixes").sub("", words.strip(), count=1).strip(" :")
    parts = re.split(r"\s*(?:[,;|•·&\n])\s*|" + _joiners(), words)
    names = [
        re.sub(r"\S+@\S+|\([^)]*\)|(?<!\w)@\w+", "", part or "").strip(" .,-–—/") for part in parts
    ]
    return tuple(
        dict.fromkeys(
            name
            for name in names
            if NAME_WORD.search(name) and name.casefold() not in _nobody() and not _is_office(name)
        )
    )


@cache
def agencies() -> re.Pattern[str]:
    """Return a pattern for the name of a news or picture agency, in its own case."""
    names = sorted(wordlist("byline", "agencies"), key=len, reverse=True)
    both = [*names, *(name.upper() for name in names if len(name) > 3)]
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, both)) + r")(?!\w)")


def is_agency(words: str) -> bool:
    """Say whether words are an agency's name and nothing more."""
    return agencies().fullmatch(words.strip(" .()")) is not None


def agency_in(words: str) -> str:
    """Return the news agency that words name ("Ona Prell, AFP"), "" where they name none.

    Agencies that sell pictures only are none.
    """
    return next(
        (
            found.group()
            for found in agencies().finditer(words)
            if found.group().casefold() not in wordlist("byline", "picture_agencies")
        ),
        "",
    )


def credited(
    authors: Sequence[str],
    byline: str,
    body: Sequence[str],
    claimed: Sequence[tuple[str, str]] = (),
) -> tuple[str, list[Evidence]]:
    """Return the news agency that wrote an article or most of it, and each place that names one.

    `body` are its paragraphs, `claimed` other places and their words, those of least trust last.
    The agency is "" where none is named.
    """
    places = [("authors", name) for name in authors] + [("byline", byline)]
    if body:
        # "KELSINE (AFP) - ..." at the beginning; a line of its own at the end.
        openings = [DATELINE.match(words) for words in body[:FIRST]]
        places += [("dateline", opening[1]) for opening in openings if opening]
        places.append(("last line", body[-1] if len(body[-1].split()) <= 6 else ""))
    named = [(agency_in(words), place, words) for place, words in [*places, *claimed]]
    taken = next((agency for agency, _, _ in named if agency), "")
    return taken, [
        Evidence("agency", agency, place, words, agency == taken)
        for agency, place, words in named
        if agency
    ]


def _name(part: str | None) -> str:
    """Return the name in one part of a byline, "" where it holds none."""
    part = (part or "").strip(" .,:-–—*")
    if not part or len(part) > 60 or part.casefold() in _nobody():
        return ""
    # "Jane Doe in Berlin", "Jane Doe for the Herald": the name is over at the first small word.
    kept: list[str] = []
    for word in part.split():
        # "Channel 4", but not "Jane Doe 7 hours ago".
        numbered = word[0].isdigit() and len(kept) == 1
        if not (word[0].isupper() or numbered or word.casefold() in PARTICLES):
            break
        kept.append(word)
    while kept and kept[-1].casefold() in PARTICLES:
        kept.pop()
    name = " ".join(kept)
    is_day = name.casefold() in wordlist("date", "weekdays")
    if not NAME_WORD.search(name) or len(kept) > 6 or is_day or _is_office(name):
        return ""
    return name


def _is_office(name: str) -> bool:
    lowered = name.casefold()
    return any(
        lowered == office or lowered.endswith(" " + office) or lowered.startswith(office + " ")
        for office in wordlist("byline", "offices")
    )


@cache
def _joiners() -> str:
    return r"\s+(?:" + "|".join(map(re.escape, wordlist("byline", "joiners"))) + r")\s+"


@cache
def _nobody() -> frozenset[str]:
    return frozenset(wordlist("byline", "nobody"))
