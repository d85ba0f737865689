"""Counts of single words, pairs and triples, and the chance of a word between its neighbours.

Interpolated with weights that grow with the count of the context. The counts of the store's clean documents are
added with a heavier weight, which is how the reading of broken documents learns names and set phrases from them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.model_files import checked

# Context counts at which half of the weight goes to the longer context; from the official text's own held-out part.
_HALF_PAIR = 30.0
_HALF_TRIPLE = 2.0
_BITS = 21  # of one word number in a packed key
_LAST_WORD = (1 << _BITS) - 1
BREAK = 0  # the number of "no word": a line, a cell, a number, or anything the model has no word for

Keys = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Counts:
    """Sorted packed n-grams with how often they occur."""

    keys: Keys
    counts: npt.NDArray[np.float32]

    def of(self, keys: Keys) -> npt.NDArray[np.float32]:
        """The count of each key, 0 where it never occurs."""
        if not len(self.keys):
            return np.zeros(keys.shape, np.float32)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[place] == keys, self.counts[place], np.float32(0.0))


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Counts of orders one to three; pairs as a (words, words) table, since they are looked up most."""

    singles: npt.NDArray[np.float32]
    pairs: npt.NDArray[np.float32]
    triples: Counts

    @classmethod
    def read(cls, path: Path) -> "LanguageModel":
        """The model in the file."""
        with np.load(checked(path), allow_pickle=False) as stored:
            return cls(
                stored["singles"].astype(np.float32),
                _table(
                    Counts(np.cumsum(stored["pair_steps"].astype(np.int64)), stored["pair_counts"].astype(np.float32)),
                    len(stored["singles"]),
                ),
                Counts(np.cumsum(stored["triple_steps"].astype(np.int64)), stored["triple_counts"].astype(np.float32)),
            )

    def write(self, path: Path) -> None:
        """Stores the model; counts are cut at 65535, keys as the steps between them."""
        first, second = np.nonzero(self.pairs)
        np.savez_compressed(
            path,
            singles=self.singles,
            pair_steps=np.diff(_pack(first, second), prepend=0),
            pair_counts=np.minimum(self.pairs[first, second], 65535).astype(np.uint16),
            triple_steps=np.diff(self.triples.keys, prepend=0),
            triple_counts=np.minimum(self.triples.counts, 65535).astype(np.uint16),
        )

    def log_follow(self, before: Numbers, word: Numbers) -> npt.NDArray[np.float32]:
        """log P(word | before) from pairs alone, elementwise over arrays that broadcast together."""
        return np.asarray(np.log(self._follow(before, word, self.pairs[before, word])), np.float32)

    def log_chance(self, first: Numbers, second: Numbers, word: Numbers) -> npt.NDArray[np.float32]:
        """log P(word | first second), elementwise over arrays that broadcast together."""
        context, follows = self.pairs[first, second], self.pairs[second, word]
        three = self._follow(second, word, follows)
        three = three * (np.float32(_HALF_TRIPLE) / (context + np.float32(_HALF_TRIPLE)))
        # A triple occurs only where both of its pairs do, which spares most look-ups.
        seen = np.nonzero((context > 0) & (follows > 0))
        if len(seen[0]):
            first, second, word, context = (part[seen] for part in np.broadcast_arrays(first, second, word, context))
            thrice = np.minimum(self.triples.of(_pack(first, second, word)), context)
            three[seen] += thrice / (context + np.float32(_HALF_TRIPLE))
        return np.asarray(np.log(three), np.float32)

    def _follow(self, before: Numbers, word: Numbers, follows: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """P(word | before) where the pair was counted `follows` times."""
        one = (self.singles + np.float32(0.3)) / (self.singles.sum() + np.float32(0.3 * len(self.singles)))
        times = self.singles[before]
        chance = np.minimum(follows, times) + np.float32(_HALF_PAIR) * one[word]
        chance /= times + np.float32(_HALF_PAIR)
        return np.asarray(chance, np.float32)

    def with_counts_of(self, streams: Iterable[Sequence[int]], *, weight: float) -> "LanguageModel":
        """The model with the counts of more word streams added, each occurrence counted `weight` times."""
        numbers = np.array([number for stream in streams for number in (*stream, BREAK, BREAK)], np.int64)
        if len(numbers) < 3:
            return self
        more = _unique(_pack(numbers[:-1], numbers[1:]), 1)
        pairs = self.pairs.copy()
        pairs[more.keys >> _BITS, more.keys & _LAST_WORD] += np.float32(weight) * more.counts
        singles = np.bincount(numbers, minlength=len(self.singles)).astype(np.float32)
        triples = _unique(_pack(numbers[:-2], numbers[1:-1], numbers[2:]), 1)
        return LanguageModel(self.singles + np.float32(weight) * singles, pairs, _added(self.triples, triples, weight))


def counted(numbers: npt.NDArray[np.int64], *, size: int, least_pair: int, least_triple: int) -> LanguageModel:
    """The model of one stream of word numbers; n-grams rarer than the given counts are dropped."""
    singles = np.bincount(numbers, minlength=size).astype(np.float32)
    pairs = _table(_unique(_pack(numbers[:-1], numbers[1:]), least_pair), size)
    triples = _unique(_pack(numbers[:-2], numbers[1:-1], numbers[2:]), least_triple)
    return LanguageModel(singles, pairs, triples)


def _table(pairs: Counts, size: int) -> npt.NDArray[np.float32]:
    table = np.zeros((size, size), np.float32)
    table[pairs.keys >> _BITS, pairs.keys & _LAST_WORD] = pairs.counts
    return table


def _pack(*numbers: npt.NDArray[np.integer]) -> Keys:
    packed = np.zeros(np.shape(numbers[0]), np.int64)
    for number in numbers:
        packed = (packed << _BITS) | number.astype(np.int64)
    return packed


def _unique(keys: Keys, least: int) -> Counts:
    found, counts = np.unique(keys, return_counts=True)
    kept = counts >= least
    return Counts(found[kept], counts[kept].astype(np.float32))


def _added(base: Counts, more: Counts, weight: float) -> Counts:
    """The counts of both; `more` is small beside `base`, so that it is put in and nothing is sorted anew."""
    added = np.float32(weight) * more.counts
    if not len(base.keys):
        return Counts(more.keys, added)
    place = np.searchsorted(base.keys, more.keys)
    is_known = base.keys[np.minimum(place, len(base.keys) - 1)] == more.keys
    counts = base.counts.copy()
    counts[place[is_known]] += added[is_known]
    new = place[~is_known]
    return Counts(np.insert(base.keys, new, more.keys[~is_known]), np.insert(counts, new, added[~is_known]))
