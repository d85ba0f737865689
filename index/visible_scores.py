"""BM25 with the word statistics of those passages alone that a reader may see.

tantivy scores by how many of all passages have a word and by how long all passages are on average. What is hidden from
a reader would show in his scores, and some answers would stand in another order. Here the passages are found by tantivy
and scored anew; the best `k` are the very ones that an index without the hidden documents gives.

That holds because tantivy is asked for an upper bound: a word's weight is corrected to its own rarity, exactly, and
raised by as much as another average length can raise its share of a score. Candidates are fetched, best bound first,
until the `k`-th score is above the bound of the last.

Source: Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the k1, the b
and the lengths in steps of eight to the octave of tantivy.
"""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, chain, repeat
from sys import intern
from typing import Any

from index.caches import heads
from index.lengths import mean_lengths
from index.lexical import (
    FIELDS_OF,
    OTHER_READING_SHARE,
    TIE_ROOM,
    LexicalIndex,
    LexicalQuery,
    passage_words,
    weights,
)
from index.store.store import Store

K1 = 1.2
B = 0.75
# What floats of 32 bits lose in a sum of some hundred words.
_ROUNDING = 1e-4
_BLOCK = 16  # candidates that are scored before it is looked whether they were enough
_EXACT_LENGTHS = 40  # longer passages count as long as the last step under them
MAX_READERS = 8  # sets of visible documents whose statistics are kept
MAX_KEPT_PASSAGES = 2_000  # whose words are kept, some 20 kB each
MAX_KNOWN_WORDS = 50_000  # of which it is remembered how rare they are
_STEPS: tuple[int, ...] = tuple(
    accumulate(chain(repeat(1, _EXACT_LENGTHS), *(repeat(1 << power, 8) for power in range(1, 27))), initial=0)
)

Words = Mapping[str, Sequence[str]]
WordsOf = Callable[[Sequence[str]], Mapping[str, Words]]
"""Gives the words of each field by passage, for passages by id; those that are there no more are left out."""


class SeenPassages:
    """Searches of one generation of the lexical index, each as if only some documents were there."""

    def __init__(self, store: Store, index: LexicalIndex) -> None:
        self.index = index
        self._store = store
        self._scores: dict[frozenset[str], VisibleScores] = {}
        self._heads: dict[str, str] = {}
        self._words: dict[str, Mapping[str, Sequence[str]]] = {}

    def search(
        self, query: LexicalQuery | str, k: int, sources: Sequence[str] | None, *, visible: frozenset[str]
    ) -> list[tuple[str, float]]:
        """Up to `k` passage ids with their BM25 scores among the visible documents, best first.

        `sources` None asks all that are visible.
        """
        scores = self._scores.get(visible)
        if scores is None:
            scores = VisibleScores(self.index, visible)
            if len(self._scores) >= MAX_READERS:
                self._scores.clear()
            self._scores[visible] = scores
        return scores.search(query, k, self.words_of, sources)

    def words_of(self, identifiers: Sequence[str]) -> dict[str, Mapping[str, Sequence[str]]]:
        """The words of each text field by passage; a passage that the store has no more is left out."""
        kept = ((identifier, self._words.get(identifier)) for identifier in identifiers)
        found = {identifier: words for identifier, words in kept if words is not None}
        missing = self._store.passages_by_id(identifier for identifier in identifiers if identifier not in found)
        unknown = {passage.source for passage in missing.values()} - self._heads.keys()
        if unknown:
            self._heads |= heads(self._store, sorted(unknown))
        for identifier, passage in missing.items():
            fields = passage_words(passage, self._heads[passage.source])
            found[identifier] = {name: tuple(map(intern, words)) for name, words in fields.items()}
        if len(self._words) + len(missing) > MAX_KEPT_PASSAGES:
            self._words.clear()
        self._words |= {identifier: found[identifier] for identifier in missing}
        return found


