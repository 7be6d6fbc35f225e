"""ProSeCCo and RTE-3 -> how well two statements that cannot both hold are put first.

    python -m evals.comparison --data DIR

ProSeCCo: pairs of one speaker's statements, self-contradiction or not. RTE-3: news pairs in which
contradiction is as rare as it is in print. AP is average precision, AUC the chance that a pair
that clashes is scored above one that does not, P@20 the share of clashes among the first twenty.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Sequence
from pathlib import Path

from onrecord.comparison import incompatibility


def score(data: Path) -> dict[str, float]:
    """Return the scores by name, 0 to 1."""
    statements, clashing = _prosecco(data / "shift" / "prosecco_dev.jsonl")
    scores = incompatibility(statements)
    news, contradicting = _rte3(data / "shift" / "rte3_dev.tsv")
    news_scores = incompatibility(news)
    return {
        "ProSeCCo dev AP": average_precision(scores, clashing),
        "ProSeCCo dev AUC": area_under_curve(scores, clashing),
        "RTE-3 dev AP": average_precision(news_scores, contradicting),
        "RTE-3 dev P@20": precision_at(20, news_scores, contradicting),
        "RTE-3 dev AUC": area_under_curve(news_scores, contradicting),
    }


def average_precision(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """Return the mean of the precision at each true pair; pairs of one score count as one step.

    >>> round(average_precision([0.9, 0.8, 0.7], [True, False, True]), 3)
    0.833
    """
    total, hits, seen = 0.0, 0, 0
    for score_level in sorted(set(scores), reverse=True):
        level = [is_true for s, is_true in zip(scores, truth, strict=True) if s == score_level]
        hits += sum(level)
        seen += len(level)
        total += sum(level) * hits / seen
    return total / max(1, sum(truth))


def area_under_curve(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """Return the chance that a true pair is scored above a false one, ties counting half.

    >>> area_under_curve([0.9, 0.8, 0.7], [True, False, True])
    0.5
    """
    true = [s for s, is_true in zip(scores, truth, strict=True) if is_true]
    false = [s for s, is_true in zip(scores, truth, strict=True) if not is_true]
    won = sum((s > other) + 0.5 * (s == other) for s in true for other in false)
    return won / max(1, len(true) * len(false))


def precision_at(count: int, scores: Sequence[float], truth: Sequence[bool]) -> float:
    """Return the share of true pairs among the best-scored; ties keep the order of the file."""
    ranked = sorted(range(len(scores)), key=lambda number: -scores[number])
    return sum(truth[number] for number in ranked[:count]) / count


def _prosecco(path: Path) -> tuple[list[tuple[str, str]], list[bool]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [(row["proposition_1"], row["proposition_2"]) for row in rows]
    return pairs, [row["label"] == "self-contradiction" for row in rows]


def _rte3(path: Path) -> tuple[list[tuple[str, str]], list[bool]]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    pairs = [(row["text"], row["hypothesis"]) for row in rows]
    return pairs, [row["label3"] == "contradiction" for row in rows]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    for name, value in score(parser.parse_args().data).items():
        print(f"{name:24}{value:8.3f}")
