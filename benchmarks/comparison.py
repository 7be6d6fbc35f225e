"""Made statements -> CPU seconds and memory to compare 1,000, 10,000 and 100,000 of them, and again
when one more article has come.

    python -m benchmarks.comparison [--sizes 1000,10000,100000]

A tenth of the statements repeat another; the rest speak of things whose number grows with the
record, a few of them spoken of far more often than the others, as in a real one.
"""

from __future__ import annotations

import datetime
import random
import resource
import time

from benchmarks.sizes import each_apart
from onrecord.comparison import compare
from onrecord.ids import mention_id, statement_id
from onrecord.values import Act, Date, Entity, Mention, Span, Statement
from onrecord.weighed import Weighed

WORDS = tuple(f"{a}{b}{c}" for a in ("ma", "to", "ri", "se") for b in "bcdfglnrst" for c in "aeiou")
VERBS = ("supports", "opposes", "closes", "opens", "does not sell", "sells", "never saw", "saw")
IN_AN_ARTICLE = 20
ACTS: tuple[Act, ...] = ("say", "say", "say", "deny", "promise", "accuse")


def measure(size: int) -> None:
    """Compare so many statements, and with an article more; print CPU seconds and the peak."""
    statements = [_statement(number, size) for number in range(size + IN_AN_ARTICLE)]
    before = statements[:-IN_AN_ARTICLE]
    entities = _entities(statements)
    first = Weighed()
    started = time.process_time()
    found = compare(entities, before, weighed=first)
    done = time.process_time()
    print(f"{size:7,} statements: {_told(done - started, first)}, {len(found):,} kept", flush=True)
    more = Weighed(first.found())
    compare(entities, statements, weighed=more)
    print(f"   one article more: {_told(time.process_time() - done, more)}", flush=True)


def _told(seconds: float, weighed: Weighed) -> str:
    counts = weighed.counts
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{seconds:6.1f} s, peak {peak:5.0f} MiB; {counts['looked up']:7,} looked up, "
        f"{counts['looked at']:9,} pairs looked at, {counts['weighed']:9,} weighed"
    )


def _statement(number: int, size: int) -> Statement:
    draw = random.Random(number if number % 10 else number + 1)
    article = f"a{number // IN_AN_ARTICLE}"
    # The square of a chance: the first names are everywhere and the last ones rare.
    holder, thing = (f"{kind}{int(draw.random() ** 2 * size / 25)}" for kind in ("Holder", "Thing"))
    words = f"{thing} {draw.choice(VERBS)} {' '.join(draw.choices(WORDS, k=8))}"
    speaker = _mention(article, holder, number)
    day = datetime.date(2015, 1, 1) + datetime.timedelta(days=draw.randrange(3000))
    return Statement(
        id=statement_id(article, words, holder, number),
        article=article,
        source=Span(0, 1),
        cue=None,
        content=(
            Span(1000 * (number % IN_AN_ARTICLE), 1000 * (number % IN_AN_ARTICLE) + len(words)),
        ),
        words=words,
        act=draw.choice(ACTS),
        speaker=speaker,
        about=(_mention(article, thing, number),),
        said=Date.on(day),
    )


def _mention(article: str, name: str, number: int) -> Mention:
    return Mention(mention_id(article, "person", name, number), article, Span(0, 1), "person", name)


def _entities(statements: list[Statement]) -> list[Entity]:
    mentions: dict[str, list[str]] = {}
    for statement in statements:
        for mention in (statement.speaker, *statement.about):
            if mention is not None:
                mentions.setdefault(mention.name, []).append(mention.id)
    return [Entity(f"e-{n}", "person", n, mentions=tuple(ids)) for n, ids in mentions.items()]


if __name__ == "__main__":
    each_apart("benchmarks.comparison", __doc__, measure)
