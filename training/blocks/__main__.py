"""Saved pages with known articles -> weights/blocks: the model that gives paragraphs their roles.

    python -m training.blocks --data DIR [--more DIR] [--work DIR] [--only-scores]

Pages of one publisher are never parted: five times, four fifths of the publishers teach and the
last fifth is scored, as evals.extraction scores it. Those are the scores to believe. The model that
ships is then trained on all of them. `--more` is a folder with the packages that `more.py` names,
unpacked: their pages teach each time and are never scored. `--work` keeps the features.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch.nn.functional import cross_entropy

from evals.extraction import VARIANTS, Tally, pages
from onrecord.errors import NoArticle
from onrecord.readers.blockfeatures import features_of
from onrecord.readers.blockroles import ROLES, decided
from onrecord.readers.lineroles import words_of
from onrecord.readers.text import NAME, article_with, page_of
from onrecord.values import Article
from training.blocks.boxes import boxes
from training.blocks.export import export
from training.blocks.more import more_pages
from training.blocks.network import Blocks, Panel
from training.blocks.pages import SETS, LabelledPage, labelled_pages
from training.blocks.renderings import Stock, rendering
from training.reading.corpora import polnear

FOLDS = 5
RENDERINGS = 10  # of each page
OF_MORE = 5  # of each page of `--more`: what is body there is less sure
TAKEN = 0.3  # share of them that every epoch takes
EVERYWHERE = -1  # fold of what teaches every time
EPOCHS = 12  # twice as many score a hundredth less on pages never seen
RATE = 3e-3
LONGEST = 400  # paragraphs of a page that one step sees
STEP = 1_500  # paragraphs
SEEDS = 7
RARE = {"title": 4.0, "byline": 4.0, "dateline": 3.0, "caption": 5.0, "credit": 2.0}


@dataclass(frozen=True, slots=True)
class Example:
    """One rendering of a page, as the network sees it; `words` counts those of each paragraph."""

    shapes: npt.NDArray[np.float16]
    hashes: npt.NDArray[np.int16]
    roles: npt.NDArray[np.int64]
    words: npt.NDArray[np.int64]

    def part(self, start: int, stop: int) -> Example:
        """Return the example of some of its paragraphs."""
        cut = slice(start, stop)
        return Example(self.shapes[cut], self.hashes[cut], self.roles[cut], self.words[cut])


Taught = dict[str, tuple[int, list[Example]]]  # by page: its fold and its renderings


def main() -> None:
    """Label, render, train, score, export."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--more", type=Path, help="unpacked packages with more pages")
    parser.add_argument("--work", type=Path, default=Path("build/blocks"))
    parser.add_argument("--only-scores", action="store_true", help="leave the weights as they are")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    taught = _taught(args.data, args.work / "examples.pickle")
    if args.more:
        taught |= _taught_more(args.data, args.more, args.work / "more.pickle")
    print_scores(args.data, taught)
    if not args.only_scores:
        panel = _panel([examples for _, examples in taught.values()])
        export(panel, taught[next(iter(taught))][1][0].shapes.shape[1])


def _taught(data: Path, kept: Path) -> Taught:
    """Return the renderings of every page that is scored, made once."""
    if kept.exists():
        return _kept(kept)
    labelled = list(labelled_pages(data / "extraction"))
    fold = _folds(labelled)
    articles = _articles(data)
    taught: Taught = {}
    for page in labelled:
        # What is borrowed comes from the same fold: no page is ever scored by one that knows it.
        others = [p for p in labelled if fold[p.site] == fold[page.site] and p is not page]
        stock = Stock(others, articles, boxes())
        taught[page.key] = fold[page.site], _examples(page, stock, RENDERINGS)
    return _keep(taught, kept)


def _taught_more(data: Path, more: Path, kept: Path) -> Taught:
    """Return the renderings of the pages in packages, made once."""
    if kept.exists():
        return _kept(kept)
    labelled = list(more_pages(more, data / "extraction"))
    articles = _articles(data)
    taught: Taught = {}
    for page in labelled:
        others = [p for p in labelled if p.site != page.site]
        stock = Stock(others, articles, boxes())
        taught[page.key] = EVERYWHERE, _examples(page, stock, OF_MORE)
    return _keep(taught, kept)


def _kept(kept: Path) -> Taught:
    with kept.open("rb") as file:
        made: Taught = pickle.load(file)
    return made


def _keep(taught: Taught, kept: Path) -> Taught:
    with kept.open("wb") as file:
        pickle.dump(taught, file)
    return taught


def _articles(data: Path) -> list[list[str]]:
    """Return the paragraphs of other articles, to put into pages."""
    texts = (document.text for document in polnear(data, "train"))
    return [[part.strip() for part in text.split("\n")[1:] if part.strip()] for text in texts]


def _examples(page: LabelledPage, stock: Stock, count: int) -> list[Example]:
    draws = (random.Random(f"{page.key} {n}") for n in range(count))
    return [_example(page, stock, draw) for draw in draws]


