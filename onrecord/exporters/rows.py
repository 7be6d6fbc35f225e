"""A record -> flat rows for spreadsheets and data frames: a table for each kind of value.

    pandas.DataFrame(statement_rows(record, record.statements(by="Marr")))

A row is a dict of plain values: words, numbers, days, lists of words. A date takes four columns:
the EDTF string, the first and last day it can mean, and the rule that read it. What is not known is
"" or, for days, None.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from onrecord.values import Article, Date, Entity, Mention, Office, Span, Statement

if TYPE_CHECKING:
    from onrecord.record import Record

Row = dict[str, object]
Cell = Literal["words", "list of words", "whole number", "number", "yes or no", "day", "moment"]


def _date(name: str) -> dict[str, Cell]:
    days: dict[str, Cell] = {f"{name}_earliest": "day", f"{name}_latest": "day"}
    return {name: "words", **days, f"{name}_rule": "words"}


def _words(names: str) -> dict[str, Cell]:
    return dict.fromkeys(names.split(), "words")


_SIDE = ("", "_said", "_speaker", "_act", "_words", "_outlet", "_title", "_article")

# What each table holds: its columns, and what stands in them.
COLUMNS: dict[str, dict[str, Cell]] = {
    "articles": {
        **_words("id title byline"),
        "authors": "list of words",
        **_words("agency publisher section url canonical"),
        **_date("published"),
        **_date("modified"),
        **_words("language path member digest reader"),
    },
    "mentions": {
        **_words("id article kind name words office party"),
        "named": "yes or no",
        "start": "whole number",
        "stop": "whole number",
        "score": "number",
        "by": "words",
    },
    "statements": {
        "id": "words",
        **_date("said"),
        **_words("speaker office party"),
        "named": "yes or no",
        **_words("act polarity speech quoting words"),
        "via": "list of words",
        "about": "list of words",
        **_words("outlet title url article"),
        **_date("published"),
        **_date("spoken_of"),
        "times": "list of words",
        **_words("entity entity_name source cue"),
        "content": "list of words",
        "nested": "yes or no",
        "score": "number",
        "by": "words",
    },
    "entities": {
        **_words("id kind name"),
        "aliases": "list of words",
        "offices": "list of words",
        "speaks_for": "list of words",
        "mentions": "whole number",
        "reasons": "list of words",
    },
    "comparisons": {
        **_words("id kind"),
        "score": "number",
        "ordered": "yes or no",
        "because": "words",
        **_words(" ".join(f"earlier{column}" for column in _SIDE)),
        **_words(" ".join(f"later{column}" for column in _SIDE)),
        "by": "words",
    },
    "origins": {
        "id": "words",
        "carriers": "whole number",
        **_words("agency because"),
        "articles": "list of words",
        "ties": "list of words",
    },
    "judgements": {
        **_words("id of target verdict"),
        "when": "moment",
        **_words("who words correction note"),
    },
}


def tables(record: Record) -> dict[str, Iterable[Row]]:
    """Return the rows of every table, under its name; none is asked for before it is read."""
    found: dict[str, Callable[[Record], Iterator[Row]]] = {
        "articles": article_rows,
        "mentions": mention_rows,
        "statements": statement_rows,
        "entities": entity_rows,
        "comparisons": comparison_rows,
        "origins": origin_rows,
        "judgements": judgement_rows,
    }
    return {name: rows(record) for name, rows in found.items()}


def article_rows(record: Record) -> Iterator[Row]:
    """Yield a row for each article, its text left out: spreadsheets cut cells that long."""
    for article in record.articles():
        row = {
            **_fields(article, "id title byline agency publisher section url canonical language"),
            **_fields(article, "path member digest reader"),
            "authors": list(article.authors),
            **_date_cells("published", article.published),
            **_date_cells("modified", article.modified),
        }
        yield _in_order("articles", row)


def mention_rows(record: Record) -> Iterator[Row]:
    """Yield a row for each mention, with its words."""
    for article in record.articles():
        for mention in record.mentions(article=article.id):
            row = {
                **_fields(mention, "id article kind name office party named score by"),
                "words": mention.span.of(article.text),
                "start": mention.span.start,
                "stop": mention.span.stop,
            }
            yield _in_order("mentions", row)


def statement_rows(record: Record, statements: Iterable[Statement] | None = None) -> Iterator[Row]:
    """Yield a row for each of these statements, or of all, with what its article says of itself.

    All of them come article by article, as they stand; those given come in the order given.
    """
    holders = {mention: entity for entity in record.entities() for mention in entity.mentions}
    for statement, article in _with_articles(record, statements):
        yield _in_order("statements", _statement_row(statement, article, holders))


def _with_articles(
    record: Record, statements: Iterable[Statement] | None
) -> Iterator[tuple[Statement, Article]]:
    articles = record.articles()
    if statements is None:
        for article in articles:
            for statement in record.statements(article=article.id):
                yield statement, article
        return
    by_id = {article.id: article for article in articles}
    for statement in statements:
        yield statement, by_id[statement.article]


def _statement_row(statement: Statement, article: Article, holders: dict[str, Entity]) -> Row:
    speaker = statement.speaker
    holder = holders.get(speaker.id) if speaker else None
    return {
        **_fields(statement, "id act polarity speech quoting words article nested score by"),
        **_date_cells("said", statement.said),
        **_date_cells("spoken_of", statement.spoken_of),
        "times": [date.edtf for date in statement.times],
        **_date_cells("published", statement.published),
        "speaker": speaker.name if speaker else "",
        "office": speaker.office if speaker else "",
        "party": speaker.party if speaker else "",
        "named": bool(speaker and speaker.named),
        "via": [relay.name for relay in statement.via],
        "about": _names(statement.about),
        "outlet": article.publisher,
        "title": article.title,
        "url": article.url,
        "entity": holder.id if holder else "",
        "entity_name": holder.name if holder else "",
        "source": _quoted(statement.source, article),
        "cue": _quoted(statement.cue, article),
        "content": [f"{span.start}:{span.stop}" for span in statement.content],
    }


def entity_rows(record: Record) -> Iterator[Row]:
    """Yield a row for each entity, its mentions counted."""
    for entity in record.entities():
        row = {
            **_fields(entity, "id kind name"),
            "aliases": list(entity.aliases),
            "offices": [office_words(office) for office in entity.offices],
            "speaks_for": list(entity.speaks_for),
            "mentions": len(entity.mentions),
            "reasons": list(entity.reasons),
        }
        yield _in_order("entities", row)


def comparison_rows(record: Record) -> Iterator[Row]:
    """Yield a row for each comparison, with both passages."""
    for comparison in record.comparisons():
        row = {
            **_fields(comparison, "id kind score ordered because by"),
            **_side("earlier", comparison.earlier, record),
            **_side("later", comparison.later, record),
        }
        yield _in_order("comparisons", row)


def _side(side: str, id: str, record: Record) -> Row:
    statement = record.statement(id)
    article = record.article(statement.article)
    said = statement.said
    cells = (
        id,
        said.edtf if said else "",
        statement.speaker.name if statement.speaker else "",
        statement.act,
        statement.words,
        article.publisher,
        article.title,
        article.id,
    )
    return {f"{side}{column}": cell for column, cell in zip(_SIDE, cells, strict=True)}


def origin_rows(record: Record) -> Iterator[Row]:
    """Yield a row for each origin, its articles counted and each with why it stands there."""
    for origin in record.origins():
        row = {
            **_fields(origin, "id agency because"),
            "carriers": len(origin.articles),
            "articles": list(origin.articles),
            "ties": [f"{tie.article}: {tie.kind}, {tie.because}" for tie in origin.ties],
        }
        yield _in_order("origins", row)


def judgement_rows(record: Record) -> Iterator[Row]:
    """Yield a row for each judgement."""
    for judgement in record.judgements():
        yield _fields(judgement, " ".join(COLUMNS["judgements"]))


def _in_order(table: str, row: Row) -> Row:
    return {column: row[column] for column in COLUMNS[table]}


def _fields(value: object, names: str) -> Row:
    return {name: getattr(value, name) for name in names.split()}


def _date_cells(name: str, date: Date | None) -> Row:
    cells: tuple[str, datetime.date | None, datetime.date | None, str] = ("", None, None, "")
    if date is not None:
        cells = (date.edtf, date.earliest, date.latest, date.rule)
    return dict(zip(_date(name), cells, strict=True))


def _names(mentions: Iterable[Mention]) -> list[str]:
    return list(dict.fromkeys(mention.name for mention in mentions))


def _quoted(span: Span | None, article: Article) -> str:
    return span.of(article.text) if span else ""


def office_words(office: Office) -> str:
    """Return an office as one line: "foreign minister of Arvenia (2029/2031)"."""
    title = f"{office.title} of {office.of}" if office.of else office.title
    if not office.since and not office.until:
        return title
    return f"{title} ({office.since or '..'}/{office.until or '..'})"
