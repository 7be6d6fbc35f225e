"""The tables by which a part of the record is resolved, as SQL. Never edited again."""

from __future__ import annotations

# No foreign keys: what goes is looked up here by what it was, after its mentions have gone.
BLOCK_TABLES = """
CREATE TABLE mention_blocks (
    block TEXT NOT NULL, anchor TEXT NOT NULL, PRIMARY KEY (block, anchor)) ROWLESS

CREATE INDEX mention_blocks_by_anchor ON mention_blocks (anchor)

CREATE TABLE rests_on (
    party TEXT NOT NULL, anchor TEXT NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (party, anchor)) ROWLESS

CREATE INDEX rests_on_by_anchor ON rests_on (anchor)

CREATE TABLE companies (article TEXT PRIMARY KEY, names TEXT NOT NULL, told TEXT NOT NULL)

CREATE TABLE clues (
    sort TEXT NOT NULL, word TEXT NOT NULL, article TEXT NOT NULL,
    PRIMARY KEY (sort, word, article)) ROWLESS

CREATE INDEX clues_by_article ON clues (article)

CREATE TABLE parties (
    anchor TEXT PRIMARY KEY, words TEXT NOT NULL, entity TEXT NOT NULL, name TEXT NOT NULL)

CREATE INDEX parties_by_entity ON parties (entity)

CREATE TABLE unresolved (sort TEXT NOT NULL, thing TEXT NOT NULL, PRIMARY KEY (sort, thing)) ROWLESS
"""
