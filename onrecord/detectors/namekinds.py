"""Names of one article -> the one kind of each that the article shows it to be.

The model knows names that it has seen. Of others it guesses, often once so and once so, but their
company tells what they are: nobody is "in" a person, "Mr." stands before no town, and "Arlandia" is
a place where there are Arlandians. What its words and neighbours tell is added up over all places
of a name, beside what the model took it for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from onrecord.detectors.beside import told_beside
from onrecord.detectors.repeated import Found
from onrecord.languages import Language
from onrecord.languages.given_names import gender_of_given_name
from onrecord.languages.namekinds import name_kinds
from onrecord.languages.naming import naming
from onrecord.languages.places import places
from onrecord.values import MentionKind, Span

KINDS: tuple[MentionKind, ...] = ("person", "organisation", "group", "place")
# What the model's word counts for each place of a name, beside one sign that the text gives. It
# takes most names that it has not seen for persons: those are named in full somewhere.
MODEL, MODEL_OF_NOBODY_IN_FULL, FURTHER = 0.6, 0.3, 0.3
HINT, SIGN, STRONG, CERTAIN = 0.4, 2.0, 4.0, 6.0
INITIAL = re.compile(r"\s[A-Z]\.(?:\s|\Z)")
ACRONYM = re.compile(r"[A-Z][A-Z&]{1,6}")
LISTED = re.compile(r",(?: (?:and|or))? (?:the )?| (?:and|or) ")
CAPITAL = re.compile(r"\b[A-Z][a-z]{4,}\b")
VOWELS = "aeiouy"

Votes = dict[MentionKind, float]


def kinds_told(
    text: str, found: Sequence[Found], again: Sequence[Found], english: Language
) -> dict[str, MentionKind]:
    """Return for each name the one kind that its words, its neighbours and the model tell.

    `again` are further places of the names found, of which the model says nothing. A name on the
    list of states is what the list says, and is not among them.
    """
    votes: dict[str, Votes] = {}
    office_ends = {span.stop for span, kind, _ in found if kind == "office"}
    further = {span for span, _, _ in again}
    named = [one for one in sorted((*found, *again)) if one[1] in KINDS]
    in_full = {word for s, _, _ in named if len(words := s.of(text).split()) > 1 for word in words}
    for span, kind, score in named:
        name = plain(span, text)
        if places().find(name):
            continue
        counts = votes.setdefault(name, _told_by_words(name, english))
        alone = kind == "person" and " " not in name and name not in in_full
        weight = FURTHER if span in further else MODEL_OF_NOBODY_IN_FULL if alone else MODEL
        counts[kind] += weight * score
        for told, weight in told_beside(span, text, office_ends, english):
            counts[told] += weight
    _count_peoples(votes, text, english)
    _count_families(votes, {plain(s, text).split()[-1] for s, kind, _ in named if kind == "person"})
    _count_lists(votes, named, text)
    return {name: _likeliest(counts) for name, counts in votes.items()}


def plain(span: Span, text: str) -> str:
    """Return a name as it stands in the index: on one line."""
    return " ".join(span.of(text).split())


def _likeliest(votes: Votes) -> MentionKind:
    return min(votes, key=lambda kind: (-votes[kind], KINDS.index(kind)))


def _told_by_words(name: str, english: Language) -> Votes:
    """Return what the words of a name tell of it: "Kelm Bank", "Ona T. Prell"."""
    known = name_kinds(english.code)
    heads, openings = known.heads, known.openings
    votes: Votes = defaultdict(float)
    first, *more = name.split()
    if ACRONYM.fullmatch(name):
        votes |= {"organisation": 1, "person": -1}
    elif not more:
        votes["organisation"] += SIGN if name.lower() in heads["organisation"] else 0
    if not more and name.endswith(known.place_endings) and not gender_of_given_name(name):
        votes["place"] += HINT
    if not more:
        return votes
    # Of "Museum of Salt" the head is "Museum".
    last = re.split(r" (?:of|for) ", name)[0].split()[-1].lower().strip(".")
    given = bool(gender_of_given_name(first) or INITIAL.search(name))
    if given:
        votes["person"] += SIGN
    if last in heads["organisation"] | naming(english.code).legal:
        votes["organisation"] += CERTAIN
    elif last in heads["organisation_or_surname"] and not given:
        votes["organisation"] += STRONG
    elif last in heads["place"] and not given:
        votes["place"] += STRONG
    for kind, words in openings.items():
        if first.lower() in words and kind in KINDS:
            votes[kind] += STRONG
    return votes


def _count_peoples(votes: Mapping[str, Votes], text: str, english: Language) -> None:
    """Make a place of what a people is named after, and a group of that people."""
    by_stem: dict[str, list[str]] = {}
    for name in votes:
        by_stem.setdefault(name.rstrip(VOWELS), []).append(name)
    for people in set(CAPITAL.findall(text)):
        ending = next((e for e in name_kinds(english.code).endings if people.endswith(e)), "")
        stem = people.removesuffix(ending).rstrip(VOWELS)
        named = [name for name in by_stem.get(stem, ()) if name != people]
        if not ending or len(stem) < 3 or not named:
            continue
        for name in named:
            votes[name]["place"] += SIGN
        if people in votes:
            votes[people]["group"] += STRONG


def _count_families(votes: Mapping[str, Votes], surnames: Collection[str]) -> None:
    """Make a group of a surname's plural: "the Prells"."""
    for name, counts in votes.items():
        if name.endswith("s") and name[:-1] in surnames:
            counts["group"] += STRONG


def _count_lists(votes: Mapping[str, Votes], named: Sequence[Found], text: str) -> None:
    """Let a place tell of its neighbours in a list: "Orvania and Kelm", "Kelm, Orvania"."""
    of_places = {name for name, counts in votes.items() if _is_sure(counts, "place")}
    of_places |= {plain(span, text) for span, kind, _ in named if kind == "place"} - votes.keys()
    for (one, *_), (other, *_) in pairwise(named):
        if LISTED.fullmatch(text[one.stop : other.start]):
            first, second = plain(one, text), plain(other, text)
            for told, name in ((first, second), (second, first)):
                if told in of_places and name in votes and " " not in name:
                    votes[name]["place"] += 1


def _is_sure(votes: Votes, kind: MentionKind) -> bool:
    return all(votes[kind] - SIGN >= votes[other] for other in list(votes) if other != kind)
