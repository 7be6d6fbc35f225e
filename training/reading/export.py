"""Trained model -> int8 ONNX file, its tokenizer and its manifest."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from training.packing import describe, rounded
from training.reading.network import NAME_TAGS, PARTS, ROLE_TAGS, Reader

VERSION = 2
UNCALIBRATED = (1.0, 1.0, 1.0, 0.0, 0.0, 0.0)
WEIGHTS = Path("onrecord/weights/reading")


class OneWindow(nn.Module):
    """The model as it ships: one window, nothing padded, spelled out so that no shape is asked.

    Batches, masks and shapes that are found out at run time cost a tenth of the time of a short
    window.
    """

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return the scores of one window, ids and shapes being (tokens)."""
        embeddings = self.model.encoder.embeddings
        tokens = embeddings.LayerNorm(
            embeddings.word_embeddings(ids)
            + embeddings.token_type_embeddings(shapes)
            + embeddings.position_embeddings.weight[: ids.shape[0]]
        )
        for layer in self.model.encoder.encoder.layer:
            tokens = _layer(layer, tokens)
        return self.model.roles(tokens), self.model.names(tokens), self.model.parts.one(tokens)


def _layer(layer: nn.Module, tokens: Tensor) -> Tensor:
    """Return the vectors (tokens, width) after one layer of BERT."""
    attention, own = layer.attention.output, layer.attention.self
    heads, size = own.num_attention_heads, own.attention_head_size
    query, key, value = (
        part(tokens).view(-1, heads, size).transpose(0, 1)
        for part in (own.query, own.key, own.value)
    )
    chances = (query @ key.transpose(1, 2) / size**0.5).softmax(dim=-1)
    context = (chances @ value).transpose(0, 1).reshape(-1, heads * size)
    tokens = attention.LayerNorm(tokens + attention.dense(context))
    inner = nn.functional.gelu(layer.intermediate.dense(tokens))
    outer: Tensor = layer.output.LayerNorm(tokens + layer.output.dense(inner))
    return outer


def export(model: Reader, base: Path, work: Path, weights: Path = WEIGHTS) -> None:
    """Write `reading/` into the weights room."""
    plain = work / "plain.onnx"
    sample = torch.ones(16, dtype=torch.long)
    torch.onnx.export(
        OneWindow(model).eval(),
        (sample, torch.zeros_like(sample)),
        str(plain),
        input_names=["ids", "shapes"],
        output_names=["roles", "names", "parts"],
        dynamic_axes={
            **{name: {0: "tokens"} for name in ("ids", "shapes", "roles", "names")},
            "parts": {1: "tokens", 2: "tokens"},
        },
        opset_version=17,
        dynamo=False,
    )
    manifest = {
        "role_tags": ROLE_TAGS,
        "name_tags": NAME_TAGS,
        "parts": PARTS,
        "calibration": UNCALIBRATED,
    }
    rounded(plain, weights)
    describe(weights, VERSION, manifest, base / "tokenizer.json")
