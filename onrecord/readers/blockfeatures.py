"""Paragraphs of a page -> numbers that tell them apart, for the model that gives them their roles.

Most of them hold in any language: shape, marks, place, what the page says elsewhere too. The rest
are hits of the word lists of roles.toml, and hashed words from where a paragraph begins and ends.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.readers.bylines import agencies, authors_in, begins_as_byline, is_agency
from onrecord.readers.dates import days_in, is_changed, names_weekday
from onrecord.readers.lineroles import address, appeals, plain_signs, words_of
from onrecord.readers.paragraphs import ADDRESS, ENDS, Paragraph
from onrecord.readers.wordlists import any_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

READ = 3_000  # letters of a paragraph that are looked at
BUCKETS = 4_096  # of hashed words
FIRST, LAST = 8, 5  # words of a paragraph that are hashed
HASHED = 2 * (FIRST + LAST) - 2  # single words and pairs of them; 0 where there are fewer
COMMON = 40  # most frequent words of a page: mostly those that hold sentences together
MOST = 60  # words of one paragraph that count towards a stretch
OPEN, NEXT = 20, 7  # words that the first line, and each other line, between two paragraphs cost
PERSONAL = 0.075  # of `_speaks`, from which a paragraph is written as "we" or to "you"
QUOTES = re.compile('["“”„«»]')
# Scripts without spaces give two letters as a word.
WORD = re.compile(
    r"[\u3040-\u9fff\u0e00-\u0e7f]{1,2}"
    r"|[^\W\d_\u3040-\u9fff\u0e00-\u0e7f]+(?:['’][^\W\d_\u3040-\u9fff\u0e00-\u0e7f]+)*"
)
TOKEN = re.compile(rf"{WORD.pattern}|\d+|[^\w\s]")
SENTENCE = re.compile(r"[.!?…。！？।][\"”»’)]*(?:\s|$)|[。！？]")
TIME = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
MARKS = tuple(",:|•/@©>»([-–—…#$€%")
ENDINGS = (".", "?", "!", ":", ",", "…", "”", '"', "»", ")", "]", ";", ">")


def features_of(page: Sequence[Paragraph]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """Return shapes (paragraphs, numbers) and hashed words (paragraphs, HASHED) of a page."""
    import numpy as np

    page = [_cut(paragraph) for paragraph in page]
    words = [WORD.findall(paragraph.words.casefold()) for paragraph in page]
    about = _Page(page, words)
    own = [_own(paragraph) for paragraph in page]
    return (
        np.array([[*own[n][0], *about.of(n)] for n in range(len(page))], dtype=np.float32),
        np.array([hashes for _, hashes in own], dtype=np.int64),
    )


def _cut(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph without what is too much to look at."""
    if len(paragraph.words) <= READ:
        return paragraph
    return replace(paragraph, words=paragraph.words[:READ])


@lru_cache(maxsize=10_000)  # pages, and pages of one publisher, say the same again and again
def _own(paragraph: Paragraph) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Return what a paragraph tells by itself: numbers and hashed words."""
    return (
        (*_shape(paragraph), *_words_shape(paragraph), *_lists(paragraph)),
        tuple(hashed(paragraph.words)),
    )


def _shape(paragraph: Paragraph) -> list[float]:
    words = paragraph.words
    letters = max(1, len(words))
    return [
        float(paragraph.bullet),
        float(paragraph.heading),
        float(paragraph.footer),
        float(paragraph.close),
        float(bool(paragraph.tail)),
        paragraph.linked,
        math.log1p(len(words)) / 5,
        sum(map(str.isupper, words)) / letters,
        sum(map(str.isdigit, words)) / letters,
        sum(map(str.isspace, words)) / letters,
        1 - (sum(map(str.isalnum, words)) + sum(map(str.isspace, words))) / letters,
        min(4, len(QUOTES.findall(words))) / 4,
        float(bool(QUOTES.match(words))),
        float(words[:1].islower()),
        float(words[:1].isdigit()),
        float(ENDS.search(words) is not None),
        min(8, len(SENTENCE.findall(words))) / 4,
        float(ADDRESS.search(words) is not None),
        float(TIME.search(words) is not None),
        *_open_end(words),
        *(float(mark in words) for mark in MARKS),
        *(float(words.endswith(mark)) for mark in ENDINGS),
    ]


def _open_end(words: str) -> tuple[float, float]:
    """Return how many words follow the last full sentence, and the share of names among them."""
    *_, end = (0, *(found.end() for found in SENTENCE.finditer(words)))
    after = WORD.findall(words[end:]) if end else []
    return min(8, len(after)) / 4, sum(word[0].isupper() for word in after) / max(1, len(after))


def _words_shape(paragraph: Paragraph) -> list[float]:
    written = WORD.findall(paragraph.words)
    count = max(1, len(written))
    counted = words_of(paragraph)
    return [
        math.log1p(counted) / 3,
        *(float(counted >= many) for many in (2, 3, 5, 8, 12, 20, 35, 60)),
        sum(word[0].isupper() for word in written) / count,
        sum(word.isupper() and len(word) > 1 for word in written) / count,
        sum(map(len, written)) / count / 8,
        sum(len(word) <= 3 for word in written) / count,
        len({word.casefold() for word in written}) / count,
        counted / max(1, len(SENTENCE.findall(paragraph.words))) / 30,
    ]


def _lists(paragraph: Paragraph) -> list[float]:
    """Return what word lists and the plain signs of each role say."""
    words = paragraph.words
    days = days_in(words[:400])
    return [
        *(float(found) for found in plain_signs(paragraph)),
        _speaks(paragraph),
        float(any_of("appeal", "address").match(words) is not None),
        min(3, appeals(words)) / 2,
        float(begins_as_byline(words)),
        float(is_agency(words)),
        min(3, len(authors_in(words[:300]))) / 3 if words_of(paragraph) <= 16 else 0.0,
        min(2, len(days)) / 2,
        float(any(is_changed(words, dated) for dated in days)),
        float(bool(days) and names_weekday(words[:400])),
        float(any_of("caption", "cues").search(words) is not None),
        float(any_of("caption", "credit_prefixes").search(words) is not None),
        float(agencies().search(words[-80:]) is not None),
    ]


@lru_cache(maxsize=10_000)
def _speaks(paragraph: Paragraph) -> float:
    """Return how much a paragraph speaks as "we" or to "you", outside quotation marks."""
    return min(0.3, address(paragraph.words)) * 5


def _share_of_news(speaks: Sequence[float]) -> float:
    """Return how many of a stretch's paragraphs keep from speaking so, as news does."""
    return sum(share < PERSONAL for share in speaks) / max(1, len(speaks))


