"""A text is embedded once per encoder, and its vector forgotten when no passage needs it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.embeddings import EMBEDDINGS_FILE, Embeddings, text_hash
from tests.index.hashing import HashingEncoder

TEXTS = {text_hash(text): text for text in ("một", "hai hai", "ba ba ba")}


@pytest.fixture
def embeddings(tmp_path: Path) -> Iterator[Embeddings]:
    with closing(Embeddings(tmp_path)) as opened:
        yield opened


def test_a_kept_vector_is_the_encoders_own(embeddings: Embeddings, tmp_path: Path) -> None:
    encoder = HashingEncoder()
    embeddings.of(TEXTS, encoder)
    with closing(Embeddings(tmp_path)) as later:
        kept = later.of(TEXTS, encoder)
    assert (encoder.embedded, sorted(kept)) == (3, sorted(TEXTS))
    for key, text in TEXTS.items():
        np.testing.assert_array_equal(kept[key], encoder.query(text))


def test_encoders_do_not_share_vectors(embeddings: Embeddings) -> None:
    one, other = HashingEncoder("one"), HashingEncoder("other")
    embeddings.of(TEXTS, one)
    embeddings.of(TEXTS, other)
    assert (one.embedded, other.embedded) == (3, 3)


def test_what_is_no_longer_used_is_forgotten(embeddings: Embeddings) -> None:
    encoder = HashingEncoder()
    embeddings.of(TEXTS, encoder)
    embeddings.keep_only({text_hash("một")}, encoder)
    embeddings.of(TEXTS, encoder)
    assert encoder.embedded == 5


def test_a_file_that_is_no_database_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / EMBEDDINGS_FILE).write_bytes(b"no database" * 500)
    with closing(Embeddings(tmp_path)) as embeddings:
        assert sorted(embeddings.of(TEXTS, HashingEncoder())) == sorted(TEXTS)


def test_long_lists_are_embedded_in_steps_and_progress_is_told(embeddings: Embeddings) -> None:
    texts = {text_hash(text): text for text in (f"đoạn {number}" for number in range(150))}
    heard: list[tuple[int, int]] = []
    embeddings.of(texts, HashingEncoder(), lambda done, total: heard.append((done, total)))
    assert heard == [(64, 150), (128, 150), (150, 150)]
