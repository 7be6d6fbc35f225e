"""A large record -> counts, names and pages of rows, each in few queries and never whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    and_,
    case,
    func,
    literal_column,
    not_,
    or_,
    select,
)

from onrecord.store import extent, namesakes, sayings
from onrecord.store import tables as t
from onrecord.store.extent import Extent, Overview
from onrecord.store.finding import comparisons_wanted, entities_wanted, last_said
from onrecord.store.judgements import judgement_from, stands
from onrecord.store.loading import (
    articles_in_order,
    chunks,
    entities_with,
    load_articles,
    load_comparisons,
    load_entities,
    load_statements,
    mentions_with,
)
from onrecord.store.origins import origin_of_each
from onrecord.store.portrait import Portrait, portrait
from onrecord.store.progress import DECIDED, Rate, acceptance, progress, undecided
from onrecord.values import Article, Comparison, Entity, Judgement, Mention, Statement

UNNAMED = "unnamed"


class Name(NamedTuple):
    """An entity as lists show it; `mentions` is how many stand behind it, `office` its first."""

    id: str
    kind: str
    name: str
    mentions: int = 0
    office: str = ""


class Browsing:
    """Looks at the record through one engine. Every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._engine.connect() as connection, connection.begin():
            yield connection

    def overview(self) -> Overview:
        """Return how much is on record."""
        with self._reading() as connection:
            return extent.overview(connection)

    def said(self, holders: Sequence[str]) -> Extent:
        """Return how many statements of these entities nobody rejected, and over what time."""
        with self._reading() as connection:
            return extent.said(connection, holders)

    def published(self) -> Extent:
        """Return how many articles there are, of how many publishers, and over what time."""
        with self._reading() as connection:
            return extent.published(connection)

    def origins_of(self, articles: Sequence[str]) -> dict[str, str]:
        """Return the id of the origin of each of these articles that was traced."""
        with self._reading() as connection:
            return origin_of_each(connection, articles)

    def arrived(self, since: str, limit: int) -> tuple[int, list[str]]:
        """Return how many articles came after a moment of UTC, and the ids of the newest."""
        a, i = t.ARTICLES.c, t.INTAKE.c
        first = (
            select(i.digest).where(i.kept).group_by(i.digest).having(func.min(i.added) > since)
        ).subquery()
        query = select(a.id).join(first, first.c.digest == a.digest)
        with self._reading() as connection:
            many = connection.execute(select(func.count()).select_from(query.subquery()))
            newest = connection.execute(query.order_by(a.number.desc()).limit(limit))
            return int(many.scalar_one()), list(newest.scalars())

    def outlets(self, limit: int) -> list[str]:
        """Return the publishers with the most articles, in order of their names."""
        a = t.ARTICLES.c
        query = select(a.publisher).where(a.publisher != "").group_by(a.publisher)
        query = query.order_by(func.count().desc(), a.publisher).limit(limit)
        with self._reading() as connection:
            return sorted(connection.execute(query).scalars(), key=str.casefold)

    def latest(self, limit: int) -> list[Statement]:
        """Return the latest dated statements, the newest first."""
        s = t.STATEMENTS.c
        query = select(t.STATEMENTS).where(s.earliest.is_not(None))
        query = query.order_by(s.earliest.desc(), s.latest.desc(), s.id).limit(limit)
        with self._reading() as connection:
            return load_statements(connection, query)

    # --- names ---

    def names(
        self,
        kinds: Collection[str],
        search: str | None = None,
        limit: int | None = None,
        skip: int = 0,
    ) -> list[Name]:
        """Return entities of these kinds, the most mentioned first.

        Sources without a name are a kind of their own, "unnamed".
        """
        e = t.ENTITIES.c
        wanted = and_(e.named, e.kind.in_(kinds))
        if UNNAMED in kinds:
            wanted = or_(wanted, not_(e.named))
        query = entities_wanted(search).where(wanted).order_by(None)
        query = query.order_by(e.mentioned.desc(), e.plain, e.id).limit(limit)
        with self._reading() as connection:
            return _named(connection, query.offset(skip or None))

    def known(self, limit: int) -> list[str]:
        """Return the names of the people, organisations, places and groups mentioned most."""
        e = t.ENTITIES.c
        query = select(e.name).where(e.kind != "date").order_by(e.mentioned.desc(), e.plain, e.id)
        with self._reading() as connection:
            return list(dict.fromkeys(connection.execute(query.limit(limit)).scalars()))

    def count_names(self, search: str | None = None) -> dict[str, int]:
        """Return how many entities there are of each kind."""
        found = entities_wanted(search).order_by(None).subquery()
        kind = case((found.c.named, found.c.kind), else_=UNNAMED).label("kind")
        query = select(kind, func.count()).group_by(kind)
        with self._reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def named(self, ids: Sequence[str]) -> dict[str, Name]:
        """Return the entities with these ids, by id."""
        e = t.ENTITIES.c
        found: dict[str, Name] = {}
        with self._reading() as connection:
            for some in chunks(sorted(set(ids))):
                query = select(t.ENTITIES).where(e.id.in_(some))
                found |= {one.id: one for one in _named(connection, query)}
        return found

    def speaking_for(self, party: str) -> list[Name]:
        """Return who speaks for an entity."""
        c = t.ENTITY_SPEAKS_FOR.c
        speakers = select(c.entity).where(c.party == party)
        with self._reading() as connection:
            query = select(t.ENTITIES).where(t.ENTITIES.c.id.in_(speakers))
            return _named(connection, query.order_by(t.ENTITIES.c.plain))

    def behind(self, mentions: Sequence[str]) -> dict[str, Name]:
        """Return the entity behind each of these mentions that has one."""
        m, e = t.ENTITY_MENTIONS.c, t.ENTITIES.c
        found: dict[str, Name] = {}
        with self._reading() as connection:
            for some in chunks(sorted(set(mentions))):
                query = select(m.mention, e.id, e.kind, e.name, e.mentioned).join(
                    t.ENTITIES, e.id == m.entity
                )
                for row in connection.execute(query.where(m.mention.in_(some)).order_by(e.id)):
                    found.setdefault(row.mention, Name(row.id, row.kind, row.name, row.mentioned))
        return found

    def entity(self, id: str) -> Entity | None:
        """Return an entity without the mentions behind it, None where there is none."""
        query = select(t.ENTITIES).where(t.ENTITIES.c.id == id)
        with self._reading() as connection:
            found = load_entities(connection, query, mentions=False)
        return found[0] if found else None

    def entities(self, search: str | None, limit: int, skip: int = 0) -> list[Entity]:
        """Return a page of entities by name, without the mentions behind them."""
        query = entities_wanted(search).limit(limit).offset(skip or None)
        with self._reading() as connection:
            return load_entities(connection, query, mentions=False)

    def makers(self, statements: Sequence[str]) -> dict[str, Entity]:
        """Return the entity that makes each of these statements and is known, without its
        mentions.
        """
        with self._reading() as connection:
            makers = sayings.makers(connection, statements)
            entities = entities_with(connection, makers.values())
        return {statement: entities[id] for statement, id in makers.items()}

    def sightings(self, entity: str, limit: int) -> list[tuple[int, Mention]]:
        """Return how often an entity goes by each name or description, and one mention of it."""
        with self._reading() as connection:
            names = namesakes.written(connection, entity, limit)
            found = mentions_with(connection, [id for _, _, id in names])
        return [(often, found[id]) for _, often, id in names]

    def together(self, entity: str, others: Sequence[str]) -> dict[str, int]:
        """Return how many articles name an entity and each of the others, where any does."""
        with self._reading() as connection:
            return namesakes.together(connection, entity, list(others))

    def portrait(self, entity: str, holders: Sequence[str]) -> Portrait:
        """Return what stands around an entity; `holders` are it and whoever speaks for it."""
        with self._reading() as connection:
            return portrait(connection, entity, holders)

    # --- articles ---

    def articles(self, limit: int, skip: int = 0, newest: bool = True) -> list[Article]:
        """Return a page of articles without blocks and evidence, the newest first or last, the
        undated after all others.
        """
        query = articles_in_order()
        if newest:
            a = t.ARTICLES.c
            dated = func.coalesce(a.published_earliest, a.published_latest, literal_column("''"))
            query = query.order_by(None).order_by(dated.desc(), a.path, a.member, a.id)
        query = query.limit(limit).offset(skip or None)
        with self._reading() as connection:
            return load_articles(connection, query, whole=False)

    def these(self, ids: Sequence[str], whole: bool = False) -> dict[str, Article]:
        """Return the articles with these ids, by id; unless `whole`, without blocks and evidence,
        of which a list shows nothing.
        """
        found: dict[str, Article] = {}
        with self._reading() as connection:
            for some in chunks(sorted(set(ids))):
                query = select(t.ARTICLES).where(t.ARTICLES.c.id.in_(some))
                articles = load_articles(connection, query, whole=whole)
                found |= {one.id: one for one in articles}
        return found

    def statements(self, ids: Sequence[str]) -> dict[str, Statement]:
        """Return the statements with these ids, by id."""
        found: dict[str, Statement] = {}
        with self._reading() as connection:
            for some in chunks(sorted(set(ids))):
                query = select(t.STATEMENTS).where(t.STATEMENTS.c.id.in_(some))
                found |= {one.id: one for one in load_statements(connection, query)}
        return found

    # --- comparisons and decisions ---

    def comparisons(
        self,
        kind: str | None = None,
        by: Sequence[str] | None = None,
        limit: int | None = None,
        skip: int = 0,
        undecided: bool = False,
        about: Sequence[str] | None = None,
        min_score: float = 0.0,
    ) -> list[Comparison]:
        """Return comparisons, best first and those that a person rejected last."""
        id = t.COMPARISONS.c.id
        query = comparisons_wanted(kind, by, about, min_score)
        first = query.where(id.not_in(last_said(*(DECIDED if undecided else ("reject",)))))
        with self._reading() as connection:
            found = load_comparisons(connection, first.limit(limit).offset(skip or None))
            if undecided or len(found) == limit:
                return found
            many = select(func.count()).select_from(first.order_by(None).subquery())
            skip = max(0, skip - int(connection.execute(many).scalar_one()))
            last = query.where(id.in_(last_said("reject")))
            left = None if limit is None else limit - len(found)
            return found + load_comparisons(connection, last.limit(left).offset(skip or None))

    def these_comparisons(self, ids: Sequence[str]) -> list[Comparison]:
        """Return the comparisons with these ids that are on record, in this order."""
        found: dict[str, Comparison] = {}
        with self._reading() as connection:
            for some in chunks(sorted(set(ids))):
                query = select(t.COMPARISONS).where(t.COMPARISONS.c.id.in_(some))
                found |= {one.id: one for one in load_comparisons(connection, query)}
        return [found[id] for id in ids if id in found]

    def repeats_among(self, statements: Sequence[str]) -> list[Comparison]:
        """Return the comparisons that say that one of these statements repeats another."""
        c, ids = t.COMPARISONS.c, set(statements)
        found: list[Comparison] = []
        with self._reading() as connection:
            for some in chunks(sorted(ids)):
                query = select(t.COMPARISONS).where(c.kind == "repeats", c.earlier.in_(some))
                found += load_comparisons(connection, query)
        return [one for one in found if one.later in ids]

    def undecided(self) -> dict[str, int]:
        """Return how many comparisons of each kind nobody has decided on."""
        with self._reading() as connection:
            return undecided(connection)

    def decisions(self, targets: Sequence[str]) -> dict[str, Judgement]:
        """Return the last judgement of each of these that nobody has taken back."""
        j = t.JUDGEMENTS.c
        found: dict[str, Judgement] = {}
        with self._reading() as connection:
            for some in chunks(sorted(set(targets))):
                query = select(t.JUDGEMENTS).where(j.target.in_(some), stands())
                rows = connection.execute(query.order_by(j.number))
                found |= {row.target: judgement_from(row) for row in rows}
        return found

    def judgement(self, id: str) -> Judgement | None:
        """Return the judgement with this id, None where there is none."""
        query = select(t.JUDGEMENTS).where(t.JUDGEMENTS.c.id == id)
        with self._reading() as connection:
            row = connection.execute(query).first()
        return judgement_from(row) if row else None

    def to_read(self, limit: int, skip: Collection[str] = ()) -> list[Statement]:
        """Return statements nobody has decided on, the least sure first."""
        s = t.STATEMENTS.c
        query = select(t.STATEMENTS).where(
            s.id.not_in(last_said(*DECIDED)), s.id.not_in(sorted(skip))
        )
        with self._reading() as connection:
            return load_statements(connection, query.order_by(s.score, s.id).limit(limit))

    def to_merge(self, limit: int, skip: Collection[str] = ()) -> list[Name]:
        """Return whose names nobody has looked at yet, the most mentioned first."""
        with self._reading() as connection:
            seen = namesakes.looked_at(connection) | set(skip)
            ids = [id for id in namesakes.namesakes(connection) if id not in seen][:limit]
            found = _named(connection, select(t.ENTITIES).where(t.ENTITIES.c.id.in_(ids)))
        return sorted(found, key=lambda one: ids.index(one.id))

    def progress(self) -> dict[str, tuple[int, int]]:
        """Return how many were decided on and how many there are, by what is judged."""
        with self._reading() as connection:
            return progress(connection)

    def acceptance(self) -> list[Rate]:
        """Return how often people agreed, by kind and by the model and version that found it."""
        with self._reading() as connection:
            return acceptance(connection)


def _named(connection: Connection, query: Select[Any]) -> list[Name]:
    rows = connection.execute(query).all()
    o = t.ENTITY_OFFICES.c
    offices: dict[str, str] = {}
    for some in chunks([row.id for row in rows]):
        first = select(o.entity, o.title, o.party).where(o.entity.in_(some), o.position == 0)
        for row in connection.execute(first):
            offices[row.entity] = f"{row.title} of {row.party}" if row.party else row.title
    return [
        Name(
            row.id,
            row.kind if row.named else UNNAMED,
            row.name,
            row.mentioned,
            offices.get(row.id, ""),
        )
        for row in rows
    ]