def _folds(labelled: Sequence[LabelledPage]) -> dict[str, int]:
    sites = sorted({page.site for page in labelled})
    random.Random(5).shuffle(sites)
    return {site: n % FOLDS for n, site in enumerate(sites)}


def _example(page: LabelledPage, stock: Stock, draw: random.Random) -> Example:
    labelled = rendering(page, stock, draw)
    shapes, hashes = features_of([paragraph for paragraph, _ in labelled])
    return Example(
        shapes.astype(np.float16),
        hashes.astype(np.int16),
        np.array([ROLES.index(role) for _, role in labelled]),
        np.array([words_of(paragraph) for paragraph, _ in labelled]),
    )


def _panel(taught: Sequence[Sequence[Example]]) -> Panel:
    return Panel([_trained(taught, seed) for seed in range(SEEDS)]).eval()


def _trained(taught: Sequence[Sequence[Example]], seed: int) -> Blocks:
    torch.manual_seed(seed)
    draw = random.Random(seed)
    seen = np.concatenate([page[0].shapes for page in taught]).astype(np.float32)
    network = Blocks(torch.tensor(seen.mean(0)), torch.tensor(seen.std(0) + 0.05))
    steps = [step for _ in range(EPOCHS) for step in _steps(taught, draw)]
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, RATE, total_steps=len(steps), pct_start=0.15
    )
    rare = torch.tensor([RARE.get(role, 1.0) for role in ROLES])
    network.train()
    for step in steps:
        shapes, hashes, roles, words = _batch(step)
        there = roles >= 0
        scores = network(shapes, hashes, there.float())[there]
        each = cross_entropy(scores, roles[there], reduction="none", label_smoothing=0.02)
        # A long paragraph misread costs the body more than a lone line.
        weight = (0.4 + words[there].clamp(max=60) / 20) * rare[roles[there]]
        loss = (each * weight).sum() / weight.sum()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
    return network.eval()


def _steps(taught: Sequence[Sequence[Example]], draw: random.Random) -> list[list[Example]]:
    """Return one epoch: some renderings of every page, pages of like length together."""
    examples = [_cut(one, draw) for page in taught for one in _drawn(page, draw)]
    examples.sort(key=lambda one: len(one.roles) + 20 * draw.random())
    steps: list[list[Example]] = [[]]
    for one in examples:
        if steps[-1] and len(one.roles) * (len(steps[-1]) + 1) > STEP:
            steps.append([])
        steps[-1].append(one)
    draw.shuffle(steps)
    return steps


def _drawn(page: Sequence[Example], draw: random.Random) -> list[Example]:
    """Return the renderings of a page that one epoch takes."""
    return draw.sample(page, int(TAKEN * len(page)))


def _cut(one: Example, draw: random.Random) -> Example:
    """Return a stretch about where the article begins of a page that is too long."""
    if len(one.roles) <= LONGEST:
        return one
    body = np.flatnonzero(one.roles == ROLES.index("body"))
    start = int(body[0]) - draw.randrange(LONGEST // 2) if len(body) else 0
    start = max(0, min(start, len(one.roles) - LONGEST))
    return one.part(start, start + LONGEST)


def _batch(step: Sequence[Example]) -> tuple[torch.Tensor, ...]:
    """Return shapes, hashes, roles (-1 where a page is filled up) and words of a step."""

    def filled(
        rows: Sequence[npt.NDArray[np.generic]], value: int, kind: torch.dtype
    ) -> torch.Tensor:
        return torch.nn.utils.rnn.pad_sequence(
            [torch.tensor(row).to(kind) for row in rows], batch_first=True, padding_value=value
        )

    return (
        filled([one.shapes for one in step], 0, torch.float32),
        filled([one.hashes for one in step], 0, torch.long),
        filled([one.roles for one in step], -1, torch.long),
        filled([one.words for one in step], 0, torch.float32),
    )


def print_scores(data: Path, taught: Taught) -> None:
    """Print the cross-validated scores, each fold scored by what the others taught."""
    tallies = {f"{name}-{variant}": Tally() for name in SETS for variant in VARIANTS[1:]}
    for fold in range(FOLDS):
        panel = _panel([examples for at, examples in taught.values() if at != fold])
        for key, tally in tallies.items():
            for page in pages(data / "extraction", *key.split("-")):
                if taught[page.key][0] == fold:
                    started = time.process_time()
                    article = read_with(panel, page.data.decode())
                    tally.add(page, article, time.process_time() - started)
        print(f"fold {fold + 1} of {FOLDS} scored", flush=True)
    for key, tally in tallies.items():
        print(key, json.dumps({name: round(value, 3) for name, value in tally.scores().items()}))


@torch.no_grad()
def read_with(panel: Panel, text: str) -> Article | None:
    """Return the article that a panel finds in text, None where it finds none."""
    page = page_of(text)
    shapes, hashes = features_of(page)
    chances = panel(torch.tensor(shapes), torch.tensor(hashes)).numpy()
    try:
        return article_with(page, decided(page, chances), "page", "", NAME)
    except NoArticle:
        return None


if __name__ == "__main__":
    main()
