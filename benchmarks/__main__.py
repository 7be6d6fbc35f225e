"""Run every benchmark: python -m benchmarks --data DIR."""

from __future__ import annotations

from benchmarks import adding, reading

reading.main()
adding.main()
