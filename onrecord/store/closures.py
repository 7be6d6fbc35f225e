"""Blocks that are to be resolved again -> all that may be the same as what is in them, and nothing
else; what was resolved -> the rows that change.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, delete, insert, select

from onrecord.sighted import PARTIES, Closure, Party, Resolved
from onrecord.store import tables as t
from onrecord.store.loading import chunks, entities_with, load_dates, mentions_with
from onrecord.store.rows import ENTITIES
from onrecord.store.sighted import load_implied, queue_blocks, sort_of, values_at
from onrecord.store.writing import put_changes

MENTIONED = "m1-"  # opens the anchors that are mentions


@dataclass(slots=True)
class Reached:
    """What has been reached so far, from one block or entity to the next."""

    blocks: set[str] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)


def reach(
    connection: Connection,
    reached: Reached,
    blocks: Collection[str],
    entities: Collection[str],
    judged: Mapping[str, frozenset[str]],
) -> None:
    """Add all that may be the same as what is in these blocks and entities.

    `judged` holds for an anchor, or a block that is one, the others that people judged it with.
    """
    blocks, entities = set(blocks) - reached.blocks, set(entities) - reached.entities
    while blocks or entities:
        reached.blocks |= blocks
        reached.entities |= entities
        found = values_at(connection, t.MENTION_BLOCKS.c.anchor, blocks, "block")
        found |= values_at(connection, t.ENTITY_MENTIONS.c.mention, entities, "entity")
        found |= values_at(connection, t.PARTIES.c.anchor, entities, "entity")
        found |= {anchor for each in (*found, *blocks) for anchor in judged.get(each, ())}
        found -= reached.anchors
        entities = values_at(connection, t.ENTITY_MENTIONS.c.entity, found, "mention")
        parties = found | {block for block in blocks if sort_of(block) in PARTIES}
        entities |= values_at(connection, t.PARTIES.c.entity, parties)
        entities -= reached.entities | {""}
        # What is no longer on record has no block; a party that is mentioned is only a block.
        of_each = _blocks(connection, found)
        reached.anchors |= of_each.keys()
        blocks = {anchor for anchor in found if not anchor.startswith(MENTIONED)}
        blocks = blocks.union(*of_each.values()) - reached.blocks


def _blocks(connection: Connection, anchors: Collection[str]) -> dict[str, set[str]]:
    c = t.MENTION_BLOCKS.c
    found: dict[str, set[str]] = {}
    for some in chunks(sorted(anchors)):
        for row in connection.execute(select(t.MENTION_BLOCKS).where(c.anchor.in_(some))):
            found.setdefault(row.anchor, set()).add(row.block)
    return found


def load_closure(connection: Connection, reached: Reached) -> Closure:
    """Return the mentions that were reached, with all that resolving them takes but judgements."""
    mentions = list(mentions_with(connection, reached.anchors).values())
    parties = {anchor for anchor in reached.anchors if not anchor.startswith(MENTIONED)}
    everywhere = {mention.article for mention in mentions}
    companions = {mention.article for mention in mentions if mention.kind == "person"}
    company: dict[str, frozenset[str]] = {}
    told: dict[str, tuple[str, str]] = {}
    c = t.COMPANIES.c
    for some in chunks(sorted(everywhere)):
        query = select(t.COMPANIES).where(c.article.in_(some))
        for row in connection.execute(query):
            if row.article in companions:
                company[row.article] = frozenset(json.loads(row.names))
            told.update(json.loads(row.told) if row.told else {})
    meant = [
        replace(mention, name=told[mention.id][0], party=told[mention.id][1])
        if mention.id in told
        else mention
        for mention in mentions
    ]
    return Closure(
        meant,
        published=load_dates(connection, everywhere),
        implied=load_implied(connection, parties),
        company=company,
        parties=_parties(connection, reached),
    )


def settle_closure(connection: Connection, reached: Reached, resolved: Resolved) -> None:
    """Store what was resolved as a set difference; queue whoever rests on a party that changed."""
    new = {entity.id: entity for entity in resolved.entities}
    # A party without mentions may be on record from before anything was kept of it.
    known = reached.entities | new.keys()
    old = entities_with(connection, known, mentions=True)
    put_changes(connection, ENTITIES, old, new)
    changed = _settle_parties(connection, reached, resolved.parties)
    rest = values_at(connection, t.RESTS_ON.c.anchor, changed, "party") - reached.anchors
    queue_blocks(connection, values_at(connection, t.MENTION_BLOCKS.c.block, rest))


def _settle_parties(connection: Connection, reached: Reached, new: Mapping[str, Party]) -> set[str]:
    """Store who is meant by the parties reached; return the anchors of those that changed."""
    p = t.PARTIES.c
    wanted = {block for block in reached.blocks if sort_of(block) in PARTIES} | new.keys()
    words: dict[str, str] = {}
    old: dict[str, Party] = {}
    for some in chunks(sorted(wanted)):
        for row in connection.execute(select(t.PARTIES).where(p.anchor.in_(some))):
            old[row.anchor] = Party(row.entity, row.name)
            words[row.anchor] = row.words
    changed = {anchor for anchor in wanted if old.get(anchor) != new.get(anchor)}
    for some in chunks(sorted(changed)):
        connection.execute(delete(t.PARTIES).where(p.anchor.in_(some)))
        rows = [
            {"anchor": a, "words": words.get(a, ""), "entity": new[a].entity, "name": new[a].name}
            for a in some
            if a in new
        ]
        if rows:
            connection.execute(insert(t.PARTIES), rows)
    return changed


def _parties(connection: Connection, reached: Reached) -> dict[str, Party]:
    """Return who is meant by the parties outside that what was reached rests on."""
    p = t.PARTIES.c
    wanted = values_at(connection, t.RESTS_ON.c.party, reached.anchors) - reached.blocks
    found: dict[str, Party] = {}
    for some in chunks(sorted(wanted)):
        query = select(t.PARTIES).where(p.anchor.in_(some), p.entity != "")
        found.update((r.anchor, Party(r.entity, r.name)) for r in connection.execute(query))
    return found
