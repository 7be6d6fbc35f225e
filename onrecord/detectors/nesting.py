"""Attributions -> those that stand inside their content: "Orre said that Prell had denied it".

The model is trained on reports that hold no other (PolNeAR marks none inside another), so a
sentence of a content is read once more by itself, where a reporting verb in it makes that worth
the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.detectors.attributions import Attribution, attributions
from onrecord.detectors.nearby import Nearby
from onrecord.detectors.quotation import Quoted
from onrecord.detectors.reading import read
from onrecord.languages import Language
from onrecord.values import Span

# The full stop after a content is not part of it, and a sentence is read better with it.
SENTENCE = re.compile(r"(?:that\s+)?(?P<clause>\S.*?(?:[.!?][\"”’]?(?=\s|$)|$))", re.DOTALL)
SURE = 0.65  # chance from which one is recorded: read out of its setting, it is less sure
FARTHEST = 3  # words between source and cue
DEEPEST = 3  # reports within one another
SHORTEST = 5  # words: who, told, and a clause


def nested_in(
    found: Sequence[Attribution], text: str, marks: Sequence[Quoted], english: Language
) -> dict[Attribution, list[Attribution]]:
    """Return for each attribution in whose content others stand those that do so directly."""
    inside: dict[Attribution, list[Attribution]] = {}
    for _ in range(DEEPEST):
        within = _directly_in(found, text, marks, english)
        for inner, owner in within:
            inside.setdefault(owner, []).append(inner)
        found = [inner for inner, _ in within]
    return inside


def _directly_in(
    found: Sequence[Attribution], text: str, marks: Sequence[Quoted], english: Language
) -> list[tuple[Attribution, Attribution]]:
    owners = {
        sentence: outer
        for outer in found
        for span in outer.content
        for sentence in _reporting(span, text, english)
    }
    if not owners:
        return []
    sentences = sorted(owners)
    asked = Nearby((sentence, owners[sentence]) for sentence in sentences)
    inside = [m for m in marks if not any(s.within(m.span) for s, _ in asked.meeting(m.span))]
    reading = read(_as_sentences(text, sentences), sentences, inside)
    pairs = []
    for inner in attributions(reading, inside):
        # A quotation may carry a content beyond the sentence it began in.
        first = inner.content[0]
        owner = next((outer for s, outer in asked.meeting(first) if first.within(s)), None)
        if owner is None or inner.source in (None, owner.source) or inner.cue == owner.cue:
            continue
        if inner.score >= SURE and _tells(inner, text, english):
            pairs.append((inner, owner))
    return pairs


def _as_sentences(text: str, clauses: Sequence[Span]) -> str:
    """Return the text, as long as it was, with each clause written as the sentence it would be.

    The model is used to capitals and full stops: "he had told them it was over but" is read badly.
    """
    characters = list(text)
    for clause in clauses:
        capital = text[clause.start].upper()
        if len(capital) == 1:
            characters[clause.start] = capital
        if text[clause.stop - 1] in " \n,;:–—":
            characters[clause.stop - 1] = "."
    return "".join(characters)


def _tells(inner: Attribution, text: str, english: Language) -> bool:
    """Say whether a verb of reporting stands beside its source.

    Farther off it often has the outer source: "powers believe the group is feared and accuse it".
    """
    if inner.cue is None or inner.source is None:
        return False
    between = text[inner.source.stop : inner.cue.start]
    words = inner.cue.of(text).lower().split()
    return len(between.split()) <= FARTHEST and not english.telling.isdisjoint(words)


def _reporting(span: Span, text: str, english: Language) -> Iterator[Span]:
    """Yield the sentences of a content that hold a verb of reporting after their first word."""
    has_end = text[span.stop - 1] in '.!?"”’'
    for match in SENTENCE.finditer(text, span.start, span.stop + (not has_end)):
        words = re.findall(r"[^\W\d_]+", match["clause"].lower())
        if len(words) >= SHORTEST and not english.telling.isdisjoint(words[1:]):
            yield Span(*match.span("clause"))
