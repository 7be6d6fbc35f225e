"""What a person says of something on record -> the judgement, or the reason why it is none."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Protocol, get_args

from onrecord import edtf
from onrecord.errors import OnrecordError
from onrecord.ids import judgement_id
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

ID = re.compile("([asec])1-[0-9a-f]+")
WEIGHED = ("accept", "half", "reject", "open")  # what says how far something is right
KINDS: dict[str, Judged] = {"a": "article", "s": "statement", "e": "entity", "c": "comparison"}


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

    def judgements(self, target: str) -> list[Judgement]:
        """Return what was decided on one thing."""


def decide(
    record: OnRecord, target: str, verdict: Verdict, correction: str, note: str, who: str
) -> Judgement:
    """Return the judgement of what `target` names. Raise OnrecordError where it cannot be one."""
    if verdict not in get_args(Verdict):
        on_hand = ", ".join(get_args(Verdict))
        raise OnrecordError(f"no verdict {verdict!r}; on hand: {on_hand}")
    of, id, words = _judged(record, target)
    if verdict in ("same", "different"):
        if of not in ("article", "entity") or not correction:
            raise OnrecordError(
                f"{verdict!r} is said of two entities or two articles; name the other one"
            )
        is_article = of == "article"
        correction = record.article(correction).id if is_article else _other(record, correction)
    if of == "article" and verdict == "corrected" and correction:
        correction = edtf.date(correction).edtf
    return judgement(of, id, verdict, correction, words, note, who)


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


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the judgements that no later `open` on the same thing, or pair, took back."""
    made = list(judgements)
    opened = {
        (one.target, one.correction): place
        for place, one in enumerate(made)
        if one.verdict == "open"
    }
    return [
        one
        for place, one in enumerate(made)
        if place > opened.get((one.target, one.correction), -1)
    ]


def rejected(judgements: Iterable[Judgement]) -> set[str]:
    """Return the ids on which the last word was `reject`."""
    last = {one.target: one.verdict for one in judgements if one.verdict in WEIGHED}
    return {target for target, verdict in last.items() if verdict == "reject"}


def _judged(record: OnRecord, wanted: str) -> tuple[Judged, str, str]:
    """Return the kind, the id and the words of what is judged: by its id, an entity by name too."""
    found = ID.fullmatch(wanted)
    kind = KINDS[found[1]] if found else "entity"
    if kind == "article":
        article = record.article(wanted)
        return kind, article.id, article.title or article.text[:80]
    if kind == "statement":
        statement = record.statement(wanted)
        return kind, statement.id, statement.words
    if kind == "comparison":
        comparison = record.comparison(wanted)
        return kind, comparison.id, comparison.because
    if judged := _judged_before(record, wanted):
        return kind, wanted, judged
    entity = record.entity(wanted)
    return kind, entity.id, entity.name


def _judged_before(record: OnRecord, entity: str) -> str:
    """Return the words judged for an entity before: it may be merged into another since."""
    before = [one for one in record.judgements(entity) if one.of == "entity"]
    return before[-1].words if ID.fullmatch(entity) and before else ""


def _other(record: OnRecord, wanted: str) -> str:
    """Return the id of the other entity: one on record, one merged away, or one by a mention."""
    if wanted.startswith("m1-"):
        known = {mention.id for mention in record.mentions()}
        if wanted in known:
            return wanted
    if _judged_before(record, wanted):
        return wanted
    return record.entity(wanted).id
