"""Names found in a text -> every place where it has them.

The text is gone through once, and at each word the names that begin with it are tried: a
pattern of all names would take longer to compile than that takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.detectors.reading import Reading
from onrecord.values import MentionKind, Span

IN_WORD, WORD = re.compile(r"\w"), re.compile(r"\w+")
CAPITAL = re.compile(r"(?<!\w)[^\W\d_a-z]\w*")
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
    by_first_word: dict[str, list[str]] = {}
    for words in sorted(kinds, key=len, reverse=True):
        if first := WORD.match(words):
            by_first_word.setdefault(first[0], []).append(words)
    begins = CAPITAL if all(words[0].isupper() for words in kinds) else WORD
    last = 0
    for paragraph in reading.spans:
        for word in begins.finditer(reading.text, *paragraph):
            for words in by_first_word.get(word[0], ()) if word.start() >= last else ():
                span = Span(word.start(), word.start() + len(words))
                if _is_whole(words, span, reading.text) and span.within(paragraph):
                    yield span, kinds[words], AGAIN
                    last = span.stop
                    break


def _is_whole(words: str, span: Span, text: str) -> bool:
    """Say whether words stand in a text there, and are no part of a longer word."""
    return text.startswith(words, span.start) and not IN_WORD.match(text, span.stop)
