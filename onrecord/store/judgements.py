"""Judgements <-> rows: what people decided, only added to; some are taken back."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, or_, select

from onrecord.ids import judgement_id
from onrecord.store import tables as t
from onrecord.store.loading import chunks
from onrecord.store.sighted import queue
from onrecord.values import Judgement

MICROSECOND = datetime.timedelta(microseconds=1)


def stands() -> ColumnElement[bool]:
    """Return the condition that nobody has taken a judgement back."""
    undone = t.JUDGEMENTS.alias("undone")
    taken_back = select(undone.c.target).where(undone.c.verdict == "undo")
    return t.JUDGEMENTS.c.id.not_in(taken_back)


def load_judgements(
    connection: Connection, target: str | None = None, standing: bool = False
) -> list[Judgement]:
    """Return judgements in the order they were made: all, those that name an id, those that stand.

    A judgement that two entities are the same names both.
    """
    c = t.JUDGEMENTS.c
    query = select(t.JUDGEMENTS).order_by(c.number)
    if target is not None:
        query = query.where(or_(c.target == target, c.correction == target))
    if standing:
        query = query.where(stands())
    found: list[Judgement] = []
    for rows in chunks(connection.execute(query).all()):
        sides = _sides(connection, [row.id for row in rows])
        found += [
            replace(
                judgement_from(row),
                behind=tuple(sides.get((row.id, "behind"), ())),
                others=tuple(sides.get((row.id, "others"), ())),
            )
            for row in rows
        ]
    return found


def judgement_from(row: Row[Any]) -> Judgement:
    """Return the judgement of a row, without the mentions on either side."""
    return Judgement(
        row.id,
        row.judged,
        row.target,
        row.verdict,
        datetime.datetime.fromisoformat(row.decided),
        row.who,
        row.words,
        row.correction,
        row.note,
    )


def _sides(connection: Connection, ids: Sequence[str]) -> dict[tuple[str, str], list[str]]:
    """Return the mentions on each side of judgements, by judgement and side."""
    m = t.JUDGED_MENTIONS.c
    query = select(t.JUDGED_MENTIONS).where(m.judgement.in_(ids)).order_by(m.position)
    found: dict[tuple[str, str], list[str]] = {}
    for row in connection.execute(query):
        found.setdefault((row.judgement, row.side), []).append(row.mention)
    return found


def judged_dates(connection: Connection, articles: Sequence[str]) -> dict[str, str]:
    """Return the last date that people gave each of these articles; "" takes one back."""
    j = t.JUDGEMENTS.c
    dates: dict[str, str] = {}
    for ids in chunks(articles):
        query = select(j.target, j.correction).where(
            j.judged == "article", j.verdict == "corrected", j.target.in_(ids), stands()
        )
        for row in connection.execute(query.order_by(j.number)):
            dates[row.target] = row.correction
    return {id: date for id, date in dates.items() if date}


def add_judgement(connection: Connection, judgement: Judgement) -> Judgement:
    """Add a judgement; two of one moment are set a microsecond apart, so that neither is lost."""
    j = t.JUDGEMENTS.c
    while connection.execute(select(j.id).where(j.id == judgement.id)).first():
        when = judgement.when + MICROSECOND
        id = judgement_id(judgement.target, judgement.verdict, when, judgement.who)
        judgement = replace(judgement, id=id, when=when)
    connection.execute(insert(t.JUDGEMENTS), _row(judgement))
    if judgement.of in ("entity", "judgement"):
        undone = judgement.target if judgement.of == "judgement" else judgement.id
        queue(connection, "judgement", [undone])
    if mentions := _mentions(judgement):
        connection.execute(insert(t.JUDGED_MENTIONS), mentions)
    return judgement


def _row(judgement: Judgement) -> dict[str, Any]:
    names = ["id", "target", "verdict", "who", "words", "correction", "note"]
    return {
        **{name: getattr(judgement, name) for name in names},
        "judged": judgement.of,
        "decided": judgement.when.isoformat(),
    }


def _mentions(judgement: Judgement) -> list[dict[str, Any]]:
    sides = {"behind": judgement.behind, "others": judgement.others}
    return [
        {"judgement": judgement.id, "side": side, "position": position, "mention": mention}
        for side, mentions in sides.items()
        for position, mention in enumerate(mentions)
    ]
