"""Names found in a text -> every place where it has them.

To find many names in turn takes less time than to compile a pattern of them for one article.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.detectors.reading import Reading
from onrecord.values import MentionKind, Span

IN_WORD = re.compile(r"\w")
AGAIN = 0.5  # how sure a further place of a name is

Found = tuple[Span, MentionKind, float]


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
