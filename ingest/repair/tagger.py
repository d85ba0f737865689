"""The trained tagger: for each token the words it may stand for, with their probabilities.

It knows a fixed list of words; anything else it can only copy. It reads windows that overlap and keeps the middle of
each, so a long text is read piece by piece with context on both sides. It never decides: that is `edit_gates.py`.
"""

import importlib
import json
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.language.syllables import bare
from ingest.model_files import checked
from ingest.repair.tokens import BLANK_LINE, Token

COPY, NOTHING, FIRST_WORD = 0, 1, 2  # labels: the token stays; it belongs to the token before; then the words
LOWER, TITLE, UPPER = range(3)
_CHOICES = 12  # words kept a token; with 6, rescoring reads 0.8 % of syllables more wrongly, with 24 none better
_MARGIN = 4  # tokens of context given up at each inner edge of a window; with 12 a text is read no more alike
_ROWS_AT_ONCE = 64  # keeps their logits within the processor's cache
_HOPELESS = 10.0  # of a logit under the best one; with 9 and with 14 the development passages read the same
_WINDOWS_AT_ONCE = 12  # keeps the activations within the processor's cache
_CACHED_TOKENS = 60_000
_ENCODED_AT_ONCE = 512
_OF_TOKENS = ("letter.", "convolutions.", "prefix.", "pooled.", "whole.", "gap.", "gap_after.", "place.")
Floats = npt.NDArray[np.float32]
MAX_LETTERS = 14  # longer tokens keep their two ends
PREFIX_LETTERS = 9  # letters whose place in the token is seen as such
WHOLE_BUCKETS = 8192  # of the hashed whole token, as it stands and folded
_BASES = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
_LETTERS = (
    _BASES + _BASES.upper() + "0123456789" + "äëïöüÿåçñûîôœæßøÄËÏÖÜÇÑÛÎ" + ".,'\"`´^~*°%&@#$!?:;|\\<>=+_£€§©®¢¥«»“”‘’·•"
)
_PAD, _UNKNOWN, _BEGIN, _END = 0, 1, 2, 3
_IDS = {letter: number for number, letter in enumerate(dict.fromkeys(_LETTERS), start=4)}
ALPHABET_SIZE = len(_IDS) + 4


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

    @classmethod
    def untouched(cls, count: int) -> "Choices":
        """The choices of tokens that stay as they are."""
        chances = np.zeros((count, _CHOICES), np.float32)
        chances[:, 0] = 1.0
        return cls(
            labels=np.full((count, _CHOICES), COPY, np.int32),
            chances=chances,
            extra=np.zeros(count, np.int32),
            extra_chance=np.zeros(count, np.float32),
            case=np.zeros(count, np.int8),
        )


@dataclass(frozen=True)
class Graphs:
    """The parts of the network that onnxruntime runs, in 8 bits: half the time of float32, which waits for memory.

    `states` takes (windows, length, width) vectors with their places; `heads` takes (n, width) states to logits of
    words, of a second word and of case; `extra` takes them to logits of the second word. They are loaded at first use
    and never travel to another process: that one loads its own.
    """

    folder: Path

    @cached_property
    def states(self) -> Any:
        """The session of the transformer."""
        return self._session("states")

    @cached_property
    def heads(self) -> Any:
        """The session of what is read of every token."""
        return self._session("heads")

    @cached_property
    def extra(self) -> Any:
        """The session of the second word."""
        return self._session("extra")

    def __getstate__(self) -> dict[str, Path]:
        return {"folder": self.folder}

    def _session(self, name: str) -> Any:
        runtime = importlib.import_module("onnxruntime")  # a tenth of a second that not every command needs
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return runtime.InferenceSession(str(checked(self.folder / f"{name}.onnx")), options, ["CPUExecutionProvider"])


