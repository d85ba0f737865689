"""Logistic regression against what can be worked out by hand."""

import math

import numpy as np
import pytest

from eval.fitting.answers import fit


def test_one_measure_of_two_values_gives_the_share_of_each() -> None:
    rows = np.array([[0.0]] * 4 + [[1.0]] * 4)
    yes = np.array([1.0, 0, 0, 0, 1, 1, 1, 0])
    fitted = fit(rows, yes, np.ones(8), ridge=0.0)
    assert fitted.chances(np.array([[0.0], [1.0]])) == pytest.approx([0.25, 0.75])
    assert fitted.intercept == pytest.approx(math.log(1 / 3))


def test_a_row_of_weight_two_is_a_row_that_stands_twice() -> None:
    rows, yes = np.array([[0.0], [0.0], [1.0], [1.0]]), np.array([0.0, 1, 0, 1])
    once = fit(rows, yes, np.array([2.0, 1, 1, 1]), ridge=0.0)
    twice = fit(np.array([[0.0], [0.0], [0.0], [1.0], [1.0]]), np.array([0.0, 0, 1, 0, 1]), np.ones(5), ridge=0.0)
    points = np.array([[0.0], [1.0]])
    assert once.chances(points) == pytest.approx(twice.chances(points), abs=1e-6)


def test_a_measure_that_never_changes_weighs_nothing() -> None:
    fitted = fit(np.array([[0.0, 5.0], [1.0, 5.0]] * 3), np.array([0.0, 1] * 3), np.ones(6), ridge=1.0)
    assert fitted.coefficients[1] == pytest.approx(0.0)
