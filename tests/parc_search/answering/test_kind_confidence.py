"""The shipped models of confidence: whole, and pointing the way that the measures mean."""

from dataclasses import fields, replace

import pytest

from parc_search.answering.kind_confidence import ConfidenceFeatures, against, confidence, likelihood, model

PLAIN = ConfidenceFeatures(**{field.name: 0.5 for field in fields(ConfidenceFeatures)})


def test_the_models_weigh_only_measures_that_there_are() -> None:
    known = {field.name for field in fields(ConfidenceFeatures)}
    assert set(model().choosing.coefficients) == known
    assert set(model().answering.coefficients) <= known | set(against(0.5, 0.0))


def test_a_side_of_a_comparison_needs_less_and_both_thresholds_are_chances() -> None:
    assert 0 < model().side_threshold < model().threshold < 1


@pytest.mark.parametrize("name", ["strength", "pairs", "share"])
def test_a_more_direct_finding_is_likelier(name: str) -> None:
    assert likelihood(replace(PLAIN, **{name: 0.9})) > likelihood(PLAIN)


def test_an_answer_is_surer_without_a_rival() -> None:
    assert confidence(PLAIN, own=0.6, next_best=0.0) > confidence(PLAIN, own=0.6, next_best=0.5)


@pytest.mark.parametrize("name", ["missing", "unnamed", "strange"])
def test_what_the_evidence_lacks_makes_no_answer_surer(name: str) -> None:
    lacking = replace(PLAIN, **{name: 1.0})
    assert confidence(PLAIN, own=0.6, next_best=0.0) >= confidence(lacking, own=0.6, next_best=0.0)


def test_certainty_has_finite_odds() -> None:
    assert against(1.0, 0.0)["odds"] == pytest.approx(-against(0.0, 0.0)["odds"])
