"""Run every benchmark: python -m benchmarks --data DIR."""

from __future__ import annotations

from benchmarks import adding, inference, pages, reading

reading.main()
pages.main()
adding.main()
inference.main()
