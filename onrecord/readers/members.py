"""A file that holds files -> the articles in them; what is wrong with one part harms no other."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import IO

from onrecord.errors import NoReader, ReadError, TooLarge
from onrecord.values import Article, Evidence, article_id

LARGEST = 50_000_000  # bytes of one part
MOST_BYTES = 1_000_000_000  # of all parts together, unpacked
MOST_MEMBERS = 50_000  # parts looked at, those of parts included
DEEPEST = 3  # files within files
MOST_REASONS = 3  # told; the rest are counted


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
            raise TooLarge(
                name, f"more than {MOST_BYTES // 10**9} GB unpacked; the rest is not read"
            )


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
            seen[member.name] += 1
            if seen[member.name] > 1:  # archives may hold one name twice
                member = replace(member, name=f"{member.name} ({seen[member.name]})")
            try:
                if member.reason:
                    raise ReadError(member.name, member.reason)
                for article in read(member):
                    yield _placed(article, digest, name, member)
            except NoReader:
                troubles.unknown[PurePosixPath(member.name).suffix.lower() or "no ending"] += 1
            except ReadError as error:
                troubles.reasons.append(f"{member.name}: {error.reason}")
    except ReadError as error:  # the container itself is broken, or too large
        troubles.reasons.append(error.reason)
    if told := troubles.told():
        raise ReadError(name, told)


def _placed(article: Article, digest: str, name: str, member: Member) -> Article:
    """Return an article as one of this file's: where in it, and what the file says of its part."""
    inner = f"{member.name}/{article.member}" if article.member else member.name
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


class _Troubles:
    """What could not be read, for one sentence about it."""

    def __init__(self) -> None:
        self.reasons: list[str] = []
        self.unknown: Counter[str] = Counter()

    def told(self) -> str:
        more = len(self.reasons) - MOST_REASONS
        told = self.reasons[:MOST_REASONS]
        if more > 0:
            told.append(f"and {more:,} more")
        if self.unknown:
            kinds = ", ".join(sorted(self.unknown))
            told.append(f"no reader for {sum(self.unknown.values()):,} parts ({kinds})")
        return "; ".join(told)


def bounded(file: IO[bytes], name: str, largest: int = LARGEST) -> bytes:
    """Return what is left in an open file, however much it claims to hold. Raises TooLarge."""
    data = file.read(largest + 1)
    if len(data) > largest:
        raise TooLarge(name, f"over {largest // 1_000_000} MB unpacked")
    return data
