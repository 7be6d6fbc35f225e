"""ONNX file of a trained network -> its folder in the weights room: 8-bit, checked, described."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

LICENCE = "Apache-2.0"


def rounded(plain: Path, folder: Path) -> None:
    """Write a network into a folder, its matrices and word vectors in 8-bit integers."""
    folder.mkdir(parents=True, exist_ok=True)
    prepared = plain.with_stem("prepared")
    quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared),
        str(folder / "model.onnx"),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )


def describe(
    folder: Path, version: int, says: Mapping[str, object], tokenizer: Path | None = None
) -> None:
    """Check the network in a folder, put its tokenizer beside it and write the manifest.

    `says` is what the manifest tells beside name, version, licence and checksums: labels, say.
    """
    onnx.checker.check_model(str(folder / "model.onnx"))
    files = ["model.onnx"]
    if tokenizer is not None:
        files.append("tokenizer.json")
        shutil.copy(tokenizer, folder / "tokenizer.json")
    manifest = {
        "name": folder.name,
        "version": version,
        "licence": LICENCE,
        "sha256": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files
        },
        **says,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
