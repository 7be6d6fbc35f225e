"""A comparison, or two names -> what a careful person would hold against it, in sentences.

Nothing here changes a score. It is what the values themselves say that a reader should weigh
before accepting.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onrecord.values import Entity, Mention, Statement
from onrecord.web.citing import Citation, Pair
from onrecord.web.wording import when_said

UNSURE = 0.75
LIKELY = 0.8


def against(pair: Pair, one_account: bool) -> list[str]:
    """Return what speaks against a comparison; `one_account` says that both articles share one."""
    comparison, sides = pair.comparison, (pair.earlier, pair.later)
    found = []
    if not comparison.ordered:
        found.append("Which of the two came first is not known, as a date is missing.")
    if one_account:
        found.append("Both articles carry the same account, so this is one source and not two.")
    if comparison.score < LIKELY:
        found.append("The machine itself is not sure that the two belong together so.")
    for name, citation in zip(("earlier", "later"), sides, strict=True):
        which = f"the {name} one" if comparison.ordered else f"the one in {citation.outlet}"
        for reason in _of_one(citation):
            said = reason.format(which)
            found.append(said[0].upper() + said[1:])
    if comparison.kind == "shifts" and _is_elsewhere(*(one.statement for one in sides)):
        found.append("They speak of different times, so that both may be true.")
    return found


def _of_one(citation: Citation) -> list[str]:
    one = citation.statement
    found = []
    if one.quoting == "indirect":
        found.append("{} is in the article’s words, not the speaker’s own.")
    if one.nested or one.via:
        found.append("{} came by way of somebody else.")
    if one.speech != "said":
        found.append("{} " + f"was {one.speech}, and not said.")
    if one.score < UNSURE:
        found.append("It is not sure that source and words are right in {}.")
    if citation.entity is None:
        found.append("Who spoke in {} is not known by name.")
    if one.said is None and one.published is not None:
        found.append("When {} was said is not known, only when it was published.")
    return found


def _is_elsewhere(one: Statement, other: Statement) -> bool:
    """Whether both say of what time they speak, and these times do not meet."""
    first, second = one.spoken_of, other.spoken_of
    if not first or not second:
        return False
    bounds = (first.earliest, first.latest, second.earliest, second.latest)
    if None in bounds or when_said(one) == when_said(other):
        return False
    return str(first.latest) < str(second.earliest) or str(second.latest) < str(first.earliest)


def likeness(
    one: Entity, other: Entity, mine: Sequence[Mention], theirs: Sequence[Mention]
) -> tuple[list[str], list[str]]:
    """Return what speaks for and against two entities being one."""
    pro, con = [], []
    if shared := sorted({*one.aliases, one.name} & {*other.aliases, other.name}):
        pro.append(f"Both are written “{shared[0]}”.")
    elif one.name.split()[-1:] == other.name.split()[-1:]:
        pro.append(f"Both names end in “{one.name.split()[-1]}”.")
    offices = {(each.title, each.of) for each in one.offices if each.title}
    others = {(each.title, each.of) for each in other.offices if each.title}
    for title, of in sorted(offices & others):
        pro.append(f"Both are {title}{f' of {of}' if of else ''}.")
    states, other_states = _states(offices), _states(others)
    if states and other_states and not states & other_states:
        con.append(f"One belongs to {_listed(states)}, the other to {_listed(other_states)}.")
    if set(one.speaks_for) & set(other.speaks_for):
        pro.append("Both speak for the same party.")
    together = {each.article for each in mine} & {each.article for each in theirs}
    if together:
        many = "one article names" if len(together) == 1 else f"{len(together)} articles name"
        con.append(f"{many.capitalize()} both, as if they were two.")
    return pro, con


def _states(offices: Collection[tuple[str, str]]) -> set[str]:
    return {of for _, of in offices if of}


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)[:3])
