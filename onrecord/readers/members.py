"""A file that holds files -> the articles in them; what is wrong with one part harms no other."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import IO

from onrecord.errors import NoArticle, NoReader, OnrecordError, ReadError, TooLarge
from onrecord.ids import article_id
from onrecord.values import Article, Evidence

LARGEST = 50_000_000  # bytes of one file
LARGEST_ARCHIVE = 200_000_000  # bytes of one that holds whole files
ARCHIVES = (".zip", ".wacz", ".warc", ".warc.gz")
MOST_BYTES = 1_000_000_000  # of all parts together, unpacked
# Packed pages unpack to five or ten times their size, a bomb to a thousand.
MOST_TIMES = 100
MOST_MEMBERS = 50_000  # parts looked at, those of parts included
DEEPEST = 3  # files within files
MOST_REASONS = 3  # told; the rest are counted
LONGEST_NAME = 300  # letters of a part's name
LONGEST_ENDING = 20  # letters of an ending told of


@dataclass(frozen=True, slots=True)
class Member:
    """One part of a file: its name there and its bytes, or the reason why they cannot be had.

    `ending` says what it is (".html") where its name does not. `url` is the address it was saved
    from and `captured` the EDTF date of that, where the file says so.
    """

    name: str
    data: bytes = b""
    ending: str = ""
    url: str = ""
    captured: str = ""
    reason: str = ""


@dataclass(slots=True)
class Budget:
    """What may still be unpacked out of one saved file."""

    data: int = MOST_BYTES
    members: int = MOST_MEMBERS

    def spend(self, member: Member, name: str) -> None:
        """Count a part. Raises TooLarge where it is one too many."""
        self.members -= 1
        self.data -= len(member.data)
        if self.members < 0:
            raise TooLarge(name, f"more than {MOST_MEMBERS:,} parts; the rest is not read")
        if self.data < 0:
            raise TooLarge(name, UNPACKS_TO_TOO_MUCH)


UNPACKS_TO_TOO_MUCH = "unpacks to far more than its size, or to over 1 GB; the rest is not read"


def most_unpacked(size: int) -> int:
    """Return how many bytes may be unpacked out of a file of this many bytes."""
    return min(LARGEST + MOST_TIMES * size, MOST_BYTES)


def largest(name: str) -> int:
    """Return how many bytes a file of this name, or ending, may have."""
    return LARGEST_ARCHIVE if name.lower().endswith(ARCHIVES) else LARGEST


Container = Callable[[bytes, str], Iterator[Member]]
Read = Callable[[Member], Iterator[Article]]


def articles_in(
    data: bytes, name: str, members: Iterator[Member], read: Read, budget: Budget
) -> Iterator[Article]:
    """Yield the articles of every part; at the end raise ReadError if any could not be read.

    An article's id comes from the digest of the whole file and the part's name within it.
    """
    digest = hashlib.sha256(data).hexdigest()
    troubles = _Troubles()
    seen: Counter[str] = Counter()
    try:
        for member in members:
            budget.spend(member, name)
            shown = _shown(member.name)
            seen[shown] += 1
            if seen[shown] > 1:  # archives may hold one name twice
                shown = f"{shown} ({seen[shown]})"
            try:
                if member.reason:
                    raise ReadError(shown, member.reason)
                for article in read(member):
                    yield _placed(article, digest, name, replace(member, name=shown))
            except ReadError as error:
                troubles.add(shown, member, error)
            except (OnrecordError, ImportError):
                raise  # a missing weight file or room is no fault of this part
            except Exception as error:
                # A part is hostile input: whatever it breaks, the others are still read.
                failed = f"onrecord failed on it ({type(error).__name__}: {error})"
                troubles.add(shown, member, ReadError(shown, failed))
    except ReadError as error:  # the container itself is broken, or too large
        troubles.reasons.append(error.reason)
    if told := troubles.told():
        raise ReadError(name, told)


def _placed(article: Article, digest: str, name: str, member: Member) -> Article:
    """Return an article as one of this file's: where in it, and what the file says of its part."""
    inner = "/".join(part for part in (member.name, article.member) if part)
    evidence = article.evidence
    if member.url:
        evidence += (Evidence("url", member.url, "archive", member.url, not article.url),)
    if member.captured:
        evidence += (Evidence("captured", member.captured, "archive", member.captured),)
    return replace(
        article,
        id=article_id(digest, inner),
        digest=digest,
        url=article.url or member.url,
        evidence=evidence,
        path=name,
        member=inner,
    )


def _shown(name: str) -> str:
    """Return a part's name as it may be shown: no controls, nothing that turns it around."""
    marked = "".join(
        "\ufffd" if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") else letter
        for letter in name[:LONGEST_NAME]
    )
    return marked if len(name) <= LONGEST_NAME else f"{marked}..."


class _Troubles:
    """What could not be read, for one sentence about it."""

    def __init__(self) -> None:
        self.reasons: list[str] = []
        self.empty: list[str] = []
        self.unknown: Counter[str] = Counter()

    def add(self, shown: str, member: Member, error: ReadError) -> None:
        """Note why a part could not be read."""
        if not shown:  # the one part of its file: no need to say which
            self.reasons.append(error.reason)
        elif isinstance(error, NoReader):
            ending = member.ending or PurePosixPath(_shown(member.name)).suffix.lower()
            self.unknown[ending[:LONGEST_ENDING] or "no ending"] += 1
        elif isinstance(error, NoArticle):
            self.empty.append(shown)
        else:
            self.reasons.append(f"{shown}: {error.reason}")

    def told(self) -> str:
        """Return one sentence about all of it, "" where there was no trouble."""
        told = _first(self.reasons)
        if self.empty:
            told.append(f"no article in {', '.join(_first(self.empty))}")
        if self.unknown:
            kinds = [ending for ending, _ in self.unknown.most_common(MOST_REASONS)]
            kinds += ["..."] if len(self.unknown) > MOST_REASONS else []
            told.append(f"no reader for {_parts(self.unknown.total())} ({', '.join(kinds)})")
        return "; ".join(told)


def _parts(count: int) -> str:
    return "1 part" if count == 1 else f"{count:,} parts"


def _first(told: list[str]) -> list[str]:
    """Return the first few, and how many more there are."""
    more = len(told) - MOST_REASONS
    return [*told[:MOST_REASONS], f"and {more:,} more"] if more > 0 else told[:]


def bounded(file: IO[bytes], name: str, largest: int = LARGEST) -> bytes:
    """Return what is left in an open file, however much it claims to hold. Raises TooLarge."""
    data = file.read(largest + 1)
    if len(data) > largest:
        raise TooLarge(name, f"over {largest // 1_000_000} MB unpacked")
    return data
