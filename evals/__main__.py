"""Data folder -> the scores of every evaluation, held against the floors.

    python -m evals --data DIR [--raise-floors]

Exits with 1 where a score is below its floor in `floors.json`. `--raise-floors` lifts each floor
to a hundredth under the score of this run; no floor is ever lowered.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path

from evals import (
    attribution,
    comparison,
    dates,
    examples,
    extraction,
    identity,
    inference,
    namepairs,
    names,
    origins,
    pairs,
    speakers,
)

PAGE_SCORES = frozenset(
    {"body F1", "title right", "date right", "authors right", "captions kept out"}
)
FLOORS = Path(__file__).with_name("floors.json")


def main() -> None:
    """Score, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--raise-floors", action="store_true")
    args = parser.parse_args()
    if not args.data.is_dir():
        sys.exit(f"{args.data}: no such folder; give the data folder with --data DIR")
    scores = all_scores(args.data)
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    below = 0
    for name, value in scores.items():
        floor = floors.get(name)
        missed = floor is not None and value < floor
        below += missed
        print(f"{name:48}{value:8.3f}  {'' if floor is None else f'floor {floor:.3f}'}"
              f"{'  BELOW' if missed else ''}")  # fmt: skip
    missing = sorted(set(floors) - set(scores))
    print(f"{len(scores) - below} passed, {below + len(missing)} failed")
    if missing:
        print(f"not scored: {', '.join(missing)}")
    if args.raise_floors:
        _raise(floors, scores)
    sys.exit(1 if below or missing else 0)


def all_scores(data: Path) -> dict[str, float]:
    """Return every score by name, 0 to 1."""
    scores = {
        **_named("PolNeAR dev", attribution.score(data)),
        **names.score(data),
        **namepairs.score(data),
        **identity.score(data),
        **speakers.score(data),
        **dates.score(data),
        **_named("pairs", comparison.score(data)),
        **_named("origins", origins.score(data)),
        **_named("pairs in Markdown", pairs.score()),
        **_named("pairs", inference.score(data)),
        **_named("example case", examples.f1(examples.measured())),
    }
    for part, of_part in extraction.scores(data / "extraction").items():
        scores |= _named(part, {n: v for n, v in of_part.items() if n in PAGE_SCORES})
    return scores


def _named(what: str, scores: dict[str, float]) -> dict[str, float]:
    return {f"{what}: {name}": value for name, value in scores.items()}


def _raise(floors: dict[str, float], scores: dict[str, float]) -> None:
    """Write floors a hundredth under what was reached, where that is higher.

    The models count in 8-bit integers, and processors round those in their own ways: the same
    weights score up to a hundredth apart.
    """
    for name, value in scores.items():
        reached = max(0.0, math.floor(value * 1000 - 10) / 1000)
        floors[name] = max(reached, floors.get(name, 0.0))
    FLOORS.write_text(json.dumps(dict(sorted(floors.items())), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
