"""Invented mentions -> CPU seconds and peak memory of telling who is who among 10,000 to a million.

    python -m benchmarks.identity [--sizes 10000,100000,1000000]

A tenth as many articles as mentions; names by Zipf's law, as news has them: most are seen once or
twice, and the commonest is still only in one article out of some twenty. They are put on a record
in a file of its own and resolved there; then one more article comes, and is resolved into it. Each
size runs in a process of its own.
"""

from __future__ import annotations

import random
import resource
import tempfile
import time
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, islice
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.sizes import each_apart
from onrecord import resolving
from onrecord.ids import article_id, mention_id
from onrecord.stages import Stages
from onrecord.store import Store, writing
from onrecord.store.rows import ARTICLES, MENTIONS
from onrecord.store.sighted import queue
from onrecord.store.tables import ENTITIES
from onrecord.values import Article, Mention, Span

SIZES = (10_000, 100_000, 1_000_000)
IN_AN_ARTICLE = 10
IN_A_FILE = 500  # articles
STARTS = "ba be bi bo da de do fa ga go ha ka ke ko la le lo ma me mi mo na no pa pe ro sa se ta"
ENDS = "din drov fel gan hart lam lund mar mek nen nik ran rek rin san sen ssel tov vas vik wen zal"
OFFICES = ("foreign minister", "president", "spokesman", "chief executive", "")
# Zipf's law with a bounded head: the weight of a rank is 1 / (rank + HEAD).
HEAD = 20
SORTS = ("Bank", "Mining", "Party", "Union", "Institute", "Shipping", "Energy")


def measure(size: int) -> None:
    """Resolve so many mentions, then an article more; print seconds, the peak, what it touched."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(str(Path(folder) / "case.db"))
        mentions = generated(size + IN_AN_ARTICLE)
        articles = iter(lambda: list(islice(mentions, IN_AN_ARTICLE)), [])
        last = next(articles)
        for number in range(0, size // IN_AN_ARTICLE, IN_A_FILE):
            put(store, number, islice(articles, IN_A_FILE))
        before, started = _peak(), time.process_time()
        resolving.update(store, Stages())
        seconds, touched = time.process_time() - started, store.unresolved.touched
        with store._reading() as connection:
            entities = connection.execute(select(func.count(ENTITIES.c.id))).scalar_one()
        print(
            f"{size:9,} mentions: {seconds:7.1f} s, {entities:8,} entities,"
            f" peak {_peak():5.0f} MiB (before {before:4.0f}); ",
            end="",
        )
        put(store, size, [last])
        started = time.process_time()
        resolving.update(store, Stages())
        print(
            f"one article more: {time.process_time() - started:5.2f} s,"
            f" {store.unresolved.touched - touched:6,} mentions touched",
            flush=True,
        )
        store.close()


def put(store: Store, number: int, articles: Iterable[list[Mention]]) -> None:
    """Put these articles on record, as members of one file, in one go: adding is not measured."""
    digest = f"{number:064x}"
    found = {mentions[0].article: mentions for mentions in articles}
    made = {id: Article(id, digest, ".", (), member=id) for id in found}
    with store._writing() as connection:
        writing.put_file(connection, digest, b".")
        writing.put_changes(connection, ARTICLES, {}, made)
        named = {mention.id: mention for mentions in found.values() for mention in mentions}
        writing.put_changes(connection, MENTIONS, {}, named)
        queue(connection, "arrived", found)


def generated(size: int) -> Iterator[Mention]:
    """Yield so many mentions of invented people, states and bodies."""
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
        article = article_id("made", str(number // IN_AN_ARTICLE))
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
