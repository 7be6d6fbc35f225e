"""Paragraphs -> windows of tokens that the encoder reads at once, and the words they stand for.

A window holds a paragraph between [CLS] and [SEP], and the next one too where the first breaks off;
one that is longer than a window is cut, at the end of a sentence where there is one. Labels
sit on words: a word is what the tokenizer splits at white space and punctuation, and stands at its
first token. The encoder's vocabulary has no capitals and its windows may begin within a quotation,
so each token also carries the shape of its word: its letter case, and whether quotation marks stand
around it.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.detectors.nearby import Nearby
from onrecord.detectors.quotation import Quoted
from onrecord.values import Span

if TYPE_CHECKING:
    from onrecord.weights import Tokenizer

LOWER, TITLE, UPPER, MIXED = range(4)
QUOTED = 4  # added to the letter case of a word within quotation marks
CLS, SEP = 101, 102
# A paragraph that ends like this goes on in the next: "He added:", or a sentence cut in two.
UNFINISHED = re.compile(r"(?:\b[a-z]+|[,:;])$")
STOPS, CLOSING = frozenset(".!?"), frozenset('"”')


@dataclass(slots=True)
class Window:
    """Tokens read at once: ids and shapes, one each a token; words with their first token."""

    ids: list[int] = field(default_factory=lambda: [CLS])
    shapes: list[int] = field(default_factory=lambda: [LOWER])
    words: list[Span] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some words of one paragraph that must stay together."""

    ids: Sequence[int]
    shapes: Sequence[int]
    words: Sequence[Span]
    firsts: Sequence[int]
    paragraph: int


def windows(
    tokenizer: Tokenizer,
    text: str,
    paragraphs: Sequence[Span],
    marks: Sequence[Quoted],
    longest: int,
) -> Iterator[Window]:
    """Yield windows of at most `longest` tokens over the paragraphs of a text, in order.

    `marks` are the quotations of the text, in order.
    """
    window = Window()
    for piece in _pieces(tokenizer, text, paragraphs, marks, longest - 2):
        fits = len(window) + len(piece.ids) + 1 <= longest
        if window.words and not (fits and UNFINISHED.search(text, *window.words[-1])):
            yield window
            window = Window()
        _append(window, piece)
    if window.words:
        yield window


def _pieces(
    tokenizer: Tokenizer,
    text: str,
    paragraphs: Iterable[Span],
    marks: Sequence[Quoted],
    longest: int,
) -> Iterator[_Piece]:
    paragraphs = list(paragraphs)
    encodings = tokenizer.encode_batch(
        [span.of(text) for span in paragraphs], add_special_tokens=False
    )
    quotations = Nearby((mark.span, mark) for mark in marks if mark.trusted)
    for number, (span, encoding) in enumerate(zip(paragraphs, encodings, strict=True)):
        ids, offsets, word_ids = encoding.ids, encoding.offsets, encoding.word_ids
        if not ids:  # nothing but white space and signs that the tokenizer drops
            continue
        pairs = itertools.pairwise([None, *word_ids])
        firsts = [i for i, (before, word) in enumerate(pairs) if word != before]
        stops = [*firsts[1:], len(ids)]
        words = [
            Span(span.start + offsets[first][0], span.start + offsets[stop - 1][1])
            for first, stop in zip(firsts, stops, strict=True)
        ]
        cases = [letter_case(text[start:stop]) for start, stop in words]
        for mark, _ in quotations.meeting(span):
            first, last = (bisect.bisect_left(words, Span(at, 0)) for at in mark)
            cases[first:last] = [case + QUOTED for case in cases[first:last]]
        tokens = zip(cases, firsts, stops, strict=True)
        shapes = [case for case, first, stop in tokens for _ in range(first, stop)]
        for begin, end in _cuts(text, words, firsts, len(ids), longest):
            token, stop = firsts[begin], firsts[end] if end < len(firsts) else len(ids)
            yield _Piece(
                ids[token:stop],
                shapes[token:stop],
                words[begin:end],
                [first - token for first in firsts[begin:end]],
                number,
            )


def _cuts(
    text: str, words: Sequence[Span], firsts: Sequence[int], tokens: int, longest: int
) -> Iterator[tuple[int, int]]:
    """Yield ranges of words, each of at most `longest` tokens, cut at sentence ends if it can."""
    bounds = [*firsts, tokens]
    begin = 0
    while begin < len(words):
        end = max(begin + 1, bisect.bisect_right(bounds, firsts[begin] + longest) - 1)
        if end < len(words):
            for back in range(end, begin + (end - begin) // 2, -1):
                if _ends_sentence(text, words[back - 1]):
                    end = back
                    break
        yield begin, end
        begin = end


def _ends_sentence(text: str, word: Span) -> bool:
    """Say whether a word ends a sentence: a full stop, or the mark that closes a quotation on one.

    Not the mark in “We stay,” she said: who spoke would be read in another window.
    """
    mark = word.of(text)
    return mark in STOPS or (mark in CLOSING and text[word.start - 1] in STOPS)


def _append(window: Window, piece: _Piece) -> None:
    offset = len(window.ids)
    window.ids += [*piece.ids, SEP]
    window.shapes += [*piece.shapes, LOWER]
    window.words += piece.words
    window.firsts += [offset + first for first in piece.firsts]
    window.paragraphs += [piece.paragraph] * len(piece.words)


@functools.lru_cache(maxsize=1 << 14)
def letter_case(word: str) -> int:
    """Return the letter case of a word: LOWER (also without letters), TITLE, UPPER or MIXED."""
    if word.islower() or not any(map(str.isalpha, word)):
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else TITLE
    return TITLE if word[0].isupper() and word[1:].islower() else MIXED
