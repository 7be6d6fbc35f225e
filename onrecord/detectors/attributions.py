"""Reading -> attributions: which source, by which cue, said which words.

The cue is the anchor. Each stretch of content goes to the cue that its words point at, each cue to
the source that it points at or to none (a biaffine arc scorer, Dozat and Manning 2017). What the
model cannot see, since windows end with paragraphs, is a quotation that goes on in the next
paragraph; the marks tell of it.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.detectors.quotation import Quoted
from onrecord.detectors.reading import Floats, Reading, Tagged, role_tags, tagged
from onrecord.languages import language
from onrecord.values import Span

HALF_POINTS = 0.25
SCRAPS = frozenset({"that", "the", "a", "an", "and", "but", "to", "of"})
LOOSE_ENDS = frozenset({",", ";", "and", "but", "while", "or"})
SPLIT = 0.8  # what a rule splits off is less sure than what the model found
SPLITTING = frozenset({"deny", "confirm", "promise", "refuse", "accuse", "warn", "demand"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Spans of one attribution, content in the order of the text, and how sure the model is."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    score: float


def attributions(reading: Reading, marks: Sequence[Quoted]) -> list[Attribution]:
    """Return the attributions of a text with these quotations, by their first content."""
    tags = role_tags()
    found = tagged(reading, reading.roles, tags)
    cues = [t for t in found if t.label == "cue"]
    sources = [t for t in found if t.label == "source"]
    contents = _without_scraps(reading, [t for t in found if t.label == "content"])
    pieces, sureness, orphans = _joined(reading, cues, contents)
    for cue, content in _continued(reading, orphans, pieces, marks):
        pieces[cue].append(content)
    result = []
    for cue, parts in pieces.items():
        source, sure = _source_of(reading, cue, sources)
        labels = [cue, *parts, *([source] if source else [])]
        score = sure * sureness[cue] * min(_label_chance(reading, t, tags) for t in labels)
        result.append(
            Attribution(
                source=_trimmed(reading, source, marks) if source else None,
                cue=_trimmed(reading, cue, marks),
                content=tuple(_merged(reading, [_trimmed(reading, p, marks) for p in parts])),
                score=float(score),
            )
        )
    result = [a for a in result if a.content]
    lines = [reading.text.rfind("\n", 0, a.content[-1].start) for a in result]
    on_line = Counter(lines)
    split = [
        part
        for a, line in zip(result, lines, strict=True)
        for part in _split(a, reading.text, marks, alone=on_line[line] == 1)
    ]
    return sorted(split, key=lambda a: (a.content, a.cue or Span(0, 0)))


def _split(
    attribution: Attribution, text: str, marks: Sequence[Quoted], alone: bool
) -> Iterator[Attribution]:
    """Yield an attribution, and apart from it what a second reporting verb in its content says.

    "vowed to stay while denying any links", "Vows New Patrols, Denies Clash": one source, two
    cues. Only verbs that commit or accuse are looked for, and not within quotation marks. In a
    headline where it is `alone`, the second may stand after the content.
    """
    last = attribution.content[-1]
    line_stop = text.find("\n", last.stop)
    line = Span(text.rfind("\n", 0, last.stop) + 1, line_stop if line_stop >= 0 else len(text))
    headline = attribution.source is not None and _is_headline(line.of(text))
    stop = line.stop if headline and alone else last.stop
    for match in _second_cue().finditer(text, last.start + 1, stop):
        quoted_there = any(m.span.start < match.start() < m.span.stop for m in marks)
        group = "cue" if match["cue"] else "verb"
        rest = Span(match.end(), stop)
        if quoted_there or len(rest.of(text).split()) < 2 or match.start() - last.start < 4:
            continue
        if group == "verb" and not headline:
            continue
        before = Span(last.start, min(last.stop, match.start()))
        cue = Span(*match.span(group))
        yield replace(attribution, content=(*attribution.content[:-1], before))
        yield replace(attribution, cue=cue, content=(rest,), score=attribution.score * SPLIT)
        return
    yield attribution


@functools.cache
def _second_cue() -> re.Pattern[str]:
    """Return what begins a second report: "while denying ", ", Denies "."""
    forms = [form for form, act in language("en").acts.items() if act in SPLITTING]
    participles = "|".join(sorted(f for f in forms if f.endswith("ing")))
    finite = "|".join(sorted(f.title() for f in forms if f.endswith("s") and " " not in f))
    return re.compile(
        rf"(?:,\s+|,?\s+(?:while|but|and)\s+)(?P<cue>(?:{participles})(?:\s+that)?)\s+"
        rf"|,\s+(?:and\s+)?(?P<verb>{finite})\s+"
    )


def _is_headline(words: str) -> bool:
    """Say whether most words of some length begin with a capital."""
    long = [word for word in words.split() if len(word) > 3]
    return bool(long) and sum(word[0].isupper() for word in long) >= 0.7 * len(long)


def _without_scraps(reading: Reading, contents: Sequence[Tagged]) -> list[Tagged]:
    """Return contents, a lone "that" or "the" joined to the content right after it or left out."""
    kept: list[Tagged] = []
    for content in contents:
        if kept and _is_scrap(reading, kept[-1]):
            scrap = kept.pop()
            between = reading.text[
                reading.words[scrap.last - 1].stop : reading.words[content.first].start
            ]
            if not any(map(str.isalnum, between)) and "\n" not in between:
                content = Tagged("content", scrap.first, content.last)
        kept.append(content)
    return [content for content in kept if not _is_scrap(reading, content)]


def _is_scrap(reading: Reading, content: Tagged) -> bool:
    words = [reading.word(i).lower() for i in range(content.first, content.last)]
    return all(word in SCRAPS or not word.isalnum() for word in words)


def _joined(
    reading: Reading, cues: Sequence[Tagged], contents: Sequence[Tagged]
) -> tuple[dict[Tagged, list[Tagged]], dict[Tagged, float], list[Tagged]]:
    """Give each content to a cue; return the contents and sureness of each cue, and the rest.

    A cue that is left without any takes a second piece of another cue that half points at it: a
    cue that reports nothing is less likely than a piece too many.
    """
    pieces: dict[Tagged, list[Tagged]] = {}
    sureness: dict[Tagged, float] = {}
    orphans: list[Tagged] = []
    chances = {content: _cue_chances(reading, content, cues) for content in contents}
    for content, row in chances.items():
        if not row:
            orphans.append(content)
            continue
        cue = max(row, key=lambda c: row[c])
        pieces.setdefault(cue, []).append(content)
        sureness[cue] = min(row[cue], sureness.get(cue, 1.0))
    for cue in cues:
        if cue in pieces:
            continue
        spare = [c for parts in pieces.values() if len(parts) > 1 for c in parts]
        best = max(spare, key=lambda c: chances[c].get(cue, 0.0), default=None)
        if best is not None and chances[best].get(cue, 0.0) >= HALF_POINTS:
            owner = next(c for c, parts in pieces.items() if best in parts)
            pieces[owner].remove(best)
            pieces[cue] = [best]
            sureness[cue] = chances[best][cue]
    return pieces, sureness, orphans


def _cue_chances(reading: Reading, content: Tagged, cues: Sequence[Tagged]) -> dict[Tagged, float]:
    """Return the chance of each cue near a content that its words point at it."""
    near = [c for c in cues if reading.windows[c.first] == reading.windows[content.first]]
    paragraph = reading.paragraphs[content.first]
    near = [c for c in near if reading.paragraphs[c.first] == paragraph] or near
    if not near:
        return {}
    asking = reading.arcs[0, content.first : content.last]
    answering = reading.arcs[1, [c.first for c in near]]
    chances = _softmax(asking @ answering.T / math.sqrt(asking.shape[1])).mean(axis=0)
    return dict(zip(near, chances.tolist(), strict=True))


def _source_of(
    reading: Reading, cue: Tagged, sources: Sequence[Tagged]
) -> tuple[Tagged | None, float]:
    """Return the source that a cue points at, or None where it points at none."""
    window = reading.windows[cue.first]
    near = [s for s in sources if reading.windows[s.first] == window]
    paragraph = reading.paragraphs[cue.first]
    near = [s for s in near if reading.paragraphs[s.first] == paragraph] or near
    asking = reading.arcs[2, cue.first]
    answering = np.concatenate(
        [reading.roots[window][None], reading.arcs[3, [s.first for s in near]]]
    )
    chances = _softmax((answering @ asking / math.sqrt(len(asking)))[None])[0]
    best = int(chances.argmax())
    return (near[best - 1] if best else None), float(chances[best])


def _continued(
    reading: Reading,
    orphans: Sequence[Tagged],
    pieces: dict[Tagged, list[Tagged]],
    marks: Sequence[Quoted],
) -> list[tuple[Tagged, Tagged]]:
    """Join quoted content without a cue to the open quotation of the paragraph before.

    By the printers' rule, a quotation that goes on has no closing mark at the end of the paragraph
    and a new opening mark at the start of the next.
    """
    joined: list[tuple[Tagged, Tagged]] = []
    owner = {part: cue for cue, parts in pieces.items() for part in parts}
    for orphan in orphans:
        here = _mark_at(marks, reading.span(orphan).start)
        if here is None or not here.continues:
            continue
        for part, cue in owner.items():
            before = _mark_at(marks, reading.span(part).stop - 1)
            if before is not None and before.continued_by == here.span:
                joined.append((cue, orphan))
                owner[orphan] = cue
                break
    return joined


def _mark_at(marks: Sequence[Quoted], position: int) -> Quoted | None:
    return next((m for m in marks if m.span.start <= position < m.span.stop), None)


def _label_chance(reading: Reading, part: Tagged, tags: Sequence[str]) -> float:
    """Return the mean chance that the words of a stretch have its label, however begun."""
    columns = [tags.index(f"B-{part.label}"), tags.index(f"I-{part.label}")]
    chances = np.exp(reading.roles[part.first : part.last, columns]).sum(axis=1)
    return float(chances.mean())


def _trimmed(reading: Reading, part: Tagged, marks: Sequence[Quoted]) -> Span:
    """Return the span of a stretch, without stray commas and with both its quotation marks."""
    first, last = part.first, part.last
    while last - first > 1 and reading.word(last - 1) in LOOSE_ENDS:
        last -= 1
    while last - first > 1 and reading.word(first) in {",", ";"}:
        first += 1
    span = reading.span(Tagged(part.label, first, last))
    if part.label == "content":
        for mark in marks:
            if mark.span.start + 1 == span.start and mark.span.stop <= span.stop + 1:
                span = Span(mark.span.start, span.stop)
            if mark.span.stop - 1 == span.stop and mark.span.start >= span.start:
                span = Span(span.start, mark.span.stop)
    return span


def _merged(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Return spans in order, those that only white space parts within a paragraph as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        between = reading.text[merged[-1].stop : span.start] if merged else "x"
        if not between.strip() and "\n" not in between:
            merged[-1] = Span(merged[-1].start, span.stop)
        else:
            merged.append(span)
    return merged


def _softmax(scores: Floats) -> Floats:
    powers: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Floats = powers / powers.sum(axis=1, keepdims=True)
    return result
