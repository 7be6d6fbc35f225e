"""Trained panel -> its ONNX file and its manifest."""

from __future__ import annotations

from pathlib import Path

import torch

from onrecord.readers.blockfeatures import BUCKETS, HASHED
from onrecord.readers.blockroles import ROLES
from training.blocks.network import Panel
from training.packing import describe

VERSION = 3
WEIGHTS = Path("onrecord/weights/blocks")


def export(panel: Panel, numbers: int, weights: Path = WEIGHTS) -> None:
    """Write `blocks/` into the weights room: model.onnx and manifest.json."""
    weights.mkdir(parents=True, exist_ok=True)
    file = weights / "model.onnx"
    sample = torch.zeros(20, numbers), torch.randint(BUCKETS, (20, HASHED))
    torch.onnx.export(
        panel.eval(),
        sample,
        str(file),
        input_names=["shapes", "hashes"],
        output_names=["chances"],
        dynamic_axes={name: {0: "paragraphs"} for name in ("shapes", "hashes", "chances")},
        opset_version=17,
        dynamo=False,
    )
    describe(weights, VERSION, {"roles": ROLES})
