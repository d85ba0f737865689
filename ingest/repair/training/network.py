"""The tagger as a torch module: characters of each token to a vector, a transformer over tokens, four heads."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from ingest.repair.tagger import ALPHABET_SIZE, MAX_LETTERS, PREFIX_LETTERS, WHOLE_BUCKETS
from ingest.repair.tokens import GAP_KINDS


class Block(nn.Module):
    """One pre-norm transformer layer."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """(batch, length, width) -> the same; `mask` (batch, 1, 1, length) is True where a token stands."""
        batch, length, width = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = x + self.out(mixed.transpose(1, 2).reshape(batch, length, width))
        read: Tensor = x + self.down(functional.relu(self.up(self.norm2(x))))
        return read


class Tagger(nn.Module):
    """Reads a window of tokens; returns its states, from which the heads read words, extra words and case."""

    def __init__(self, *, words: int, width: int, layers: int, heads: int, inner: int, window: int) -> None:
        super().__init__()
        self.letter = nn.Embedding(ALPHABET_SIZE, 48, padding_idx=0)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(48, out, size, padding=size // 2) for size, out in ((2, 64), (3, 128), (4, 128))
        )
        self.prefix = nn.Linear(48 * PREFIX_LETTERS, width)
        self.pooled = nn.Linear(320, width)
        self.whole = nn.Embedding(2 * WHOLE_BUCKETS, width)
        self.gap = nn.Embedding(GAP_KINDS, width)
        self.gap_after = nn.Embedding(GAP_KINDS, width)
        self.place = nn.Embedding(window, width)
        self.blocks = nn.ModuleList(Block(width, heads, inner) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.word = nn.Linear(width, words)
        self.extra_gate = nn.Linear(width, 2)
        self.extra = nn.Linear(width, width)
        self.case = nn.Linear(width, 3)
        for module in self.modules():
            if isinstance(module, nn.Embedding):
                nn.init.normal_(module.weight, std=0.05)
        nn.init.zeros_(self.whole.weight)

    def encode_tokens(self, letters: Tensor, wholes: Tensor) -> Tensor:
        """(tokens, MAX_LETTERS) letter ids and (tokens, 2) buckets -> (tokens, width)."""
        assert letters.shape[1] == MAX_LETTERS
        embedded = self.letter(letters)
        channels = embedded.transpose(1, 2)
        pooled = torch.cat([functional.relu(conv(channels)).amax(2) for conv in self.convolutions], 1)
        known = self.whole(wholes[:, 0]) + self.whole(wholes[:, 1] + WHOLE_BUCKETS)
        vectors: Tensor = self.pooled(pooled) + self.prefix(embedded[:, :PREFIX_LETTERS].flatten(1)) + known
        return vectors

    def forward(
        self, letters: Tensor, wholes: Tensor, token: Tensor, gap: Tensor, gap_after: Tensor, mask: Tensor
    ) -> Tensor:
        """States (batch, window, width); `token` (batch, window) indexes the rows of `letters`."""
        x = self.encode_tokens(letters, wholes)[token]
        x = x + self.gap(gap) + self.gap_after(gap_after) + self.place.weight[: token.shape[1]]
        for block in self.blocks:
            x = block(x, mask[:, None, None, :])
        states: Tensor = self.norm(x)
        return states

    def extra_logits(self, states: Tensor) -> Tensor:
        """Logits of the second word of a token, for the states of tokens that have one."""
        logits: Tensor = self.word(functional.relu(self.extra(states)))
        return logits
