"""Trained model -> int8 ONNX file, its tokenizer and its manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.reading.network import ARC_WIDTH, NAME_TAGS, ROLE_TAGS, Reader

VERSION = 1
WEIGHTS = Path("onrecord/weights/reading")


def export(model: Reader, base: Path, work: Path, weights: Path = WEIGHTS) -> None:
    """Write `reading/` into the weights room: model.onnx, tokenizer.json, manifest.json."""
    weights.mkdir(parents=True, exist_ok=True)
    plain, prepared = work / "plain.onnx", work / "prepared.onnx"
    sample = torch.ones(2, 16, dtype=torch.long)
    window = {0: "windows", 1: "tokens"}
    torch.onnx.export(
        model.eval(),
        (sample, torch.zeros_like(sample), sample),
        str(plain),
        input_names=["ids", "cases", "mask"],
        output_names=["roles", "names", "arcs"],
        dynamic_axes=dict.fromkeys(("ids", "cases", "mask", "roles", "names", "arcs"), window),
        opset_version=17,
        dynamo=False,
    )
    quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared),
        str(weights / "model.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    onnx.checker.check_model(str(weights / "model.onnx"))
    shutil.copy(base / "tokenizer.json", weights / "tokenizer.json")
    manifest = {
        "name": "reading",
        "version": VERSION,
        "licence": "Apache-2.0",
        "sha256": {
            name: hashlib.sha256((weights / name).read_bytes()).hexdigest()
            for name in ("model.onnx", "tokenizer.json")
        },
        "role_tags": ROLE_TAGS,
        "name_tags": NAME_TAGS,
        "arc_width": ARC_WIDTH,
    }
    (weights / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
