"""Two names -> what speaks for and against their being one, in sentences."""

from __future__ import annotations

from collections.abc import Collection

from onrecord.values import Entity


def likeness(one: Entity, other: Entity, together: int) -> tuple[list[str], list[str]]:
    """Return what speaks for and against two entities being one; `together` counts the articles
    that name both.
    """
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
    if together:
        many = "one article names" if together == 1 else f"{together:,} articles name"
        con.append(f"{many.capitalize()} both, as if they were two.")
    return pro, con


def _states(offices: Collection[tuple[str, str]]) -> set[str]:
    return {of for _, of in offices if of}


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)[:3])
