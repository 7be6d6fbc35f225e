"""Made articles -> CPU seconds and memory to trace the origins of 1,000, 10,000 and 100,000.

    python -m benchmarks.origins [--sizes 1000,10000,100000]

Half of the articles stand alone; the others carry one of the stories that ten papers print, each
with paragraphs of its own left out or put in. Every paper has a note under all its articles. Then
one more article comes. Texts are made when they are asked for, so that what is measured is the
tracing and not the making; a record also reads them from its file.
"""

from __future__ import annotations

import random
import resource
import time
from functools import lru_cache

from benchmarks.sizes import each_apart
from onrecord.origins import sketch, trace
from onrecord.sketch import Sketch
from onrecord.values import Article, Block, Span

CARRIERS = 10
PAPERS = 20
WORDS = tuple(f"{a}{b}{c}" for a in ("ma", "to", "ri", "se") for b in "bcdfglnrst" for c in "aeiou")


def measure(size: int) -> None:
    """Sketch and trace so many articles, then one more; print CPU seconds and the peak."""
    started = time.process_time()
    sketches = [_sketch(number) for number in range(size)]
    sketched = time.process_time()
    origins, shared = trace(sketches, {}, [], {}, lambda id: _body(int(id)))
    traced = time.process_time()
    known = dict(shared)
    more = trace([*sketches, _sketch(size)], known, [], {}, lambda id: _body(int(id)))
    done = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:7,} articles, {len(origins):6,} origins: {sketched - started:7.1f} s to sketch "
        f"(making the texts included), {traced - sketched:6.1f} s to trace ({len(shared):,} pairs "
        f"measured); one more: {done - traced:5.1f} s ({len(more.shared)} pairs); "
        f"peak {peak:5.0f} MiB"
    )


def _sketch(number: int) -> Sketch:
    body = _body(number)
    return sketch(Article(str(number), "", body, (Block("body", Span(0, len(body))),)))


def _body(number: int) -> str:
    """Return the text of an article: its story's paragraphs and its paper's own, and the note."""
    draw = random.Random(number)
    note = _paragraph(random.Random(f"note {number % PAPERS}"))
    if number % 2:
        return "\n\n".join([*(_paragraph(draw) for _ in range(9)), note])
    story = [p for p in _story(number // 2 // CARRIERS) if draw.random() > 0.2]
    own = [_paragraph(draw) for _ in range(draw.randrange(4))]
    return "\n\n".join([*story, *own, note])


@lru_cache(maxsize=64)
def _story(number: int) -> list[str]:
    draw = random.Random(f"story {number}")
    return [_paragraph(draw) for _ in range(9)]


def _paragraph(draw: random.Random) -> str:
    return " ".join(
        " ".join(draw.choices(WORDS, k=draw.randrange(9, 25))).capitalize() + "." for _ in range(3)
    )


if __name__ == "__main__":
    each_apart("benchmarks.origins", __doc__, measure)
