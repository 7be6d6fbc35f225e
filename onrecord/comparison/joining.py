"""What the cues found and what the network read -> one score that two texts cannot both hold.

A sum of log-odds whose weights stand in `joining.toml`, to be read. The network is asked about
pairs that the cues have made already: it moves their scores, within bounds, and makes no pair.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from onrecord.comparison.because import VERBS
from onrecord.comparison.claims import Claim
from onrecord.comparison.cues import Pair
from onrecord.comparison.inference import Inference, infer
from onrecord.comparison.propositions import Sentence
from onrecord.values import Comparison

Reader = Callable[[Iterable[tuple[str, str]]], Iterable[Inference]]

# A chance is never taken for surer than this, so that no log-odds run away.
SUREST = 0.999


def joined(cues: float, inference: Inference) -> float:
    """Return the score (0 to 1) of a pair by its cues' score and its inference."""
    weights = joining_weights()["texts"]
    values = features(cues, inference)
    total = math.fsum(weights[name] * value for name, value in values.items())
    return _logistic(weights["bias"] + total)


def features(cues: float, inference: Inference) -> dict[str, float]:
    """Return what is weighed, by name, as `joining.toml` says it."""
    return {"contradiction": log_odds(inference.contradiction), "cues": log_odds(cues)}


def log_odds(chance: float) -> float:
    """Return the log-odds of a chance.

    >>> log_odds(0.5)
    0.0
    """
    bounded = min(max(chance, 1 - SUREST), SUREST)
    return math.log(bounded / (1 - bounded))


def moved(found: Sequence[tuple[Comparison, Pair]], read: Reader = infer) -> list[Comparison]:
    """Return comparisons with their scores moved by what the network reads in the two sentences.

    A contradiction raises a score, an entailment lowers it, and what the network leaves open stays
    as the cues have it: most clashes in a record take knowledge that it has not. Its weights are
    less than those of any clash.
    """
    weights = joining_weights()["pairs"]
    texts = [
        (_put(pair.earlier, pair.focus[0]), _put(pair.later, pair.focus[1])) for _, pair in found
    ]
    scores = []
    for (comparison, _), chances in zip(found, read(texts), strict=True):
        move = math.fsum(weight * getattr(chances, name) for name, weight in weights.items())
        scores.append(_logistic(log_odds(comparison.score) + move))
    return [
        replace(comparison, score=round(score, 4))
        for (comparison, _), score in zip(found, scores, strict=True)
    ]


def _put(claim: Claim, sentence: Sentence) -> str:
    """Return a sentence of a claim so that it can be read alone: what is denied as not true."""
    words = sentence.span.of(claim.proposition.text)
    act = claim.statement.act
    if act in ("promise", "refuse") or words.startswith("to "):
        return f"They {VERBS.get(act, 'said')} {words}"
    return f"It is not true that {words}" if claim.flips else words


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value))


@cache
def joining_weights() -> Mapping[str, Mapping[str, float]]:
    """Return the weights by name, of plain texts and of a record's pairs, read once."""
    text = resources.files(__package__).joinpath("joining.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
