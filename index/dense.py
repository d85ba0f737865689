"""The dense index: exact inner products of unit vectors, kept by FAISS; a cache of the store.

The rows stand in one array beside their ids, so that documents come and go without embedding the rest. The
search is exact: 200,000 passages are 300 MB and under 50 ms a question; beyond that a larger engine takes over.
"""

import importlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from ingest.errors import StoreDamaged

DENSE_FORMAT = "dense.v1"
TIE_ROOM = 64  # hits fetched past k, so that equal scores at the cut are put in order by id
MAX_CHOSEN = 16  # sets of documents for which it is kept which rows are theirs
_VECTORS_FILE = "vectors.faiss"
_ROWS_FILE = "rows.json"

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class DenseRow:
    """Whose vector a row of the index is: a passage, its source, and the key of the text that was embedded."""

    id: str
    source: str
    key: str


class DenseIndex:
    """An opened generation of the dense index.

    Raises:
        StoreDamaged: ids and vectors do not fit together.
    """

    def __init__(self, index: Any, rows: Iterable[DenseRow], *, where: str = "bộ nhớ") -> None:
        self._faiss: Any = importlib.import_module("faiss")
        self._index: Any = index
        self.rows = tuple(rows)
        if len(self.rows) != self._index.ntotal:
            raise StoreDamaged(
                f"Chỉ mục ngữ nghĩa ở {where} không khớp: {self._index.ntotal} véc-tơ, {len(self.rows)} đoạn. "
                "Chạy parc-search repair-store để dựng lại chỉ mục từ kho."
            )
        self._rows_of: dict[str, list[int]] = {}
        for number, row in enumerate(self.rows):
            self._rows_of.setdefault(row.source, []).append(number)
        self._chosen: dict[frozenset[str], tuple[Any, int]] = {}

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The index of a generation's folder.

        Raises:
            StoreDamaged: its files are missing, cut or of another shape.
        """
        faiss: Any = importlib.import_module("faiss")
        try:
            index = faiss.read_index(str(folder / _VECTORS_FILE))
            values = json.loads((folder / _ROWS_FILE).read_text(encoding="utf-8"))
            rows = [DenseRow(id=str(number), source=str(source), key=str(key)) for number, source, key in values]
        except (OSError, ValueError, TypeError, RuntimeError, MemoryError) as error:
            raise StoreDamaged(
                f"Chỉ mục ngữ nghĩa ở {folder} không đọc được ({type(error).__name__}). "
                "Chạy parc-search repair-store để dựng lại chỉ mục từ kho."
            ) from error
        return cls(index, rows, where=str(folder))

    @classmethod
    def of(cls, rows: Iterable[DenseRow], vectors: Vectors) -> Self:
        """The index of the rows and their (n_rows, dim) unit vectors, in memory alone."""
        return cls(_flat(vectors), rows)

    @property
    def dim(self) -> int:
        """The length of its vectors."""
        return int(self._index.d)

    def search(self, vector: Vectors, k: int, sources: Iterable[str] | None = None) -> list[tuple[str, float]]:
        """Up to `k` passage ids with their inner products, best first, equal scores by id.

        `sources` None asks all documents; an empty one none.
        """
        parameters, count = None, len(self.rows)
        if sources is not None:
            parameters, count = self._among(frozenset(sources))
        if k < 1 or count == 0:
            return []
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        _, found = self._index.search(query, min(k + TIE_ROOM, count), params=parameters)
        numbers = found[0][found[0] >= 0]
        # Multiplied anew: what FAISS sums up in blocks differs in the last digit by which rows stand beside a row.
        products = self._index.reconstruct_batch(numbers).astype(np.float64) * query[0]
        hits = [
            (self.rows[number].id, score)
            for number, score in zip(numbers.tolist(), products.sum(axis=1).tolist(), strict=True)
        ]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]

    def _among(self, sources: frozenset[str]) -> tuple[Any, int]:
        """What lets FAISS look at the rows of these documents alone, and how many those are.

        The documents that a reader may see are asked for again and again, so it is kept.
        """
        if sources not in self._chosen:
            numbers = sorted(number for source in sources for number in self._rows_of.get(source, []))
            selector = self._faiss.IDSelectorBatch(np.array(numbers, dtype=np.int64))
            if len(self._chosen) >= MAX_CHOSEN:
                self._chosen.clear()
            self._chosen[sources] = (self._faiss.SearchParameters(sel=selector), len(numbers))
        return self._chosen[sources]

    def vectors(self) -> Vectors:
        """The (n_rows, dim) vectors, row by row."""
        if not self.rows:
            return np.zeros((0, self._index.d), dtype=np.float32)
        found: Vectors = self._index.reconstruct_n(0, len(self.rows))
        return found


def write(folder: Path, rows: Iterable[DenseRow], vectors: Vectors) -> None:
    """Fills an empty folder with an index of the rows and their (n_rows, dim) unit vectors."""
    faiss: Any = importlib.import_module("faiss")
    faiss.write_index(_flat(vectors), str(folder / _VECTORS_FILE))
    packed = [(row.id, row.source, row.key) for row in rows]
    (folder / _ROWS_FILE).write_text(json.dumps(packed, ensure_ascii=False), encoding="utf-8")


def _flat(vectors: Vectors) -> Any:
    index = importlib.import_module("faiss").IndexFlatIP(vectors.shape[1])
    if len(vectors):
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return index
