"""Reading -> mentions: the persons, organisations, places, groups and offices that a text names.

The model finds them; the list of states, their peoples, capitals and seats of power adds what it
missed and settles the kind. An article names a person in full once and by surname after: the later
mentions carry the full name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

import numpy as np

from onrecord.detectors.offices import tied
from onrecord.detectors.reading import Reading, name_tags, tagged
from onrecord.languages import Language
from onrecord.languages.places import places
from onrecord.values import Mention, MentionKind, Span, mention_id

ARTICLES = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+\.?")
POSSESSIVE = re.compile(r"['’]s?$")
SURE = 0.5
LONGEST_PLACE = 4  # words: "Democratic Republic of Congo"
KIND_OF_STANDING: dict[str, MentionKind] = {
    "name": "place",
    "capital": "place",
    "demonym": "group",
    "seat": "organisation",
}

Found = tuple[Span, MentionKind, float]


def names_in(reading: Reading, article: str, english: Language, by: str) -> list[Mention]:
    """Return the mentions of a text, surnames carrying the full name, in the order of the text."""
    tags = name_tags()
    found: list[Found] = []
    for stretch in tagged(reading, reading.names, tags):
        rows = reading.names[stretch.first : stretch.last]
        columns = [tags.index(f"B-{stretch.label}"), tags.index(f"I-{stretch.label}")]
        score = float(np.exp(rows[:, columns]).sum(axis=1).mean())
        span = _bare(reading.text, reading.span(stretch))
        if stretch.label == "person":
            span = _without_title(reading.text, span, english)
        if score >= SURE and span.stop > span.start:
            found.append((span, _kind(span.of(reading.text), stretch.label), score))
    found += _free(_known_places(reading), found)
    found += _free(_known_offices(reading, english), found)
    counts: Counter[tuple[str, str]] = Counter()
    mentions = []
    for span, kind, score in sorted(found):
        words = span.of(reading.text)
        number = counts[kind, words]
        counts[kind, words] += 1
        mentions.append(
            Mention(
                mention_id(article, kind, words, number),
                article,
                span,
                kind,
                " ".join(words.split()),
                score=round(score, 4),
                by=by,
            )
        )
    return tied(_in_full(mentions), reading.text)


def _bare(text: str, span: Span) -> Span:
    """Return the span without a leading article, a closing possessive or marks around it."""
    start, stop = span
    while start < stop and not text[start].isalnum():
        start += 1
    while stop > start and not (text[stop - 1].isalnum() or text[stop - 1] in ".)"):
        stop -= 1
    if article := ARTICLES.match(text, start, stop):
        start = article.end()
    if possessive := POSSESSIVE.search(text[start:stop]):
        stop = start + possessive.start()
    return Span(start, stop)


def _without_title(text: str, span: Span, english: Language) -> Span:
    """Return a person's span from after the titles before the name; the whole where all is one."""
    start = span.start
    while match := (
        english.office_pattern.match(text, start, span.stop) or WORD.match(text, start, span.stop)
    ):
        is_title = match.re is english.office_pattern or (
            match.group().lower().rstrip(".") in english.honorifics
        )
        after = re.compile(r"[\s.,-]*").match(text, match.end(), span.stop)
        if not is_title or after is None or after.end() >= span.stop:
            break
        start = after.end()
    return Span(start, span.stop)


def _kind(words: str, label: str) -> MentionKind:
    """Return the kind of a name: what the list of states says, or else the model's label."""
    known = places().find(words)
    return KIND_OF_STANDING[known[1]] if known else cast(MentionKind, label)


def _known_places(reading: Reading) -> Iterable[Found]:
    """Yield the states, peoples, capitals and seats of power on the list, the longest first."""
    text, words, paragraphs = reading.text, reading.words, reading.paragraphs
    capitals = [i for i, word in enumerate(words) if text[word.start].isupper()]
    for length in range(LONGEST_PLACE, 0, -1):
        for i in capitals:
            last = i + length - 1
            if last >= len(words) or paragraphs[i] != paragraphs[last]:
                continue
            span = Span(words[i].start, words[last].stop)
            if known := places().find(span.of(text)):
                yield span, KIND_OF_STANDING[known[1]], 1.0


def _known_offices(reading: Reading, english: Language) -> Iterable[Found]:
    """Yield the offices that the language data know."""
    for match in english.office_pattern.finditer(reading.text):
        yield Span(*match.span()), "office", 1.0


def _free(more: Iterable[Found], found: Sequence[Found]) -> list[Found]:
    """Return those of the others that touch neither a name found nor one another."""
    taken = [span for span, _, _ in found]
    free = []
    for item in more:
        if all(item[0].stop <= span.start or span.stop <= item[0].start for span in taken):
            taken.append(item[0])
            free.append(item)
    return free


def _in_full(mentions: Sequence[Mention]) -> list[Mention]:
    """Give every surname the one full name of the article that ends in it."""
    full: dict[str, set[str]] = {}
    for mention in mentions:
        parts = mention.name.split()
        if mention.kind == "person" and len(parts) > 1:
            full.setdefault(parts[-1].casefold(), set()).add(mention.name)
    result = []
    for mention in mentions:
        bearers = _fullest(full.get(mention.name.casefold(), ()))
        if mention.kind in {"person", "organisation", "place"} and len(bearers) == 1:
            result.append(replace(mention, kind="person", name=bearers[0]))
        else:
            result.append(mention)
    return result


def _fullest(names: Iterable[str]) -> list[str]:
    """Return the names that are not a shorter form of another one."""
    names = sorted(names, key=len, reverse=True)
    kept: list[str] = []
    for name in names:
        parts = set(name.casefold().split())
        if not any(parts < set(other.casefold().split()) for other in kept):
            kept.append(name)
    return kept
