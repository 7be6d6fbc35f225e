"""Attribution -> two where its content holds a second report: "vowed to stay, denying ties"."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.detectors.joining import Attribution
from onrecord.detectors.nearby import Nearby
from onrecord.detectors.quotation import Quoted, is_quoted
from onrecord.languages import language
from onrecord.values import Span

SPLIT = 0.8  # what a rule splits off is less sure than what the model found
ACCUSED_SURE = 0.6
SPLITTING = frozenset({"deny", "confirm", "promise", "refuse", "accuse", "warn", "demand"})

# "It is believed to be rich and has been accused of theft": by whom, nobody tells.
ACCUSED = re.compile(
    r"\b(?P<cue>(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?accused\s+of)\s+"
    r"(?P<words>[^\n.,;:!?\"“”()–—]{8,}?)(?=\s+by\s|\s+(?:and|but|while)\s+(?:has|have|is|was)\b|[\n.,;:!?\"“”()–—]|\Z)"
)

FINITE = re.compile(r"\b(?:is|are|was|were|has|have)\b")


def split(
    found: Sequence[Attribution], text: str, marks: Sequence[Quoted]
) -> Iterator[Attribution]:
    """Yield attributions, those with a second report in their content as two."""
    lines = [_line(text, a.content[-1]) for a in found]
    on_line = Counter(lines)
    headlines = {line for line in on_line if is_headline(line.of(text))}
    for attribution, line in zip(found, lines, strict=True):
        headline = line if attribution.source and line in headlines else None
        yield from _split(attribution, text, marks, headline, alone=on_line[line] == 1)


def _line(text: str, span: Span) -> Span:
    stop = text.find("\n", span.stop)
    return Span(text.rfind("\n", 0, span.start) + 1, stop if stop >= 0 else len(text))


def _split(
    attribution: Attribution,
    text: str,
    marks: Sequence[Quoted],
    headline: Span | None,
    alone: bool,
) -> Iterator[Attribution]:
    """Yield an attribution, and apart from it what a second reporting verb in its content says.

    "vowed to stay while denying any links", "Vows New Patrols, Denies Clash": one source, two
    cues. Only verbs that commit or accuse are looked for, and not within quotation marks. In a
    headline where it is `alone`, the second may stand after the content. "Aides believe the force
    is feared and have accused it of theft": the number tells that it is the aides who accuse.
    """
    last = attribution.content[-1]
    stop = headline.stop if headline and alone else last.stop
    for match in _second_cue().finditer(text, last.start + 1, stop):
        group = next(name for name, words in match.groupdict().items() if words)
        rest = Span(match.end(), stop)
        if match.start() - last.start < 4 or is_quoted(match.start(), marks):
            continue
        if len(rest.of(text).split(maxsplit=2)) < 2:
            continue
        if group == "verb" and not headline:
            continue
        before = Span(last.start, min(last.stop, match.start()))
        if group == "perfect" and not _is_of_other_number(match["perfect"], before.of(text)):
            continue
        cue = Span(*match.span(group))
        yield replace(attribution, content=(*attribution.content[:-1], before))
        yield replace(attribution, cue=cue, content=(rest,), score=attribution.score * SPLIT)
        return
    yield attribution


def with_accusations(
    found: Sequence[Attribution], text: str, paragraphs: Sequence[Span]
) -> list[Attribution]:
    """Return attributions and the accusations among these paragraphs that none of them tells of."""
    told = Nearby((s, a) for a in found for s in (*a.content, a.cue) if s)
    more = [
        Attribution(None, Span(*match.span("cue")), (Span(*match.span("words")),), ACCUSED_SURE)
        for paragraph in paragraphs
        for match in ACCUSED.finditer(text, *paragraph)
        if not told.meeting(Span(*match.span()))
    ]
    return [*found, *more]


def _is_of_other_number(perfect: str, clause: str) -> bool:
    """Say whether the subject of a clause cannot be that of "have accused"."""
    verb = FINITE.search(clause)
    return verb is not None and (verb[0] in {"is", "was", "has"}) == perfect.startswith("have")


@functools.cache
def _second_cue() -> re.Pattern[str]:
    """Return what begins a second report: "while denying ", ", Denies "."""
    forms = [form for form, act in language("en").acts.items() if act in SPLITTING]
    done = "|".join(sorted(f for f in forms if f.endswith("ed") and " " not in f))
    participles = "|".join(sorted(f for f in forms if f.endswith("ing")))
    finite = "|".join(sorted(f.title() for f in forms if f.endswith("s") and " " not in f))
    return re.compile(
        rf"(?:,\s+|,?\s+(?:while|but|and)\s+)(?P<cue>(?:{participles})(?:\s+that)?)\s+"
        rf"|,\s+(?:and\s+)?(?P<verb>{finite})\s+"
        rf"|,?\s+(?:and|but)\s+(?P<perfect>(?:have|has)\s+(?:{done}))\s+"
    )


def is_headline(words: str) -> bool:
    """Say whether most words of some length begin with a capital."""
    long = [word[0] for word in words.split() if len(word) > 3]
    return bool(long) and sum(map(str.isupper, long)) >= 0.7 * len(long)
