"""Names found in a text -> every place where it has them, and what the nouns after them say.

To find many names in turn takes less time than to compile a pattern of them for one article.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.detectors.reading import Reading
from onrecord.languages import Language
from onrecord.languages.places import places
from onrecord.values import MentionKind, Span

IN_WORD = re.compile(r"\w")
AGAIN = 0.5  # how sure a further place of a name is

Found = tuple[Span, MentionKind, float]


def by_company(text: str, found: Sequence[Found], english: Language) -> list[Found]:
    """Call a name what the nouns after it say it is: "the Vanter group", "Vanter fighters"."""
    names = {
        span.of(text)
        for span, kind, _ in found
        if kind in {"person", "place", "organisation"} and " " not in span.of(text)
    }
    names = {name for name in names if not places().find(name)}
    if not names:
        return list(found)
    noun_after = _body_after(english.bodies)
    bodies = {
        name for name in names if any(noun_after.match(text, at.stop) for at in _whole(name, text))
    }
    return [
        (span, "organisation" if span.of(text) in bodies else kind, score)
        for span, kind, score in found
    ]


@functools.cache
def _body_after(bodies: Sequence[str]) -> re.Pattern[str]:
    """Return what follows the name of a body: " group", " armed fighters"."""
    return re.compile(rf"\s+(?:[a-z]+\s+){{0,2}}?(?:{'|'.join(bodies)})\b(?!\s+[A-Z])")


def again(reading: Reading, found: Sequence[Found]) -> Iterable[Found]:
    """Yield every further place of a name found, and of a person's surname."""
    kinds: dict[str, MentionKind] = {}
    for span, kind, _ in found:
        words = span.of(reading.text)
        if kind != "office" and words[:1].isupper():
            kinds.setdefault(words, kind)
            if kind == "person" and " " in words and len(words.split()[-1]) > 2:
                kinds.setdefault(words.split()[-1], "person")
    further = [span for words in kinds for span in _whole(words, reading.text)]
    last = 0
    for span in sorted(further, key=lambda span: (span.start, -span.stop)):
        at = bisect.bisect_right(reading.spans, span.start, key=lambda p: p.start) - 1
        if span.start >= last and at >= 0 and span.within(reading.spans[at]):
            yield span, kinds[span.of(reading.text)], AGAIN
            last = span.stop


def _whole(words: str, text: str) -> Iterator[Span]:
    """Yield where words stand in a text that are no part of a longer word."""
    start = text.find(words)
    while start >= 0:
        stop = start + len(words)
        if not (start and IN_WORD.match(text, start - 1)) and not IN_WORD.match(text, stop):
            yield Span(start, stop)
        start = text.find(words, start + 1)
