"""Run every benchmark: python -m benchmarks --data DIR."""

from __future__ import annotations

import subprocess
import sys

# Each in a process of its own, as it reads its own options; only these take the data.
for name in ("reading", "pages"):
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *sys.argv[1:]], check=True)
for name in ("adding", "origins", "voices", "identity", "comparison", "inference"):
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)
