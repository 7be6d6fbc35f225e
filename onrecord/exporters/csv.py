"""A record -> tables for a spreadsheet: one CSV file for each kind of value, one value a row.

What a value holds many of is joined in one cell by "; "; a date takes columns of its own. A cell
that a spreadsheet would run as a formula is given an apostrophe in front: the words come from
saved pages, and whoever opens the table did not write them. The byte order mark at the start is
for Excel, which without it takes the file for something else than UTF-8.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.exporters.files import whole_file
from onrecord.values import Article, Date, Entity, Mention, Office, Span, Statement

if TYPE_CHECKING:
    from onrecord.record import Record

Row = dict[str, object]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export(record: Record, folder: Path) -> list[Path]:
    """Write each kind of value into a table of its own; return the paths."""
    tables = {
        "articles": article_rows,
        "mentions": mention_rows,
        "statements": statement_rows,
        "entities": entity_rows,
        "comparisons": comparison_rows,
        "origins": origin_rows,
        "judgements": judgement_rows,
    }
    return [
        _write(rows(record), COLUMNS[name], folder / f"{name}.csv") for name, rows in tables.items()
    ]


def _write(rows: Iterable[Row], columns: tuple[str, ...], path: Path) -> Path:
    with whole_file(path, encoding="utf-8-sig") as file:
        table = csv.DictWriter(file, columns)
        table.writeheader()
        for row in rows:
            table.writerow({column: as_cell(value) for column, value in row.items()})
    return path


def as_cell(value: object) -> object:
    """Return what to write for a value, an apostrophe before words that would run as a formula."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def _date_columns(name: str) -> tuple[str, ...]:
    return (name, f"{name}_earliest", f"{name}_latest", f"{name}_rule")


def _date_cells(name: str, date: Date | None) -> Row:
    if date is None:
        return dict.fromkeys(_date_columns(name), "")
    cells = (date.edtf, date.earliest or "", date.latest or "", date.rule)
    return dict(zip(_date_columns(name), cells, strict=True))


_SIDE = ("", "_said", "_speaker", "_act", "_words", "_outlet", "_title", "_article")

COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": (
        *("id", "title", "byline", "authors", "agency", "publisher", "section"),
        *("url", "canonical"),
        *_date_columns("published"),
        *_date_columns("modified"),
        *("language", "path", "member", "digest", "reader"),
    ),
    "mentions": (
        *("id", "article", "kind", "name", "words", "office", "party", "named"),
        *("start", "stop", "score", "by"),
    ),
    "statements": (
        "id",
        *_date_columns("said"),
        *("speaker", "office", "party", "named", "act", "polarity", "speech", "quoting", "words"),
        *("via", "about", "outlet", "title", "url", "article"),
        *_date_columns("published"),
        *_date_columns("spoken_of"),
        "times",
        *("entity", "entity_name", "source", "cue", "content", "nested", "score", "by"),
    ),
    "entities": (
        *("id", "kind", "name", "aliases", "offices", "speaks_for", "mentions", "reasons"),
    ),
    "comparisons": (
        *("id", "kind", "score", "ordered", "because"),
        *(f"earlier{column}" for column in _SIDE),
        *(f"later{column}" for column in _SIDE),
        "by",
    ),
    "origins": ("id", "carriers", "agency", "because", "articles", "ties"),
    "judgements": (
        *("id", "of", "target", "verdict", "when", "who", "words", "correction", "note"),
    ),
}


def article_rows(record: Record) -> Iterator[Row]:
    """Yield a row for each article, its text left out: spreadsheets cut cells that long."""
    for article in record.articles():
        yield {
            **_fields(article, "id title byline agency publisher section url canonical language"),
            **_fields(article, "path member digest reader"),
            "authors": "; ".join(article.authors),
            **_date_cells("published", article.published),
            **_date_cells("modified", article.modified),
        }


def mention_rows(record: Record) -> Iterator[Row]:
    """Yield a row for each mention, with its words."""
    for article in record.articles():
        for mention in record.mentions(article=article.id):
            yield {
                **_fields(mention, "id article kind name office party named score by"),
                "words": mention.span.of(article.text),
                "start": mention.span.start,
                "stop": mention.span.stop,
            }


def statement_rows(record: Record) -> Iterator[Row]:
    """Yield a row for each statement, with what its article says of itself."""
    holders = {mention: entity for entity in record.entities() for mention in entity.mentions}
    for article in record.articles():
        for statement in record.statements(article=article.id):
            yield _statement_row(statement, article, holders)


def _statement_row(statement: Statement, article: Article, holders: dict[str, Entity]) -> Row:
    speaker = statement.speaker
    holder = holders.get(speaker.id) if speaker else None
    return {
        **_fields(statement, "id act polarity speech quoting words article nested score by"),
        **_date_cells("said", statement.said),
        **_date_cells("spoken_of", statement.spoken_of),
        **_date_cells("published", statement.published),
        "speaker": speaker.name if speaker else "",
        "office": speaker.office if speaker else "",
        "party": speaker.party if speaker else "",
        "named": bool(speaker and speaker.named),
        "times": "; ".join(date.edtf for date in statement.times),
        "via": "; ".join(relay.name for relay in statement.via),
        "about": "; ".join(_names(statement.about)),
        "outlet": article.publisher,
        "title": article.title,
        "url": article.url,
        "entity": holder.id if holder else "",
        "entity_name": holder.name if holder else "",
        "source": _words(statement.source, article),
        "cue": _words(statement.cue, article),
        "content": "; ".join(f"{span.start}:{span.stop}" for span in statement.content),
    }


def entity_rows(record: Record) -> Iterator[Row]:
    """Yield a row for each entity, its mentions counted."""
    for entity in record.entities():
        yield {
            **_fields(entity, "id kind name"),
            "aliases": "; ".join(entity.aliases),
            "offices": "; ".join(_office(office) for office in entity.offices),
            "speaks_for": "; ".join(entity.speaks_for),
            "mentions": len(entity.mentions),
            "reasons": "; ".join(entity.reasons),
        }


def comparison_rows(record: Record) -> Iterator[Row]:
    """Yield a row for each comparison, with both passages."""
    for comparison in record.comparisons():
        yield {
            **_fields(comparison, "id kind score ordered because by"),
            **_side("earlier", comparison.earlier, record),
            **_side("later", comparison.later, record),
        }


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
        yield {
            **_fields(origin, "id agency because"),
            "carriers": len(origin.articles),
            "articles": "; ".join(origin.articles),
            "ties": "; ".join(f"{tie.article}: {tie.kind}, {tie.because}" for tie in origin.ties),
        }


def judgement_rows(record: Record) -> Iterator[Row]:
    """Yield a row for each judgement."""
    for judgement in record.judgements():
        yield {
            **_fields(judgement, "id of target verdict who words correction note"),
            "when": judgement.when.isoformat(),
        }


def _fields(value: object, names: str) -> Row:
    return {name: getattr(value, name) for name in names.split()}


def _names(mentions: Iterable[Mention]) -> list[str]:
    return list(dict.fromkeys(mention.name for mention in mentions))


def _words(span: Span | None, article: Article) -> str:
    return span.of(article.text) if span else ""


def _office(office: Office) -> str:
    title = f"{office.title} of {office.of}" if office.of else office.title
    if not office.since and not office.until:
        return title
    return f"{title} ({office.since or '..'}/{office.until or '..'})"
