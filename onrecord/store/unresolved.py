"""What has changed on record -> entities, resolved again a part at a time.

Each method is one transaction that writes, so that whatever else is written meanwhile is seen
either whole or not at all; each does a bounded part of the work and says whether it did any.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from sqlalchemy import ColumnElement, Connection, Engine, exists, select

from onrecord.sighted import PARTIES, Identity
from onrecord.store import tables as t
from onrecord.store.closures import MENTIONED, Reached, load_closure, reach, settle_closure
from onrecord.store.judgements import load_judgements
from onrecord.store.loading import load_mentions
from onrecord.store.opening import begin_writing
from onrecord.store.sighted import (
    askers,
    done,
    forget_sighted,
    load_clues,
    load_implied,
    note_clues,
    put_implied,
    put_sighted,
    queue,
    queue_anchors,
    queue_everything,
    sort_of,
)
from onrecord.store.watching import load_watched
from onrecord.store.writing import get_meta, set_meta
from onrecord.values import Judgement, Mention

ARTICLES = 500  # at once
BLOCKS = 16  # looked at together first; then twice as many each time, as some hold very few
# Parties first: who speaks for them is resolved once they are known.
TURNS = (*PARTIES, "letters", "watched", "unnamed", "half", "who", "entity")


class Unresolved:
    """The part of a record that is to be resolved again."""

    def __init__(self, engine: Engine) -> None:
        """Look at the record behind this engine."""
        self._engine = engine
        # Mentions resolved in one transaction, or as many as hang together if those are more:
        # enough that looking things up costs little beside resolving them.
        self.at_once = 10_000
        # How many mentions, and parties that nothing mentions, were resolved so far.
        self.touched = 0

    def is_any(self, version: str) -> bool:
        """Say whether anything is; everything, where another version resolved the record."""
        with begin_writing(self._engine) as connection:
            if get_meta(connection, "resolved_by", "") != version:
                queue_everything(connection)
                set_meta(connection, "resolved_by", version)
            return connection.execute(select(t.UNRESOLVED).limit(1)).first() is not None

    def note_clues(self, identity: Identity) -> bool:
        """Note what some of the articles that have come tell of states on no list."""
        with begin_writing(self._engine) as connection:
            arrived = _next(connection, "arrived", ARTICLES)
            found = _mentions_of(connection, arrived)
            clues = {id: identity.clues_in(mentions) for id, mentions in found.items()}
            note_clues(connection, arrived, clues)
            done(connection, "arrived", arrived)
            queue(connection, "article", found)
            return bool(arrived)

    def know_states(self, identity: Identity) -> None:
        """Work out the states on no list; have the articles read again that this changes."""
        with begin_writing(self._engine) as connection:
            if not _next(connection, "clues", 1):
                return
            old = get_meta(connection, "states", "")
            new = identity.states_from(load_clues(connection))
            if new != old:
                set_meta(connection, "states", new)
                anew = askers(connection, identity.answered_anew(old, new))
                queue(connection, "article", anew)
            done(connection, "clues", [""])

    def sight(self, identity: Identity) -> bool:
        """Keep of some of the articles what it takes to resolve their mentions."""
        with begin_writing(self._engine) as connection:
            articles = _next(connection, "article", ARTICLES)
            states, watched = get_meta(connection, "states", ""), load_watched(connection)
            found = _mentions_of(connection, articles)
            ids = [mention.id for mentions in found.values() for mention in mentions]
            forget_sighted(connection, articles, ids)
            sighted = [identity.sighted(id, found[id], states, watched) for id in found]
            put_sighted(connection, sighted)
            done(connection, "article", articles)
            return bool(articles)

    def imply(self, identity: Identity) -> bool:
        """Put some of the parties on record that offices tell of and nothing mentions."""
        with begin_writing(self._engine) as connection:
            parties = _next(connection, "party", ARTICLES)
            watched = load_watched(connection) if parties else []
            told, known = _told_of(connection, parties), load_implied(connection, parties)
            for party in sorted({*told, *known}):
                words = told.get(party, "")
                alone = identity.blocked_alone(party, words, watched) if words else None
                put_implied(connection, party, words, alone)
            done(connection, "party", parties)
            return bool(parties)

    def judged(self, identity: Identity) -> list[Judgement]:
        """Return the judgements on entities that stand, with the anchors that they mean.

        Have resolved again what those are on that were made or taken back.
        """
        with begin_writing(self._engine) as connection:
            changed = _next(connection, "judgement", None)
            if changed:
                ours = [one for one in load_judgements(connection) if one.id in set(changed)]
                for one in identity.traced(ours, _anchors(connection)):
                    queue_anchors(connection, identity.anchors_in(one))
                done(connection, "judgement", changed)
            standing = load_judgements(connection, standing=True)
            return identity.traced(standing, _anchors(connection))

    def resolve(self, identity: Identity, judgements: Sequence[Judgement]) -> bool:
        """Resolve some of what is to be resolved, with all that it may be the same as."""
        named = {one.id: identity.anchors_in(one) for one in judgements}
        with begin_writing(self._engine) as connection:
            reached = self._reached(connection, _beside(list(named.values())))
            if not reached.blocks and not reached.entities:
                return False
            closure = load_closure(connection, reached)
            here = reached.anchors | reached.blocks
            closure.judgements.extend(
                one for one in judgements if not here.isdisjoint(named[one.id])
            )
            states, watched = get_meta(connection, "states", ""), load_watched(connection)
            settle_closure(connection, reached, identity.resolve_closure(closure, watched, states))
            self.touched += len(reached.anchors)
            return True

    def _reached(self, connection: Connection, judged: Mapping[str, frozenset[str]]) -> Reached:
        """Return what is reached from the next things in turn, and take that off the queue."""
        reached = Reached()
        for sort in TURNS:
            size = BLOCKS
            while len(reached.anchors) < self.at_once and (things := _next(connection, sort, size)):
                blocks, entities = ((), things) if sort == "entity" else (things, ())
                reach(connection, reached, blocks, entities, judged)
                done(connection, sort, things)
                size *= 2
        by_sort: dict[str, list[str]] = {}
        for block in reached.blocks:
            by_sort.setdefault(sort_of(block), []).append(block)
        for sort, blocks in by_sort.items():
            done(connection, sort, blocks)
        done(connection, "entity", reached.entities)
        return reached


def _next(connection: Connection, sort: str, limit: int | None) -> Sequence[str]:
    """Return the next things of a sort that are to be looked at again."""
    c = t.UNRESOLVED.c
    query = select(c.thing).where(c.sort == sort).order_by(c.thing).limit(limit)
    return connection.execute(query).scalars().all()


def _mentions_of(connection: Connection, articles: Sequence[str]) -> dict[str, list[Mention]]:
    """Return the mentions of those articles that are on record."""
    a = t.ARTICLES.c
    on_record = connection.execute(select(a.id).where(a.id.in_(articles))).scalars()
    found: dict[str, list[Mention]] = {id: [] for id in on_record}
    for mention in load_mentions(connection, list(found)):
        found[mention.article].append(mention)
    return found


def _told_of(connection: Connection, parties: Sequence[str]) -> dict[str, str]:
    """Return the words for those of the parties that are told of and that nothing mentions.

    They are the words of the first mention by id: that does not hang on what came first.
    """
    b, r, u = t.MENTION_BLOCKS.c, t.RESTS_ON.c, t.UNRESOLVED.c
    is_mentioned = exists().where(b.block == u.thing, b.anchor.startswith(MENTIONED))
    words = (
        select(r.words)
        .where(r.party == u.thing, r.words != "")
        .order_by(r.anchor)
        .limit(1)
        .scalar_subquery()
    )
    query = select(u.thing, words.label("words")).where(
        u.sort == "party", u.thing.in_(parties), ~is_mentioned
    )
    return {row.thing: row.words for row in connection.execute(query) if row.words}


def _beside(judged: Sequence[set[str]]) -> dict[str, frozenset[str]]:
    """Return for each anchor the others that people judged it with."""
    found: dict[str, frozenset[str]] = {}
    for anchors in judged:
        for anchor in anchors:
            found[anchor] = found.get(anchor, frozenset()) | anchors
    return found


def _anchors(connection: Connection) -> Iterator[str]:
    """Yield all anchors on record, parties first: looked through only for ids without any."""
    b, p, m = t.MENTION_BLOCKS.c, t.PARTIES.c, t.MENTIONS.c
    of_states: ColumnElement[bool] = b.block.startswith("state:")
    for query in (
        select(p.anchor).where(p.words != ""),
        select(b.block).where(of_states).distinct(),
        select(m.id),
    ):
        yield from chain.from_iterable(
            [row[0] for row in rows] for rows in connection.execute(query).partitions(1000)
        )
