"""Trained model -> int8 ONNX file, its tokenizer and its manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from training.inference.network import LABELS, Judge
from training.narrowing import linear
from training.packing import describe, rounded

VERSION = 2
WEIGHTS = Path("onrecord/weights/inference")


class Unpadded(nn.Module):
    """The model as it ships: pairs of one length, nothing padded, no mask.

    Query, key and value are one matrix, and attention is one operator of ONNX Runtime: half as many
    steps, and a fiftieth of the time less at best.
    """

    def __init__(self, model: Judge) -> None:
        super().__init__()
        self.model = model
        self.asking = nn.ModuleList(
            _as_one(layer.attention.self) for layer in model.encoder.encoder.layer
        )

    def forward(self, ids: Tensor, types: Tensor) -> Tensor:
        """Return the scores (pairs, 3) of ids and types (pairs, tokens)."""
        embeddings = self.model.encoder.embeddings
        tokens = embeddings.LayerNorm(
            embeddings.word_embeddings(ids)
            + embeddings.token_type_embeddings(types)
            + embeddings.position_embeddings.weight[: ids.shape[1]]
        )
        for layer, asking in zip(self.model.encoder.encoder.layer, self.asking, strict=True):
            tokens = _layer(layer, asking, tokens)
        return self.model.head(tokens, types, 1 - types)


def _as_one(attention: nn.Module) -> nn.Linear:
    """Return query, key and value as one layer."""
    parts = attention.query, attention.key, attention.value
    weight = torch.cat([part.weight for part in parts])
    return linear(weight, torch.cat([part.bias for part in parts]))


def _layer(layer: nn.Module, asking: nn.Module, tokens: Tensor) -> Tensor:
    """Return the vectors (pairs, tokens, width) after one layer of BERT."""
    attention, own = layer.attention.output, layer.attention.self
    asked = asking(tokens).split(own.all_head_size, dim=2)
    context = _Attention.apply(*asked, own.num_attention_heads)
    tokens = attention.LayerNorm(tokens + attention.dense(context))
    inner = nn.functional.gelu(layer.intermediate.dense(tokens))
    outer: Tensor = layer.output.LayerNorm(tokens + layer.output.dense(inner))
    return outer


class _Attention(torch.autograd.Function):
    """Attention of many heads; query, key, value and what comes out are (pairs, tokens, width)."""

    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        parts = (part.unflatten(2, (heads, -1)).transpose(1, 2) for part in (query, key, value))
        return nn.functional.scaled_dot_product_attention(*parts).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        found = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        return found.setType(query.type())


def export(model: Judge, base: Path, work: Path, weights: Path = WEIGHTS) -> None:
    """Write `inference/` into the weights room."""
    plain = work / "plain.onnx"
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
        custom_opsets={"com.microsoft": 1},
        dynamo=False,
    )
    rounded(plain, weights)
    describe(weights, VERSION, {"labels": LABELS}, base / "tokenizer.json")
