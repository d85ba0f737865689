from pathlib import Path

import numpy as np
import pytest

from ingest.repair.language_model import LanguageModel, counted

STREAM = np.array([1, 2, 3, 1, 2, 3, 1, 2, 4, 0])


@pytest.fixture
def model() -> LanguageModel:
    return counted(STREAM, size=5, least_pair=1, least_triple=1)


def chances(model: LanguageModel, first: int, second: int) -> np.ndarray:
    return np.exp(model.log_chance(np.array(first), np.array(second), np.arange(5)))


def test_the_chances_of_all_words_after_a_context_sum_to_one(model: LanguageModel) -> None:
    assert chances(model, 1, 2).sum() == pytest.approx(1.0, abs=1e-5)


def test_a_word_seen_twice_after_a_context_is_likelier_than_one_seen_once(model: LanguageModel) -> None:
    after = chances(model, 1, 2)
    assert after.argmax() == 3
    assert after[3] > after[4] > after[1]


def test_a_stored_model_reads_back_equal(model: LanguageModel, tmp_path: Path) -> None:
    model.write(tmp_path / "words.npz")
    read = LanguageModel.read(tmp_path / "words.npz")
    np.testing.assert_array_equal(read.pairs, model.pairs)
    np.testing.assert_array_equal(read.triples.keys, model.triples.keys)
    np.testing.assert_array_equal(read.triples.counts, model.triples.counts)


def test_the_words_of_a_document_become_likelier_after_it_was_counted(model: LanguageModel) -> None:
    learned = model.with_counts_of([[1, 2, 4]], weight=10.0)
    assert chances(learned, 1, 2).argmax() == 4
    assert chances(model, 1, 2).argmax() == 3
