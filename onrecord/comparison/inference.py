"""Pairs of texts -> the chances that the first entails, leaves open or contradicts the second.

A small network reads both texts as one. It is opened at first use; where it does not ship, as in
a package built without it, `on_hand` is false and the cues are left to themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from onrecord import weights

# The most tokens of a pair, its three marks counted: of a longer one, the end is not read.
LONGEST = 128
# No more characters of a text are even cut into tokens.
LONGEST_TEXT = 4096


@dataclass(frozen=True, slots=True)
class Inference:
    """Three chances that sum to one.

    Contradiction has no direction: it is the mean of both orders.
    """

    entailment: float
    neutral: float
    contradiction: float


@cache
def on_hand() -> bool:
    """Return whether the network ships with this package."""
    return "inference" in weights.on_hand()


def version() -> str:
    """Return which network reads, "" where none does."""
    return weights.version("inference") if on_hand() else ""


def infer(pairs: Iterable[tuple[str, str]]) -> Iterator[Inference]:
    """Yield the chances of each pair of texts.

    A pair is read in both orders side by side, which have one length, and never beside other
    pairs: numbers are rounded to 8 bits over all that is read at once, and what a pair scores must
    not hang on its neighbours.
    """
    model = _model()
    for one, other in pairs:
        encoded = model.tokenizer.encode(one[:LONGEST_TEXT] or " ", other[:LONGEST_TEXT] or " ")
        first = encoded.type_ids.index(1)
        ids, length = encoded.ids, len(encoded.ids)
        turned = [ids[0], *ids[first:], *ids[1:first]]
        types = np.zeros((2, length), dtype=np.int64)
        types[0, first:] = 1
        types[1, length - first + 1 :] = 1
        scores = model.run({"ids": np.array((ids, turned)), "types": types})["scores"]
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        yield _both_ways(chances.tolist())


def _both_ways(chances: list[list[float]]) -> Inference:
    (entailment, neutral, clash), (*_, clash_back) = chances
    contradiction = (clash + clash_back) / 2
    # What is not contradiction is shared out as the first order says.
    rest = (1 - contradiction) / max(entailment + neutral, 1e-9)
    return Inference(entailment * rest, neutral * rest, contradiction)


@cache
def _model() -> weights.Model:
    model = weights.open_model("inference")
    model.tokenizer.enable_truncation(LONGEST, strategy="longest_first")
    return model
