"""Logistic regression by Newton's method: a handful of plain measures, a few thousand rows, no package needed.

Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2009, 4.4.1.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_STEPS = 50
_CLOSE = 1e-8

Floats1d = NDArray[np.float64]
Floats2d = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Logistic:
    """An intercept and one coefficient a column."""

    intercept: float
    coefficients: tuple[float, ...]

    def chances(self, rows: Floats2d) -> Floats1d:
        """The chance of a yes for each row, (n,)."""
        chances: Floats1d = 1 / (1 + np.exp(-(self.intercept + rows @ np.array(self.coefficients))))
        return chances


def fit(rows: Floats2d, yes: Floats1d, weights: Floats1d, *, ridge: float) -> Logistic:
    """The regression of `yes` (0 or 1, (n,)) on rows (n, columns); `ridge` pulls standardised coefficients to zero.

    A column that never changes gets a coefficient of zero.
    """
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    design = np.column_stack([np.ones(len(rows)), (rows - mean) / scale])
    penalty = ridge * np.eye(design.shape[1])
    penalty[0, 0] = 0.0
    beta = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-design @ beta))
        gradient = design.T @ (weights * (yes - chances)) - penalty @ beta
        curvature = (design * (weights * chances * (1 - chances))[:, None]).T @ design + penalty
        step = np.linalg.solve(curvature + _CLOSE * np.eye(len(beta)), gradient)
        beta = beta + step
        if np.abs(step).max() < _CLOSE:
            break
    own = beta[1:] / scale
    return Logistic(float(beta[0] - mean @ own), tuple(map(float, own)))
