"""What the cues found and what the network read -> one score that two texts cannot both hold.

A sum of log-odds whose weights stand in `joining.toml`, to be read.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from onrecord.comparison.inference import Inference

# A chance is never taken for surer than this, so that no log-odds run away.
SUREST = 0.999


def joined(cues: float, inference: Inference) -> float:
    """Return the score (0 to 1) of a pair by its cues' score and its inference."""
    weights = joining_weights()
    values = features(cues, inference)
    total = math.fsum(weights[name] * value for name, value in values.items())
    return 1 / (1 + math.exp(-weights["bias"] - total))


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


@cache
def joining_weights() -> Mapping[str, float]:
    """Return the weights by name, read once."""
    text = resources.files(__package__).joinpath("joining.toml").read_text(encoding="utf-8")
    weights: dict[str, float] = tomllib.loads(text)["weights"]
    return weights
