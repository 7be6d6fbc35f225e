"""A benchmark of several sizes -> each size measured in a process of its own, for its peak."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable

SIZES = (1_000, 10_000, 100_000)


def each_apart(
    module: str, about: str | None, measure: Callable[[int], None], sizes: tuple[int, ...] = SIZES
) -> None:
    """Run `python -m MODULE --one SIZE` for every size; with `--one`, measure that size here."""
    parser = argparse.ArgumentParser(description=(about or "").split("\n")[0])
    parser.add_argument("--sizes", default=",".join(map(str, sizes)))
    parser.add_argument("--one", type=int)
    args = parser.parse_args()
    if args.one:
        return measure(args.one)
    for size in args.sizes.split(","):
        subprocess.run([sys.executable, "-m", module, "--one", size], check=True)
