"""The reading model: a MiniLM encoder and the heads that answer from its one pass.

Attributions are read as semantic roles are (the predicate of He and others 2017 is the cue here):
for every word taken as a cue, each other word is scored as part of that cue's source, of the cue
itself, of its content, or of none. Scores are biaffine (Dozat and Manning 2017), with a bias for
the distance between the two words (Raffel and others 2020). Contents of two cues may thus overlap,
and a word that belongs to no cue is left out.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

SHAPES = 8
LONGEST = 256
PART_WIDTH = 64
PARTS = ("source", "cue", "content")
ROLE_TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAME_KINDS = ("person", "organisation", "place", "group", "office")
NAME_TAGS = ("O", *(f"{sign}-{kind}" for kind in NAME_KINDS for sign in "BI"))


class Reader(nn.Module):
    """Encoder and heads; see `forward` for what comes out."""

    def __init__(self, base: Path, layers: int) -> None:
        super().__init__()
        # Dropout within the layers costs a fifth of the time: it is applied to the output only;
        # attention is spelled out because the fused kernel's backward pass is slow in bf16.
        self.encoder = BertModel.from_pretrained(
            base, add_pooling_layer=False, attn_implementation="eager", num_hidden_layers=layers,
            hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
        )  # fmt: skip
        width = self.encoder.config.hidden_size
        self._widen_token_types()
        self.dropout = nn.Dropout(0.1)
        self.roles = nn.Linear(width, len(ROLE_TAGS))
        self.names = nn.Linear(width, len(NAME_TAGS))
        self.parts = Parts(width)

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor | None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Score a batch of windows, each tensor (windows, tokens); `mask` is 0 where padded.

        Returns role scores (windows, tokens, 7), name scores (windows, tokens, 11) and part scores
        (windows, 3, cues, tokens): how far, with the token `cue` taken as a cue, each token is of
        its source, cue and content, against 0 for none.
        """
        vectors = self.encoder(
            input_ids=ids, token_type_ids=shapes, attention_mask=mask
        ).last_hidden_state
        vectors = self.dropout(vectors)
        return self.roles(vectors), self.names(vectors), self.parts(vectors)

    def _widen_token_types(self) -> None:
        """Give the encoder a token type for each shape of a word, all starting as its first one."""
        old = self.encoder.embeddings.token_type_embeddings.weight.data
        new = nn.Embedding(SHAPES, old.shape[1])
        new.weight.data[:] = old[0]
        self.encoder.embeddings.token_type_embeddings = new
        self.encoder.config.type_vocab_size = SHAPES


class Parts(nn.Module):
    """Token vectors (windows, tokens, width) -> part scores (windows, 3, cues, tokens)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.hidden = nn.Sequential(nn.Linear(width, width), nn.GELU())
        self.vectors = nn.Linear(width, 2 * len(PARTS) * PART_WIDTH)
        self.alone = nn.Linear(width, len(PARTS))
        self.register_buffer("buckets", _buckets(LONGEST), persistent=False)
        self.distance = nn.Embedding(int(self.buckets.max()) + 1, len(PARTS))  # type: ignore[operator]
        nn.init.zeros_(self.distance.weight)

    def forward(self, tokens: Tensor) -> Tensor:
        """Score every pair of a token taken as a cue and another token."""
        return torch.stack([self.one(window) for window in tokens])

    def one(self, tokens: Tensor) -> Tensor:
        """Score the pairs of one window: (tokens, width) -> (3, cues, tokens)."""
        hidden = self.hidden(tokens)
        asking, answering = (
            half.view(-1, len(PARTS), PART_WIDTH).transpose(0, 1)
            for half in self.vectors(hidden).chunk(2, dim=1)
        )
        scores = asking @ answering.transpose(1, 2) / PART_WIDTH**0.5
        bias: Tensor = self.distance(self.buckets).permute(2, 0, 1)
        length = tokens.shape[0]
        return scores + self.alone(hidden).T[:, None] + bias[:, :length, :length]


def _buckets(longest: int) -> Tensor:
    """Return the bucket of the distance from each token to each other: exact near, coarse far."""
    places = torch.arange(longest)
    offset = places[None, :] - places[:, None]
    far = offset.abs()
    coarse = 8 + (4 * torch.log2(far.clamp(min=8) / 8)).long()
    bucket = torch.where(far < 8, far, coarse)
    return torch.where(offset < 0, bucket + int(bucket.max()) + 1, bucket)
