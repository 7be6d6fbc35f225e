"""A folder of saved pages with their articles as gold -> how well the readers find them.

    python -m evals.extraction --data DIR

`DIR` holds folders `NAME-page`, `NAME-clip`, `NAME-wrap` (`texts.json` {id: text}, `gold.json`
{id: {body, url, title?, authors?, date?, captions?}}) and `NAME-html` (`ID.html.gz`, "/" in the id
written "__"). Bodies are scored by runs of four words: precision and recall a page, then their
means, then F1 of the two means, as in scrapinghub's article-extraction-benchmark.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import ReadError
from onrecord.readers import read_bytes
from onrecord.values import Article

SETS = ("scrapinghub", "fundus")
VARIANTS = ("html", "page", "clip", "wrap")
RUN = 4  # words


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page and what is known of its article."""

    key: str
    data: bytes
    gold: dict[str, Any]


def scores(data: Path, names: tuple[str, ...] = SETS) -> dict[str, dict[str, float]]:
    """Return the scores of each set and variant in a data folder, by "name-variant"."""
    return {
        f"{name}-{variant}": score(pages(data, name, variant))
        for name in names
        for variant in VARIANTS
        if (data / f"{name}-{variant}").is_dir()
    }


def pages(data: Path, name: str, variant: str) -> Iterator[Page]:
    """Yield the pages of one set in one variant."""
    gold = json.loads((data / f"{name}-page" / "gold.json").read_text("utf-8"))
    if variant != "html":
        folder = data / f"{name}-{variant}"
        gold = json.loads((folder / "gold.json").read_text("utf-8"))
        for key, text in json.loads((folder / "texts.json").read_text("utf-8")).items():
            yield Page(key, text.encode(), gold[key])
        return
    for key in gold:
        file = data / f"{name}-html" / f"{key.replace('/', '__')}.html.gz"
        if file.exists():
            yield Page(key, gzip.decompress(file.read_bytes()), gold[key])


def score(pages: Iterator[Page]) -> dict[str, float]:
    """Return body F1, shares of fields right, of captions kept out, and pages a CPU second."""
    tally = Tally()
    for page in pages:
        started = time.process_time()
        article = article_in(page.data)
        tally.add(page, article, time.process_time() - started)
    return tally.scores()


def article_in(data: bytes) -> Article | None:
    """Return the article that the readers find in a page, None where they find none."""
    kind = ".html" if data.lstrip()[:1] == b"<" and b"<html" in data[:5000].lower() else ".txt"
    try:
        return next(read_bytes(data, f"page{kind}"), None)
    except ReadError:
        return None


class Tally:
    """Adds up pages read."""

    def __init__(self) -> None:
        self.precisions: list[float] = []
        self.recalls: list[float] = []
        self.rights: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.seconds = 0.0

    def add(self, page: Page, article: Article | None, seconds: float) -> None:
        """Add one page and what was found in it."""
        self.seconds += seconds
        self.asked["pages"] += 1
        body = article.body if article else ""
        hits, found, wanted = overlap(body, page.gold["body"])
        if found:
            self.precisions.append(hits / found)
        if wanted:
            self.recalls.append(hits / wanted)
        self._add_fields(page.gold, article, body)

    def _add_fields(self, gold: dict[str, Any], article: Article | None, body: str) -> None:
        title = plain(article.title) if article else ""
        date = str(article.published) if article and article.published else ""
        authors = {plain(name) for name in article.authors} if article else set()
        for field, value, wanted in (
            ("title", title, plain(gold.get("title") or "")),
            ("date", date, gold.get("date") or ""),
            ("authors", authors, {plain(name) for name in gold.get("authors") or []}),
        ):
            if wanted:
                self.asked[field] += 1
                self.rights[f"{field} right"] += value == wanted
                self.rights[f"{field} none"] += not value
        inside, said = plain(body), plain(gold["body"])
        for caption in map(plain, gold.get("captions") or []):
            # A caption that the gold body says too cannot leak.
            if len(caption.split()) >= 5 and caption not in said:
                self.asked["captions"] += 1
                self.rights["captions leaked"] += caption in inside

    def scores(self) -> dict[str, float]:
        """Return the scores by name."""
        precision, recall = mean(self.precisions), mean(self.recalls)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        shares = {
            name: hits / self.asked[name.split()[0]]
            for name, hits in self.rights.items()
            if self.asked[name.split()[0]]
        }
        if self.asked["captions"]:
            shares["captions kept out"] = 1.0 - shares.pop("captions leaked", 0.0)
        count = self.asked["pages"]
        return {
            "pages": count,
            "body F1": f1,
            "precision": precision,
            "recall": recall,
            **shares,
            "a second": count / (self.seconds or 1.0),
        }


def mean(values: list[float]) -> float:
    """Return the mean of values, 0 where there are none."""
    return sum(values) / len(values) if values else 0.0


def overlap(found: str, wanted: str) -> tuple[int, int, int]:
    """Return how many runs of words two texts share, and how many each has."""
    ours, theirs = runs(found), runs(wanted)
    return (ours & theirs).total(), ours.total(), theirs.total()


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words in a text; a shorter text is one run."""
    words = re.findall(r"\w+", text)
    if not words:
        return Counter()
    return Counter(tuple(words[n : n + RUN]) for n in range(max(1, len(words) - RUN + 1)))


def plain(text: str) -> str:
    """Return the words of a text without case or marks."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def main() -> None:
    """Print the scores of the readers on a data folder."""
    parser = argparse.ArgumentParser(description="Score the readers on saved pages.")
    parser.add_argument("--data", type=Path, required=True, help="its folder `extraction` is read")
    parser.add_argument("--set", choices=SETS, action="append", help="only this set")
    args = parser.parse_args()
    if not (folder := args.data / "extraction").is_dir():
        parser.error(f"{folder}: no such folder")
    for name, row in scores(folder, tuple(args.set or SETS)).items():
        print(
            name,
            " ".join(
                f"{key} {value:.3f}" if value <= 1 else f"{key} {value:.0f}"
                for key, value in row.items()
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
