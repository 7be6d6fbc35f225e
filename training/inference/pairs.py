"""Data folder -> pairs of texts with labels, and batches of them as tensors.

Public sets teach what inference is; pairs made from attributed statements teach what it is between
two statements of a record. How often a set is seen an epoch is in `SHARES`.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.comparison.inference import LONGEST
from training.inference import changes
from training.inference.changes import RULES, Made
from training.inference.network import LABELS
from training.inference.statements import Said, neighbours, statements

SEED = 13
# What share of a set is drawn for an epoch. MNLI is the closest to prose, and VitaminC to news;
# captions teach least.
SHARES = {
    "mnli": 1.0,
    "fm2": 0.2,
    "negation-snli": 0.5,
    "negation-rte": 0.5,
    "vitc": 0.16,
    "vitaminc-synthetic": 0.06,
    "snli": 0.2,
    "cad": 0.2,
    "conj": 0.06,
    "made": 0.11,
}
# A pair is shown the other way round so often: then only "contradiction or not" is asked.
TURNED = 0.3


@dataclass(slots=True)
class Example:
    """A pair as tokens, its set and the number of its label.

    `first` is how many tokens are of the first text, its two marks counted. `turned` says that
    the second text stands first.
    """

    ids: list[int]
    first: int
    label: int
    source: str
    turned: bool = False

    def around(self) -> Example:
        """Return the pair the other way round."""
        ids = [self.ids[0], *self.ids[self.first :], *self.ids[1 : self.first]]
        return Example(ids, len(ids) - self.first + 1, self.label, self.source, True)


@dataclass(slots=True)
class Batch:
    """Pairs of about one length, padded: tensors are (pairs, tokens), the last two (pairs)."""

    ids: Tensor
    types: Tensor
    mask: Tensor
    labels: Tensor
    turned: Tensor


def public(data: Path, part: str = "train") -> list[Made]:
    """Return the pairs of one part ("train", "dev") of the public sets; `rule` names the set."""
    with gzip.open(data / "nli" / f"{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Made(r["premise"], r["hypothesis"], r["label"], r["source"]) for r in rows]


def made(data: Path, work: Path) -> list[Made]:
    """Return pairs made from PolNeAR's statements."""
    chosen = statements(data, work)
    draw = random.Random(SEED)
    pairs = [pair for said in chosen for rule in RULES for pair in rule(said, draw)]
    pairs += [p for one, other in neighbours(chosen) for p in changes.neighbour(one, other, draw)]
    pairs += list(_apart(chosen, draw))
    return [pair for pair in pairs if pair.one != pair.other]


def _apart(found: Sequence[Said], draw: random.Random) -> Iterator[Made]:
    """Yield statements of two articles that have a rarer word in common."""
    by_word: dict[str, list[Said]] = {}
    for said in found:
        for word in {t.lemma_.lower() for t in said.parse if t.pos_ in ("NOUN", "PROPN", "VERB")}:
            by_word.setdefault(word, []).append(said)
    for word in sorted(by_word):
        holding = by_word[word]
        if 2 <= len(holding) <= 30:
            one, other = draw.sample(holding, 2)
            if one.article != other.article:
                yield from changes.neighbour(one, other, draw)


def examples(pairs: Sequence[Made], tokenizer: Tokenizer) -> list[Example]:
    """Return pairs as tokens, cut as they are when the model is used."""
    tokenizer.enable_truncation(LONGEST, strategy="longest_first")
    encoded = tokenizer.encode_batch([(pair.one, pair.other) for pair in pairs])
    return [
        Example(e.ids, e.type_ids.index(1), LABELS.index(pair.label), pair.rule)
        for e, pair in zip(encoded, pairs, strict=True)
    ]


def epoch(pool: Sequence[Example], tokens: int, number: int) -> list[Batch]:
    """Return one epoch's batches, shuffled, each of about so many tokens."""
    draw = random.Random(SEED + number)
    chosen = [e for e in pool if draw.random() < SHARES.get(e.source, SHARES["made"])]
    shown = [e.around() if draw.random() < TURNED else e for e in chosen]
    draw.shuffle(shown)
    ready: list[list[Example]] = []
    for begin in range(0, len(shown), 4096):
        batch: list[Example] = []
        for example in sorted(shown[begin : begin + 4096], key=lambda e: len(e.ids)):
            if batch and (len(batch) + 1) * len(example.ids) > tokens:
                ready.append(batch)
                batch = []
            batch.append(example)
        ready.append(batch)
    draw.shuffle(ready)
    return [padded(batch) for batch in ready]


def padded(rows: Sequence[Example]) -> Batch:
    """Return examples as one batch."""
    longest = max(len(row.ids) for row in rows)
    ids, types, mask = (torch.zeros(len(rows), longest, dtype=torch.long) for _ in range(3))
    for number, row in enumerate(rows):
        ids[number, : len(row.ids)] = torch.tensor(row.ids)
        types[number, row.first : len(row.ids)] = 1
        mask[number, : len(row.ids)] = 1
    return Batch(
        ids,
        types,
        mask,
        torch.tensor([row.label for row in rows]),
        torch.tensor([row.turned for row in rows]),
    )
