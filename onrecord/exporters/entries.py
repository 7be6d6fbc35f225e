"""A record -> its entries: each statement with its article, its speaker and what people decided.

What a person rejected is no entry, and stands in no file that is made of entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from onrecord.judging import WEIGHED
from onrecord.kinds import DID
from onrecord.values import Article, Comparison, Date, Entity, Judgement, Span, Statement

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.store import Name

UNSAFE_IN_IRI = "%/:?#[]@!$&'()*+,;=~"  # everything else outside letters and digits is escaped


def speaker_name(statement: Statement, article: Article, entity: Entity | Name | None) -> str:
    """Return the speaker's name on the record, or as the article has it; "" where there is none."""
    if entity:
        return entity.name
    if statement.speaker and statement.speaker.name:
        return statement.speaker.name
    return statement.source.of(article.text) if statement.source else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement with the article it stands in and, where that is known, whoever speaks."""

    statement: Statement
    article: Article
    entity: Entity | None = None
    judgement: Judgement | None = None

    @property
    def speaker(self) -> str:
        """The speaker's name on the record, or as the article has it; "" where there is none."""
        return speaker_name(self.statement, self.article, self.entity)

    @property
    def did(self) -> str:
        """What the speaker did with the words: "denied", "is said to believe"."""
        return DID[self.statement.act]

    @property
    def when(self) -> Date | None:
        """The day it was said, or published where that is not known."""
        return self.statement.said or self.statement.published

    @property
    def block(self) -> Span:
        """The paragraph in which the words begin."""
        start = self.statement.content[0].start if self.statement.content else 0
        return next(
            (one.span for one in self.article.blocks if one.span.start <= start < one.span.stop),
            Span(0, len(self.article.text)),
        )


@dataclass(frozen=True, slots=True)
class Decided:
    """What people last said of each thing, by its id."""

    last: dict[str, Judgement]

    def on(self, id: str) -> Judgement | None:
        """Return what was last said of a thing, None where nobody has judged it."""
        return self.last.get(id)

    def rejects(self, id: str) -> bool:
        """Say whether a person rejected it."""
        return id in self.last and self.last[id].verdict == "reject"

    def accepts(self, id: str) -> bool:
        """Say whether a person accepted it, wholly or in part."""
        return id in self.last and str(self.last[id].verdict) in ("accept", "half")

    def keeps(self, comparison: Comparison) -> bool:
        """Say whether nobody rejected a comparison or either of its statements."""
        ids = (comparison.id, comparison.earlier, comparison.later)
        return not any(self.rejects(id) for id in ids)


def decided(judgements: Iterable[Judgement]) -> Decided:
    """Return the last word on each thing, of judgements that nobody has taken back."""
    return Decided({one.target: one for one in judgements if one.verdict in WEIGHED})


def entries(record: Record) -> Iterator[Entry]:
    """Yield every entry, article by article, as they stand in it."""
    word = decided(record.judgements(standing=True))
    holders = {mention: entity for entity in record.entities() for mention in entity.mentions}
    for article in record.articles():
        for statement in record.statements(article=article.id):
            if not word.rejects(statement.id):
                holder = statement.speaker and holders.get(statement.speaker.id)
                yield Entry(statement, article, holder or None, word.on(statement.id))


def entries_of(record: Record, ids: Sequence[str], word: Decided) -> list[Entry]:
    """Return those of these statements that are on record as entries, their speakers without the
    mentions behind them.
    """
    statements = list(record.browse.statements(ids).values())
    articles = record.browse.these([one.article for one in statements], whole=True)
    makers = record.browse.makers([one.id for one in statements])
    return [
        Entry(one, articles[one.article], makers.get(one.id), word.on(one.id)) for one in statements
    ]


def web_address(url: str) -> str:
    """Return the url as an IRI if it is one of the web (http or https with a host), or else "".

    >>> web_address("https://courier.example/a b")
    'https://courier.example/a%20b'
    >>> web_address("javascript:alert(1)")
    ''
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return quote(url, safe=UNSAFE_IN_IRI)


def iso_day(date: Date | None) -> str:
    """Return a date as schema.org and FollowTheMoney take it: a day, a month, a year, or "".

    >>> from onrecord import edtf
    >>> iso_day(edtf.date("2031-03")), iso_day(edtf.date("2031-03-29/2031-04-02"))
    ('2031-03', '2031')
    """
    if date is None or date.earliest is None or date.latest is None:
        return ""
    first, last = date.earliest.isoformat(), date.latest.isoformat()
    for length in (len("2031-03-02"), len("2031-03"), len("2031")):
        if first[:length] == last[:length]:
            return first[:length]
    return ""
