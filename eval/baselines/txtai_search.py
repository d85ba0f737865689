"""txtai with the same encoder, where txtai is installed: its own hybrid of BM25 and vectors, as its manual sets it up.

It is a rival, not a dependency; it runs offline because the vectors come from our encoder and not from a download.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from eval.prediction import GivenSpan
from index.encoders import Encoder, Vectors
from ingest.errors import UsageError

_QUERY = "query: "
_DATA = "passage: "


class TxtaiSearch:
    """txtai's `Embeddings` over the passages, sparse and dense in equal parts."""

    def __init__(self, passages: Sequence[GivenSpan], index: Any) -> None:
        self._passages = tuple(passages)
        self._index = index
        self._index.index((place, passage.quote or "", None) for place, passage in enumerate(self._passages))

    def rank(self, question: str, *, k: int) -> tuple[GivenSpan, ...]:
        """The `k` passages as txtai ranks them."""
        return tuple(self._passages[int(place)] for place, _ in self._index.search(question, k))


def load_txtai_search(passages: Sequence[GivenSpan], encoder: Encoder) -> TxtaiSearch:
    """The rival, if txtai is there.

    Raises:
        UsageError: txtai is not installed.
    """
    try:
        from txtai import Embeddings
    except ImportError as error:
        raise UsageError("txtai is not installed; to measure against it type: pip install txtai==9.14.0") from error

    def vectors(texts: list[str]) -> Vectors:
        """The vectors of texts that txtai has marked as question or passage."""
        if texts and all(text.startswith(_QUERY) for text in texts):
            return np.stack([encoder.query(text.removeprefix(_QUERY)) for text in texts])
        return encoder.passages([text.removeprefix(_DATA) for text in texts])

    marks = {"query": _QUERY, "data": _DATA}
    return TxtaiSearch(passages, Embeddings(method="external", transform=vectors, hybrid=True, instructions=marks))
