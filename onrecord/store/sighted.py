"""What is kept of articles to resolve a part of the record <-> rows, and what must be looked at
again when they change.

The queue `unresolved` holds things of several sorts. An article that has come or changed is
"arrived" until its clues are noted, then an "article" until it is sighted; one of "clues" says
that the clues have changed. A "party" may have gained its first mention or lost its last; a
"judgement" was made or taken back; an "entity" has lost members. All other sorts are those of
blocks: what stands before the colon.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, text, update

from onrecord.sighted import PARTIES, Blocked, Clue, Sighted
from onrecord.store import tables as t
from onrecord.store.loading import chunks

ASKED = "asked"  # the sort of clue that tells nothing, and rests on what the others tell
QUEUE = text("INSERT INTO unresolved (sort, thing) VALUES (:sort, :thing) ON CONFLICT DO NOTHING")
QUEUE_ALL = "INSERT INTO unresolved (sort, thing) SELECT :sort, id FROM {} WHERE TRUE {}"
QUEUE_ARTICLES = text(QUEUE_ALL.format("articles", "ON CONFLICT DO NOTHING"))
QUEUE_ENTITIES = text(QUEUE_ALL.format("entities", "ON CONFLICT DO NOTHING"))


def queue(connection: Connection, sort: str, things: Iterable[str]) -> None:
    """Have these things of a sort looked at again."""
    if rows := [{"sort": sort, "thing": thing} for thing in sorted(set(things))]:
        connection.execute(QUEUE, rows)


def queue_blocks(connection: Connection, blocks: Iterable[str]) -> None:
    """Have whoever is in these blocks resolved again."""
    rows = [{"sort": sort_of(block), "thing": block} for block in sorted(set(blocks))]
    if rows:
        connection.execute(QUEUE, rows)


def sort_of(block: str) -> str:
    """Return the sort of a block: what stands before the colon."""
    return block.partition(":")[0]


def done(connection: Connection, sort: str, things: Collection[str]) -> None:
    """Take these things of a sort off the queue."""
    c = t.UNRESOLVED.c
    for some in chunks(sorted(things)):
        connection.execute(delete(t.UNRESOLVED).where(c.sort == sort, c.thing.in_(some)))


def queue_articles(connection: Connection) -> None:
    """Have every article sighted again."""
    connection.execute(QUEUE_ARTICLES, {"sort": "article"})


def queue_everything(connection: Connection) -> None:
    """Have everything looked at again, as if nothing had been kept."""
    connection.execute(QUEUE_ARTICLES, {"sort": "arrived"})
    connection.execute(QUEUE_ENTITIES, {"sort": "entity"})


def forget_sighted(
    connection: Connection, articles: Collection[str], mentions: Collection[str]
) -> None:
    """Forget what was kept of articles, which held these mentions; queue all that it touched."""
    if not values_at(connection, t.COMPANIES.c.article, articles, "article"):
        return
    blocks = values_at(connection, t.MENTION_BLOCKS.c.block, mentions)
    queue_blocks(connection, blocks)
    named = {block for block in blocks if sort_of(block) in PARTIES}
    queue(connection, "party", named | values_at(connection, t.RESTS_ON.c.party, mentions))
    held = values_at(connection, t.ENTITY_MENTIONS.c.entity, mentions, "mention")
    queue(connection, "entity", held)
    for some in chunks(sorted(mentions)):
        for table in (t.MENTION_BLOCKS, t.RESTS_ON):
            connection.execute(delete(table).where(table.c.anchor.in_(some)))
    for some in chunks(sorted(articles)):
        connection.execute(delete(t.COMPANIES).where(t.COMPANIES.c.article.in_(some)))
        asked = t.CLUES.c.sort == ASKED
        connection.execute(delete(t.CLUES).where(t.CLUES.c.article.in_(some), asked))


def values_at(
    connection: Connection, column: Any, anchors: Collection[str], named: str = "anchor"
) -> set[str]:
    """Return what stands in a column beside these anchors."""
    found: set[str] = set()
    for some in chunks(sorted(anchors)):
        query = select(column).where(column.table.c[named].in_(some)).distinct()
        found.update(connection.execute(query).scalars())
    return found


def note_clues(
    connection: Connection, articles: Collection[str], clues: Mapping[str, Iterable[Clue]]
) -> None:
    """Note what articles tell of states on no list, in place of what they told before."""
    for some in chunks(sorted(articles)):
        told = t.CLUES.c.sort != ASKED
        connection.execute(delete(t.CLUES).where(t.CLUES.c.article.in_(some), told))
    rows = [
        {"sort": sort, "word": word, "article": article}
        for article, found in clues.items()
        for sort, word in sorted(found)
    ]
    _insert(connection, t.CLUES, rows)
    queue(connection, "clues", [""] if articles else [])


def load_clues(connection: Connection) -> list[Clue]:
    """Return what all articles tell of states on no list."""
    c = t.CLUES.c
    query = select(c.sort, c.word).where(c.sort != ASKED).distinct()
    return [(row.sort, row.word) for row in connection.execute(query)]


def askers(connection: Connection, words: Collection[str]) -> set[str]:
    """Return the articles that would take any of these words for a state or its people."""
    c = t.CLUES.c
    found: set[str] = set()
    for some in chunks(sorted(words)):
        query = select(c.article).where(c.sort == ASKED, c.word.in_(some)).distinct()
        found.update(connection.execute(query).scalars())
    return found


def put_sighted(connection: Connection, found: Sequence[Sighted]) -> None:
    """Keep what was made of articles of which nothing is kept; queue all that they touch."""
    blocks, rests, companies, clues = [], [], [], []
    parties: set[str] = set()
    for one in found:
        names, told = json.dumps(one.company), json.dumps(dict(one.told)) if one.told else ""
        companies.append({"article": one.article, "names": names, "told": told})
        clues += [
            {"sort": ASKED, "word": word, "article": one.article} for word in sorted(one.asked)
        ]
        for anchor, blocked in one.blocked.items():
            blocks += [{"block": block, "anchor": anchor} for block in sorted(blocked.blocks)]
            words = {**dict.fromkeys(blocked.asks, ""), **blocked.implies}
            rests += [{"party": p, "anchor": anchor, "words": words[p]} for p in words]
            parties.update(blocked.implies)
    _insert(connection, t.MENTION_BLOCKS, blocks)
    _insert(connection, t.RESTS_ON, rests)
    _insert(connection, t.COMPANIES, companies)
    _insert(connection, t.CLUES, clues)
    touched = {row["block"] for row in blocks}
    queue_blocks(connection, touched)
    # Whatever is mentioned now need not be implied any more.
    queue(connection, "party", parties | load_implied(connection, touched).keys())


def put_implied(connection: Connection, party: str, words: str, blocked: Blocked | None) -> None:
    """Have a party on record that nothing mentions, under these words; with none, have it not."""
    b, p = t.MENTION_BLOCKS.c, t.PARTIES.c
    blocks = blocked.blocks if blocked else frozenset[str]()
    old = set(connection.execute(select(b.block).where(b.anchor == party)).scalars())
    row = connection.execute(select(t.PARTIES).where(p.anchor == party)).first()
    if old == blocks and words == (row.words if row else ""):
        return
    queue_blocks(connection, [party, *old, *blocks])
    for table in (t.MENTION_BLOCKS, t.RESTS_ON):
        connection.execute(delete(table).where(table.c.anchor == party))
    rows = [{"block": block, "anchor": party} for block in sorted(blocks)]
    _insert(connection, t.MENTION_BLOCKS, rows)
    asks = sorted(blocked.asks) if blocked else []
    _insert(connection, t.RESTS_ON, [{"party": a, "anchor": party, "words": ""} for a in asks])
    if row:
        connection.execute(update(t.PARTIES).where(p.anchor == party).values(words=words))
    elif words:
        fields = {"anchor": party, "words": words, "entity": "", "name": ""}
        connection.execute(insert(t.PARTIES), fields)


def load_implied(connection: Connection, anchors: Iterable[str]) -> dict[str, str]:
    """Return those of the anchors that are parties which nothing mentions, with their words."""
    p = t.PARTIES.c
    found: dict[str, str] = {}
    for some in chunks(sorted(anchors)):
        query = select(p.anchor, p.words).where(p.anchor.in_(some), p.words != "")
        found.update((row.anchor, row.words) for row in connection.execute(query))
    return found


def queue_anchors(connection: Connection, anchors: Collection[str]) -> None:
    """Have resolved again whoever is behind these mentions, parties and ids of entities."""
    queue_blocks(connection, values_at(connection, t.MENTION_BLOCKS.c.block, anchors))
    queue_blocks(connection, [anchor for anchor in anchors if sort_of(anchor) in PARTIES])
    held = values_at(connection, t.ENTITY_MENTIONS.c.entity, anchors, "mention")
    queue(connection, "entity", held | {id for id in anchors if id.startswith("e1-")})


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
