"""Twenty lines of hybrid search over the product's own passages: what its ranking has to beat where nothing was tuned.

BM25 over folded syllables and their pairs of a passage, the headings over it and the first lines of its document,
mixed with the encoder's cosines. Nothing is known of kinds of questions, years or places.
"""

from collections.abc import Mapping, Sequence

import bm25s
import numpy as np
import numpy.typing as npt

from eval.baselines.bm25 import K1, B, folded_words
from eval.prediction import GivenSpan
from index.encoders import Encoder
from index.lexical import pairs
from ingest.documents import Metadata, Passage
from ingest.layout.chunk import embedding_text

Floats = npt.NDArray[np.float32]

HEAD_LINES = 5
LEXICAL_SHARE = 0.7


class SimpleHybrid:
    """Passages by the mean of both scores, each scaled to 0..1 over all passages."""

    def __init__(
        self, passages: Sequence[Passage], metadata: Mapping[str, Metadata], texts: Mapping[str, str], encoder: Encoder
    ) -> None:
        """`metadata` and the raw `texts` are by source."""
        self._passages = tuple(passages)
        self._encoder = encoder
        heads = {source: head_of(text) for source, text in texts.items()}
        searched = ["\n".join((one.reading, *one.path, heads[one.source])) for one in self._passages]
        self._index = bm25s.BM25(k1=K1, b=B, method="lucene")
        self._index.index([words_and_pairs(text) or [""] for text in searched], show_progress=False)
        self._vectors = encoder.passages([embedding_text(one, metadata[one.source]) for one in self._passages])

    def rank(self, question: str, *, k: int) -> tuple[GivenSpan, ...]:
        """The `k` best passages, those first in the store among equals."""
        known = [word for word in words_and_pairs(question) if word in self._index.vocab_dict]
        lexical = self._index.get_scores(known) if known else np.zeros(len(self._passages))
        dense = self._vectors @ self._encoder.query(question)
        mixed = LEXICAL_SHARE * (lexical / (lexical.max() or 1.0)) + (1 - LEXICAL_SHARE) * spread(dense)
        best = (self._passages[place] for place in np.argsort(-mixed, kind="stable")[:k])
        return tuple(GivenSpan(source=one.source, start=one.start, end=one.end, quote=one.text) for one in best)


def head_of(text: str) -> str:
    """The first lines of a document that hold anything: letterhead, number, kind and mostly the title."""
    return "\n".join([line for line in text.splitlines() if line.strip()][:HEAD_LINES])


def words_and_pairs(text: str) -> list[str]:
    """The folded words of a text and each two neighbours as one."""
    words = folded_words(text)
    return [*words, *pairs(words)]


def spread(scores: Floats) -> Floats:
    """The scores between 0 for the worst and 1 for the best."""
    low, high = scores.min(), scores.max()
    spaced: Floats = (scores - low) / ((high - low) or 1.0)
    return spaced
