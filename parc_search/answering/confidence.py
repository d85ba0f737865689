"""How likely a candidate is the answer, and how sure the likeliest is.

Trees over the features of all candidates say which is likeliest; a logistic model of a few of its features and of how
it stands against the others says how sure it is. That number is shown as the answer's confidence; under a threshold
the extractors of the asked kind are heard instead (kind_candidates.py). Neither is ever set by hand:
`python -m eval.fitting.choosing` fits both on questions on many documents and says what they are worth on documents
left out.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ingest.model_files import checked
from parc_search.answering.candidate_features import columns

TREES_FILE = Path(__file__).with_name("choosing.npz")
_FILE = Path(__file__).with_name("confidence.toml")
CERTAIN = 0.95
_LEAST_LIKELY = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeEnsemble:
    """Decision trees whose leaves add up to log odds, as arrays over the nodes of all trees.

    `feature` and `threshold` decide: a row goes to `left` where its feature is at most the threshold, else to `right`.
    `roots` are the first nodes of the trees, `value` what a leaf adds, `depth` how many decisions the deepest tree
    takes, `baseline` the log odds before all. A leaf is its own child on both sides.
    Source: Friedman 2001, Greedy Function Approximation: A Gradient Boosting Machine.
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    depth: int
    baseline: float

    @classmethod
    def load(cls, path: Path) -> Self:
        """The trees of a file."""
        with np.load(checked(path), allow_pickle=False) as stored:
            return cls(
                feature=stored["feature"],
                threshold=stored["threshold"],
                left=stored["left"],
                right=stored["right"],
                value=stored["value"].astype(np.float32),
                roots=stored["roots"],
                depth=int(stored["depth"]),
                baseline=float(stored["baseline"]),
            )

    def chances(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The chance of a yes for each row of features, (n,)."""
        at = np.broadcast_to(self.roots, (len(rows), len(self.roots))).copy()
        lines = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[lines, self.feature[at]] <= self.threshold[at]
            at = np.where(goes_left, self.left[at], self.right[at])
        odds = self.baseline + self.value[at].sum(axis=1, dtype=np.float64)
        chances: NDArray[np.float64] = 1 / (1 + np.exp(-odds))
        return chances


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """An intercept, a coefficient for each feature that counts, and the confidence from which on it answers."""

    intercept: float
    coefficients: Mapping[str, float]
    threshold: float


@cache
def model() -> Model:
    """The shipped model of the confidence."""
    return Model(**tomllib.loads(_FILE.read_text(encoding="utf-8")))


def likelihoods(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """How likely each candidate is the answer, 0..1, (n,), from its features (n, features)."""
    return _trees().chances(rows) if len(rows) else np.zeros(0)


def confidence(features: NDArray[np.float32], *, own: float, next_best: float) -> float:
    """The chance that a candidate is right, 0..1, from its features, its likelihood and that of its best rival."""
    values = dict(zip(_columns(len(features)), map(float, features), strict=True)) | against(own, next_best)
    fitted = model()
    total = fitted.intercept + sum(weight * values[name] for name, weight in fitted.coefficients.items())
    return 1 / (1 + math.exp(-total))


def against(own: float, next_best: float) -> dict[str, float]:
    """How a candidate stands against its rivals: its log odds, the likelihood of the best rival, and its lead."""
    odds = math.log((own + _LEAST_LIKELY) / (1 - own + _LEAST_LIKELY))
    return {"odds": odds, "next_best": next_best, "lead": own - next_best}


@cache
def _trees() -> TreeEnsemble:
    return TreeEnsemble.load(TREES_FILE)


@cache
def _columns(width: int) -> tuple[str, ...]:
    """The names of so many features."""
    return columns(width - len(columns(0)))
