"""Made copies and one page saved four ways -> how well articles of one origin are found.

    python -m evals.origins --data DIR

Copies are made of PolNeAR training articles: `light` (another headline, every sixth paragraph left
out), `cut` (the first two fifths), `reworded` (one word in twelve is another), `clip` (six
paragraphs pasted into an article of somebody else). All other pairs are to stay apart, but for
articles that are the same in the corpus itself. The threshold that finds most on one half of the
articles without one wrong pair is printed beside the scores of the other half. Then the pages of
the extraction sets, as read from `page`, `clip`, `wrap` and `html`: one page is one origin,
however it was saved.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from evals.extraction import SETS, VARIANTS, pages
from onrecord.errors import ReadError
from onrecord.origins import sketch
from onrecord.origins.pairs import in_common, pairs
from onrecord.origins.sketches import runs_of
from onrecord.origins.tracing import ENOUGH, NEAR_COPY
from onrecord.readers import read_bytes
from onrecord.values import Article, Block, Span

KINDS = ("light", "cut", "reworded", "clip")
PASTED = 6  # paragraphs of a clip
SHORTEST = 150  # words of an article that copies are made of
ONE_ACCOUNT = 0.5  # two articles of the corpus that share more are one already
THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(1, 13))


class Text(NamedTuple):
    """A text, which story it tells, and how it was made."""

    story: str
    kind: str
    body: str


Pairs = dict[tuple[int, int], tuple[float, int]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    halves = made_copies(data)
    chosen, scored = (Half(texts) for texts in halves)
    best = max(THRESHOLDS, key=chosen.precision_and_recall)
    print(f"threshold: best on the first half {best}, in use {NEAR_COPY}")
    for name, half in (("first half", chosen), ("second half", scored)):
        print(f"{name}: {len(half.texts)} texts, {half.count} pairs to find")
        for threshold in sorted({0.1, 0.15, best, NEAR_COPY, 0.3, 0.5}):
            print(f"  at {threshold}: {half.told(threshold)}")
    for name in SETS:
        half = Half(saved_pages(data / "extraction", name))
        print(f"{name}, saved four ways: {len(half.texts)} texts, {half.count} pairs to find")
        print(f"  at {NEAR_COPY}: {half.told(NEAR_COPY)}")


def score(data: Path) -> dict[str, float]:
    """Return precision and recall at the threshold in use, over pairs that did not choose it."""
    _, held_out = made_copies(data)
    parts = {"made copies": held_out}
    parts |= {f"{name} saved four ways": saved_pages(data / "extraction", name) for name in SETS}
    scores = {}
    for name, texts in parts.items():
        precision, recall = Half(texts).precision_and_recall(NEAR_COPY)
        scores |= {f"{name} precision": precision, f"{name} recall": recall}
    return scores


class Half:
    """Texts, and what every pair that is looked at shares."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = texts
        self.looked = looked_at(texts)
        groups = defaultdict(list)
        for number, text in enumerate(texts):
            groups[text.story].append(number)
        self.wanted = {
            pair
            for numbers in groups.values()
            for pair in itertools.combinations(numbers, 2)
            if "original" in {texts[n].kind for n in pair} or texts[pair[0]].kind in VARIANTS
        }
        self.count = len(self.wanted)
        self.same = {
            frozenset((texts[one].story, texts[other].story))
            for (one, other), (share, _) in self.looked.items()
            if share >= ONE_ACCOUNT and texts[one].kind == texts[other].kind == "original"
        }

    def found(self, threshold: float) -> set[tuple[int, int]]:
        """Return the pairs that are copies at this threshold."""
        return {
            pair
            for pair, (share, runs) in self.looked.items()
            if share >= threshold and runs >= ENOUGH and not self._is_one_already(pair)
        }

    def _is_one_already(self, pair: tuple[int, int]) -> bool:
        stories = {self.texts[number].story for number in pair}
        return len(stories) > 1 and frozenset(stories) in self.same

    def precision_and_recall(self, threshold: float) -> tuple[float, float]:
        """Return both, over pairs; two copies of one original may be found or not."""
        found = self.found(threshold)
        wrong = [pair for pair in found if len({self.texts[n].story for n in pair}) > 1]
        right = found & self.wanted
        return len(right) / max(1, len(right) + len(wrong)), len(right) / max(1, self.count)

    def told(self, threshold: float) -> str:
        """Return the scores in words, recall by kind of copy."""
        precision, recall = self.precision_and_recall(threshold)
        found = self.found(threshold)
        kinds = defaultdict(list)
        for one, other in sorted(self.wanted):
            kinds[self.texts[other].kind].append((one, other) in found)
        of_kind = ", ".join(f"{kind} {sum(v) / len(v):.3f}" for kind, v in sorted(kinds.items()))
        met = sum(pair in self.looked for pair in self.wanted) / max(1, self.count)
        return (
            f"precision {precision:.3f}, recall {recall:.3f} ({of_kind}); "
            f"{met:.3f} of the pairs were looked at, of {len(self.looked)} in all"
        )


