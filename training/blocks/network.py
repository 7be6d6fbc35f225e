"""Features of a page's paragraphs -> scores for each role: a small convolutional network.

Each layer looks at a paragraph, at two others beside it, farther away layer by layer, and at the
mean of the whole page.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu

from onrecord.readers.blockfeatures import BUCKETS
from onrecord.readers.blockroles import ROLES

HASHED = 16  # numbers a hashed word
WIDTH = 64
REACH = (1, 2, 4, 8, 16)  # how far beside a paragraph each layer looks
LEFT_OUT = 0.3
WORDLESS = 0.3  # share of pages shown without their words, so that shapes are learnt too
BLIND = 0.05  # share of features left out of a page


class Blocks(nn.Module):
    """One network; inputs are (pages, paragraphs, numbers), output (pages, paragraphs, roles)."""

    def __init__(self, mean: Tensor, spread: Tensor) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("spread", spread)
        self.words = nn.Embedding(BUCKETS, HASHED, padding_idx=0)
        nn.init.normal_(self.words.weight, 0, 0.1)
        with torch.no_grad():
            self.words.weight[0] = 0.0
        self.enter = nn.Linear(len(mean) + HASHED, WIDTH)
        self.beside = nn.ModuleList(
            nn.Conv1d(WIDTH, WIDTH, 3, padding=far, dilation=far) for far in REACH
        )
        self.mix = nn.ModuleList(nn.Linear(2 * WIDTH, WIDTH) for _ in REACH)
        self.norm = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in REACH)
        self.drop = nn.Dropout(LEFT_OUT)
        self.leave = nn.Sequential(
            nn.Linear(2 * WIDTH, WIDTH),
            nn.GELU(),
            nn.Dropout(LEFT_OUT),
            nn.Linear(WIDTH, len(ROLES)),
        )

    def forward(self, shapes: Tensor, hashes: Tensor, there: Tensor) -> Tensor:
        """Return scores; `there` is 1 where a page has a paragraph, 0 where it was filled up."""
        words = self.words(hashes).sum(2) / (hashes > 0).sum(2, keepdim=True).clamp(min=1) ** 0.5
        seen = ((shapes - self.mean) / self.spread).clamp(-4, 4)
        if self.training:
            words = words * (torch.rand(len(words), 1, 1) > WORDLESS)
        both = torch.cat([seen, words], -1)
        if self.training:
            both = both * (torch.rand(len(both), 1, both.shape[2]) > BLIND)
        first = inner = self.drop(gelu(self.enter(both)))
        there = there.unsqueeze(-1)
        for beside, mix, norm in zip(self.beside, self.mix, self.norm, strict=True):
            inner = inner * there
            near = gelu(beside(inner.transpose(1, 2)).transpose(1, 2))
            page = (inner.sum(1, keepdim=True) / there.sum(1, keepdim=True)).expand_as(near)
            inner = norm(inner + self.drop(mix(torch.cat([near, page], -1))))
        scores: Tensor = self.leave(torch.cat([first, inner], -1))
        return scores


class Panel(nn.Module):
    """Networks that differ in their seeds only, and their mean verdict on one page."""

    def __init__(self, networks: Sequence[Blocks]) -> None:
        super().__init__()
        self.networks = nn.ModuleList(networks)

    def forward(self, shapes: Tensor, hashes: Tensor) -> Tensor:
        """Return chances (paragraphs, roles) of a page (paragraphs, numbers)."""
        there = torch.ones_like(shapes[None, :, 0])
        chances = [
            network(shapes[None], hashes[None], there).softmax(-1) for network in self.networks
        ]
        return torch.stack(chances).mean(0)[0]
