"""Dates of the articles that give an office -> whose term it was, as far as dates can tell.

Offices change hands. "Minister Brandt" of 2003 and of 2021 may be two people of one surname; and
one full name with an office in one state, and years later in another, is one person who moved on.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from itertools import pairwise

from onrecord.identity.sightings import Sighting

# Articles that are further apart do not tell of one term of office.
TERM = datetime.timedelta(days=10 * 365)


def can_be_one_term(one: Sighting, other: Sighting) -> bool:
    """Whether no dates speak against one holder of the office that both give."""
    if one.days is None or other.days is None:
        return True
    first, second = sorted((one.days, other.days))
    return second[0] - first[1] <= TERM


def terms(sightings: Sequence[Sighting], numbers: Sequence[int]) -> list[list[int]]:
    """Return sightings of one office put together by term.

    Those without a date go with the others where there is one term, else by themselves.
    """
    dated = sorted((n for n in numbers if sightings[n].days), key=lambda n: sightings[n].days or ())
    undated = [n for n in numbers if not sightings[n].days]
    found: list[list[int]] = []
    for number in dated:
        if found and can_be_one_term(sightings[found[-1][-1]], sightings[number]):
            found[-1].append(number)
        else:
            found.append([number])
    if len(found) == 1:
        return [[*found[0], *undated]]
    return [*found, *([undated] if undated else [])]


def held_in_turn(sightings: Iterable[Sighting]) -> bool:
    """Whether offices of several states were held one after the other, never at one time."""
    spans: dict[str, tuple[datetime.date, datetime.date]] = {}
    for sighting in sightings:
        for state in sighting.states:
            if sighting.days is None:
                return False
            first, last = spans.get(state, sighting.days)
            spans[state] = min(first, sighting.days[0]), max(last, sighting.days[1])
    ordered = sorted(spans.values())
    return len(ordered) > 1 and all(one[1] < other[0] for one, other in pairwise(ordered))