def looked_at(texts: Sequence[Text]) -> Pairs:
    """Return the share of the shorter and the runs in common, for each pair worth measuring."""
    sketches = [sketch(_article(number, text.body)) for number, text in enumerate(texts)]
    runs = [runs_of(text.body) for text in texts]
    found = {}
    for one, other in pairs(sketches):
        shared = in_common(runs[one], runs[other])
        found[one, other] = shared / max(1, min(len(runs[one]), len(runs[other]))), shared
    return found


def _article(number: int, body: str) -> Article:
    return Article(str(number), "", body, (Block("body", Span(0, len(body))),))


def made_copies(data: Path) -> tuple[list[Text], list[Text]]:
    """Return originals and their copies, in two halves that share no article."""
    with gzip.open(data / "polnear" / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    texts = [text for text in texts if len(text.split()) >= SHORTEST]
    draw = random.Random(5)
    draw.shuffle(texts)
    words = [word for text in texts[:200] for word in text.split()]
    hosts, articles = texts[:150], texts[150:]
    halves: tuple[list[Text], list[Text]] = ([], [])
    for number, text in enumerate(articles):
        half = halves[number % 2]
        half.append(Text(str(number), "original", text))
        if number < 4 * len(hosts):
            kind = KINDS[number // 2 % len(KINDS)]
            host = hosts[number // 4]
            half.append(Text(str(number), kind, _copied(kind, text, host, words, draw)))
    return halves


def _copied(kind: str, text: str, host: str, words: Sequence[str], draw: random.Random) -> str:
    paragraphs = _paragraphs(text)
    if kind == "light":
        kept = [words for number, words in enumerate(paragraphs) if number % 6 != 5]
        return "\n\n".join(["A headline of our own making", *kept])
    if kind == "cut":
        return "\n\n".join(paragraphs[: max(3, int(0.4 * len(paragraphs)))])
    if kind == "reworded":
        return "\n\n".join(
            " ".join(draw.choice(words) if draw.random() < 1 / 12 else w for w in p.split())
            for p in paragraphs
        )
    start = draw.randrange(max(1, len(paragraphs) - PASTED))
    around = _paragraphs(host)
    middle = len(around) // 2
    pasted = paragraphs[start : start + PASTED]
    return "\n\n".join([*around[:middle], *pasted, *around[middle:]])


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in re.split(r"\n+", text) if paragraph.strip()]


def saved_pages(data: Path, name: str) -> list[Text]:
    """Return the bodies that the readers find in each page of a set, in all its variants."""
    return [
        Text(key, variant, body)
        for variant in VARIANTS
        if (data / f"{name}-{variant}").is_dir()
        for key, body in _bodies(data, name, variant)
    ]


def _bodies(data: Path, name: str, variant: str) -> Iterator[tuple[str, str]]:
    for page in pages(data, name, variant):
        ending = "html" if variant == "html" else "txt"
        try:
            for article in read_bytes(page.data, f"page.{ending}"):
                yield page.key, article.body
        except ReadError:
            continue


if __name__ == "__main__":
    main()
