"""A name as written -> its parts, so that two spellings of one name can be told from two names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.languages import language
from onrecord.languages.naming import naming
from onrecord.languages.places import folded, places

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
PLURAL = re.compile(r"[^\W\d_]{3,}[^sui\W]s$")
ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}s?$")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name without titles: folded given names and folded surname.

    `given` is empty where the surname stands alone. The surname is the last word; particles such
    as "van" and "al" count as neither, because papers write them or leave them off. `generation` is
    "jr", "sr" or a number; `joined` is the first half of a surname such as "Roux-Prell".
    """

    given: tuple[str, ...]
    surname: str
    shown: str
    generation: str = ""
    joined: str = ""

    @property
    def is_full(self) -> bool:
        """Whether there is more than a surname or an initial with it."""
        return bool(self.given)

    @property
    def key(self) -> str:
        """The name in one folded line; equal keys are the same name."""
        return " ".join(
            (*self.given, self.surname, *([self.generation] if self.generation else []))
        )


@dataclass(frozen=True, slots=True)
class BodyName:
    """The name of an organisation or group: what names it, and the words that say its sort.

    `core` holds the folded words that name it. `sorts` are the sorts that its other words claim
    ("force", "bank", "company"); empty where the name leaves that open.
    """

    core: tuple[str, ...]
    sorts: frozenset[str]
    shown: str
    acronym: str = ""

    @property
    def key(self) -> str:
        """The naming words in one line, in the common spelling."""
        return " ".join(spelling(word) for word in self.core)

    @property
    def initials(self) -> tuple[str, ...]:
        """The acronyms that the name could have: of all its words, and of its capitals alone."""
        words = [found[0] for found in WORD.finditer(self.shown)]
        every = "".join(word[0] for word in words)
        large = "".join(word[0] for word in words if word[0].isupper())
        return tuple(sorted({every.casefold(), large.casefold()}))


@lru_cache(maxsize=1 << 15)
def person_name(words: str) -> PersonName:
    """Return the parts of a person's name.

    >>> person_name("Foreign Minister Ilya V. Marenko").shown
    'Ilya V. Marenko'
    >>> person_name("Marenko, Ilya").key
    'ilya marenko'
    """
    known = naming("en")
    plain = _without_office(BRACKETS.sub("", words).strip())
    before, comma, after = plain.partition(",")
    if comma and after.strip() and folded(after) not in known.suffixes:
        plain = f"{after.strip()} {before.strip()}"
    elif comma:
        plain = f"{before} {after}"
    # Unspaced initials, as in "J.R. Smith".
    pieces = WORD.findall(re.sub(r"\b([A-Z])\.(?=[A-Z])", r"\1. ", plain))
    kept = [piece for piece in pieces if piece.casefold() not in ("s",)]
    front = language("en").honorifics | known.titles
    while len(kept) > 1 and folded(kept[0]) in front:
        kept = kept[1:]
    generation = ""
    while len(kept) > 1 and folded(kept[-1]) in known.suffixes:
        suffix = folded(kept[-1])
        generation = known.generations.get(suffix, generation)
        kept = kept[:-1]
    if not kept:
        return PersonName((), folded(words), words.strip())
    start = plain.find(kept[0])
    shown = plain[start:].strip(" ,.'’") if start >= 0 else plain
    shown = shown if generation else shown.partition(",")[0]
    shown = shown.removesuffix("'s").removesuffix("’s")
    parts = [folded(piece).replace("'", "") for piece in kept]
    given = tuple(part for part in parts[:-1] if part not in known.particles)
    is_joined = len(given) > 1 and plain.rstrip(" ,.'’").endswith(f"{kept[-2]}-{kept[-1]}")
    return PersonName(given, parts[-1], shown, generation, parts[-2] if is_joined else "")


