"""The inference model: a MiniLM encoder that reads two texts as one, and a head of three labels.

Beside the first token's vector the head sees the mean vector of each text, their difference and
their product (Conneau and others 2017): the base model was made to put the meaning of a text into
such a mean, and starts with what it knows that way.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from training.narrowing import narrow

LABELS = ("entailment", "neutral", "contradiction")


class Judge(nn.Module):
    """Encoder and head; see `forward` for what comes out."""

    def __init__(self, base: Path, layers: int) -> None:
        super().__init__()
        # No dropout within the layers and attention spelled out: both cost time (see the reading
        # model's network).
        self.encoder = BertModel.from_pretrained(
            base, add_pooling_layer=False, attn_implementation="eager", num_hidden_layers=layers,
            hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
        )  # fmt: skip
        # The words keep what they mean: most of them are never seen here.
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.hidden = nn.Linear(5 * width, width)
        self.labels = nn.Linear(width, len(LABELS))

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """Score a batch of pairs, each tensor (pairs, tokens): (pairs, 3).

        `types` is 0 in the first text and 1 in the second, `mask` 0 where padded.
        """
        tokens = self.encoder(
            input_ids=ids, token_type_ids=types, attention_mask=mask
        ).last_hidden_state
        return self.head(tokens, types * mask, (1 - types) * mask)

    def head(self, tokens: Tensor, second: Tensor, first: Tensor) -> Tensor:
        """Score pairs by their token vectors (pairs, tokens, width); the others mark the texts."""
        one, other = _mean(tokens, first), _mean(tokens, second)
        seen = (tokens[:, 0], one, other, (one - other).abs(), one * other)
        hidden = nn.functional.gelu(self.hidden(self.dropout(torch.cat(seen, dim=1))))
        scores: Tensor = self.labels(self.dropout(hidden))
        return scores


def narrowed(model: Judge, inner: int, ids: Tensor, types: Tensor, mask: Tensor) -> Judge:
    """Cut each layer's inner width to the `inner` units that add most on these pairs."""
    narrow(model.encoder, inner, lambda: model(ids, types, mask))
    return model


def _mean(tokens: Tensor, where: Tensor) -> Tensor:
    """Return the mean vector (pairs, width) of the tokens that are marked."""
    marked = where.to(tokens.dtype).unsqueeze(2)
    return (tokens * marked).sum(dim=1) / marked.sum(dim=1)
