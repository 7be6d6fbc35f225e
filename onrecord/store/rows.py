"""Values -> rows, and rows -> the same values again.

A value is one row in its own table and a row for each entry of its lists; `Kept` says which tables
these are. What is stored is what comes back: nothing is rounded, trimmed or filled in.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Row, Table

from onrecord.store import tables as t
from onrecord.store.daterows import date_fields, date_from, day_field
from onrecord.values import (
    Article,
    Block,
    Cited,
    Comparison,
    Date,
    Entity,
    Evidence,
    Mention,
    Office,
    Origin,
    Relay,
    Span,
    Statement,
    Watched,
)

Value = TypeVar("Value", Article, Mention, Statement, Entity, Comparison, Origin, Watched)
Fields = dict[str, Any]
Lists = Mapping[Table, Sequence[Row[Any]]]
Rows = dict[Table, list[Fields]]

# When an open or missing bound has to be sorted and asked for.
FIRST_DAY, LAST_DAY = datetime.date.min.isoformat(), datetime.date.max.isoformat()


@dataclass(frozen=True)
class Kept(Generic[Value]):
    """How one kind of value is kept: its table, the tables of its lists with the column that
    names it there, and what makes rows of it.
    """

    table: Table
    lists: Mapping[Table, str]
    rows: Callable[[Value], Rows]


def plain(name: str) -> str:
    """Return a name as names are looked up: without letter case and with single spaces."""
    return " ".join(name.casefold().split())


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


# --- articles ---


def _article_rows(article: Article) -> Rows:
    return {
        t.ARTICLES: [
            {
                **_fields(article, "id digest member title byline agency publisher section"),
                **_fields(article, "url canonical language path reader text"),
                **date_fields("published", article.published),
                **date_fields("modified", article.modified),
                "text_digest": text_digest(article.text),
            }
        ],
        t.AUTHORS: _listed("article", article.id, [{"name": name} for name in article.authors]),
        t.BLOCKS: _listed(
            "article",
            article.id,
            [{"role": block.role, **_span_fields(block.span)} for block in article.blocks],
        ),
        t.EVIDENCE: _listed(
            "article",
            article.id,
            [_fields(entry, "field value place words taken") for entry in article.evidence],
        ),
    }


def article_from(row: Row[Any], lists: Lists) -> Article:
    """Return the article that its row and the rows of its lists hold."""
    return Article(
        id=row.id,
        digest=row.digest,
        text=row.text,
        blocks=tuple(Block(entry.role, _span(entry)) for entry in lists[t.BLOCKS]),
        title=row.title,
        byline=row.byline,
        authors=tuple(entry.name for entry in lists[t.AUTHORS]),
        agency=row.agency,
        publisher=row.publisher,
        section=row.section,
        url=row.url,
        canonical=row.canonical,
        published=date_from(row, "published"),
        modified=date_from(row, "modified"),
        language=row.language,
        evidence=tuple(
            Evidence(entry.field, entry.value, entry.place, entry.words, entry.taken)
            for entry in lists[t.EVIDENCE]
        ),
        reader=row.reader,
        path=row.path,
        member=row.member,
    )


# --- mentions and statements ---


def _mention_rows(mention: Mention) -> Rows:
    return {
        t.MENTIONS: [
            {
                **_fields(mention, "id article kind name office party named score described"),
                **_span_fields(mention.span),
                "found_by": mention.by,
            }
        ]
    }


def mention_from(row: Row[Any]) -> Mention:
    """Return the mention that a row holds."""
    return Mention(
        row.id,
        row.article,
        _span(row),
        row.kind,
        row.name,
        row.office,
        row.party,
        row.named,
        row.score,
        row.found_by,
        row.described,
    )


def _statement_rows(statement: Statement) -> Rows:
    places: list[Fields] = []
    for role, spans in _spans_of(statement).items():
        for position, span in enumerate(spans):
            places.append(
                {
                    "statement": statement.id,
                    "role": role,
                    "position": position,
                    **_span_fields(span),
                }
            )
    dated = statement.said or statement.published
    earliest, latest = (
        (day_field(dated.earliest), day_field(dated.latest)) if dated else (None, None)
    )
    return {
        t.STATEMENTS: [
            {
                **_fields(statement, "id article words quoting act polarity speech nested score"),
                "start": min((place["start"] for place in places), default=0),
                "stop": max((place["stop"] for place in places), default=0),
                "speaker": statement.speaker.id if statement.speaker else None,
                "earliest": (earliest or FIRST_DAY) if dated else None,
                "latest": (latest or LAST_DAY) if dated else None,
                **date_fields("said", statement.said),
                **date_fields("spoken_of", statement.spoken_of),
                **date_fields("published", statement.published),
                "found_by": statement.by,
            }
        ],
        t.STATEMENT_SPANS: places,
        t.RELAYS: _listed(
            "statement",
            statement.id,
            [
                {"name": relay.name, "kind": relay.kind, **_span_fields(relay.span)}
                for relay in statement.via
            ],
        ),
        t.STATEMENT_TIMES: _listed(
            "statement", statement.id, [date_fields("day", date) for date in statement.times]
        ),
        t.STATEMENT_ABOUT: _listed(
            "statement", statement.id, [{"mention": mention.id} for mention in statement.about]
        ),
    }


def statement_from(row: Row[Any], lists: Lists, mentions: Mapping[str, Mention]) -> Statement:
    """Return the statement that its row, the rows of its lists and its mentions hold."""
    spans: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for place in lists[t.STATEMENT_SPANS]:
        spans[place.role].append(_span(place))
    return Statement(
        id=row.id,
        article=row.article,
        source=next(iter(spans["source"]), None),
        cue=next(iter(spans["cue"]), None),
        content=tuple(spans["content"]),
        words=row.words,
        quoting=row.quoting,
        act=row.act,
        polarity=row.polarity,
        speech=row.speech,
        nested=row.nested,
        speaker=mentions[row.speaker] if row.speaker is not None else None,
        via=tuple(Relay(_span(entry), entry.name, entry.kind) for entry in lists[t.RELAYS]),
        about=tuple(mentions[entry.mention] for entry in lists[t.STATEMENT_ABOUT]),
        said=date_from(row, "said"),
        spoken_of=date_from(row, "spoken_of"),
        published=date_from(row, "published"),
        score=row.score,
        by=row.found_by,
        times=tuple(
            date for entry in lists[t.STATEMENT_TIMES] if (date := date_from(entry, "day"))
        ),
    )


def _spans_of(statement: Statement) -> dict[str, Sequence[Span]]:
    return {
        "source": () if statement.source is None else (statement.source,),
        "cue": () if statement.cue is None else (statement.cue,),
        "content": statement.content,
    }


# --- entities and comparisons ---


def _entity_rows(entity: Entity) -> Rows:
    def listed(entries: list[Fields]) -> list[Fields]:
        return _listed("entity", entity.id, entries)

    counted = {"plain": plain(entity.name), "mentioned": len(entity.mentions)}
    return {
        t.ENTITIES: [_fields(entity, "id kind name state qid named") | counted],
        t.ENTITY_ALIASES: listed(
            [{"alias": alias, "plain": plain(alias)} for alias in entity.aliases]
        ),
        t.ENTITY_OFFICES: listed(
            [
                {**_fields(office, "title since until"), "party": office.of}
                for office in entity.offices
            ]
        ),
        t.ENTITY_SPEAKS_FOR: listed([{"party": party} for party in entity.speaks_for]),
        t.ENTITY_MENTIONS: listed([{"mention": mention} for mention in entity.mentions]),
        t.ENTITY_REASONS: listed([{"reason": reason} for reason in entity.reasons]),
    }


def entity_from(row: Row[Any], lists: Lists) -> Entity:
    """Return the entity that its row and the rows of its lists hold."""
    return Entity(
        row.id,
        row.kind,
        row.name,
        tuple(entry.alias for entry in lists[t.ENTITY_ALIASES]),
        tuple(
            Office(entry.title, entry.party, entry.since, entry.until)
            for entry in lists[t.ENTITY_OFFICES]
        ),
        tuple(entry.party for entry in lists[t.ENTITY_SPEAKS_FOR]),
        tuple(entry.mention for entry in lists[t.ENTITY_MENTIONS]),
        tuple(entry.reason for entry in lists[t.ENTITY_REASONS]),
        row.state,
        row.qid,
        bool(row.named),
    )


def _comparison_rows(comparison: Comparison) -> Rows:
    return {
        t.COMPARISONS: [
            {
                **_fields(comparison, "id kind earlier later score because ordered"),
                "found_by": comparison.by,
            }
        ],
        t.CITED: _listed(
            "comparison",
            comparison.id,
            [
                {"statement": cited.statement, **_span_fields(cited.span)}
                for cited in comparison.cited
            ],
        ),
    }


def comparison_from(row: Row[Any], lists: Lists) -> Comparison:
    """Return the comparison that its row and the rows of its lists hold."""
    return Comparison(
        row.id,
        row.kind,
        row.earlier,
        row.later,
        row.score,
        row.because,
        tuple(Cited(entry.statement, _span(entry)) for entry in lists[t.CITED]),
        row.ordered,
        row.found_by,
    )


ARTICLES = Kept(
    t.ARTICLES, {t.AUTHORS: "article", t.BLOCKS: "article", t.EVIDENCE: "article"}, _article_rows
)
MENTIONS = Kept(t.MENTIONS, {}, _mention_rows)
STATEMENTS = Kept(
    t.STATEMENTS,
    {
        t.STATEMENT_SPANS: "statement",
        t.RELAYS: "statement",
        t.STATEMENT_TIMES: "statement",
        t.STATEMENT_ABOUT: "statement",
    },
    _statement_rows,
)
ENTITIES = Kept(
    t.ENTITIES,
    {
        t.ENTITY_ALIASES: "entity",
        t.ENTITY_OFFICES: "entity",
        t.ENTITY_SPEAKS_FOR: "entity",
        t.ENTITY_MENTIONS: "entity",
        t.ENTITY_REASONS: "entity",
    },
    _entity_rows,
)
COMPARISONS = Kept(t.COMPARISONS, {t.CITED: "comparison"}, _comparison_rows)


# --- their parts ---


def _fields(value: object, names: str) -> Fields:
    return {name: getattr(value, name) for name in names.split()}


def _listed(column: str, id: str, entries: list[Fields]) -> list[Fields]:
    return [{column: id, "position": position, **entry} for position, entry in enumerate(entries)]


def _span_fields(span: Span) -> Fields:
    return {"start": span.start, "stop": span.stop}


def _span(row: Row[Any]) -> Span:
    return Span(row.start, row.stop)


def published_of(row: Row[Any]) -> Date | None:
    """Return when an article was published, from the columns that say so."""
    return date_from(row, "published")
