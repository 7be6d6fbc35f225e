"""A choice of rows -> the values in them, in a constant number of queries for each thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    func,
    literal_column,
    or_,
    select,
)

from onrecord.store import tables as t
from onrecord.store.rows import (
    ARTICLES,
    COMPARISONS,
    ENTITIES,
    STATEMENTS,
    article_from,
    comparison_from,
    entity_from,
    mention_from,
    published_of,
    statement_from,
)
from onrecord.values import Article, Comparison, Date, Entity, Intake, Mention, Statement

Thing = TypeVar("Thing")

CHUNK = 1000  # ids in one query; SQLite takes at most 32,766 values


def chunks(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    """Yield the things, so many at a time."""
    for start in range(0, len(things), CHUNK):
        yield things[start : start + CHUNK]


def articles_in_order() -> Select[Any]:
    """Return the query for all articles, by date; undated ones last."""
    c = t.ARTICLES.c
    # The day stands in the query as it does in the index: a parameter would not be found there.
    last: ColumnElement[str] = literal_column("'9999-12-31'")
    dated = func.coalesce(c.published_earliest, c.published_latest, last)
    return select(t.ARTICLES).order_by(dated, c.path, c.member, c.id)


def load_articles(
    connection: Connection,
    query: Select[Any] | None = None,
    digest: str | None = None,
    whole: bool = True,
) -> list[Article]:
    """Return the articles that a query chooses, or those of the file with this digest, or all;
    if not `whole`, without blocks and evidence.
    """
    if query is None:
        query = articles_in_order()
    if digest is not None:
        query = query.where(t.ARTICLES.c.digest == digest)
    found: list[Article] = []
    for rows in chunks(connection.execute(query).all()):
        tables = ARTICLES.lists if whole else {t.AUTHORS: ARTICLES.lists[t.AUTHORS]}
        lists = lists_of(connection, tables, [row.id for row in rows])
        found += [article_from(row, lists[row.id]) for row in rows]
    return found


def load_dates(connection: Connection, articles: Iterable[str]) -> dict[str, Date]:
    """Return when each of the articles that has a date was published, by id."""
    c = t.ARTICLES.c
    dates = [t.ARTICLES.c["published" + part] for part in t.DATE_PARTS]
    found: dict[str, Date] = {}
    for ids in chunks(sorted(articles)):
        rows = connection.execute(select(c.id, *dates).where(c.id.in_(ids)))
        found |= {row.id: date for row in rows if (date := published_of(row)) is not None}
    return found


def statements_in_order() -> Select[Any]:
    """Return the query for all statements, by date; undated ones last."""
    c = t.STATEMENTS.c
    return select(t.STATEMENTS).order_by(
        c.earliest.is_(None), c.earliest, c.latest, c.article, c.start, c.id
    )


def load_statements(
    connection: Connection,
    query: Select[Any] | None = None,
    articles: Sequence[str] | None = None,
) -> list[Statement]:
    """Return the statements that a query chooses, or those of articles as they stand there."""
    c = t.STATEMENTS.c
    if query is None:
        query = statements_in_order()
    if articles is not None:
        query = query.where(c.article.in_(articles)).order_by(None)
        query = query.order_by(c.article, c.start, c.id)
    found: list[Statement] = []
    for rows in chunks(connection.execute(query).all()):
        lists = lists_of(connection, STATEMENTS.lists, [row.id for row in rows])
        wanted = {row.speaker for row in rows if row.speaker is not None}
        for of_statement in lists.values():
            wanted |= {entry.mention for entry in of_statement[t.STATEMENT_ABOUT]}
        mentions = mentions_with(connection, wanted)
        found += [statement_from(row, lists[row.id], mentions) for row in rows]
    return found


def load_mentions(connection: Connection, articles: Sequence[str] | None = None) -> list[Mention]:
    """Return the mentions of articles, or all, as they stand there."""
    c = t.MENTIONS.c
    query = select(t.MENTIONS).order_by(c.article, c.start, c.stop, c.id)
    if articles is not None:
        query = query.where(c.article.in_(articles))
    return [mention_from(row) for row in connection.execute(query)]


def mentions_with(connection: Connection, ids: Iterable[str]) -> dict[str, Mention]:
    """Return the mentions with these ids, by id."""
    found: dict[str, Mention] = {}
    for some in chunks(sorted(set(ids))):
        query = select(t.MENTIONS).where(t.MENTIONS.c.id.in_(some))
        found |= {row.id: mention_from(row) for row in connection.execute(query)}
    return found


def load_entities(
    connection: Connection, query: Select[Any] | None = None, mentions: bool = True
) -> list[Entity]:
    """Return the entities that a query chooses, or all by name; without their mentions if so
    asked, as there may be thousands.
    """
    if query is None:
        query = select(t.ENTITIES).order_by(t.ENTITIES.c.plain, t.ENTITIES.c.id)
    found: list[Entity] = []
    for rows in chunks(connection.execute(query).all()):
        tables = ENTITIES.lists
        if not mentions:
            tables = {table: key for table, key in tables.items() if table is not t.ENTITY_MENTIONS}
        lists = lists_of(connection, tables, [row.id for row in rows])
        found += [entity_from(row, lists[row.id]) for row in rows]
    return found


def entities_with(
    connection: Connection, ids: Iterable[str], mentions: bool = False
) -> dict[str, Entity]:
    """Return the entities with these ids, by id; with their mentions if so asked."""
    found: dict[str, Entity] = {}
    for some in chunks(sorted(set(ids))):
        query = select(t.ENTITIES).where(t.ENTITIES.c.id.in_(some))
        found |= {one.id: one for one in load_entities(connection, query, mentions)}
    return found


def load_comparisons(connection: Connection, query: Select[Any] | None = None) -> list[Comparison]:
    """Return the comparisons that a query chooses, or all."""
    if query is None:
        query = select(t.COMPARISONS).order_by(t.COMPARISONS.c.id)
    found: list[Comparison] = []
    for rows in chunks(connection.execute(query).all()):
        lists = lists_of(connection, COMPARISONS.lists, [row.id for row in rows])
        found += [comparison_from(row, lists[row.id]) for row in rows]
    return found


def load_intake(connection: Connection, after: int, article: str | None = None) -> list[Intake]:
    """Return entries of the intake log after this number, oldest first, at most CHUNK of them.

    With an `article`, only those of the saved file that it came from.
    """
    c = t.INTAKE.c
    query = select(t.INTAKE).where(c.number > after).order_by(c.number).limit(CHUNK)
    if article is not None:
        query = query.where(
            c.digest
            == select(t.ARTICLES.c.digest).where(t.ARTICLES.c.id == article).scalar_subquery()
        )
    return [Intake(**row._mapping) for row in connection.execute(query)]


def lists_of(
    connection: Connection, tables: Mapping[Table, str], ids: Sequence[str]
) -> Mapping[str, Mapping[Table, list[Row[Any]]]]:
    """Return the entries of each value's lists in order, by id and table."""
    found: dict[str, dict[Table, list[Row[Any]]]] = {id: defaultdict(list) for id in ids}
    for table, column in tables.items():
        query = select(table).where(table.c[column].in_(ids))
        rows = connection.execute(query.order_by(table.c[column], table.c.position)).all()
        for row in rows:
            found[row._mapping[column]][table].append(row)
    return found


def ids_like(connection: Connection, table: Table, wanted: str, limit: int) -> list[str]:
    """Return the ids in a table that are `wanted`, or else those that begin with it.

    The scheme in front of an id ("s1-") may be left out.
    """
    exact = connection.execute(select(table.c.id).where(table.c.id == wanted)).scalars().all()
    if exact or not wanted:
        return list(exact)
    begins = [table.c.id.startswith(wanted, autoescape=True)]
    if "-" not in wanted:
        begins.append(table.c.id.like(f"__-{wanted.replace('%', '').replace('_', '')}%"))
    query = select(table.c.id).where(or_(*begins)).order_by(table.c.id).limit(limit)
    return list(connection.execute(query).scalars())
