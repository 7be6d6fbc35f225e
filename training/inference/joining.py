"""Exported model, pairs it has not seen -> the weights that join it with the cues.

    python -m training.inference.joining --data DIR [--work DIR]

A logistic regression over what `onrecord.comparison.joining.features` says of a pair, fitted on
pairs made from the articles held out of training and on the public pairs held out; contradiction
weighs as much as everything else together.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import torch

from onrecord.comparison import cue_score
from onrecord.comparison.inference import infer
from onrecord.comparison.joining import features
from training.inference.changes import Made
from training.inference.pairs import held_out_public, made

TABLE = Path("onrecord/comparison/joining.toml")
RIDGE = 1e-3
STEPS = 50
MOST = 1500


def main() -> None:
    """Fit the weights and write them into `joining.toml`, whose comments stay."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("build/inference"))
    args = parser.parse_args()
    own, public = made(args.data, args.work, held_out=True), held_out_public(args.data)
    pairs = own[:: max(1, len(own) // MOST)] + public[:: max(1, len(public) // MOST)]
    names, weights = fitted(pairs)
    text = TABLE.read_text(encoding="utf-8")
    for name, weight in zip(names, weights, strict=True):
        text = re.sub(rf"(?m)^{name} = .*$", f"{name} = {weight:.3f}", text)
    TABLE.write_text(text, encoding="utf-8")


def fitted(pairs: list[Made]) -> tuple[list[str], list[float]]:
    """Return the names of what is weighed, "bias" first, and the weight of each."""
    read = infer((pair.one, pair.other) for pair in pairs)
    rows = [
        features(cue_score(pair.one, pair.other), inference)
        for pair, inference in zip(pairs, read, strict=True)
    ]
    columns = torch.tensor([[1.0, *row.values()] for row in rows])
    target = torch.tensor([float(pair.label == "contradiction") for pair in pairs])
    balance = torch.where(target > 0, 0.5 / target.mean(), 0.5 / (1 - target.mean()))
    weights = torch.zeros(columns.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=STEPS)

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(
            columns @ weights, target, weight=balance
        )
        value = value + RIDGE * weights[1:].square().sum()
        value.backward()
        return value

    optimizer.step(loss)
    return ["bias", *rows[0]], weights.detach().tolist()


if __name__ == "__main__":
    main()
