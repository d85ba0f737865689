"""BM25 over words with their diacritics folded away: the rival that every search box starts from."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from eval.given import GivenSpan
from ingest.vietnamese.fold import fold

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
        counts = [Counter(folded_words(passage.quote or "")) for passage in self._passages]
        self._lengths = [max(1, count.total()) for count in counts]
        self._mean_length = sum(self._lengths) / max(1, len(counts))
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, count in enumerate(counts):
            for word, times in count.items():
                self._postings[word].append((place, times))

    def rank(self, question: str, *, k: int) -> tuple[GivenSpan, ...]:
        """The `k` passages that score highest, those first in the corpus among equals."""
        scores: dict[int, float] = defaultdict(float)
        for word in folded_words(question):
            postings = self._postings.get(word, [])
            weight = math.log(1 + (len(self._passages) - len(postings) + 0.5) / (len(postings) + 0.5))
            for place, times in postings:
                length = K1 * (1 - B + B * self._lengths[place] / self._mean_length)
                scores[place] += weight * times * (K1 + 1) / (times + length)
        best = sorted(scores, key=lambda place: (-scores[place], place))[:k]
        return tuple(self._passages[place] for place in best)


def folded_words(text: str) -> list[str]:
    """The words of a text in lower case without diacritics."""
    return _WORD.findall(fold(text))
