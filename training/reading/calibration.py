"""Exported model, articles it has not seen -> the weights that turn its chances into a score.

    python -m training.reading.calibration --data DIR

A logistic regression (Platt 1999) over what `Attribution.sure` holds, fitted on every second
article of PolNeAR dev; the others are left for the reliability table.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from evals.attribution import judged
from onrecord.detectors import attributions_in
from training.reading.corpora import polnear
from training.reading.export import WEIGHTS

RIDGE = 1e-3
STEPS = 50


def main() -> None:
    """Fit the weights and write them into the model's manifest."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    sure, right = [], []
    for document in list(polnear(data, "dev"))[::2]:
        found = attributions_in(document.text)
        sure += [list(a.sure) for a in found]
        right += judged(document.text, document.attributions or [], found)
    path = WEIGHTS / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["calibration"] = [round(w, 4) for w in _fitted(sure, right)]
    path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _fitted(sure: list[list[float]], right: list[bool]) -> list[float]:
    """Return one weight a column, and the bias last."""
    columns = torch.tensor(sure)
    columns = torch.cat((columns, torch.ones(len(columns), 1)), dim=1)
    target = torch.tensor(right, dtype=torch.float)
    fitted = torch.zeros(columns.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([fitted], max_iter=STEPS)

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(columns @ fitted, target)
        value = value + RIDGE * fitted.square().sum()
        value.backward()
        return value

    optimizer.step(loss)
    weights: list[float] = fitted.detach().tolist()
    return weights


if __name__ == "__main__":
    main()
