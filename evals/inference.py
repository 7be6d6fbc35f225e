"""Sentence pairs with labels -> how often the inference model's likeliest label is the right one.

    python -m evals.inference --data DIR

Of the MNLI and the SNLI part of the development pairs, three labels each; a third is chance.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from pathlib import Path

from onrecord.comparison.inference import Inference, infer

PARTS = ("mnli", "snli")


def score(data: Path) -> dict[str, float]:
    """Return the accuracy on each part, 0 to 1."""
    with gzip.open(data / "nli" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = infer((row["premise"], row["hypothesis"]) for row in rows)
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for row, inference in zip(rows, found, strict=True):
        right[row["source"]].append(likeliest(inference) == row["label"])
    return {f"{part.upper()} dev accuracy": sum(right[part]) / len(right[part]) for part in PARTS}


def likeliest(inference: Inference) -> str:
    """Return the name of the greatest of the three chances.

    >>> likeliest(Inference(entailment=0.2, neutral=0.5, contradiction=0.3))
    'neutral'
    """
    return max(
        ("entailment", "neutral", "contradiction"), key=lambda name: getattr(inference, name)
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    for name, value in score(parser.parse_args().data).items():
        print(f"{name:24}{value:8.3f}")
