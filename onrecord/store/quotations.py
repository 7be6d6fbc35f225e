"""A statement -> others that may be the same quotation, looked up by their runs of words.

What is asked of the record grows with how many statements hold the same words, and not with the
record: a run that stands in very many of them is passed over where rarer ones are to be had.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from sqlalchemy import Connection, insert, select

from onrecord.runs import runs_in
from onrecord.sketch import Carrier
from onrecord.store import tables as t
from onrecord.store.loading import chunks, entities_with, load_statements
from onrecord.values import Entity, Statement

# A run held by more statements than this finds nothing by itself.
COMMON = 1000
# Runs that two statements must share, where both have as many.
LEAST = 2
# Statements that are looked at, those that share most runs first.
LOOKED_AT = 1000


class Like(NamedTuple):
    """What may be one quotation: statements, their articles by id, entities by mention.

    `is_whole` is False where there are more of them.
    """

    statements: list[Statement]
    carriers: dict[str, Carrier]
    speakers: dict[str, Entity]
    is_whole: bool


def put_runs(connection: Connection, words: Mapping[str, str]) -> None:
    """Keep the runs of new statements, whose words are given by id."""
    s = t.STATEMENTS.c
    for ids in chunks(sorted(words)):
        rows = connection.execute(select(s.id, s.number).where(s.id.in_(ids))).all()
        runs = [
            {"run": run, "statement": row.number} for row in rows for run in runs_in(words[row.id])
        ]
        for some in chunks(runs):
            connection.execute(insert(t.QUOTATION_RUNS), list(some))


def load_like(connection: Connection, statement: Statement) -> Like:
    """Return the statements that share runs with one, and what tells whether they are it."""
    numbers, is_whole = _holding(connection, statement)
    found: list[Statement] = []
    for some in chunks(numbers):
        query = select(t.STATEMENTS).where(t.STATEMENTS.c.number.in_(some))
        found += load_statements(connection, query)
    found = [one for one in found if one.id != statement.id]
    everyone = [statement, *found]
    heard = {one.speaker.id for one in everyone if one.speaker}
    return Like(
        found,
        _carriers(connection, sorted({one.article for one in everyone})),
        _entities_behind(connection, sorted(heard)),
        is_whole,
    )


def _holding(connection: Connection, statement: Statement) -> tuple[list[int], bool]:
    """Return the numbers of statements that share most runs, and whether these are all."""
    r = t.QUOTATION_RUNS.c
    runs = sorted(runs_in(statement.words))
    held = [
        connection.execute(select(r.statement).where(r.run == run).limit(COMMON + 1)).scalars()
        for run in runs
    ]
    lists = sorted((list(numbers) for numbers in held), key=len)
    rare = [numbers for numbers in lists if len(numbers) <= COMMON]
    shared = Counter(number for numbers in rare or lists[:1] for number in numbers)
    least = min(LEAST, len(rare or lists[:1]))
    enough = [number for number, count in shared.most_common() if count >= least]
    # A story in more papers than this has no rare runs: some of them stand for all.
    is_whole = bool(rare or not lists) and len(enough) <= LOOKED_AT
    return sorted(enough[:LOOKED_AT]), is_whole


def _carriers(connection: Connection, articles: Sequence[str]) -> dict[str, Carrier]:
    """Return articles by id with their origins; one that is not traced yet is its own."""
    a, s, m = t.ARTICLES.c, t.SKETCHES.c, t.ORIGIN_ARTICLES.c
    traced = t.ARTICLES.outerjoin(t.SKETCHES, s.article == a.id)
    traced = traced.outerjoin(t.ORIGIN_ARTICLES, m.article == a.id)
    query = select(a.id, a.publisher, a.url, a.path, s.outlet, s.day, s.agency, m.origin)
    found = {}
    for some in chunks(articles):
        for row in connection.execute(query.select_from(traced).where(a.id.in_(some))):
            found[row.id] = Carrier(
                article=row.id,
                origin=row.origin or row.id,
                outlet=row.outlet or row.publisher or row.path,
                day=row.day or "",
                house=row.publisher or _site(row.url),
                agency=row.agency or "",
            )
    return found


def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # "http://[": no address at all
        return ""


def _entities_behind(connection: Connection, mentions: Sequence[str]) -> dict[str, Entity]:
    """Return the entities behind mentions, by the mention, without the other mentions."""
    c = t.ENTITY_MENTIONS.c
    behind: dict[str, str] = {}
    for some in chunks(mentions):
        query = select(c.mention, c.entity).where(c.mention.in_(some)).order_by(c.entity.desc())
        behind.update({row.mention: row.entity for row in connection.execute(query)})
    entities = entities_with(connection, behind.values())
    return {mention: entities[id] for mention, id in behind.items()}
