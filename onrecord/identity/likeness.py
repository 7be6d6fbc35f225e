"""Two names as written -> how alike they are, from 0 to 1, and what tells them apart.

Words are taken into Latin letters, honorifics and legal forms are left off, and each word of the
shorter name is paired with its likest in the longer. A name is no liker than its least like pair:
one letter wrong in each word is a spelling, one word wrong is somebody else.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from onrecord.identity.names import WORD, spelling, without_legal_form
from onrecord.languages import language
from onrecord.languages.naming import naming
from onrecord.languages.nicknames import can_be_one_name
from onrecord.languages.places import folded

LONGEST = 200  # letters of a name that are looked at; longer ones are texts, and hostile
MOST_WORDS = 24

INITIAL = 0.9  # an initial that fits
NICKNAME = 0.95
UNPAIRED_OF_PERSON = 0.05  # off for each middle name that only one of the two has
UNPAIRED_OF_BODY = 0.25


def likeness(one: str, other: str, is_person: bool = True) -> float:
    """Return how alike two names are, from 0 to 1, whatever their script and word order.

    >>> likeness("Ilya Marenko", "MARENKO, Ilia V.") > 0.9
    True
    >>> likeness("Ilya Marenko", "Oda Roux") < 0.5
    True
    """
    # Two names in one other script are compared in it: taken into Latin letters, two signs of
    # one sound would be one.
    latin = one.isascii() or other.isascii() or _script(one) != _script(other)
    mine, yours = words_of(one, is_person, latin), words_of(other, is_person, latin)
    if not mine or not yours:
        return 0.0
    if mine == yours:
        return 1.0
    return max(_paired(mine, yours, is_person), _run_together(mine, yours))


@lru_cache(maxsize=1 << 15)
def words_of(name: str, is_person: bool, latin: bool = True) -> tuple[str, ...]:
    """Return the folded Latin words of a name that tell who it is.

    >>> words_of("Dr. Ilya al-Marenko", True), words_of("Halcyon Mining Ltd.", False)
    (('ilya', 'marenko'), ('halcyon', 'mining'))
    """
    known = naming("en")
    plain = name[:LONGEST] if is_person else without_legal_form(name[:LONGEST])
    plain = _latin(plain) if latin else plain
    before, comma, after = plain.partition(",")
    if is_person and comma and folded(after) not in known.suffixes:
        plain = f"{after} {before}"
    elif not is_person:
        plain = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", plain)  # "p.l.c." and "U.N."
    words = [folded(word).replace("'", "") for word in WORD.findall(plain)][:MOST_WORDS]
    if is_person:
        drop = language("en").honorifics | known.titles | known.suffixes | known.particles
    else:
        drop = known.legal | {"the", "of", "and", "for"}
        words = [known.same.get(word, word) or word for word in words]
    return tuple(word for word in words if word and word not in drop) or tuple(words)


def _latin(words: str) -> str:
    from anyascii import anyascii

    return words if words.isascii() else anyascii(words)


def _script(words: str) -> str:
    """Return the script of the first letter: "LATIN", "CYRILLIC", "CJK"."""
    first = next((sign for sign in words if sign.isalpha()), "")
    return unicodedata.name(first, "").partition(" ")[0] if first else ""


def _paired(mine: tuple[str, ...], yours: tuple[str, ...], is_person: bool) -> float:
    """Pair each word of the shorter name with its likest in the longer, likest pairs first."""
    short, long = sorted((mine, yours), key=lambda words: (len(words), words))
    pairs = sorted(
        (
            (_word_likeness(one, other, is_person), -abs(place - at), place, at)
            for place, one in enumerate(short)
            for at, other in enumerate(long)
        ),
        reverse=True,
    )
    taken: dict[int, float] = {}
    used: set[int] = set()
    for like, _, place, at in pairs:
        if place not in taken and at not in used:
            taken[place] = like
            used.add(at)
    sure = sum(len(short[place]) * like for place, like in taken.items())
    mean = sure / sum(map(len, short))
    least = min(taken.values())
    left = [word for at, word in enumerate(long) if at not in used]
    off = UNPAIRED_OF_PERSON if is_person else UNPAIRED_OF_BODY
    alone = 0.15 if len(short) == 1 and left and is_person else 0.0
    return max(0.0, (mean + least) / 2 - alone - off * len(left))


def _word_likeness(one: str, other: str, is_person: bool) -> float:
    if one == other:
        return 1.0
    if one.isdigit() or other.isdigit():
        return 0.0
    if is_person and (len(one) == 1 or len(other) == 1):
        return INITIAL if one[0] == other[0] else 0.0
    if is_person and can_be_one_name(one, other):
        return NICKNAME
    from rapidfuzz.distance import OSA

    plain = OSA.normalized_similarity(one, other)
    return max(plain, 0.97 * OSA.normalized_similarity(spelling(one), spelling(other)))


def _run_together(mine: tuple[str, ...], yours: tuple[str, ...]) -> float:
    """Return how alike the names are without their spaces: "VanDerMeel" and "van der Meel"."""
    from rapidfuzz.distance import OSA

    if len(mine) == len(yours):
        return 0.0
    like = OSA.normalized_similarity("".join(mine), "".join(yours))
    return like if like > 0.9 else 0.0
