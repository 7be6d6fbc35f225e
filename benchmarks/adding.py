"""Invented articles -> peak memory while adding 100 and while adding 1,000 of them.

    python -m benchmarks.adding

Memory is flat where the second peak is about the first. The articles repeat the example case's
paragraphs in other orders, so that each is new to the record.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CASE = Path(__file__).parents[1] / "examples" / "case"


def main() -> None:
    """Add in a process of its own for each size, and print both peaks and their ratio."""
    peaks = []
    for size in (100, 1000):
        run = subprocess.run(
            [sys.executable, "-m", "benchmarks.adding", str(size)], capture_output=True, check=True
        )
        seconds, peak = map(float, run.stdout.split())
        peaks.append(peak)
        print(f"{size:5} articles: peak {peak:6.0f} MiB, {seconds:6.1f} s")
    print(f"ratio of the peaks: {peaks[1] / peaks[0]:.2f}")


def add(size: int) -> None:
    """Add so many articles to a new record; print seconds and this process's peak in MiB."""
    import onrecord

    draw = random.Random(7)
    paragraphs = [
        paragraph
        for path in sorted(CASE.glob("*.txt"))
        for paragraph in path.read_text("utf-8").split("\n\n")
        if len(paragraph) > 200
    ]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(size):
            text = "\n\n".join(
                [f"Report number {number} from the border", *draw.choices(paragraphs, k=8)]
            )
            Path(folder, f"{number:04}.txt").write_text(text, "utf-8")
        started = time.perf_counter()
        with onrecord.open(str(Path(folder, "record.db"))) as record:
            for _ in record.add(folder):
                pass
        seconds = time.perf_counter() - started
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    add(int(sys.argv[1])) if len(sys.argv) > 1 else main()
