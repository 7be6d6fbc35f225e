"""A claim -> a fingerprint of all that weighing it rests on; two of these -> the mark of a pair."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from onrecord.comparison.claims import Claim, Weights
from onrecord.values import Entity, Office
from onrecord.weighed import MARK


def fingerprint(claim: Claim, weights: Weights, version: str) -> bytes:
    """Return what changes whenever the claim, its holder or the weight of its words does.

    `version` is that of the rules by which pairs are weighed.
    """
    words = sorted(claim.proposition.groups)
    about = sorted(claim.about)
    told = (
        version,
        claim.statement,
        claim.holder and _known_of(claim.holder),
        [sorted(each) for each in (claim.parties, claim.dealt_with, claim.voice)],
        claim.flips,
        [(word, weights.word(word), word in weights.names) for word in words],
        [(entity, weights.entity(entity)) for entity in about],
    )
    return _digest(repr(told).encode(errors="surrogatepass"))


def _known_of(holder: Entity) -> Entity:
    """Return a holder without what grows with every article that names it."""
    offices = tuple(Office(office.title, office.of) for office in holder.offices)
    return replace(holder, mentions=(), reasons=(), offices=offices)


def mark_of(one: bytes, other: bytes) -> bytes:
    """Return the mark of a pair of claims by their fingerprints, whichever comes first."""
    return _digest(min(one, other) + max(one, other))


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=MARK).digest()
