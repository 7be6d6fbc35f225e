"""What the fuzzer begins from is sound, and it sees when a law is broken."""

from __future__ import annotations

import pytest

from fuzz.laws import BrokenLaw, hold, holds
from fuzz.seeds import seeds
from onrecord import readers
from onrecord.values import Article, Block, Span


@pytest.mark.parametrize("ending", [*readers.READERS, *readers.CONTAINERS])
def test_every_seed_holds_an_article(ending: str) -> None:
    assert seeds(ending)
    assert all(hold(seed, ending) > 0 for seed in seeds(ending))


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("e\u0301", Span(0, 2)),  # not NFC
        ("a\0b", Span(0, 3)),
        ("words", Span(0, 6)),
        ("words", Span(2, 2)),
    ],
)
def test_a_broken_law_is_seen(text: str, block: Span) -> None:
    with pytest.raises(BrokenLaw):
        holds(Article("", "", text, (Block("body", block),)))