class VisibleScores:
    """What the passages of some documents are worth to a question, as if there were no others."""

    def __init__(self, index: LexicalIndex, sources: Iterable[str]) -> None:
        """`sources` are the documents that may be seen."""
        self._index = index
        self._sources = frozenset(sources) & index.lengths.keys()
        self._hidden = index.lengths.keys() - self._sources
        self._count, self._lengths = mean_lengths(index.lengths[source] for source in self._sources)
        self._known: dict[tuple[str, str], tuple[float, float]] = {}

    def search(
        self, query: LexicalQuery | str, k: int, words_of: WordsOf, sources: Iterable[str] | None = None
    ) -> list[tuple[str, float]]:
        """Up to `k` passage ids with their BM25 scores, best first, equal scores by id; `sources` as the index has."""
        weighed = weights(query)
        bound = self._index.query_of(weighed, lambda field, word: self._rarity(field, word)[1])
        if bound is None or k < 1:
            return []
        search = self._seen(bound) if sources is None else self._index.narrowed(bound, self._sources & set(sources))
        terms = self._terms(weighed)
        scores: dict[str, float] = {}
        limit = k + TIE_ROOM
        while True:
            found = self._index.hits(search, limit)
            at = 0
            while at < len(found):
                block = [identifier for identifier, _ in found[at : at + (_BLOCK if at else k)]]
                at += len(block)
                words = words_of([identifier for identifier in block if identifier not in scores])
                scores |= {identifier: self._score(terms, own) for identifier, own in words.items()}
                best = sorted(scores.items(), key=lambda hit: (-hit[1], hit[0]))[:k]
                if len(best) == k and best[-1][1] > found[at - 1][1] * (1 + _ROUNDING):
                    return best
            if len(found) < limit:
                return sorted(scores.items(), key=lambda hit: (-hit[1], hit[0]))[:k]
            limit *= 2

    def _terms(self, weighed: Mapping[tuple[str, str], float]) -> list[tuple[str, list[tuple[str, float]]]]:
        """The words that stand in a passage that is seen, each with the fields where it does and what it weighs."""
        terms = []
        for (kind, word), weight in weighed.items():
            rarities = [(field, weight * share * self._rarity(field, word)[0]) for field, share in FIELDS_OF[kind]]
            terms.append((word, [(field, (K1 + 1) * rarity) for field, rarity in rarities if rarity]))
        return [term for term in terms if term[1]]

    def _score(self, terms: Sequence[tuple[str, list[tuple[str, float]]]], words: Words) -> float:
        counts = {field: Counter(own) for field, own in words.items()}
        norms = {field: self._norm(field, len(own)) for field, own in words.items()}
        score = 0.0
        for word, fields in terms:
            readings = [
                most * times / (times + norms[field]) for field, most in fields if (times := counts[field].get(word))
            ]
            if readings:
                best = max(readings)
                score += best + OTHER_READING_SHARE * (sum(readings) - best)
        return score

    def _norm(self, field: str, length: int) -> float:
        return K1 * (1 - B + B * _stepped(length) / (self._lengths.get(field) or 1.0))

    def _rarity(self, field: str, word: str) -> tuple[float, float]:
        """The word's idf among the passages that are seen, and what tantivy's weight of it is bounded by; or zeros."""
        known = self._known.get((field, word))
        if known is None:
            count = self._index.count(self._seen(self._index.word(field, word)))
            known = (0.0, 0.0)
            if count and (told := self._index.statistics(field, word)) is not None:
                total, whole_count, whole_length = told
                idf = _idf(self._count, count)
                longer = max(1.0, self._lengths.get(field, 0.0) / whole_length) if whole_length else 1.0
                known = (idf, idf / _idf(total, whole_count) * longer)
            if len(self._known) >= MAX_KNOWN_WORDS:
                self._known.clear()
            self._known[field, word] = known
        return known

    def _seen(self, search: Any) -> Any:
        """The query for the passages that are seen, by naming the fewer of both sorts of documents."""
        if not self._hidden:
            return search
        if len(self._hidden) < len(self._sources):
            return self._index.narrowed(search, self._hidden, is_without=True)
        return self._index.narrowed(search, self._sources)


def _idf(total: int, count: int) -> float:
    return math.log(1 + (total - count + 0.5) / (count + 0.5))


def _stepped(length: int) -> int:
    """The length as the index keeps it, in one byte: the last step that is not above it."""
    return _STEPS[bisect_right(_STEPS, length) - 1]
