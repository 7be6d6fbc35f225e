"""Paragraphs -> windows of tokens that the encoder reads at once, and the words they stand for.

A window holds whole paragraphs, [CLS] before the first and [SEP] after each, up to a number of
tokens; a paragraph that is longer is cut, at the end of a sentence where there is one. Labels sit
on words: a word is what the tokenizer splits at white space and punctuation, and stands at its
first token. The encoder's vocabulary has no capitals, so each token also carries the letter case
of its word.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.values import Span

if TYPE_CHECKING:
    from onrecord.weights import Tokenizer

LOWER, TITLE, UPPER, MIXED = range(4)
CLS, SEP, PAD = 101, 102, 0
SENTENCE_ENDS = frozenset('.!?"”')


@dataclass(slots=True)
class Window:
    """Tokens read at once: ids and cases, one each a token; words with their first token."""

    ids: list[int] = field(default_factory=lambda: [CLS])
    cases: list[int] = field(default_factory=lambda: [LOWER])
    words: list[Span] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some words of one paragraph that must stay together."""

    ids: Sequence[int]
    cases: Sequence[int]
    words: Sequence[Span]
    firsts: Sequence[int]
    paragraph: int


def windows(
    tokenizer: Tokenizer, text: str, paragraphs: Sequence[Span], longest: int
) -> Iterator[Window]:
    """Yield windows of at most `longest` tokens over the paragraphs of a text, in order."""
    window = Window()
    for piece in _pieces(tokenizer, text, paragraphs, longest - 2):
        if len(window) > 1 and len(window) + len(piece.ids) + 1 > longest:
            yield window
            window = Window()
        _append(window, piece)
    if len(window) > 1:
        yield window


def _pieces(
    tokenizer: Tokenizer, text: str, paragraphs: Iterable[Span], longest: int
) -> Iterator[_Piece]:
    paragraphs = list(paragraphs)
    encodings = tokenizer.encode_batch(
        [span.of(text) for span in paragraphs], add_special_tokens=False
    )
    for number, (span, encoding) in enumerate(zip(paragraphs, encodings, strict=True)):
        ids, offsets, word_ids = encoding.ids, encoding.offsets, encoding.word_ids
        if not ids:  # nothing but white space and signs that the tokenizer drops
            continue
        firsts = [i for i, word in enumerate(word_ids) if i == 0 or word != word_ids[i - 1]]
        lasts = [*(first - 1 for first in firsts[1:]), len(ids) - 1]
        words = [
            Span(span.start + offsets[first][0], span.start + offsets[last][1])
            for first, last in zip(firsts, lasts, strict=True)
        ]
        cases: list[int] = []
        for word, first, last in zip(words, firsts, lasts, strict=True):
            cases += [letter_case(word.of(text))] * (last - first + 1)
        for begin, end in _cuts(text, words, firsts, len(ids), longest):
            token, stop = firsts[begin], firsts[end] if end < len(firsts) else len(ids)
            yield _Piece(
                ids[token:stop],
                cases[token:stop],
                words[begin:end],
                [first - token for first in firsts[begin:end]],
                number,
            )


def _cuts(
    text: str, words: Sequence[Span], firsts: Sequence[int], tokens: int, longest: int
) -> Iterator[tuple[int, int]]:
    """Yield ranges of words, each of at most `longest` tokens, cut at sentence ends if it can."""
    begin = 0
    while begin < len(words):
        end = begin + 1
        while end < len(words) and (
            (firsts[end + 1] if end + 1 < len(firsts) else tokens) - firsts[begin] <= longest
        ):
            end += 1
        if end < len(words):
            for back in range(end, begin + (end - begin) // 2, -1):
                if words[back - 1].of(text) in SENTENCE_ENDS:
                    end = back
                    break
        yield begin, end
        begin = end


def _append(window: Window, piece: _Piece) -> None:
    offset = len(window.ids)
    window.ids += [*piece.ids, SEP]
    window.cases += [*piece.cases, LOWER]
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
