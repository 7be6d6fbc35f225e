"""Two statements side by side -> what speaks against making much of them, one sentence each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from onrecord.exporters.entries import Entry
from onrecord.values import Comparison

if TYPE_CHECKING:
    from onrecord.record import Record

SINGULAR = {"is": "is", "has": "has", "stand": "stands"}
PLURAL = {"is": "are", "has": "have", "stand": "stand"}
BRACES = str.maketrans({"{": "{{", "}": "}}"})  # names come from pages, and are no verbs of ours
OUTER = ("person", "venue", "document")  # relays beyond the press, between speaker and page


def doubts(record: Record, comparison: Comparison, earlier: Entry, later: Entry) -> list[str]:
    """Return what a careful person would hold against a comparison, the gravest first."""
    sides = (("earlier", earlier), ("later", later))
    if not comparison.ordered:
        sides = (("first", earlier), ("second", later))
    found = []
    if not comparison.ordered:
        found.append("Which came first is not known.")
    if comparison.kind == "shifts" and _are_others(earlier, later):
        found.append(f"They have two speakers, {earlier.speaker} and {later.speaker}.")
    found += _of_each_or_both(*sides)
    if comparison.kind != "repeats" and _share_an_account(record, earlier, later):
        found.append("Both stand in articles that tell one account.")
    return found


def _are_others(earlier: Entry, later: Entry) -> bool:
    one, other = earlier.entity, later.entity
    return bool(one and other and one.id != other.id)


def _of_each_or_both(*sides: tuple[str, Entry]) -> Iterator[str]:
    """Yield a sentence for each doubt about the statements; one where it is about both."""
    (one, first), (other, second) = sides
    here, there = _doubts_about(first), _doubts_about(second)
    for doubt in here:
        if doubt in there:
            yield f"Both statements {doubt.format(**PLURAL)}."
    for side, clauses, elsewhere in ((one, here, there), (other, there, here)):
        for doubt in clauses:
            if doubt not in elsewhere:
                yield f"The {side} statement {doubt.format(**SINGULAR)}."


def _doubts_about(entry: Entry) -> list[str]:
    """Return what stands against one statement, as clauses whose verbs are left open."""
    statement = entry.statement
    found = []
    if not entry.when:
        found.append("{has} no date")
    elif not statement.said:
        found.append("{is} dated by the day of publication; when the words were said is not known")
    elif statement.said.earliest != statement.said.latest:
        found.append("{is} dated to a stretch of time, not to a day")
    if not (statement.speaker and statement.speaker.named):
        found.append("{has} no speaker who is named")
    if statement.quoting == "indirect":
        found.append("{is} in the words of the article, not in quotation marks")
    elif statement.quoting == "mixed":
        found.append("{stand} only partly in quotation marks")
    if statement.speech != "said":
        found.append(f"{{is}} told of as {statement.speech}, not as said")
    through = [relay.name for relay in statement.via if relay.kind in OUTER]
    if statement.nested and not through:
        found.append("{is} told by somebody else")
    if through:
        found.append("came to the page through " + ", then ".join(through).translate(BRACES))
    return found


def _share_an_account(record: Record, earlier: Entry, later: Entry) -> bool:
    if earlier.article.id == later.article.id:
        return True
    return any(later.article.id in one.articles for one in record.origins(earlier.article.id))
