"""Saved web pages -> pages a CPU second, full record, beside trafilatura with its metadata.

    python -m benchmarks.pages --data DIR

The pages are those of `DIR/extraction/*-html`, gzipped. Both read every page in turn in the same
run, their libraries loaded beforehand; CPU time of the process is counted, and the ratio is what
to look at. A page that one of them finds no article on counts too.
"""

from __future__ import annotations

import argparse
import gzip
import logging
import os
import time
from collections.abc import Callable
from pathlib import Path

from onrecord.errors import ReadError
from onrecord.readers.html import read_html

ROUNDS = 2  # of which the faster counts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data / "extraction"
    files = sorted(folder.glob("*-html/*.html.gz"))
    if not files:
        parser.error(f"{folder}: no pages in *-html")
    pages = [gzip.decompress(file.read_bytes()) for file in files]
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    readers: dict[str, Callable[[bytes], object]] = {
        "onrecord, full record": _onrecord,
        "trafilatura, metadata": _trafilatura(),
    }
    for read in readers.values():
        for page in pages[:5]:
            read(page)
    best = dict.fromkeys(readers, float("inf"))
    for _ in range(ROUNDS):
        spent = dict.fromkeys(readers, 0.0)
        for page in pages:
            for name, read in readers.items():
                started = time.process_time()
                read(page)
                spent[name] += time.process_time() - started
        best = {name: min(best[name], spent[name]) for name in readers}
    speeds = {name: len(pages) / seconds for name, seconds in best.items()}
    for name, speed in speeds.items():
        print(f"{name}: {speed:6.1f} pages a CPU second")
    ours, theirs = speeds.values()
    print(f"ratio:                 {ours / theirs:6.2f}")


def _onrecord(page: bytes) -> object:
    try:
        return list(read_html(page, "page.html"))
    except ReadError:
        return None


def _trafilatura() -> Callable[[bytes], object]:
    from trafilatura import bare_extraction

    logging.disable(logging.CRITICAL)  # both quiet: what is measured is reading
    return lambda page: bare_extraction(page, with_metadata=True)


if __name__ == "__main__":
    main()
