"""Encoder -> the same with fewer units inside each layer: the ones that add most stay.

What a unit adds is the mean size of its activation on a batch, times the size of its outgoing
weights. Two thirds of the units are three quarters of the time of a layer.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn
from transformers import BertModel


def narrow(encoder: BertModel, inner: int, read: Callable[[], object]) -> None:
    """Cut each layer's inner width to `inner` units; `read` runs the encoder over some batch."""
    seen: list[Tensor] = []
    layers = encoder.encoder.layer
    hooks = [
        layer.intermediate.register_forward_hook(
            lambda _module, _given, units: seen.append(units.detach().abs().mean(dim=(0, 1)))
        )
        for layer in layers
    ]
    with torch.no_grad():
        read()
    for layer, size, hook in zip(layers, seen, hooks, strict=True):
        hook.remove()
        ingoing, outgoing = layer.intermediate.dense, layer.output.dense
        kept = (size * outgoing.weight.norm(dim=0)).topk(inner).indices.sort().values
        layer.intermediate.dense = linear(ingoing.weight[kept], ingoing.bias[kept])
        layer.output.dense = linear(outgoing.weight[:, kept], outgoing.bias)
    encoder.config.intermediate_size = inner


def linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    """Return a layer of these weights."""
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight.data, layer.bias.data = weight.detach().clone(), bias.detach().clone()
    return layer
