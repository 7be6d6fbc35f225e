"""Statements on a record -> the same with what a page needs beside them: article and speaker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onrecord.values import Article, Comparison, Entity, Judgement, Statement

if TYPE_CHECKING:
    from onrecord.record import Record


@dataclass(frozen=True, slots=True)
class Citation:
    """A statement with its article and, where it is known, the entity that speaks."""

    statement: Statement
    article: Article
    entity: Entity | None = None

    @property
    def speaker(self) -> str:
        """The speaker's name on the record, or as the article has it."""
        if self.entity:
            return self.entity.name
        if self.statement.speaker and self.statement.speaker.name:
            return self.statement.speaker.name
        if self.statement.source:
            return self.statement.source.of(self.article.text)
        return "No speaker named"

    @property
    def place(self) -> str:
        """The path of the page that shows the statement where it stands."""
        return f"/articles/{self.article.id}#{self.statement.id}"

    @property
    def outlet(self) -> str:
        """Who published it, or the name of the file where that is not known."""
        return self.article.publisher or self.article.path.rsplit("/", 1)[-1] or "outlet unknown"


@dataclass(frozen=True, slots=True)
class Pair:
    """A comparison with both its statements and what was last decided about it."""

    comparison: Comparison
    earlier: Citation
    later: Citation
    judgement: Judgement | None = None


def cite(
    record: Record, statements: Iterable[Statement], likely: Iterable[Entity] = ()
) -> list[Citation]:
    """Return each statement with its article and its speaker's entity.

    Speakers are looked for among the `likely` entities before the record is asked.
    """
    article_of = cache(record.article)
    behind = {mention: entity for entity in likely for mention in entity.mentions}
    return [
        Citation(
            statement,
            article_of(statement.article),
            (statement.speaker and behind.get(statement.speaker.id)) or record.speaker(statement),
        )
        for statement in statements
    ]


def pair_up(
    record: Record, comparisons: Iterable[Comparison], likely: Iterable[Entity] = ()
) -> list[Pair]:
    """Return each comparison with its statements cited and the latest judgement of it."""
    decided = {judgement.target: judgement for judgement in record.judgements(standing=True)}
    comparisons = list(comparisons)
    sides = [one for pair in comparisons for one in (pair.earlier, pair.later)]
    citations = cite(record, map(record.statement, sides), likely)
    return [
        Pair(comparison, earlier, later, decided.get(comparison.id))
        for comparison, earlier, later in zip(
            comparisons, citations[::2], citations[1::2], strict=True
        )
    ]
