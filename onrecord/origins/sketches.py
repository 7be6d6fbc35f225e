"""Article -> sketch: two numbers for each sentence, by which its copies are found again.

A copy may be cut, framed by a paper's own words or pasted into a longer story, so the article as a
whole is the wrong thing to hash: six paragraphs in a long report would not show. Each sentence is
hashed by itself (MinHash over its runs of words), so any sentence carried word for word is found,
and one that was touched up is found as often as its runs agree.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

import numpy as np
from numpy.typing import NDArray

from onrecord.origins.agencies import credit_in
from onrecord.runs import UNSPACED
from onrecord.sketch import Sketch
from onrecord.values import Article

# Another number for any change to what a sketch or an origin is made of. The algorithm of rensa
# stands in it as well: its signatures of another version must not be laid beside these.
VERSION = "sentences 1, rensa 2"

RUN = (
    5  # words; runs of four find more quotations that two reporters share, of seven fewer rewrites
)
MARKS = 2  # numbers for each sentence
SEED = 20
# A sentence with fewer words ("He did not elaborate.") is anybody's.
LEAST_SENTENCE = 8

# A text of so few words ("Subscribe to read on") is anybody's too.
LEAST_TEXT = 40

Numbers = NDArray[np.uint64]

# A wrong cut does no harm: it is wrong in the copy as well.
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’»)\]]*\s+|(?<=[。！？])|\n+")
# Within a paragraph, so that a mark left open loses no more than that.
_QUOTATION = re.compile(r"[\"“„«][^\"“”„«»\n]*[\"”“»]")
# A script without spaces is taken sign by sign.
_WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # an odd number, so that a product loses nothing
_FOLD = np.uint64(29)
# Parts of an address that tell who followed a link, not what it leads to.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|cmpid|ref|smid|source|outputtype|amp")


def sketch(article: Article) -> Sketch:
    """Return what is kept of an article to find where else its words stand."""
    body = article.body
    words = words_of(body)
    credited = credit_in(article)
    published = article.published
    day = published.earliest if published and not published.is_bounds else None
    return Sketch(
        article=article.id,
        day=day.isoformat() if day else "",
        outlet=_outlet(article),
        address=address(article.url),
        agency=credited.agency,
        credit=credited.words,
        is_agency=credited.is_publisher,
        runs=len(runs_of(body)),
        text=hashlib.sha256(" ".join(words).encode()).hexdigest() if words[LEAST_TEXT:] else "",
        marks=_marks(body),
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are compared: no letter case, no marks."""
    return _WORD.findall(text.replace("\u00ad", "").casefold())


def runs_of(text: str) -> Numbers:
    """Return a number for each different run of a text's own words, in order of the numbers."""
    return np.unique(_runs(words_of(_own(text))))


def _own(text: str) -> str:
    """Return a text without its quotations.

    Two reporters in one room have the same quotations; what a copy shares is the telling.
    """
    return _QUOTATION.sub(" ", text)


def _runs(words: list[str]) -> Numbers:
    """Return a number for each run of words, as they stand: the same on every machine."""
    numbers = np.fromiter(map(_number, words), np.uint64, len(words))
    count = max(0, len(numbers) - RUN + 1)
    runs = np.zeros(count, np.uint64)
    for place in range(RUN):
        runs = (runs ^ numbers[place : place + count]) * _SPREAD
        runs ^= runs >> _FOLD
    return runs


@lru_cache(maxsize=1 << 16)
def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


def _marks(text: str) -> bytes:
    """Return the numbers of the sentences of a text, each the least of its runs, MARKS times."""
    from rensa import RMinHash

    sentences = [words_of(sentence) for sentence in _SENTENCE_END.split(_own(text))]
    runs = [_runs(words) for words in sentences if len(words) >= LEAST_SENTENCE]
    if not runs:
        return b""
    # Runs are hashed here and not by rensa, which has other hashes on a machine of 32 bits.
    stops = np.cumsum([0, *map(len, runs)]).tolist()
    signatures = RMinHash.digest_matrix_from_flat_token_hashes(
        np.concatenate(runs), stops, MARKS, SEED
    )
    return np.unique(np.array(signatures.to_rows(), "<u4"), axis=0).tobytes()


def address(url: str) -> str:
    """Return a web address as addresses are compared, "" where it names no single page."""
    try:
        parts = urlsplit(url)
    except ValueError:  # "http://[": no address at all
        return ""
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    path = parts.path.rstrip("/")
    asked = [(name, value) for name, value in parse_qsl(parts.query) if not _is_tracking(name)]
    if parts.scheme not in ("http", "https") or not host or not (path or asked):
        return ""
    return host + path + (f"?{urlencode(sorted(asked))}" if asked else "")


def _is_tracking(name: str) -> bool:
    return _TRACKING.fullmatch(name.lower()) is not None


def _outlet(article: Article) -> str:
    """Return the best name for where an article stood: publisher, site, or the saved file."""
    site = address(article.url).split("/")[0].split("?")[0]
    return article.publisher or site or article.path.rsplit("/", 1)[-1] or "an unknown outlet"
