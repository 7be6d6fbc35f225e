"""Made statements -> CPU milliseconds to count the voices of one, of 1,000, 10,000 and 100,000.

    python -m benchmarks.voices [--sizes 1000,10000,100000]

Each quotation stands in five articles, whole, cut or with a word changed, and one in ten opens
with a phrase that many have. What is told is the median over 200 questions and its ratio to the
first size: it should grow with what is found, which is the same at every size, and not with the
record.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.origins import WORDS
from onrecord.ids import article_id, statement_id
from onrecord.record import Record
from onrecord.store import Store
from onrecord.values import Article, Block, Findings, Intake, Span, Statement

CARRIERS = 5
TOGETHER = 100  # quotations in one article
ASKED = 200
COMMON = "we will never again"


def main() -> None:
    """Make a record of each size, ask it, and print what an answer took."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default="1000,10000,100000")
    base = 0.0
    for size in map(int, parser.parse_args().sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "record.db")
            began = time.process_time()
            ids = _made(path, size)
            made = time.process_time() - began
            took, found = _asked(path, random.Random(3).sample(ids, min(ASKED, len(ids))))
            mib = path.stat().st_size / 2**20
        base = base or took
        print(
            f"{size:7,} statements: {took:6.2f} ms for one, {took / base:.2f} of the first; "
            f"{found:.1f} versions found; {made:.0f} s to store, {mib:.0f} MiB"
        )


def _asked(path: Path, ids: list[str]) -> tuple[float, float]:
    times, found = [], []
    with Record(path) as record:
        record.voices(ids[0])
        for id in ids:
            began = time.process_time()
            found.append(len(record.voices(id).versions))
            times.append(1000 * (time.process_time() - began))
    return statistics.median(times), statistics.mean(found)


def _made(path: Path, size: int) -> list[str]:
    store = Store(str(path))
    ids: list[str] = []
    for number in range(size // TOGETHER):
        block, carrier = divmod(number, CARRIERS)
        quoted = [_version(block * TOGETHER + n, carrier) for n in range(TOGETHER)]
        article, findings = _article(number, quoted)
        intake = Intake(f"{number}.txt", article.digest, len(article.text))
        store.keep(intake, article.text.encode(), [(article, findings)], "1", {})
        ids += [statement.id for statement in findings.statements]
    store.close()
    return ids


def _version(number: int, carrier: int) -> str:
    """Return a quotation as one of its carriers has it."""
    draw = random.Random(f"quotation {number}")
    words = draw.choices(WORDS, k=draw.randrange(12, 30))
    words = [*COMMON.split(), *words] if number % 10 == 0 else words
    if carrier == 1:
        words = words[: max(10, 2 * len(words) // 3)]
    if carrier == 2:
        words[len(words) // 2] = "changed"
    return " ".join(words)


def _article(number: int, quoted: list[str]) -> tuple[Article, Findings]:
    text = "\n\n".join([f"Report {number}", *quoted])
    digest = hashlib.sha256(text.encode()).hexdigest()
    id = article_id(digest)
    article = Article(id, digest, text, (Block("body", Span(0, len(text))),), publisher=str(number))
    return article, Findings(statements=tuple(_statements(id, text, quoted)))


def _statements(article: str, text: str, quoted: list[str]) -> Iterator[Statement]:
    start = text.index("\n\n") + 2
    for words in quoted:
        span = Span(start, start + len(words))
        id = statement_id(article, words, "", 0)
        yield Statement(id, article, None, None, (span,), words, "direct")
        start = span.stop + 2


if __name__ == "__main__":
    main()
