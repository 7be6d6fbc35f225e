"""Judgements on entities -> which mentions a person put together, kept apart or renamed.

An entity's id is made from the least of its mention ids, so it names that mention for good: a
judgement made on two entities is a judgement on two mentions, and holds after any re-run in
which those mentions are still found, however the entities around them have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from onrecord.ids import entity_id
from onrecord.values import Judgement, MentionKind

Anchor = str


@dataclass(frozen=True)
class Decision:
    """A person's word on two anchors (mention ids, or ids of states): the same, or not."""

    same: bool
    one: Anchor
    other: Anchor
    judgement: Judgement

    @property
    def reason(self) -> str:
        """What the decision says, as a reason for an entity."""
        who = self.judgement.who or "a person"
        note = f": {self.judgement.note}" if self.judgement.note else ""
        return f"{who} decided on {self.judgement.when:%Y-%m-%d} that these are the same{note}"


@dataclass(frozen=True)
class Decisions:
    """What people decided: newest first, and new names by anchor."""

    pairs: tuple[Decision, ...] = ()
    names: tuple[tuple[Anchor, str], ...] = ()

    @property
    def set_apart(self) -> tuple[tuple[Anchor, Anchor], ...]:
        """The pairs that are not the same."""
        return tuple((pair.one, pair.other) for pair in self.pairs if not pair.same)


def decisions(
    judgements: Iterable[Judgement], mentions: Sequence[str], anchors: Iterable[Anchor]
) -> Decisions:
    """Return what people decided about these mentions; `anchors` are those that are none.

    Judgements on what is no longer on record are left out. Of two on the same pair the newer
    holds.
    """
    ours = [judgement for judgement in judgements if judgement.of == "entity"]
    if not ours:
        return Decisions()
    ours.sort(key=lambda judgement: (judgement.when, judgement.id), reverse=True)
    wanted = {name for judgement in ours for name in (judgement.target, judgement.correction)}
    named = _anchors(wanted, mentions, anchors)
    pairs: dict[frozenset[str], Decision] = {}
    names: dict[Anchor, str] = {}
    for judgement in ours:
        one, other = named.get(judgement.target), named.get(judgement.correction)
        if one is None:
            continue
        if judgement.verdict == "corrected" and judgement.correction.strip():
            names.setdefault(one, judgement.correction.strip())
        if other is None or one == other or judgement.verdict not in ("same", "different"):
            continue
        pair = Decision(judgement.verdict == "same", one, other, judgement)
        pairs.setdefault(frozenset((one, other)), pair)
    return Decisions(tuple(pairs.values()), tuple(names.items()))


def _anchors(
    wanted: set[str], mentions: Sequence[str], anchors: Iterable[Anchor]
) -> dict[str, Anchor]:
    found: dict[str, Anchor] = {}
    for anchor in (*mentions, *anchors):
        if anchor in wanted:
            found[anchor] = anchor
        for kind in get_args(MentionKind):
            made = entity_id(kind, [anchor])
            if made in wanted:
                found[made] = anchor
    return found
