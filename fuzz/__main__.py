"""An ending and a time -> how many inputs its reader stood.

    python -m fuzz .html --seconds 600

Serves every ending that readers know. Ends with 1 at the first input that breaks a law, which is
kept in the folder named at the start. Needs atheris: pip install 'onrecord[fuzz]'.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
import time
from pathlib import Path

LONGEST_INPUT = 65_536  # bytes
MOST_MEMORY = 3_000  # MB
GIVEN_UP = 300  # seconds after which libFuzzer itself ends an input that does not return


def main() -> None:
    """Fuzz one reader."""
    import atheris

    with atheris.instrument_imports(include=["onrecord.readers"]):
        from fuzz.laws import hold
        from fuzz.seeds import seeds
        from onrecord import readers

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("ending", choices=sorted({*readers.READERS, *readers.CONTAINERS}))
    parser.add_argument("--seconds", type=int, default=600)
    args = parser.parse_args()
    logging.disable(logging.CRITICAL)
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    corpus = folder / "corpus"
    corpus.mkdir()
    for n, seed in enumerate(seeds(args.ending)):
        (corpus / str(n)).write_bytes(seed)
    print(f"{args.ending}: an input that breaks a law is kept in {folder}", flush=True)

    tried = articles = 0
    ends = time.monotonic() + args.seconds

    def try_one(data: bytes) -> None:
        nonlocal tried, articles
        tried += 1
        try:
            articles += hold(data, args.ending)
        finally:
            if time.monotonic() > ends or sys.exc_info()[0]:
                print(f"{args.ending}: {tried:,} inputs, {articles:,} articles", flush=True)
        if time.monotonic() > ends:
            os._exit(0)  # libFuzzer never comes back

    options = {
        "max_len": LONGEST_INPUT,
        "timeout": GIVEN_UP,
        "rss_limit_mb": MOST_MEMORY,
        "artifact_prefix": f"{folder}/",
        "verbosity": 0,
    }
    atheris.Setup(
        [sys.argv[0], str(corpus), *(f"-{name}={value}" for name, value in options.items())],
        try_one,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
