"""Two statements side by side -> what speaks against making much of them, one sentence each.

Nothing here changes a score. It is what the values themselves say that a reader should weigh
before accepting: the same at the prompt, in the browser and in the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.exporters.wording import day_words
from onrecord.values import Comparison, Statement

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.store import Name

SINGULAR = {"is": "is", "has": "has", "stand": "stands"}
PLURAL = {"is": "are", "has": "have", "stand": "stand"}
BRACES = str.maketrans({"{": "{{", "}": "}}"})  # names come from pages, and are no verbs of ours
OUTER = ("person", "venue", "document")  # relays beyond the press, between speaker and page
SURE = 0.75  # of a statement: that source and words are right
LIKELY = 0.8  # of a comparison: that the two belong together so


def doubts(record: Record, comparison: Comparison) -> list[str]:
    """Return what a careful person would hold against a comparison, the gravest first."""
    sides = record.browse.statements([comparison.earlier, comparison.later])
    return doubts_of_each(record, [comparison], sides)[comparison.id]


def doubts_of_each(
    record: Record, comparisons: Sequence[Comparison], sides: Mapping[str, Statement]
) -> dict[str, list[str]]:
    """Return what a careful person would hold against each comparison, by its id.

    `sides` are their statements, by id.
    """
    speakers = record.browse.behind([one.speaker.id for one in sides.values() if one.speaker])
    accounts = record.browse.origins_of([one.article for one in sides.values()])
    found = {}
    for comparison in comparisons:
        earlier, later = sides[comparison.earlier], sides[comparison.later]
        here, there = (accounts.get(one.article, one.article) for one in (earlier, later))
        found[comparison.id] = [*_doubts(comparison, earlier, later, speakers, here == there)]
    return found


def _doubts(
    comparison: Comparison,
    earlier: Statement,
    later: Statement,
    speakers: Mapping[str, Name],
    is_one_account: bool,
) -> Iterator[str]:
    if not comparison.ordered:
        yield "Which came first is not known."
    if comparison.kind == "shifts":
        yield from _of_a_shift(earlier, later, speakers)
    order = ("earlier", "later") if comparison.ordered else ("first", "second")
    yield from _of_each_or_both((order[0], earlier), (order[1], later))
    if comparison.kind != "repeats" and is_one_account:
        yield "Both stand in articles that tell one account."
    if comparison.score < LIKELY:
        yield "The program itself is not sure that the two belong together so."


def _of_a_shift(
    earlier: Statement, later: Statement, speakers: Mapping[str, Name]
) -> Iterator[str]:
    one, other = (
        speakers.get(each.speaker.id) if each.speaker else None for each in (earlier, later)
    )
    if one and other and one.id != other.id:
        yield f"They have two speakers, {one.name} and {other.name}."
    if _is_elsewhere(earlier, later):
        yield "They speak of different times, so that both may be true."


def _is_elsewhere(one: Statement, other: Statement) -> bool:
    """Whether both say of what time they speak, and these times do not meet."""
    first, second = one.spoken_of, other.spoken_of
    if not first or not second or (one.said or one.published) == (other.said or other.published):
        return False
    if not (first.earliest and first.latest and second.earliest and second.latest):
        return False
    return first.latest < second.earliest or second.latest < first.earliest


def _of_each_or_both(*sides: tuple[str, Statement]) -> Iterator[str]:
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


def _doubts_about(statement: Statement) -> list[str]:
    """Return what stands against one statement, as clauses whose verbs are left open."""
    found = []
    said, published = statement.said, statement.published
    if not said and not published:
        found.append("{has} no date")
    elif not said and published and published.is_bounds:
        bounds = day_words(published).removesuffix(", not dated")
        found.append(f"{{has}} no date; its article came {bounds}")
    elif not said:
        found.append("{is} dated by the day of publication; when the words were said is not known")
    elif said.earliest != said.latest:
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
    if statement.score < SURE:
        found.append("{is} not read with certainty: source or words may be wrong")
    return found
