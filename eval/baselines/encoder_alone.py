"""The encoder alone over raw text: what a vector search gives when nothing repairs the scan."""

from collections.abc import Sequence

import numpy as np

from eval.given import GivenSpan
from index.encoders import Encoder


class EncoderAlone:
    """Nearest passages by the inner product of unit vectors, searched exactly."""

    def __init__(self, passages: Sequence[GivenSpan], encoder: Encoder) -> None:
        self._passages = tuple(passages)
        self._encoder = encoder
        self._vectors = encoder.passages([passage.quote or "" for passage in self._passages])

    def rank(self, question: str, *, k: int) -> tuple[GivenSpan, ...]:
        """The `k` nearest passages, those first in the corpus among equals."""
        similarities = self._vectors @ self._encoder.query(question)
        best = np.argsort(-similarities, kind="stable")[:k]
        return tuple(self._passages[place] for place in best)
