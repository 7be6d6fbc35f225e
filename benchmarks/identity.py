"""Invented mentions -> CPU seconds and peak memory of telling who is who among 10,000 to a million.

    python -m benchmarks.identity [--sizes 10000,100000,1000000]

A tenth as many articles as mentions; names by Zipf's law, as news has them: most are seen once or
twice, and the commonest is still only in one article out of some twenty. Each size runs in a
process of its own.
"""

from __future__ import annotations

import random
import resource
import time
from bisect import bisect
from collections.abc import Callable, Iterator
from itertools import accumulate

from benchmarks.sizes import each_apart

SIZES = (10_000, 100_000, 1_000_000)
IN_AN_ARTICLE = 10
STARTS = "ba be bi bo da de do fa ga go ha ka ke ko la le lo ma me mi mo na no pa pe ro sa se ta"
ENDS = "din drov fel gan hart lam lund mar mek nen nik ran rek rin san sen ssel tov vas vik wen zal"
OFFICES = ("foreign minister", "president", "spokesman", "chief executive", "")
# Zipf's law with a bounded head: the weight of a rank is 1 / (rank + HEAD).
HEAD = 20
SORTS = ("Bank", "Mining", "Party", "Union", "Institute", "Shipping", "Energy")


def measure(size: int) -> None:
    """Resolve so many mentions; print CPU seconds, the peak, and what mentions alone take."""
    from onrecord.identity import resolve

    mentions = list(generated(size))
    before = _peak()
    started = time.process_time()
    entities = resolve(mentions)
    seconds = time.process_time() - started
    print(
        f"{size:9,} mentions: {seconds:7.1f} s, {len(entities):8,} entities,"
        f" peak {_peak():6.0f} MiB"
        f" (of which the mentions alone {before:5.0f})"
    )


def generated(size: int) -> Iterator:  # type: ignore[type-arg]
    """Yield so many mentions of invented people, states and bodies."""
    from onrecord.ids import mention_id
    from onrecord.values import Mention, Span

    draw = random.Random(7)
    surnames = [
        f"{a}{b}{c}".title() for a in STARTS.split() for b in STARTS.split() for c in ENDS.split()
    ]
    given = [f"{a}{c}".title() for a in STARTS.split() for c in ENDS.split()]
    places = [f"{a}{b}nia".title() for a in STARTS.split()[:14] for b in STARTS.split()[:14]]
    people = max(100, size // 8)

    def ranks(many: int) -> Callable[[], int]:
        weights = list(accumulate(1 / (rank + HEAD) for rank in range(many)))
        return lambda: bisect(weights, draw.random() * weights[-1], hi=many - 1)

    person, body, place = ranks(people), ranks(people // 4), ranks(len(places))

    for number in range(size):
        article = f"a1-{number // IN_AN_ARTICLE:07}"
        office, party, kind = "", "", "person"
        match number % IN_AN_ARTICLE:
            case 0 | 1 | 2 | 3 | 4:
                who = random.Random(person())
                name = f"{who.choice(given)} {who.choice(surnames)}"
                if draw.random() < 0.3:
                    office, party = who.choice(OFFICES), who.choice(places)
            case 5 | 6:
                name = name.split()[-1]  # the surname of the one before
            case 7 | 8:
                what = random.Random(body())
                name = f"{what.choice(surnames)} {what.choice(SORTS)}"
                kind = "organisation"
            case _:
                name, kind = places[place()], "place"
        id = mention_id(article, kind, name, number)
        yield Mention(id, article, Span(0, 1), kind, name, office, party)  # type: ignore[arg-type]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    each_apart("benchmarks.identity", __doc__, measure, SIZES)
