"""What the fuzzer begins from is sound, and it sees when a law is broken."""

from __future__ import annotations

import pytest

from fuzz.laws import BrokenLaw, hold, holds
from fuzz.seeds import SEEDS, seeds
from onrecord import readers
from onrecord.values import Article, Block, Span


@pytest.mark.parametrize("ending", [*readers.READERS, *readers.CONTAINERS])
def test_every_ending_has_seeds_that_hold_the_laws(ending: str) -> None:
    assert seeds(ending)
    for seed in seeds(ending):
        hold(seed, ending)


@pytest.mark.parametrize("ending", SEEDS)
def test_the_first_seed_of_ours_holds_an_article(ending: str) -> None:
    assert hold(seeds(ending)[0], ending) > 0


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
