"""Name pairs -> F1 of telling the same name from another, the threshold chosen on other pairs.

    python -m evals.namepairs --data DIR

A hash of each row puts it in one half or the other. The threshold is the one with the best F1 on
one half; the score is taken on the other. Beside ours: the same name exactly, and rapidfuzz's
WRatio, whose threshold is chosen in the same way.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from onrecord.identity.likeness import likeness


class Pair(NamedTuple):
    """Two names, whether they are a person's, and whether they are the same."""

    one: str
    other: str
    is_person: bool
    is_same: bool


class Score(NamedTuple):
    """The threshold chosen on one half, and what it reaches on the other, 0 to 1."""

    threshold: float
    precision: float
    recall: float
    f1: float


def score(data: Path) -> dict[str, float]:
    """Return F1 of ours on the half that the threshold was not chosen on."""
    return {"name pairs F1": halved(*halves(data), likeness_of).f1}


def halves(data: Path) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs to choose on and the pairs to score on."""
    choose: list[Pair] = []
    held: list[Pair] = []
    with (data / "names" / "name_pairs.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pair = Pair(
                row["name1"], row["name2"], row["schema"] == "Person", row["is_match"] == "true"
            )
            digest = hashlib.sha256(f"{pair.one}\x1f{pair.other}".encode()).digest()
            (held if digest[0] % 2 else choose).append(pair)
    return choose, held


def halved(choose: Sequence[Pair], held: Sequence[Pair], like: Callable[[Pair], float]) -> Score:
    """Choose the threshold on some pairs, and score it on the others."""
    measured = [(like(pair), pair.is_same) for pair in choose]
    threshold = max({value for value, _ in measured}, key=lambda t: (_f1(measured, t)[2], t))
    return Score(threshold, *_f1([(like(pair), pair.is_same) for pair in held], threshold))


def _f1(measured: Sequence[tuple[float, bool]], threshold: float) -> tuple[float, float, float]:
    right = sum(is_same for value, is_same in measured if value >= threshold)
    taken = sum(value >= threshold for value, _ in measured)
    gold = sum(is_same for _, is_same in measured)
    return right / max(1, taken), right / max(1, gold), 2 * right / max(1, taken + gold)


def likeness_of(pair: Pair) -> float:
    """Return how alike a pair is to us."""
    return likeness(pair.one, pair.other, pair.is_person)


def wratio_of(pair: Pair) -> float:
    """Return how alike a pair is to rapidfuzz's WRatio, 0 to 100."""
    from rapidfuzz import fuzz, utils

    return fuzz.WRatio(pair.one, pair.other, processor=utils.default_process)


def exact(pair: Pair) -> float:
    """Return 1 for the same name, letter case aside."""
    return float(pair.one.casefold() == pair.other.casefold())


def main() -> None:
    """Print ours and the peers, scored on each half with the other's threshold."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    one, other = halves(parser.parse_args().data)
    ways = {"onrecord": likeness_of, "exact name": exact, "WRatio": wratio_of}
    for choose, held in ((one, other), (other, one)):
        print(f"chosen on {len(choose)} pairs, scored on the other {len(held)}")
        for way, like in ways.items():
            threshold, precision, recall, f1 = halved(choose, held, like)
            line = f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  at {threshold:.2f}"
            print(f"  {way:12}{line}")


if __name__ == "__main__":
    main()
