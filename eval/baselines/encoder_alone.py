"""The encoder alone over raw text: what a vector search gives when nothing repairs the scan.

Vectors are cached by text, so that several rivals over the same passages cost one embedding.
"""

from collections.abc import Sequence

import numpy as np

from eval.prediction import GivenSpan
from index.encoders import Encoder, Vectors


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


class Remembered:
    """The vectors of another encoder, each text embedded once."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._passages: dict[str, Vectors] = {}
        self._queries: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        """The name of the encoder."""
        return self._encoder.name

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the encoder: the vectors are its own."""
        return self._encoder.fingerprint

    @property
    def dim(self) -> int:
        """The length of a vector."""
        return self._encoder.dim

    def passages(self, texts: Sequence[str]) -> Vectors:
        """The vectors of passages; those not yet known are embedded together."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._passages]
        if missing:
            self._passages.update(zip(missing, self._encoder.passages(missing), strict=True))
        return np.stack([self._passages[text] for text in texts]) if texts else np.zeros((0, self.dim), np.float32)

    def query(self, text: str) -> Vectors:
        """The vector of a question."""
        if text not in self._queries:
            self._queries[text] = self._encoder.query(text)
        return self._queries[text]
