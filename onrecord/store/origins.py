"""Sketches, what pairs of them share, and origins <-> rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select

from onrecord.sketch import Sketch
from onrecord.store import tables as t
from onrecord.store.loading import chunks
from onrecord.store.rows import Fields, Kept, Rows
from onrecord.values import Origin, Tie

Pair = tuple[str, str]


def _origin_rows(origin: Origin) -> Rows:
    def listed(entries: Sequence[Fields]) -> list[Fields]:
        return [{"origin": origin.id, "position": n, **entry} for n, entry in enumerate(entries)]

    return {
        t.ORIGINS: [{"id": origin.id, "agency": origin.agency, "because": origin.because}],
        t.ORIGIN_ARTICLES: listed([{"article": article} for article in origin.articles]),
        t.TIES: listed(
            [
                {
                    "article": tie.article,
                    "tied_to": tie.to,
                    "kind": tie.kind,
                    "likeness": tie.likeness,
                    "because": tie.because,
                }
                for tie in origin.ties
            ]
        ),
    }


ORIGINS = Kept(t.ORIGINS, {t.ORIGIN_ARTICLES: "origin", t.TIES: "origin"}, _origin_rows)


def load_origins(connection: Connection, article: str | None = None) -> list[Origin]:
    """Return all origins, those of most articles first, or the one that an article belongs to."""
    o, m = t.ORIGINS.c, t.ORIGIN_ARTICLES.c
    query = select(t.ORIGINS).order_by(o.id)
    if article is not None:
        query = query.where(o.id.in_(select(m.origin).where(m.article == article)))
    found = []
    for rows in chunks(connection.execute(query).all()):
        ids = [row.id for row in rows]
        articles, ties = (_listed(connection, table, ids) for table in ORIGINS.lists)
        for row in rows:
            carriers = tuple(entry.article for entry in articles[row.id])
            found.append(
                Origin(
                    row.id,
                    carriers,
                    row.agency,
                    row.because,
                    tuple(
                        Tie(e.article, e.tied_to, e.kind, e.likeness, e.because)
                        for e in ties[row.id]
                    ),
                )
            )
    return sorted(found, key=lambda origin: (-len(origin.articles), origin.id))


def origin_of_each(connection: Connection, articles: Sequence[str] | None = None) -> dict[str, str]:
    """Return the id of the origin of each article: of all, or of these."""
    c = t.ORIGIN_ARTICLES.c
    query = select(c.article, c.origin)
    if articles is None:
        return {row.article: row.origin for row in connection.execute(query)}
    found: dict[str, str] = {}
    for some in chunks(sorted(set(articles))):
        rows = connection.execute(query.where(c.article.in_(some)))
        found |= {row.article: row.origin for row in rows}
    return found


def _listed(connection: Connection, table: Any, ids: Sequence[str]) -> Mapping[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    query = select(table).where(table.c.origin.in_(ids))
    for row in connection.execute(query.order_by(table.c.origin, table.c.position)):
        found[row.origin].append(row)
    return found


def not_sketched(version: str) -> Select[Any]:
    """Return the query for articles that have no sketch of this version."""
    s = t.SKETCHES.c
    known = select(s.article).where(s.made_by == version)
    return select(t.ARTICLES).where(t.ARTICLES.c.id.not_in(known)).order_by(t.ARTICLES.c.number)


def put_sketches(connection: Connection, sketches: Sequence[Sketch], version: str) -> None:
    """Keep sketches of this version in place of those that the same articles had."""
    forget_sketches(connection, [sketch.article for sketch in sketches])
    present = set[str]()
    for some in chunks([sketch.article for sketch in sketches]):
        query = select(t.ARTICLES.c.id).where(t.ARTICLES.c.id.in_(some))
        present.update(connection.execute(query).scalars())
    rows = [
        {**_sketch_row(sketch), "made_by": version}
        for sketch in sketches
        if sketch.article in present
    ]
    if rows:
        connection.execute(insert(t.SKETCHES), rows)


def forget_sketches(connection: Connection, articles: Sequence[str]) -> None:
    """Drop what is known of articles that are others now, and with it what they shared."""
    for some in chunks(articles):
        connection.execute(delete(t.SKETCHES).where(t.SKETCHES.c.article.in_(some)))


def load_sketches(connection: Connection) -> list[Sketch]:
    """Return all sketches."""
    return [
        Sketch(
            row.article,
            row.day,
            row.outlet,
            row.address,
            row.agency,
            row.credit,
            row.is_agency,
            row.runs,
            row.text,
            bytes(row.marks),
        )
        for row in connection.execute(select(t.SKETCHES))
    ]


def _sketch_row(sketch: Sketch) -> Fields:
    return {
        "article": sketch.article,
        "day": sketch.day,
        "outlet": sketch.outlet,
        "address": sketch.address,
        "agency": sketch.agency,
        "credit": sketch.credit,
        "is_agency": sketch.is_agency,
        "runs": sketch.runs,
        "text": sketch.text,
        "marks": sketch.marks,
    }


def load_shared(connection: Connection) -> dict[Pair, int]:
    """Return how many runs of words each measured pair of articles shares."""
    return {(r.article, r.other): r.runs for r in connection.execute(select(t.SHARED_RUNS))}


def put_shared(connection: Connection, shared: Mapping[Pair, int]) -> None:
    """Add what pairs share to what is known."""
    rows = [{"article": one, "other": two, "runs": n} for (one, two), n in shared.items()]
    for some in chunks(rows):
        connection.execute(insert(t.SHARED_RUNS), list(some))


def saved_names(connection: Connection) -> dict[str, list[str]]:
    """Return the paths under which a file came, for the articles of files that have several."""
    i, a = t.INTAKE.c, t.ARTICLES.c
    several = select(i.digest).group_by(i.digest).having(func.count(i.path.distinct()) > 1)
    query = select(a.id, i.path).join(t.INTAKE, i.digest == a.digest).distinct()
    names: defaultdict[str, list[str]] = defaultdict(list)
    for row in connection.execute(query.where(a.digest.in_(several)).order_by(a.id, i.path)):
        names[row.id].append(row.path)
    return dict(names)
