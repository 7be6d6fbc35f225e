"""What is on record -> what is wrong with it, a sentence each: log, bytes, texts, spans, words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, exc, func, select

from onrecord.errors import NotARecord
from onrecord.store import chain, sayings
from onrecord.store import tables as t
from onrecord.store.loading import load_articles, load_mentions, load_statements
from onrecord.store.rows import text_digest
from onrecord.values import Article, Findings, Span, Statement, quoted_words

SOME = 100  # articles looked at together


def problems(connection: Connection, noted: str = "") -> Iterator[str]:
    """Yield what is wrong with the record; `noted` is an earlier head of the intake log."""
    try:
        damage = list(_damage(connection))
        yield from damage
        yield from chain.breaks(connection, noted)
        yield from _lost_files(connection)
        yield from _changed_files(connection)
        if damage:
            yield "articles and statements were not checked: the damage comes first"
            return
        yield from _changed_articles(connection)
        yield from _loose_citations(connection)
        if sayings.is_stale(connection):
            yield "the table of who says what does not fit the mentions"
    except NotARecord as error:
        yield str(error)


def faults(article: Article, findings: Findings) -> Iterator[str]:
    """Yield what does not fit between an article and what was found in it."""
    length = len(article.text)
    for block in article.blocks:
        if not _fits(block.span, length):
            yield f"article {article.id}: a {block.role} block is outside the text: {block.span}"
    for mention in findings.mentions:
        if mention.article != article.id or not _fits(mention.span, length):
            yield f"article {article.id}: mention {mention.id} is outside the text: {mention.span}"
    for statement in findings.statements:
        yield from _statement_faults(article, statement)


def _statement_faults(article: Article, statement: Statement) -> Iterator[str]:
    length = len(article.text)
    where = f"article {article.id}: statement {statement.id}"
    spans = [span for span in (statement.source, statement.cue) if span is not None]
    spans += [*statement.content, *(relay.span for relay in statement.via)]
    spans += [mention.span for mention in statement.about]
    if statement.speaker is not None:
        spans.append(statement.speaker.span)
    if statement.article != article.id:
        yield f"{where} is of another article: {statement.article}"
    dates = [date for date in (statement.said, *statement.times) if date and date.span]
    spans += [date.span for date in dates if date.span]
    for span in spans:
        if not _fits(span, length):
            yield f"{where} has a span outside the text: {span}"
    for date in dates:
        if date.span and date.words != date.span.of(article.text):
            yield f"{where} has a date that is not in its words: {date.words[:60]!r}"
    if statement.words != quoted_words(article.text, statement.content):
        yield f"{where}: its words are not what its spans quote: {statement.words[:60]!r}"


def _fits(span: Span, length: int) -> bool:
    return 0 <= span.start <= span.stop <= length


def _damage(connection: Connection) -> Iterator[str]:
    """Yield what SQLite itself finds wrong."""
    if connection.dialect.name != "sqlite":
        return
    for row in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield f"the file is damaged: {row[0]}"
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{row[0]}: row {row[1]} points at {row[2]} that is not there"


def _lost_files(connection: Connection) -> Iterator[str]:
    """Yield the files that the intake log says are kept but are not, and those it leaves out."""
    i, f = t.INTAKE.c, t.FILES.c
    gone = select(i.number, i.path, i.digest).where(i.kept, i.digest.not_in(select(f.digest)))
    for row in connection.execute(gone.order_by(i.number)):
        yield f"intake entry {row.number} ({row.path}): the saved file {row.digest} is missing"
    strays = select(f.digest).where(f.digest.not_in(select(i.digest).where(i.kept)))
    for digest in connection.execute(strays.order_by(f.digest)).scalars():
        yield f"saved file {digest}: no intake entry says how it came"


def _changed_files(connection: Connection) -> Iterator[str]:
    for digest in connection.execute(select(t.FILES.c.digest)).scalars().all():
        row = connection.execute(select(t.FILES).where(t.FILES.c.digest == digest)).one()
        found = hashlib.sha256(row.bytes).hexdigest()
        if found != digest:
            yield f"saved file {digest}: its bytes are not what was saved; their SHA-256 is {found}"
        if len(row.bytes) != row.size:
            yield f"saved file {digest}: {len(row.bytes)} bytes of {row.size}"


def _changed_articles(connection: Connection) -> Iterator[str]:
    c = t.ARTICLES.c
    kept = connection.execute(select(c.id, c.text_digest).order_by(c.number)).all()
    for start in range(0, len(kept), SOME):
        digests = {row.id: row.text_digest for row in kept[start : start + SOME]}
        articles = load_articles(connection, select(t.ARTICLES).where(c.id.in_(list(digests))))
        findings = _findings(connection, list(digests))
        for article in articles:
            if text_digest(article.text) != digests[article.id]:
                yield f"article {article.id}: its text is not what was stored"
            yield from faults(article, findings[article.id])


def _findings(connection: Connection, articles: Sequence[str]) -> dict[str, Findings]:
    mentions: dict[str, list[Any]] = {id: [] for id in articles}
    statements: dict[str, list[Any]] = {id: [] for id in articles}
    for mention in load_mentions(connection, articles):
        mentions[mention.article].append(mention)
    for statement in load_statements(connection, articles=articles):
        statements[statement.article].append(statement)
    return {id: Findings(tuple(mentions[id]), tuple(statements[id])) for id in articles}


def _loose_citations(connection: Connection) -> Iterator[str]:
    query = (
        select(t.CITED, func.length(t.ARTICLES.c.text).label("length"))
        .join(t.STATEMENTS, t.STATEMENTS.c.id == t.CITED.c.statement)
        .join(t.ARTICLES, t.ARTICLES.c.id == t.STATEMENTS.c.article)
    )
    for row in connection.execute(query.execution_options(yield_per=SOME)):
        if not _fits(Span(row.start, row.stop), row.length):
            yield f"comparison {row.comparison} cites words outside the text of {row.statement}"


def search_problems(connection: Connection) -> Iterator[str]:
    """Yield what is wrong with the full-text indexes. Needs a transaction that writes."""
    if connection.dialect.name != "sqlite":
        return
    tables: tuple[Table, ...] = (t.STATEMENTS, t.ARTICLES)
    for table in tables:
        check = f"{table.name}_search ({table.name}_search, rank) VALUES ('integrity-check', 1)"
        try:
            connection.exec_driver_sql(f"INSERT INTO {check}")
        except (exc.DatabaseError, NotARecord):
            yield f"the full-text index of {table.name} does not fit the {table.name}"
