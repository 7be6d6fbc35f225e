"""A record -> the people whose names a person should look at: several names, or one shared."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import Connection, case, func, select

from onrecord.store import tables as t
from onrecord.store.judgements import stands

SETTLED = ("accept", "half", "reject", "same", "different")


def namesakes(connection: Connection) -> list[str]:
    """Return the ids of people who go by several names or may be somebody else on record, the
    most mentioned first.

    Somebody may be another who has the same name, or a longer one that ends in it.
    """
    e, a = t.ENTITIES.c, t.ENTITY_ALIASES.c
    people = select(e.id, e.plain).where(e.kind == "person", e.named, e.mentioned > 0)
    named = connection.execute(people.order_by(e.mentioned.desc(), e.id)).all()
    several = set(connection.execute(select(a.entity).where(a.position == 1)).scalars())
    whole = Counter(row.plain for row in named)
    ends = {row.plain.rpartition(" ")[2] for row in named if " " in row.plain}
    return [
        row.id for row in named if row.id in several or whole[row.plain] > 1 or row.plain in ends
    ]


def looked_at(connection: Connection) -> set[str]:
    """Return the ids of the entities that somebody decided on and did not take back."""
    j = t.JUDGEMENTS.c
    said = select(j.target).where(j.judged == "entity", j.verdict.in_(SETTLED), stands())
    return set(connection.execute(said).scalars())


def written(connection: Connection, entity: str, limit: int) -> list[tuple[str, int, str]]:
    """Return how an entity is written, how often, and one mention of each, the most frequent first.

    A mention is given by its id. Words that stand for the name are as good as a name.
    """
    m, em = t.MENTIONS.c, t.ENTITY_MENTIONS.c
    often = func.count()
    words = case((m.described != "", m.described), else_=m.name).label("written")
    query = (
        select(words, often, func.min(m.id))
        .join(t.ENTITY_MENTIONS, em.mention == m.id)
        .where(em.entity == entity)
        .group_by("written")
        .order_by(often.desc(), "written")
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query.limit(limit))]


def together(connection: Connection, entity: str, others: list[str]) -> dict[str, int]:
    """Return how many articles name an entity and each of the others, where any does."""
    m, em = t.MENTIONS.c, t.ENTITY_MENTIONS.c
    mine = select(m.article).join(t.ENTITY_MENTIONS, em.mention == m.id).where(em.entity == entity)
    query = (
        select(em.entity, func.count(m.article.distinct()))
        .join(t.MENTIONS, m.id == em.mention)
        .where(em.entity.in_(others), m.article.in_(mine))
        .group_by(em.entity)
    )
    return {row[0]: row[1] for row in connection.execute(query)}
