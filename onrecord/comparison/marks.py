"""A claim -> digests: of all that weighing it rests on, and of what it is known by in an index."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from onrecord.comparison.claims import Claim, Holders, Weights
from onrecord.values import Entity, Office
from onrecord.weighed import MARK


def fingerprints(
    weights: Weights, holders: Holders, origins: Mapping[str, str], version: str
) -> Callable[[Claim], bytes]:
    """Return what gives the fingerprint of a claim.

    It changes whenever the claim, the story it stands in, the weight of its words or what is known
    of its holder, its parties and what it is about does. `version` is that of the rules by which
    pairs are weighed.
    """

    @cache
    def known_of(entity: str) -> str:
        return repr(_lasting(holders.by_id[entity])) if entity in holders.by_id else entity

    @cache
    def called(entity: str) -> str:
        return holders.by_id[entity].name if entity in holders.by_id else entity

    def fingerprint(claim: Claim) -> bytes:
        article = claim.statement.article
        told = (
            version,
            claim.statement,
            claim.holder and known_of(claim.holder.id),
            origins.get(article, article),
            [(party, known_of(party)) for party in sorted(claim.parties)],
            [sorted(each) for each in (claim.dealt_with, claim.voice)],
            claim.flips,
            [
                (word, weights.word(word), word in weights.names)
                for word in sorted(claim.proposition.groups)
            ],
            [(each, called(each), weights.entity(each)) for each in sorted(claim.about)],
        )
        return digest(repr(told))

    return fingerprint


def mark_of(statement: str) -> bytes:
    """Return the few bytes that stand for a statement's id."""
    return digest(statement)


def digest(told: str | bytes) -> bytes:
    """Return the digest of what was told."""
    data = told if isinstance(told, bytes) else told.encode(errors="surrogatepass")
    return hashlib.blake2b(data, digest_size=MARK).digest()


def _lasting(entity: Entity) -> Entity:
    """Return an entity without what grows with every article that names it."""
    offices = tuple(Office(office.title, office.of) for office in entity.offices)
    return replace(entity, mentions=(), reasons=(), offices=offices)
