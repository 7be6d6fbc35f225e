"""The reading model: a MiniLM encoder and the heads that answer from its one pass.

The joiner follows the biaffine arc scorer of dependency parsing (Dozat and Manning 2017): every
word of a content points at the first word of its cue, every cue at the first word of its source
or, having none, at [CLS].
"""

from __future__ import annotations

from pathlib import Path

from torch import Tensor, nn
from transformers import BertModel

CASES = 4
ARC_WIDTH = 128
ROLE_TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NAME_KINDS = ("person", "organisation", "place", "group", "office")
NAME_TAGS = ("O", *(f"{sign}-{kind}" for kind in NAME_KINDS for sign in "BI"))


class Reader(nn.Module):
    """Encoder and heads; see `forward` for what comes out."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        # Dropout within the layers costs a fifth of the time: it is applied to the output only;
        # attention is spelled out because the fused kernel's backward pass is slow in bf16.
        self.encoder = BertModel.from_pretrained(
            base, add_pooling_layer=False, attn_implementation="eager",
            hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
        )  # fmt: skip
        width = self.encoder.config.hidden_size
        self._widen_token_types()
        self.dropout = nn.Dropout(0.1)
        self.roles = nn.Linear(width, len(ROLE_TAGS))
        self.names = nn.Linear(width, len(NAME_TAGS))
        self.arcs = nn.Sequential(
            nn.Linear(width, width), nn.GELU(), nn.Linear(width, 4 * ARC_WIDTH)
        )

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Score a batch of windows, each tensor (windows, tokens).

        Returns role scores (windows, tokens, 7), name scores (windows, tokens, 11) and arc vectors
        (windows, tokens, 4 * 128): content asks, cue answers, cue asks, source answers.
        """
        vectors = self.encoder(
            input_ids=ids, token_type_ids=cases, attention_mask=mask
        ).last_hidden_state
        vectors = self.dropout(vectors)
        return self.roles(vectors), self.names(vectors), self.arcs(vectors)

    def _widen_token_types(self) -> None:
        """Give the encoder a token type for each letter case, all starting as its first one."""
        old = self.encoder.embeddings.token_type_embeddings.weight.data
        new = nn.Embedding(CASES, old.shape[1])
        new.weight.data[:] = old[0]
        self.encoder.embeddings.token_type_embeddings = new
        self.encoder.config.type_vocab_size = CASES


def arc_scores(asking: Tensor, answering: Tensor) -> Tensor:
    """Score every pair of asking and answering tokens: (windows, tokens, tokens)."""
    return asking @ answering.transpose(1, 2) / ARC_WIDTH**0.5
