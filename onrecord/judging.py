"""What a person says of something on record -> the judgement, or the reason why it is none."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, get_args

from onrecord import edtf
from onrecord.errors import NotOnRecord, OnrecordError
from onrecord.ids import entity_id, judgement_id
from onrecord.values import (
    Article,
    Comparison,
    Entity,
    Judged,
    Judgement,
    Mention,
    Statement,
    Verdict,
)

ID = re.compile("([asecj])1-[0-9a-f]+")
WEIGHED = ("accept", "half", "reject")  # what says how far something is right
KINDS: dict[str, Judged] = {"a": "article", "s": "statement", "e": "entity", "c": "comparison"}
MOST_BEHIND = 50  # mentions by which an entity is known again after a re-run


class OnRecord(Protocol):
    """What a judgement is about: everything that can be looked up by its id."""

    def article(self, id_or_prefix: str) -> Article:
        """Return one article."""

    def statement(self, id_or_prefix: str) -> Statement:
        """Return one statement."""

    def comparison(self, id_or_prefix: str) -> Comparison:
        """Return one comparison."""

    def entity(self, id_or_name: str) -> Entity:
        """Return one entity."""

    def mentions(self) -> list[Mention]:
        """Return all mentions."""

    def judgement(self, id_or_prefix: str) -> Judgement:
        """Return one judgement."""

    def judgements(self, target: str | None = None, standing: bool = False) -> list[Judgement]:
        """Return all judgements or those on one thing, or of these the ones not taken back."""


class Judging(OnRecord, Protocol):
    """A record that judgements are added to."""

    def judge(
        self, target_id: str, verdict: Verdict, correction: str = "", note: str = "", who: str = ""
    ) -> Judgement:
        """Add a judgement."""


# --- what people say of entities ---


def merge(record: Judging, one: str, other: str, note: str = "", who: str = "") -> Judgement:
    """Decide that two entities are one."""
    return record.judge(one, "same", other, note, who)


def split(
    record: Judging, entity: str, taken: Sequence[str], note: str = "", who: str = ""
) -> Judgement:
    """Decide that some mentions of an entity are somebody else.

    `taken` are ids of mentions, or of articles for all the mentions there.
    """
    return record.judge(entity, "split", " ".join(taken), note, who)


def rename(record: Judging, entity: str, name: str, note: str = "", who: str = "") -> Judgement:
    """Decide what an entity is called. Raise OnrecordError for an empty name."""
    if not name.strip():
        raise OnrecordError("a name has letters in it")
    return record.judge(entity, "corrected", name.strip(), note, who)


def never_merge(record: Judging, one: str, other: str, note: str = "", who: str = "") -> Judgement:
    """Decide that two entities are never one, whatever a later version finds."""
    return record.judge(one, "different", other, note, who)


def undo(record: Judging, wanted: str = "", note: str = "", who: str = "") -> Judgement:
    """Take back a judgement: the one with this id, the last on this thing, or the last of all."""
    return record.judge(wanted, "undo", "", note, who)


# --- the judgement of it ---


@dataclass(frozen=True)
class _Named:
    """What a person named: its kind, id and words, and the mentions behind an entity."""

    of: Judged
    id: str
    words: str
    behind: tuple[str, ...] = ()


def decide(
    record: OnRecord, target: str, verdict: Verdict, correction: str, note: str, who: str
) -> Judgement:
    """Return the judgement of what `target` names. Raise OnrecordError where it cannot be one."""
    if verdict not in get_args(Verdict):
        on_hand = ", ".join(get_args(Verdict))
        raise OnrecordError(f"no verdict {verdict!r}; on hand: {on_hand}")
    if verdict == "undo":
        undone = _to_undo(record, target)
        words = " ".join(filter(None, (undone.verdict, undone.words)))
        return judgement("judgement", undone.id, verdict, "", words, note, who)
    named = _judged(record, target)
    others: tuple[str, ...] = ()
    if verdict in ("same", "different"):
        other = _other(record, named, verdict, correction)
        correction, others = other.id, other.behind
    elif verdict == "split":
        named, correction, others = _split(record, named, correction)
    elif named.of == "article" and verdict == "corrected" and correction:
        correction = edtf.date(correction).edtf
    decided = judgement(named.of, named.id, verdict, correction, named.words, note, who)
    behind = tuple(mention for mention in named.behind if mention not in set(others))
    return replace(decided, behind=behind, others=others)


def judgement(
    of: Judged,
    target: str,
    verdict: Verdict,
    correction: str,
    words: str,
    note: str = "",
    who: str = "",
) -> Judgement:
    """Return the judgement of this moment."""
    when = datetime.datetime.now(datetime.UTC)
    id = judgement_id(target, verdict, when, who)
    return Judgement(id, of, target, verdict, when, who, words, correction, note)


def rejected(judgements: Iterable[Judgement]) -> set[str]:
    """Return the ids on which the last word was `reject`."""
    last = {one.target: one.verdict for one in judgements if one.verdict in WEIGHED}
    return {target for target, verdict in last.items() if verdict == "reject"}


def unsettles(record: OnRecord, decided: Judgement, changed: Judgement) -> bool:
    """Say whether anything worked out rests on a judgement that was `changed`, made or undone."""
    if changed.of == "statement":
        standing = record.judgements(changed.target, standing=True)
        was_rejected = changed.target in rejected(standing)
        return decided is not changed or (changed.verdict == "reject") != was_rejected
    is_origin = changed.of == "article" and changed.verdict in ("same", "different")
    return changed.of == "entity" or is_origin


def judgements_on(record: OnRecord, wanted: str = "", standing: bool = False) -> list[Judgement]:
    """Return the judgements of what `wanted` names, or all.

    Those of an entity are all that name it or one of its mentions, under whichever id then.
    """
    found = record.judgements(standing=standing)
    if not wanted:
        return found
    named = _judged(record, wanted)
    behind = set(named.behind)
    return [
        one
        for one in found
        if named.id in (one.target, one.correction)
        or not behind.isdisjoint((*one.behind, *one.others))
    ]


def _to_undo(record: OnRecord, wanted: str) -> Judgement:
    """Return the judgement that is to be taken back: by its id, the last on a thing, or of all."""
    if wanted.startswith("j1-"):
        found = record.judgement(wanted)
        standing = [one for one in record.judgements(standing=True) if one == found]
    else:
        standing = judgements_on(record, wanted, standing=True)
    standing = [one for one in standing if one.verdict != "undo"]
    if not standing:
        of = f" on {wanted}" if wanted else ""
        raise OnrecordError(f"no judgement{of} to take back; to judge again, say it again")
    return standing[-1]


def _judged(record: OnRecord, wanted: str) -> _Named:
    """Return what is judged: by its id, an entity by its name too."""
    found = ID.fullmatch(wanted)
    match KINDS.get(found[1] if found else "e"):
        case "article":
            article = record.article(wanted)
            return _Named("article", article.id, article.title or article.text[:80])
        case "statement":
            statement = record.statement(wanted)
            return _Named("statement", statement.id, statement.words)
        case "comparison":
            comparison = record.comparison(wanted)
            return _Named("comparison", comparison.id, comparison.because)
        case "entity":
            return _entity(record, wanted)
    raise OnrecordError(f"{wanted} is a judgement: it can be taken back, not judged")


def _entity(record: OnRecord, wanted: str) -> _Named:
    """Return an entity on record, or one that was judged before and is merged away since."""
    try:
        entity = record.entity(wanted)
    except NotOnRecord:
        before = [one for one in record.judgements(wanted) if one.of == "entity"]
        if not (ID.fullmatch(wanted) and before):
            raise
        last = before[-1]
        behind = last.behind if last.target == wanted else last.others
        return _Named("entity", wanted, last.words, behind)
    return _Named("entity", entity.id, entity.name, _behind(record, entity))


def _behind(record: OnRecord, entity: Entity) -> tuple[str, ...]:
    """Return mentions by which an entity is known again: its first, and all judged before."""
    judged = {
        mention
        for one in record.judgements()
        for mention in (one.target, one.correction, *one.behind, *one.others)
    }
    ordered = sorted(entity.mentions)
    return tuple(m for n, m in enumerate(ordered) if n < MOST_BEHIND or m in judged)


def _other(record: OnRecord, named: _Named, verdict: Verdict, wanted: str) -> _Named:
    """Return the other side of `same` or `different`: an article, an entity, a mention of one."""
    if named.of not in ("article", "entity") or not wanted:
        raise OnrecordError(
            f"{verdict!r} is said of two entities or two articles; name the other one"
        )
    if named.of == "article":
        return _Named("article", record.article(wanted).id, "")
    if wanted.startswith("m1-") and wanted in {mention.id for mention in record.mentions()}:
        return _Named("entity", wanted, "", (wanted,))
    other = _entity(record, wanted)
    if other.id == named.id:
        raise OnrecordError(f"{wanted!r} is {named.words!r} already: one entity, {named.id}")
    return other


def _split(record: OnRecord, named: _Named, wanted: str) -> tuple[_Named, str, tuple[str, ...]]:
    """Return what stays of an entity, the id of what does not keep its id, and what is taken off.

    `wanted` are ids of mentions and articles, or their beginnings. Raise OnrecordError where
    nothing is taken, or nothing would stay.
    """
    if named.of != "entity":
        raise OnrecordError("'split' is said of an entity, and of which mentions are another's")
    entity = record.entity(named.id)
    mentions = [one for one in record.mentions() if one.id in set(entity.mentions)]
    taken: set[str] = set()
    for begin in wanted.split():
        found = {m.id for m in mentions if m.article.startswith(begin) or m.id.startswith(begin)}
        if not found:
            raise OnrecordError(f"{begin} is no mention of {entity.name!r}, nor an article of one")
        taken |= found
    stays = [mention for mention in named.behind if mention not in taken]
    rest = sorted(set(entity.mentions) - taken)
    if not taken or not rest:
        raise OnrecordError(f"some mentions of {entity.name!r} are taken off, and some stay")
    keeps_id = min(taken) > rest[0] or bool(entity.state)
    new_id = entity_id(entity.kind, taken if keeps_id else rest)
    behind = tuple(stays or rest[:MOST_BEHIND])
    return replace(named, behind=behind), new_id, tuple(sorted(taken))