class _Page:
    """What a whole page says, to hold each paragraph against."""

    def __init__(self, page: Sequence[Paragraph], words: list[list[str]]) -> None:
        self.page = page
        self.words = words
        self.same = Counter(paragraph.words.casefold() for paragraph in page)
        self.counts = Counter(word for said in words for word in said)
        self.common = {word for word, _ in self.counts.most_common(COMMON)}
        self.stems = [
            {word[:6] for word in said if len(word) > 3 or not word.isascii()} for said in words
        ]
        self.prose = Counter(
            stem
            for stems, said, paragraph in zip(self.stems, words, page, strict=True)
            if words_of(paragraph) >= 20
            for stem in stems
        )
        self.lengths = [words_of(paragraph) for paragraph in page]
        self.begins: Counter[str] = Counter(paragraph.words.casefold()[:24] for paragraph in page)
        self.start, self.stop = heaviest_stretch(_prose_weights(page, self.lengths))
        self.speaks = [_speaks(paragraph) for paragraph in page]
        self.news = _share_of_news(self.speaks[self.start : self.stop])
        self.before = [0]
        for paragraph, length in zip(page, self.lengths, strict=True):
            counted = length if length >= 12 and ENDS.search(paragraph.words) else 0
            self.before.append(self.before[-1] + counted)

    def of(self, n: int) -> list[float]:
        """Return the numbers of the n-th paragraph."""
        count, last = len(self.page), len(self.page) - 1
        said, stems = self.words[n], self.stems[n]
        own = 1 if self.lengths[n] >= 20 else 0
        elsewhere = [min(3, self.prose[stem] - own) for stem in stems]
        prose = max(1, self.before[-1])
        return [
            n / max(1, last),
            math.log1p(n) / 4,
            math.log1p(last - n) / 4,
            math.log1p(count) / 5,
            math.log1p(self.before[-1]) / 6,
            self.before[n] / prose,
            1 - self.before[n + 1] / prose,
            min(4, self.same[self.page[n].words.casefold()] - 1) / 2,
            float(self.lengths[n] >= 6 and self.same[self.page[n].words.casefold()] > 1),
            float(self.begins[self.page[n].words.casefold()[:24]] > 1),
            sum(word in self.common for word in said) / max(1, len(said)),
            sum(share > 0 for share in elsewhere) / max(3, len(stems)),
            sum(elsewhere) / max(3, len(stems)) / 2,
            max(self.lengths[n + 1 : n + 2], default=0) / 50,
            sum(length >= 12 for length in self.lengths[max(0, n - 5) : n]) / 5,
            sum(length >= 12 for length in self.lengths[n + 1 : n + 6]) / 5,
            self.news,
            self.news * self.speaks[n],
            float(self.start <= n < self.stop),
            min(20, max(0, self.start - n)) / 10,
            min(20, max(0, n - self.stop + 1)) / 10,
            (self.before[self.stop] - self.before[self.start]) / prose,
        ]


def _prose_weights(page: Sequence[Paragraph], lengths: Sequence[int]) -> Iterator[float]:
    """Yield what each paragraph weighs: prose its words, all else what it costs to step over."""
    in_box = False
    for paragraph, length in zip(page, lengths, strict=True):
        is_prose = length >= 8 and ENDS.search(paragraph.words) is not None
        if paragraph.footer:
            yield 0.0
        elif is_prose:
            yield min(MOST, length) * (0.4 if paragraph.bullet else 1.0)
        else:
            yield -NEXT if in_box else -OPEN
        in_box = not is_prose


def heaviest_stretch(weights: Iterable[float]) -> tuple[int, int]:
    """Return first and end index of the run that weighs most, (0, 0) where none weighs anything."""
    best, where = 0.0, (0, 0)
    total, start = 0.0, 0
    for n, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, n
        total += weight
        if total > best:
            best, where = total, (start, n + 1)
    return where


def hashed(words: str) -> list[int]:
    """Return the buckets (1 and up) of the words, and pairs of words, that begin and end it."""
    found = ["0" if word[0].isdigit() else word for word in TOKEN.findall(words.casefold())]
    begin, end = found[:FIRST], found[-LAST:]
    buckets = [
        1 + zlib.crc32(f"{mark}{token}".encode()) % (BUCKETS - 1)
        for mark, part in (("<", begin), (">", end))
        for token in (
            *part,
            *map(" ".join, pairwise(part)),
        )
    ]
    return (buckets + [0] * HASHED)[:HASHED]