class Tagger:
    """The network's weights and its forward pass."""

    def __init__(self, words: tuple[str, ...], weights: dict[str, Floats], graphs: Graphs, *, window: int) -> None:
        self.words = words
        self._weights = weights
        self._graphs = graphs
        self._window = window
        self._tables = _letter_tables(weights)
        self._vectors: dict[str, Floats] = {}

    @classmethod
    def read(cls, path: Path) -> "Tagger":
        """The tagger in the file, with the graphs beside it."""
        with np.load(checked(path), allow_pickle=False) as stored:
            settings = json.loads(str(stored["settings"]))
            words = tuple(str(stored["words"]).split(" "))
            weights = {name: stored[name].astype(np.float32) for name in stored.files if name.startswith(_OF_TOKENS)}
        return cls(words, weights, Graphs(path.parent), window=settings["window"])

    def choices(self, tokens: Sequence[Token], spans: Sequence[tuple[int, int]] | None = None) -> Choices:
        """What each token may stand for; with `spans`, those outside of them are not read and stay as they are."""
        if spans is None or list(spans) == [(0, len(tokens))]:
            return self._read_heads(self._states(tokens))
        read = [(slice(*span), self._states(tokens[slice(*span)])) for span in spans]
        choices = Choices.untouched(len(tokens))
        if not spans:
            return choices
        found = self._read_heads(np.concatenate([states for _, states in read]))
        rows = np.concatenate([np.arange(part.start, part.stop) for part, _ in read])
        for field in fields(Choices):
            getattr(choices, field.name)[rows] = getattr(found, field.name)
        return choices

    def _states(self, tokens: Sequence[Token]) -> Floats:
        """(tokens, width) what the network makes of each token between its neighbours."""
        vectors = self._token_vectors(tokens)
        gaps = np.array([token.gap for token in tokens] + [BLANK_LINE * 6])
        vectors = vectors + self._weights["gap.weight"][gaps[:-1]] + self._weights["gap_after.weight"][gaps[1:]]
        states: Floats = np.empty_like(vectors)
        spans = _windows(len(tokens), self._window)
        for first in range(0, len(spans), _WINDOWS_AT_ONCE):
            group = spans[first : first + _WINDOWS_AT_ONCE]
            length = group[0][1] - group[0][0]
            stacked = np.stack([vectors[start : start + length] for start, *_ in group])
            for (start, _, keep_start, keep_end), read in zip(group, self._transform(stacked), strict=True):
                states[keep_start:keep_end] = read[keep_start - start : keep_end - start]
        return states

    def _token_vectors(self, tokens: Sequence[Token]) -> Floats:
        surfaces = dict.fromkeys(token.surface for token in tokens)  # in their order: a set's changes with the process
        new = [surface for surface in surfaces if surface not in self._vectors]
        if len(self._vectors) + len(new) > _CACHED_TOKENS:
            self._vectors.clear()
            new = list(surfaces)
        for first in range(0, len(new), _ENCODED_AT_ONCE):
            part = new[first : first + _ENCODED_AT_ONCE]
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
        # In float64, whose rounding is lost in float32: a product in float32 rounds a row by its place in the matrix,
        # and then a token's vector would depend on which tokens it was read with.
        product = np.concatenate(pooled, 1).astype(np.float64) @ weights["pooled.weight"].T.astype(np.float64)
        vector = product.astype(np.float32) + weights["pooled.bias"]
        for place in range(PREFIX_LETTERS):
            vector += self._tables.prefix[place][ids[:, place]]
        vector += weights["whole.weight"][buckets[:, 0]] + weights["whole.weight"][buckets[:, 1] + WHOLE_BUCKETS]
        return np.asarray(vector + weights["prefix.bias"], np.float32)

    def _transform(self, x: Floats) -> Floats:
        """(windows, length, width) -> states of the same shape."""
        states: Floats = self._graphs.states.run(None, {"vectors": x + self._weights["place.weight"][: x.shape[1]]})[0]
        return states

    def _read_heads(self, states: Floats) -> Choices:
        count = len(states)
        labels, chances = np.empty((count, _CHOICES), np.int32), np.empty((count, _CHOICES), np.float32)
        gate, case = np.empty(count, np.float32), np.empty(count, np.int8)
        for first in range(0, count, _ROWS_AT_ONCE):
            part = slice(first, first + _ROWS_AT_ONCE)
            words, doubled, cases = self._graphs.heads.run(None, {"states": states[part]})
            labels[part], chances[part] = _likeliest(words)
            gate[part], case[part] = _softmax(doubled)[:, 1], cases.argmax(1)
        extra = np.zeros(count, np.int32)
        extra_chance = np.zeros(count, np.float32)
        rows = np.flatnonzero(gate > 0.5)
        if len(rows):
            chance = _softmax(self._graphs.extra.run(None, {"states": states[rows]})[0])
            extra[rows] = chance.argmax(1)
            extra_chance[rows] = gate[rows] * chance.max(1)
        return Choices(labels=labels, chances=chances, extra=extra, extra_chance=extra_chance, case=case)


