"""The dense index gives what a plain matrix product gives, document by document."""

from pathlib import Path

import numpy as np
import pytest

from index import dense
from index.dense import DenseIndex, DenseRow
from ingest.errors import StoreDamaged


def rows_of(sources: list[str]) -> list[DenseRow]:
    return [DenseRow(id=f"id-{number:03}", source=source, key=str(number)) for number, source in enumerate(sources)]


def unit_vectors(count: int, dim: int = 8) -> dense.Vectors:
    vectors = np.random.default_rng(7).normal(size=(count, dim)).astype(np.float32)
    unit: dense.Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def test_a_search_gives_the_order_of_the_matrix_product(tmp_path: Path) -> None:
    vectors = unit_vectors(300)
    dense.write(tmp_path, rows_of(["a.txt"] * 300), vectors)
    query = unit_vectors(1)[0]
    hits = DenseIndex.read(tmp_path).search(query, 20)
    expected = np.argsort(-(vectors @ query), kind="stable")[:20]
    assert [identifier for identifier, _ in hits] == [f"id-{number:03}" for number in expected]
    np.testing.assert_allclose([score for _, score in hits], (vectors @ query)[expected], rtol=1e-5)


def test_sources_limit_the_search_before_the_cut(tmp_path: Path) -> None:
    vectors = unit_vectors(300)
    dense.write(tmp_path, rows_of(["a.txt"] * 298 + ["b.txt"] * 2), vectors)
    index = DenseIndex.read(tmp_path)
    hits = index.search(vectors[0], 10, sources=["b.txt", "không có.txt"])
    assert sorted(identifier for identifier, _ in hits) == ["id-298", "id-299"]
    assert index.search(vectors[0], 10, sources=[]) == []


def test_equal_scores_stand_in_order_of_id(tmp_path: Path) -> None:
    vectors = np.repeat(unit_vectors(1), 40, axis=0)
    rows = rows_of(["a.txt"] * 40)[::-1]
    dense.write(tmp_path, rows, vectors)
    hits = DenseIndex.read(tmp_path).search(vectors[0], 5)
    assert [identifier for identifier, _ in hits] == ["id-000", "id-001", "id-002", "id-003", "id-004"]


def test_vectors_come_back_as_they_were_written(tmp_path: Path) -> None:
    vectors = unit_vectors(5)
    dense.write(tmp_path, rows_of(["a.txt"] * 5), vectors)
    np.testing.assert_array_equal(DenseIndex.read(tmp_path).vectors(), vectors)


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    dense.write(tmp_path, [], np.zeros((0, 8), dtype=np.float32))
    index = DenseIndex.read(tmp_path)
    assert (index.search(unit_vectors(1)[0], 5), index.vectors().shape) == ([], (0, 8))


def test_ids_that_do_not_fit_the_vectors_are_refused(tmp_path: Path) -> None:
    dense.write(tmp_path, rows_of(["a.txt"] * 3), unit_vectors(4))
    with pytest.raises(StoreDamaged, match="4 véc-tơ, 3 đoạn"):
        DenseIndex.read(tmp_path)
