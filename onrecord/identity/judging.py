"""Judgements on entities -> which mentions a person put together, kept apart or renamed.

An entity's id is made from the least of its mention ids, and a judgement carries mentions behind
both its sides. So a judgement on entities is one on mentions, and holds after any re-run in which
some of those mentions are still found, however the entities around them have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product
from typing import get_args

from onrecord.identity.clusters import Clusters
from onrecord.ids import entity_id
from onrecord.values import Judgement, MentionKind

Anchor = str


@dataclass(frozen=True)
class Decision:
    """A person's word on two sides: anchors (mention ids, or ids of states), least first.

    Of a split, `other` are the mentions taken off and `one` those that stay.
    """

    one: tuple[Anchor, ...]
    other: tuple[Anchor, ...]
    judgement: Judgement

    @property
    def same(self) -> bool:
        """Whether the sides were put together, and not kept apart."""
        return self.judgement.verdict == "same"

    @property
    def is_split(self) -> bool:
        """Whether mentions were taken off an entity."""
        return self.judgement.verdict == "split"

    @property
    def apart(self) -> tuple[tuple[Anchor, ...], tuple[Anchor, ...]]:
        """The side that was taken off, and the side that keeps whatever else has the name."""
        return (self.other, self.one) if self.is_split else (self.one, self.other)

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

    def leaving(self, together: Iterable[Sequence[Anchor]]) -> frozenset[Anchor]:
        """Return the mentions that must leave others with which they would be one thing.

        `together` are the mentions that each article has under one name.
        """
        kept_apart = [pair for pair in self.pairs if not pair.same]
        if not kept_apart:
            return frozenset()
        leave: set[Anchor] = set()
        for group in map(frozenset, together):
            for pair in kept_apart:
                taken, staying = (group.intersection(side) for side in pair.apart)
                if taken and (group - taken if pair.is_split else staying):
                    leave |= taken
        return frozenset(leave)


def decisions(
    judgements: Iterable[Judgement], mentions: Sequence[str], anchors: Iterable[Anchor]
) -> Decisions:
    """Return what people decided about these mentions; `anchors` are those that are none.

    Judgements on what is no longer on record are left out, and those that a newer one overrules.
    """
    ours = [judgement for judgement in judgements if judgement.of == "entity"]
    if not ours:
        return Decisions()
    ours.sort(key=lambda judgement: (judgement.when, judgement.id), reverse=True)
    known = {*mentions, *anchors}
    unfound = {
        id
        for judgement in ours
        for id, listed in _sides(judgement)
        if id and known.isdisjoint((id, *listed))
    }
    named = _anchors(unfound, mentions, anchors)
    pairs: list[Decision] = []
    names: dict[Anchor, str] = {}
    for judgement in ours:
        one, other = (_side(id, listed, known, named) for id, listed in _sides(judgement))
        new_name = judgement.correction.strip()
        if one and judgement.verdict == "corrected" and new_name:
            names.setdefault(one[0], new_name)
        elif one and other and judgement.verdict in ("same", "different", "split"):
            pairs.append(Decision(one, other, judgement))
    return Decisions(tuple(_not_overruled(pairs)), tuple(names.items()))


def anchors_in(judgement: Judgement) -> set[Anchor]:
    """Return all anchors, and ids that may be such, that a judgement names."""
    return {anchor for id, listed in _sides(judgement) for anchor in (id, *listed) if anchor}


def traced(judgements: Iterable[Judgement], anchors: Iterable[Anchor]) -> list[Judgement]:
    """Return judgements with the anchors that an entity's id was made from, where none is listed.

    An entity that nothing mentions has none to list, and nor have judgements of early records.
    """
    ours = [judgement for judgement in judgements if judgement.of == "entity"]
    unlisted = {id for one in ours for id, listed in _sides(one) if id and not listed}
    made_from = _anchors({id for id in unlisted if id.startswith("e1-")}, (), anchors)

    def listed(id: str, anchors: tuple[Anchor, ...]) -> tuple[Anchor, ...]:
        return anchors or ((made_from[id],) if id in made_from else ())

    return [
        replace(one, behind=listed(*side), others=listed(*other))
        for one in ours
        for side, other in [_sides(one)]
    ]


def _sides(judgement: Judgement) -> list[tuple[str, tuple[Anchor, ...]]]:
    """Return id and mentions of the two things that a judgement names."""
    is_name = judgement.verdict == "corrected"
    other = "" if is_name else judgement.correction
    return [(judgement.target, judgement.behind), (other, judgement.others)]


def _side(
    id: str, listed: Sequence[Anchor], known: set[Anchor], named: dict[str, Anchor]
) -> tuple[Anchor, ...]:
    if found := tuple(anchor for anchor in listed if anchor in known):
        return found
    if id in known:
        return (id,)
    return (named[id],) if id in named else ()


def _not_overruled(pairs: Sequence[Decision]) -> Iterable[Decision]:
    """Yield decisions, newest first, without those that newer ones speak against.

    Whoever puts two things together takes back every older word that any of them differ, and
    whoever parts them every older word that they are one.
    """
    numbers: dict[Anchor, int] = {}
    for pair in pairs:
        for anchor in (*pair.one, *pair.other):
            numbers.setdefault(anchor, len(numbers))
    judged = Clusters([frozenset()] * len(numbers))
    for pair in pairs:
        one, other = [numbers[a] for a in pair.one], [numbers[a] for a in pair.other]
        if pair.same:
            for number in (*one[1:], *other):
                judged.decide_same(one[0], number, "")
            if judged.together(one[0], other[0]):
                yield pair
        elif not any(judged.together(*both) for both in product(one, other)):
            for both in product(one, other):
                judged.decide_different(*both)
            yield pair


def _anchors(
    wanted: set[str], mentions: Sequence[str], anchors: Iterable[Anchor]
) -> dict[str, Anchor]:
    """Return the anchors that these entity ids were made from, as far as they are on record."""
    found: dict[str, Anchor] = {}
    if not wanted:
        return found
    for anchor in chain(mentions, anchors):
        for kind in get_args(MentionKind):
            made = entity_id(kind, [anchor])
            if made in wanted:
                found[made] = anchor
        if len(found) == len(wanted):
            break
    return found
