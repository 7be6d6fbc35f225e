"""Pairs of texts -> pairs a CPU second of the inference model, and of the whole score of a pair.

    python -m benchmarks.inference --data DIR

On one core, the model opened beforehand, over the development pairs of MNLI and of ProSeCCo; CPU
time of the process is counted. Each pair is read in both orders.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from onrecord.comparison import incompatibility
from onrecord.comparison.inference import infer

Pairs = list[tuple[str, str]]
MOST = 500


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    for name, pairs in (("MNLI", _mnli(data)), ("ProSeCCo", _prosecco(data))):
        words = sum(len(text.split()) for pair in pairs for text in pair) / len(pairs)
        print(f"{name}: {len(pairs)} pairs of {words:.0f} words")
        print(f"  inference model   {_pace(infer, pairs):6.0f} pairs a CPU second")
        print(f"  incompatibility   {_pace(incompatibility, pairs):6.0f} pairs a CPU second")


def _mnli(data: Path) -> Pairs:
    with gzip.open(data / "nli" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["source"] == "mnli"]
    return [(row["premise"], row["hypothesis"]) for row in rows[:MOST]]


def _prosecco(data: Path) -> Pairs:
    lines = (data / "shift" / "prosecco_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row["proposition_1"], row["proposition_2"]) for row in map(json.loads, lines)]


def _pace(judged: Callable[[Pairs], Iterable[object]], pairs: Pairs) -> float:
    list(judged(pairs[:5]))
    started = time.process_time()
    list(judged(pairs))
    return len(pairs) / (time.process_time() - started)


if __name__ == "__main__":
    main()
