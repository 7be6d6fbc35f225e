"""The content of a value -> its id, which stays the same however often it is found again."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable

from onrecord.values import Intake


def article_id(digest: str, member: str = "") -> str:
    """Return the id of the article in the saved bytes of this digest."""
    return _content_id("a1", digest, member)


def mention_id(article: str, kind: str, words: str, occurrence: int) -> str:
    """Return the id of the n-th time (from 0) that an article has these words as this kind."""
    return _content_id("m1", article, kind, words, str(occurrence))


def statement_id(article: str, words: str, source: str, occurrence: int) -> str:
    """Return the id of the n-th time (from 0) that an article has these words from this source."""
    return _content_id("s1", article, _plain(words), _plain(source), str(occurrence))


def entity_id(kind: str, mentions: Iterable[str]) -> str:
    """Return the id of the entity behind these mentions: it hangs on the least of their ids."""
    return _content_id("e1", kind, min(mentions))


def comparison_id(one: str, other: str) -> str:
    """Return the id of a pair of statements, whichever comes first."""
    return _content_id("c1", *sorted((one, other)))


def origin_id(articles: Iterable[str]) -> str:
    """Return the id of the account in these articles: it hangs on the least of their ids."""
    return _content_id("o1", min(articles))


def watched_id(name: str, qid: str) -> str:
    """Return the id of an entry of a user's own list: it hangs on its QID, else on its name."""
    return _content_id("w1", qid or _plain(name))


def judgement_id(target: str, verdict: str, when: datetime.datetime, who: str) -> str:
    """Return the id of one decision."""
    return _content_id("j1", target, verdict, when.isoformat(), who)


# A later field of an Intake must not join these: every hash that anyone noted down would change.
_HASHED = (
    *("added", "digest", "kept", "number", "path", "previous", "reader_version", "reason", "size"),
)


def intake_hash(intake: Intake) -> str:
    """Return the SHA-256 of an entry of the intake log: of its fields, as canonical JSON.

    That is RFC 8785: keys in order, no white space, UTF-8. `previous` is one of the fields, so the
    hash stands for every entry before as well.
    """
    fields = {name: getattr(intake, name) for name in _HASHED}
    line = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(line.encode()).hexdigest()


def _content_id(scheme: str, *parts: str) -> str:
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    return f"{scheme}-{digest[:20]}"


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
