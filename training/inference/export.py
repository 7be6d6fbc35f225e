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
from torch import Tensor, nn

from training.inference.network import LABELS, Judge

VERSION = 1
WEIGHTS = Path("onrecord/weights/inference")


class Unpadded(nn.Module):
    """The model as it ships: pairs of one length, nothing padded, no mask."""

    def __init__(self, model: Judge) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, types: Tensor) -> Tensor:
        """Return the scores (pairs, 3) of ids and types (pairs, tokens)."""
        embeddings = self.model.encoder.embeddings
        tokens = embeddings.LayerNorm(
            embeddings.word_embeddings(ids)
            + embeddings.token_type_embeddings(types)
            + embeddings.position_embeddings.weight[: ids.shape[1]]
        )
        for layer in self.model.encoder.encoder.layer:
            tokens = _layer(layer, tokens)
        return self.model.head(tokens, types, 1 - types)


def _layer(layer: nn.Module, tokens: Tensor) -> Tensor:
    """Return the vectors (pairs, tokens, width) after one layer of BERT."""
    attention, own = layer.attention.output, layer.attention.self
    heads, size = own.num_attention_heads, own.attention_head_size
    pairs, length = tokens.shape[0], tokens.shape[1]
    query, key, value = (
        part(tokens).view(pairs, length, heads, size).transpose(1, 2)
        for part in (own.query, own.key, own.value)
    )
    chances = (query @ key.transpose(2, 3) / size**0.5).softmax(dim=-1)
    context = (chances @ value).transpose(1, 2).reshape(pairs, length, heads * size)
    tokens = attention.LayerNorm(tokens + attention.dense(context))
    inner = nn.functional.gelu(layer.intermediate.dense(tokens))
    outer: Tensor = layer.output.LayerNorm(tokens + layer.output.dense(inner))
    return outer


def export(model: Judge, base: Path, work: Path, weights: Path = WEIGHTS) -> None:
    """Write `inference/` into the weights room: model.onnx, tokenizer.json, manifest.json."""
    weights.mkdir(parents=True, exist_ok=True)
    plain, prepared = work / "plain.onnx", work / "prepared.onnx"
    sample = torch.ones(2, 16, dtype=torch.long)
    types = torch.cat((torch.zeros(2, 8), torch.ones(2, 8)), dim=1).long()
    shape = {0: "pairs", 1: "tokens"}
    torch.onnx.export(
        Unpadded(model).eval(),
        (sample, types),
        str(plain),
        input_names=["ids", "types"],
        output_names=["scores"],
        dynamic_axes={"ids": shape, "types": shape, "scores": {0: "pairs"}},
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
        "name": "inference",
        "version": VERSION,
        "licence": "Apache-2.0",
        "sha256": {
            name: hashlib.sha256((weights / name).read_bytes()).hexdigest()
            for name in ("model.onnx", "tokenizer.json")
        },
        "labels": LABELS,
    }
    (weights / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