@lru_cache(maxsize=1 << 15)
def body_name(words: str, of_people: bool = False) -> BodyName:
    """Return the parts of an organisation's or group's name; of people, whatever their number.

    >>> body_name("the Corvid mercenary group").core, body_name("Corvid PMC").sorts
    (('corvid',), frozenset({'force'}))
    >>> body_name("Vessanites", of_people=True).key == body_name("Vessanite").key
    True
    """
    known = naming("en")
    inside = BRACKETS.search(words)
    acronym = inside[1] if inside and ACRONYM.match(inside[1]) else ""
    shown = BRACKETS.sub("", words).strip()
    shown = shown.removesuffix("'s").removesuffix("’s")
    if shown[:4].casefold() == "the ":
        shown = shown[4:]
    parts = [part for part in _parts(without_legal_form(shown)) if part != "the"]
    tails = {"company" for part in parts if part in known.legal}
    tails |= {"company"} if without_legal_form(shown) != shown else set()
    tails |= {known.sorts[part] for part in parts if part in known.sorts}
    droppable = known.legal | known.neutral | set(known.sorts)
    core = tuple(part for part in parts if part not in droppable)
    if of_people and core and PLURAL.search(core[-1]):
        core = (*core[:-1], core[-1][:-1])
    # "Russian contractors" and "the Party" name nothing once their sort is taken off.
    if not core or places().state(" ".join(core)) is not None:
        return BodyName(tuple(parts) or (folded(words),), frozenset(), shown, acronym)
    return BodyName(core, frozenset(tails), shown, acronym)


@lru_cache(maxsize=1 << 15)
def spelling(word: str) -> str:
    """Return a folded word in one common Latin spelling of the sounds it may stand for.

    >>> spelling("sergei") == spelling("sergey"), spelling("voronov") == spelling("woronow")
    (True, True)
    """
    for old, new in naming("en").spellings:
        word = word.replace(old, new)
    return re.sub(r"(.)\1", r"\1", word)


@lru_cache(maxsize=1 << 15)
def skeleton(word: str) -> str:
    """Return the consonants of a word's spelling, by which misspelt names are looked up.

    Short words keep their vowels: "Meyer" and "Moor" have nothing in common but two letters.

    >>> skeleton("marenko") == skeleton("marinko"), skeleton("meyer") == skeleton("moor")
    (True, False)
    """
    spelt = spelling(word)
    bare = spelt[:1] + re.sub("[aeiou]", "", spelt[1:])
    return bare if len(bare) > 3 else spelt


def without_legal_form(words: str) -> str:
    """Take legal forms that are written out off a name: they are many words of no weight."""
    return _legal_in_full().sub(" ", words).strip(" ,") or words


@cache
def _legal_in_full() -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in naming("en").legal_in_full)
    return re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE)


def is_acronym(words: str) -> bool:
    """Whether a name is written as initials alone: "UN", "U.N.", "AFP"."""
    return ACRONYM.match(words) is not None


def _parts(words: str) -> list[str]:
    same = naming("en").same
    parts = [folded(found).replace("'", "") for found in WORD.findall(words.replace(".", ""))]
    return [part for part in (same.get(part, part) for part in parts) if part]


def institution_parts(words: str) -> list[str]:
    """Return the folded words of a name, "Ministry of X" turned to "X ministry".

    >>> institution_parts("Ministry of Defense"), institution_parts("the defence ministry")
    (['defence', 'ministry'], ['defence', 'ministry'])
    """
    parts = [part for part in _parts(words) if part != "the"]
    if len(parts) > 2 and parts[1] in ("of", "for") and parts[0] in naming("en").institutions:
        parts = [part for part in parts[2:] if part != "and"] + [parts[0]]
    return parts


def _without_office(words: str) -> str:
    """Take offices off the front of a name, and the people they are of: "Russian president X"."""
    pattern = language("en").office_pattern
    while True:
        lead = _people_in_front(words)
        found = pattern.match(words, lead)
        rest = words[found.end() :].lstrip(" ,") if found else ""
        if not WORD.search(rest):
            return words
        words = rest


def _people_in_front(words: str) -> int:
    """Return where the words after a leading state or people begin, or 0."""
    pieces = [found.end() for found in re.finditer(r"\S+", words)]
    for end in reversed(pieces[:3]):
        if end < len(words) and places().state(words[:end]) is not None:
            return end + 1
    return 0
