"""Sightings of somebody -> the offices held, each between the dates of the articles that say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from onrecord.identity.sightings import Sighting, Tie
from onrecord.values import Date, Office


def offices_of(
    sightings: Iterable[Sighting], party_name: Callable[[Tie], str], published: Mapping[str, Date]
) -> tuple[Office, ...]:
    """Return offices, those told of most first.

    `published` gives the dates of articles by id. An office is held at least from the first to
    the last dated article that gives it; how long before and after, no article tells. Where all
    of them are undated its dates are open.
    """
    counts: Counter[tuple[str, str]] = Counter()
    dates: dict[tuple[str, str], list[Date]] = {}
    for sighting in sightings:
        date = published.get(sighting.article)
        for tie, count in sighting.ties.items():
            if tie.office:
                office = tie.office, party_name(tie)
                counts[office] += count
                dates.setdefault(office, []).extend([date] if date else [])
    ranked = sorted(counts, key=lambda office: (-counts[office], office))
    return tuple(Office(title, of, *_bounds(dates[title, of])) for title, of in ranked)


def _bounds(dates: Sequence[Date]) -> tuple[str, str]:
    """Return the first and the last of these dates, each "" where none is bounded there."""
    first = [(date.earliest, date.edtf) for date in dates if date.earliest]
    last = [(date.latest, date.edtf) for date in dates if date.latest]
    return min(first, default=(None, ""))[1], max(last, default=(None, ""))[1]
