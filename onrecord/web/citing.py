"""Statements on a record -> the same with what a page needs beside them: article and speaker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.exporters.entries import speaker_name
from onrecord.values import Article, Comparison, Judgement, Statement

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.store import Name


@dataclass(frozen=True, slots=True)
class Citation:
    """A statement with its article and, where it is known, the name of the entity that speaks."""

    statement: Statement
    article: Article
    entity: Name | None = None

    @property
    def speaker(self) -> str:
        """The speaker's name on the record, or as the article has it."""
        return speaker_name(self.statement, self.article, self.entity) or "No speaker named"

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

    @property
    def title(self) -> str:
        """Who speaks, and on what where both name it: "Ilse Marden on Arvenia"."""
        who = " and ".join(dict.fromkeys((self.earlier.speaker, self.later.speaker)))
        there = {one.name for one in self.later.statement.about}
        shared = [one.name for one in self.earlier.statement.about if one.name in there]
        if shared:
            return f"{who} on {shared[0]}"
        is_shift = self.comparison.kind == "shifts" and self.comparison.ordered
        return f"{who}, then and now" if is_shift else who

    @property
    def decided(self) -> Judgement | None:
        """The last judgement, unless it was taken back."""
        return self.judgement


def cite(record: Record, statements: Iterable[Statement], whole: bool = False) -> list[Citation]:
    """Return each statement with its article and the name of its speaker's entity.

    Articles come without their blocks and evidence, unless `whole`: lists show nothing of these.
    """
    statements = list(statements)
    articles = record.browse.these([one.article for one in statements], whole)
    names = record.browse.behind([one.speaker.id for one in statements if one.speaker])
    return [
        Citation(
            statement,
            articles[statement.article],
            names.get(statement.speaker.id) if statement.speaker else None,
        )
        for statement in statements
    ]


def pair_up(record: Record, comparisons: Iterable[Comparison], whole: bool = False) -> list[Pair]:
    """Return each comparison with its statements cited and the latest judgement of it."""
    comparisons = list(comparisons)
    sides = record.browse.statements(
        [side for one in comparisons for side in (one.earlier, one.later)]
    )
    cited = {one.statement.id: one for one in cite(record, sides.values(), whole)}
    decided = record.browse.decisions([one.id for one in comparisons])
    return [
        Pair(one, cited[one.earlier], cited[one.later], decided.get(one.id)) for one in comparisons
    ]
