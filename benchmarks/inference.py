"""Pairs of texts -> pairs a CPU second of the inference model, and its ratio to the cues'.

    python -m benchmarks.inference --data DIR

On one core, the model opened beforehand, over the development pairs of MNLI and of ProSeCCo; CPU
time of the process is counted. Each pair is read in both orders. The cues, which are plain Python,
are the baseline: how fast the machine is just then is in both numbers; look at the ratio.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from onrecord.comparison import cue_score, incompatibility
from onrecord.comparison.inference import infer
from onrecord.comparison.propositions import proposition

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
        cues, network, both = (_pace(judged, pairs) for judged in (_cues, infer, incompatibility))
        print(f"  cues alone        {cues:6.0f} pairs a CPU second")
        print(f"  inference model   {network:6.0f} pairs a CPU second; ratio: {network / cues:.2f}")
        print(f"  incompatibility   {both:6.0f} pairs a CPU second; ratio: {both / cues:.2f}")


def _mnli(data: Path) -> Pairs:
    with gzip.open(data / "nli" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["source"] == "mnli"]
    return [(row["premise"], row["hypothesis"]) for row in rows[:MOST]]


def _prosecco(data: Path) -> Pairs:
    lines = (data / "shift" / "prosecco_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row["proposition_1"], row["proposition_2"]) for row in map(json.loads, lines)]


def _cues(pairs: Pairs) -> list[float]:
    return [cue_score(one, other) for one, other in pairs]


def _pace(judged: Callable[[Pairs], Iterable[object]], pairs: Pairs) -> float:
    list(judged(pairs[:5]))
    proposition.cache_clear()  # as if no text had been met before
    started = time.process_time()
    list(judged(pairs))
    return len(pairs) / (time.process_time() - started)


if __name__ == "__main__":
    main()