@dataclass(frozen=True, slots=True)
class _LetterTables:
    """What each letter adds at each tap of each convolution and at each place of the prefix."""

    convolutions: list[list[Floats]]
    prefix: list[Floats]


def letters(surfaces: Iterable[str]) -> npt.NDArray[np.int32]:
    """(tokens, MAX_LETTERS) letter ids of the surfaces, with marks of begin and end."""
    rows = [_row(surface) for surface in surfaces]
    return np.array(rows, np.int32).reshape(len(rows), MAX_LETTERS)


def wholes(surfaces: Iterable[str]) -> npt.NDArray[np.int32]:
    """(tokens, 2) buckets of each whole token: as it stands, and folded to bare lower case."""
    rows = [(_bucket(surface), _bucket("~" + bare(surface).lower())) for surface in surfaces]
    return np.array(rows, np.int32).reshape(len(rows), 2)


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


def _likeliest(logits: Floats) -> tuple[npt.NDArray[np.int32], Floats]:
    """The labels of the `_CHOICES` largest logits of each row, best first, with their chances.

    What is hopeless beside the best is not ranked: rows that have fewer hopes end in COPY with a chance of 0.
    """
    best = logits.max(1)
    rows, columns = np.divmod(np.flatnonzero(logits > (best - np.float32(_HOPELESS))[:, None]), logits.shape[1])
    hopes = np.exp(logits[rows, columns] - best[rows])
    total = np.bincount(rows, hopes, len(logits))  # what all hopeless ones together would add is under 1 %
    order = np.lexsort((-hopes, rows))
    rows, columns, hopes = rows[order], columns[order], hopes[order]
    place = np.arange(len(rows)) - np.searchsorted(rows, np.arange(len(logits)))[rows]
    kept = place < _CHOICES
    rows, place = rows[kept], place[kept]
    labels = np.full((len(logits), _CHOICES), COPY, np.int32)
    chances = np.zeros((len(logits), _CHOICES), np.float32)
    labels[rows, place] = columns[kept]
    chances[rows, place] = hopes[kept] / total[rows]
    return labels, chances


def _softmax(x: Floats) -> Floats:
    risen = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(risen / risen.sum(-1, keepdims=True), np.float32)


def _bucket(text: str) -> int:
    return zlib.crc32(text.encode()) % WHOLE_BUCKETS


def _row(surface: str) -> list[int]:
    text = unicodedata.normalize("NFC", surface)
    if len(text) > 2 and text.isdigit():
        text = "0" * len(text)
    room = MAX_LETTERS - 2
    if len(text) > room:
        text = text[: room // 2] + text[-(room - room // 2) :]
    ids = [_BEGIN, *(_IDS.get(letter, _UNKNOWN) for letter in text), _END]
    return ids + [_PAD] * (MAX_LETTERS - len(ids))
