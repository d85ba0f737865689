"""Reciprocal rank fusion of two rankings with equal weights: what a hybrid search is without any tuning."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from eval.prediction import GivenSpan

# The constant of the paper, and the depth to which each ranking is read.
RANK_CONSTANT = 60
DEPTH = 100


class Ranker(Protocol):
    """Whatever ranks passages for a question."""

    def rank(self, question: str, *, k: int) -> tuple[GivenSpan, ...]:
        """The `k` best passages, best first."""


class Fused:
    """The passages of several rankers by the sum of their reciprocal ranks.

    Source: Cormack, Clarke and Büttcher, Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning
    Methods, 2009.
    """

    def __init__(self, rankers: Sequence[Ranker]) -> None:
        self._rankers = tuple(rankers)

    def rank(self, question: str, *, k: int) -> tuple[GivenSpan, ...]:
        """The `k` passages of the highest sums, by document and place among equals."""
        sums: dict[GivenSpan, float] = defaultdict(float)
        for ranker in self._rankers:
            for rank, span in enumerate(ranker.rank(question, k=DEPTH), start=1):
                sums[span] += 1 / (RANK_CONSTANT + rank)
        return tuple(sorted(sums, key=lambda span: (-sums[span], span.source, span.start))[:k])
