"""BM25 (package bm25s) over words with their diacritics folded away: the rival that every search box starts from."""

import re
from collections.abc import Sequence

import bm25s

from eval.prediction import GivenSpan
from ingest.language.fold import fold

# The values that Lucene ships, so that the rival is the usual one and not one tuned to lose.
K1 = 1.2
B = 0.75

_WORD = re.compile(r"[a-z0-9]+")


class Bm25:
    """BM25 over folded words of the raw text.

    Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009.
    """

    def __init__(self, passages: Sequence[GivenSpan]) -> None:
        self._passages = tuple(passages)
        self._index = bm25s.BM25(k1=K1, b=B, method="lucene")
        self._index.index([folded_words(passage.quote or "") or [""] for passage in passages], show_progress=False)

    def rank(self, question: str, *, k: int) -> tuple[GivenSpan, ...]:
        """The `k` passages that score highest, those first in the corpus among equals; none without a common word."""
        known = [word for word in folded_words(question) if word in self._index.vocab_dict]
        if not known:
            return ()
        scores = self._index.get_scores(known)
        best = sorted(scores.nonzero()[0].tolist(), key=lambda place: (-scores[place], place))[:k]
        return tuple(self._passages[place] for place in best)


def folded_words(text: str) -> list[str]:
    """The words of a text in lower case without diacritics."""
    return _WORD.findall(fold(text))
