"""Reading -> mentions: the persons, organisations, places, groups and offices that a text names.

The article names a person in full once and by surname after; the later mentions carry the full
name. What stands right beside a name ties an office and a party to it: "Russia's foreign minister,
Sergei Lavrov", "Diop, the foreign minister of Mali".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from onrecord.detectors.reading import Reading, name_tags, tagged
from onrecord.languages import Language
from onrecord.values import Mention, MentionKind, Span, mention_id

ARTICLES = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’]s?$")
SURE = 0.5


def names_in(reading: Reading, article: str, english: Language, by: str) -> list[Mention]:
    """Return the mentions of a text, surnames carrying the full name, in the order of the text."""
    tags = name_tags()
    found: list[tuple[Span, MentionKind, float]] = []
    for stretch in tagged(reading, reading.names, tags):
        rows = reading.names[stretch.first : stretch.last]
        columns = [tags.index(f"B-{stretch.label}"), tags.index(f"I-{stretch.label}")]
        score = float(np.exp(rows[:, columns]).sum(axis=1).mean())
        span = _bare(reading.text, reading.span(stretch))
        if score >= SURE and span.stop > span.start:
            found.append((span, stretch.label, score))  # type: ignore[arg-type]
    found = _with_offices(reading, found, english)
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
    return _tied(_in_full(mentions), reading.text, english)


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


def _with_offices(
    reading: Reading, found: list[tuple[Span, MentionKind, float]], english: Language
) -> list[tuple[Span, MentionKind, float]]:
    """Add the offices that the language data know and that no name covers."""
    covered = [span for span, kind, _ in found]
    kept = list(found)
    for match in english.office_pattern.finditer(reading.text):
        span = Span(*match.span())
        if all(span.stop <= s.start or s.stop <= span.start for s in covered):
            kept.append((span, "office", 1.0))
    return kept


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


def _tied(mentions: Sequence[Mention], text: str, english: Language) -> list[Mention]:
    """Tie the office and party beside a person's name to all of that person's mentions."""
    offices: dict[str, Counter[tuple[str, str]]] = {}
    for i, mention in enumerate(mentions):
        if mention.kind == "person":
            for office, party in _beside(mentions, i, text):
                offices.setdefault(mention.name, Counter())[office, party] += 1
    result = []
    for mention in mentions:
        held = offices.get(mention.name) if mention.kind == "person" else None
        if held:
            office, party = min(held, key=lambda o: (-held[o], not o[1], o))
            mention = replace(mention, office=office, party=party)
        result.append(mention)
    return result


def _beside(mentions: Sequence[Mention], i: int, text: str) -> Iterable[tuple[str, str]]:
    """Yield office and party that stand before or after the i-th mention."""
    person = mentions[i]
    if i and mentions[i - 1].kind == "office":
        office = mentions[i - 1]
        if re.fullmatch(r",?\s+(?:of\s+)?", text[office.span.stop : person.span.start]):
            yield _title(office), _party_before(mentions, i - 1, text)
        elif i > 1:
            yield from _office_of_party(mentions, i, text)
    if i > 1 and mentions[i - 1].kind != "office":
        yield from _office_of_party(mentions, i, text)
    if i + 1 < len(mentions):
        between = text[person.span.stop : mentions[i + 1].span.start]
        after = mentions[i + 1]
        if after.kind == "office" and re.fullmatch(r",\s+(?:the\s+|a\s+)?", between):
            yield _title(after), _party_after(mentions, i + 1, text)
        elif (
            re.fullmatch(r",\s+(?:the\s+)?", between)
            and i + 2 < len(mentions)
            and mentions[i + 2].kind == "office"
            and after.kind in {"place", "group", "organisation"}
            and re.fullmatch(r"(?:['’]s?)?\s+", text[after.span.stop : mentions[i + 2].span.start])
        ):
            yield _title(mentions[i + 2]), after.name


def _office_of_party(
    mentions: Sequence[Mention], i: int, text: str
) -> Iterable[tuple[str, str]]:
    """Yield "foreign minister", "Mali" of "the foreign minister of Mali, Abdoulaye Diop"."""
    party, office = mentions[i - 1], mentions[i - 2]
    if (
        office.kind == "office"
        and party.kind in {"place", "organisation", "group"}
        and re.fullmatch(r",?\s+", text[party.span.stop : mentions[i].span.start])
        and re.fullmatch(r"\s+(?:of|for|at|to)\s+(?:the\s+)?", text[office.span.stop : party.span.start])
    ):
        yield _title(office), party.name


def _party_before(mentions: Sequence[Mention], office: int, text: str) -> str:
    """Return the party right before an office: "Russia" of "Russia's foreign minister"."""
    if not office:
        return ""
    party = mentions[office - 1]
    between = text[party.span.stop : mentions[office].span.start]
    fits = party.kind in {"place", "group", "organisation"}
    return party.name if fits and re.fullmatch(r"(?:['’]s?)?[\s-]+", between) else ""


def _party_after(mentions: Sequence[Mention], office: int, text: str) -> str:
    """Return the party right after an office: "Mali" of "foreign minister of Mali"."""
    if office + 1 >= len(mentions):
        return ""
    party = mentions[office + 1]
    between = text[mentions[office].span.stop : party.span.start]
    fits = party.kind in {"place", "group", "organisation"}
    return party.name if fits and re.fullmatch(r"\s+(?:of|for|at)\s+(?:the\s+)?", between) else ""


def _title(office: Mention) -> str:
    return " ".join(office.name.lower().split())
