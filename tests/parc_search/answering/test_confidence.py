"""The shipped model of the confidence: whole, and pointing the way that the features mean."""

import numpy as np
import pytest

from parc_search.answering.candidate_features import columns
from parc_search.answering.confidence import against, confidence, likelihoods, model
from parc_search.question.asked.focus import focus_of

NAMES = columns(len(focus_of("ai lo viec nay", ()).signs))
PLAIN = np.full(len(NAMES), 0.5, dtype=np.float32)


def with_value(name: str, value: float) -> np.ndarray:
    changed = PLAIN.copy()
    changed[NAMES.index(name)] = value
    return changed


def test_the_model_weighs_only_features_that_there_are() -> None:
    assert set(model().coefficients) <= set(NAMES) | set(against(0.5, 0.0))


def test_the_trees_take_rows_of_these_features() -> None:
    likely = likelihoods(np.stack([PLAIN, with_value("passage rank", 6.0)]))
    assert ((likely > 0) & (likely < 1)).all()


def test_the_threshold_is_a_chance() -> None:
    assert 0 < model().threshold < 1


def test_an_answer_is_surer_without_a_rival() -> None:
    assert confidence(PLAIN, own=0.6, next_best=0.0) > confidence(PLAIN, own=0.6, next_best=0.5)


@pytest.mark.parametrize("name", ["passage missing", "passage strange", "place sentence_missing"])
def test_what_the_evidence_lacks_makes_no_answer_surer(name: str) -> None:
    lacking = with_value(name, 1.0)
    assert confidence(PLAIN, own=0.6, next_best=0.0) >= confidence(lacking, own=0.6, next_best=0.0)


def test_certainty_has_finite_odds() -> None:
    assert against(1.0, 0.0)["odds"] == pytest.approx(-against(0.0, 0.0)["odds"])
