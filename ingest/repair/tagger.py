"""The trained tagger in numpy: for each token the words it may stand for, with their chances.

It knows a fixed list of words; anything else it can only copy. It reads windows that overlap and keeps the middle
of each, so a long text is read piece by piece with context on both sides. It never decides: that is `reading.py`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.repair.features import PREFIX_LETTERS, WHOLE_BUCKETS, letters, wholes
from ingest.repair.tokens import BLANK_LINE, Token

COPY, NOTHING, FIRST_WORD = 0, 1, 2  # labels: the token stays; it belongs to the token before; then the words
LOWER, TITLE, UPPER = range(3)
_CHOICES = 12  # words kept a token; with 6, rescoring reads 0.8 % of syllables more wrongly, with 24 none better
_MARGIN = 8  # tokens of context given up at each inner edge of a window
_WINDOWS_AT_ONCE = 12  # keeps the activations within the processor's cache
_CACHED_TOKENS = 60_000

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """For n tokens: the likeliest labels, best first, and what else the tagger says of each token.

    `labels` (n, k) int32 and `chances` (n, k) float32; `extra` (n,) label of a second word or 0, with
    `extra_chance`; `case` (n,) the class LOWER, TITLE or UPPER.
    """

    labels: npt.NDArray[np.int32]
    chances: Floats
    extra: npt.NDArray[np.int32]
    extra_chance: Floats
    case: npt.NDArray[np.int8]


class Tagger:
    """The network's weights and its forward pass."""

    def __init__(self, words: tuple[str, ...], weights: dict[str, Floats], *, heads: int, window: int) -> None:
        self.words = words
        self._weights = weights
        self._heads = heads
        self._window = window
        self._tables = _letter_tables(weights)
        self._vectors: dict[str, Floats] = {}

    @classmethod
    def read(cls, path: Path) -> "Tagger":
        """The tagger in the file."""
        with np.load(path, allow_pickle=False) as stored:
            settings = json.loads(str(stored["settings"]))
            words = tuple(str(stored["words"]).split(" "))
            names = [name for name in stored.files if name not in ("settings", "words")]
            weights = {name: stored[name].astype(np.float32) for name in names}
        return cls(words, weights, heads=settings["heads"], window=settings["window"])

    def choices(self, tokens: Sequence[Token]) -> Choices:
        """What each token may stand for."""
        vectors = self._token_vectors(tokens)
        gaps = np.array([token.gap for token in tokens] + [BLANK_LINE * 6])
        vectors = vectors + self._weights["gap.weight"][gaps[:-1]] + self._weights["gap_after.weight"][gaps[1:]]
        states = np.empty_like(vectors)
        spans = _windows(len(tokens), self._window)
        for first in range(0, len(spans), _WINDOWS_AT_ONCE):
            group = spans[first : first + _WINDOWS_AT_ONCE]
            length = group[0][1] - group[0][0]
            stacked = np.stack([vectors[start : start + length] for start, *_ in group])
            for (start, _, keep_start, keep_end), read in zip(group, self._transform(stacked), strict=True):
                states[keep_start:keep_end] = read[keep_start - start : keep_end - start]
        return self._read_heads(states)

    def _token_vectors(self, tokens: Sequence[Token]) -> Floats:
        new = list({token.surface for token in tokens} - self._vectors.keys())
        if len(self._vectors) + len(new) > _CACHED_TOKENS:
            self._vectors.clear()
            new = list({token.surface for token in tokens})
        for first in range(0, len(new), 512):
            part = new[first : first + 512]
            self._vectors.update(zip(part, self._encode(letters(part), wholes(part)), strict=True))
        return np.stack([self._vectors[token.surface] for token in tokens])

    def _encode(self, ids: npt.NDArray[np.int32], buckets: npt.NDArray[np.int32]) -> Floats:
        """(n, MAX_LETTERS) letter ids and (n, 2) buckets -> (n, width)."""
        weights = self._weights
        pooled = []
        for number, taps in enumerate(self._tables.convolutions):
            size = len(taps)
            padded = np.full((len(ids), ids.shape[1] + 2 * (size // 2)), len(taps[0]) - 1, np.int32)
            padded[:, size // 2 : size // 2 + ids.shape[1]] = ids
            length = padded.shape[1] - size + 1
            total = taps[0][padded[:, :length]]
            for tap in range(1, size):
                total += taps[tap][padded[:, tap : tap + length]]
            pooled.append(np.maximum(total.max(1) + weights[f"convolutions.{number}.bias"], 0.0))
        vector = np.concatenate(pooled, 1) @ weights["pooled.weight"].T + weights["pooled.bias"]
        for place in range(PREFIX_LETTERS):
            vector += self._tables.prefix[place][ids[:, place]]
        if "whole.weight" in weights:
            vector += weights["whole.weight"][buckets[:, 0]] + weights["whole.weight"][buckets[:, 1] + WHOLE_BUCKETS]
        return np.asarray(vector + weights["prefix.bias"], np.float32)

    def _transform(self, x: Floats) -> Floats:
        """(windows, length, width) -> states of the same shape."""
        weights = self._weights
        windows, length, width = x.shape
        heads, size = self._heads, width // self._heads
        flat = (x + weights["place.weight"][:length]).reshape(-1, width)
        layer = 0
        while f"blocks.{layer}.qkv.weight" in weights:
            name = f"blocks.{layer}."
            mixed = _normal(flat, weights[name + "norm1.weight"], weights[name + "norm1.bias"])
            qkv = (mixed @ weights[name + "qkv.weight"].T + weights[name + "qkv.bias"]).reshape(
                windows, length, 3, heads, size
            )
            q, k, v = (np.ascontiguousarray(part) for part in qkv.transpose(2, 0, 3, 1, 4))
            scores = _softmax((q * np.float32(size**-0.5)) @ k.transpose(0, 1, 3, 2))
            heard = (scores @ v).transpose(0, 2, 1, 3).reshape(-1, width)
            flat = flat + heard @ weights[name + "out.weight"].T + weights[name + "out.bias"]
            inner = _normal(flat, weights[name + "norm2.weight"], weights[name + "norm2.bias"])
            inner = np.maximum(inner @ weights[name + "up.weight"].T + weights[name + "up.bias"], 0.0)
            flat = flat + inner @ weights[name + "down.weight"].T + weights[name + "down.bias"]
            layer += 1
        return _normal(flat, weights["norm.weight"], weights["norm.bias"]).reshape(windows, length, width)

    def _read_heads(self, states: Floats) -> Choices:
        weights = self._weights
        labels = np.empty((len(states), _CHOICES), np.int32)
        chances = np.empty((len(states), _CHOICES), np.float32)
        for first in range(0, len(states), 512):
            part = slice(first, first + 512)
            chance = _softmax(states[part] @ weights["word.weight"].T + weights["word.bias"])
            best = np.argpartition(-chance, _CHOICES, axis=1)[:, :_CHOICES]
            values = np.take_along_axis(chance, best, 1)
            order = np.argsort(-values, axis=1, kind="stable")
            labels[part] = np.take_along_axis(best, order, 1)
            chances[part] = np.take_along_axis(values, order, 1)
        gate = _softmax(states @ weights["extra_gate.weight"].T + weights["extra_gate.bias"])[:, 1]
        extra = np.zeros(len(states), np.int32)
        extra_chance = np.zeros(len(states), np.float32)
        doubled = np.flatnonzero(gate > 0.5)
        if len(doubled):
            hidden = np.maximum(states[doubled] @ weights["extra.weight"].T + weights["extra.bias"], 0.0)
            chance = _softmax(hidden @ weights["word.weight"].T + weights["word.bias"])
            extra[doubled] = chance.argmax(1)
            extra_chance[doubled] = gate[doubled] * chance.max(1)
        case = (states @ weights["case.weight"].T + weights["case.bias"]).argmax(1).astype(np.int8)
        return Choices(labels=labels, chances=chances, extra=extra, extra_chance=extra_chance, case=case)


@dataclass(frozen=True, slots=True)
class _LetterTables:
    """What each letter adds at each tap of each convolution and at each place of the prefix."""

    convolutions: list[list[Floats]]
    prefix: list[Floats]


def _letter_tables(weights: dict[str, Floats]) -> _LetterTables:
    """The tables; the last row of a convolution's table is the padding outside the token."""
    letter = weights["letter.weight"]
    outside = np.vstack([letter, np.zeros_like(letter[:1])])
    convolutions = []
    number = 0
    while f"convolutions.{number}.weight" in weights:
        kernel = weights[f"convolutions.{number}.weight"]
        convolutions.append([outside @ kernel[:, :, tap].T for tap in range(kernel.shape[2])])
        number += 1
    size = letter.shape[1]
    prefix = weights["prefix.weight"]
    return _LetterTables(convolutions, [letter @ prefix[:, i * size : (i + 1) * size].T for i in range(PREFIX_LETTERS)])


def _windows(count: int, window: int) -> list[tuple[int, int, int, int]]:
    """(start, end, keep_start, keep_end) of windows that together keep each token once; all of equal length."""
    if count <= window:
        return [(0, count, 0, count)]
    spans = []
    kept = 0
    start = 0
    while kept < count:
        start = min(start, count - window)
        end = start + window
        keep_end = count if end == count else end - _MARGIN
        spans.append((start, end, kept, keep_end))
        kept = keep_end
        start = kept - _MARGIN
    return spans


def _normal(x: Floats, weight: Floats, bias: Floats) -> Floats:
    centred = x - x.mean(-1, keepdims=True)
    variance = np.einsum("ij,ij->i", centred, centred)[:, None] / np.float32(x.shape[-1])
    return np.asarray(centred * (1.0 / np.sqrt(variance + np.float32(1e-5))) * weight + bias, np.float32)


def _softmax(x: Floats) -> Floats:
    risen = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(risen / risen.sum(-1, keepdims=True), np.float32)
