"""Finds known phrases in text whose letters may be misread, dropped, run together or cut apart.

A broken scan keeps most letters of "Sở Khoa học và Công nghệ" ("Se( Khoa h9c va Cong nghe", "S& Khoahc va Cong ngh"),
so a phrase is compared letter by letter, white space and punctuation left out, with costs that know what scans do:
a vowel with marks is lost more easily than a plain one, and some letters look alike. A match begins and ends at the
edge of a token. Exact text is found by the same way at no cost. Meant for headings, cells
and bullets: a few thousand letters at a time.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.language.fold import fold, fold_with_map

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
_CODES = {letter: code for code, letter in enumerate(_ALPHABET)}
_VOWELS = "aeiouy"

# Letters that scans of Vietnamese take for one another, both ways; seen in the word lists of repaired scans.
_LOOK_ALIKE = ("cegoq069", "ilj1tr", "ftr", "hbn", "nmru", "vy", "qg9", "s58", "uvi1", "dcl", "kl", "aod", "z2", "b6")

# Costs in thousandths of one wrong letter. They were set by hand so that agency names in the sample scans stay under
# a quarter of their length and words that differ in one clear consonant stay above it at seven letters.
_WRONG = 1000
_WRONG_VOWEL = 450
_LOOKS_ALIKE = 500
_LOST_PLAIN = 1000
_LOST_MARKED = 600
_LOST_DOT_BELOW = 300
_EXTRA = 800
_EXTRA_STROKE = 450
_STROKES = "ilj1trc0123456789"
_DOT_BELOW = set("ạặậẹệịọộợụựỵ")

# The same words are looked at by several matchers, one after the other, and by each of them a few times in a row.
_REMEMBERED_TEXTS = 8192
_REMEMBERED_MATCHES = 128

_INT32_BITS = 32

# A match keeps at least this share of the phrase's pairs of neighbouring letters: in a short cell "SNivii" keeps one
# of six; a longer text has most pairs by chance, and its phrases must have come through better to be looked for.
_LEAST_SHARED_PAIRS = ((16, 0.16), (40, 0.25), (1 << 30, 0.36))

# A phrase longer than this many times the text cannot be in it: more letters would be lost than a match allows.
_LONGEST_OF_TEXT = 2
_LONGEST_EXTRA = 4

_Costs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseMatch:
    """The phrase number `index` found at `start:end` of the text; `score` is 1 for an exact match, less otherwise."""

    index: int
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters and digits of a text: codes, pairs, offsets of each, and where a match may begin and end."""

    codes: npt.NDArray[np.int64]
    pairs: npt.NDArray[np.int64]
    offsets: tuple[int, ...]
    may_start: npt.NDArray[np.bool_]
    may_end: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _PhraseCosts:
    """Phrases, longest first and padded to the longest: their numbers, lengths, letters, and the cost of losing each.

    `pairs` marks the pairs of neighbouring letters of each phrase, by which hopeless phrases are passed over.
    """

    indices: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]
    letters: _Costs
    lose: _Costs
    pairs: npt.NDArray[np.float32]
    pair_counts: npt.NDArray[np.float32]

    def likely(self, pairs: npt.NDArray[np.int64], least_shared: float, longest: int) -> "_PhraseCosts":
        """The phrases that share enough letter pairs with the text to be worth a search."""
        shared = self.pairs[pairs].sum(axis=0)
        rows = np.nonzero((shared >= least_shared * self.pair_counts) & (self.lengths <= longest))[0]
        if len(rows) == len(self.indices):
            return self
        width = int(self.lengths[rows].max(initial=0))
        letters, lose = self.letters[rows, :width], self.lose[rows, :width]
        return _PhraseCosts(self.indices[rows], self.lengths[rows], letters, lose, self.pairs, self.pair_counts)


class PhraseMatcher:
    """A set of phrases, ready to be found in any reading."""

    def __init__(self, phrases: Sequence[str], *, least_score: float) -> None:
        """Prepares `phrases`; matches that score under `least_score` (0..1) are not reported."""
        self.phrases = tuple(phrases)
        self.least_score = least_score
        self._costs = _phrase_costs(self.phrases)
        self._remembered = lru_cache(maxsize=_REMEMBERED_MATCHES)(self._candidates)

    def candidates(self, text: str) -> list[PhraseMatch]:
        """All matches, overlapping ones included, sorted by place."""
        return list(self._remembered(text))

    def _candidates(self, text: str) -> tuple[PhraseMatch, ...]:
        letters = _letters(text)
        if not len(letters.codes):
            return ()
        least_shared = next(share for size, share in _LEAST_SHARED_PAIRS if len(letters.codes) <= size)
        longest = _LONGEST_OF_TEXT * len(letters.codes) + _LONGEST_EXTRA
        likely = self._costs.likely(letters.pairs, least_shared, longest)
        found = self._search(likely, letters) if len(likely.indices) else []
        return tuple(sorted(found, key=lambda match: (match.start, match.end, match.index)))

    def find(self, text: str) -> list[PhraseMatch]:
        """The best set of matches that do not overlap, in order of place: the one that explains most letters."""
        return self.cover(self.candidates(text))

    def cover(self, matches: Sequence[PhraseMatch]) -> list[PhraseMatch]:
        """The best set among some of the candidates."""
        return best_cover(matches, gain=self._gain)

    def _gain(self, match: PhraseMatch) -> float:
        # Two letters of handicap for each match make one long phrase win over its parts.
        return len(self.phrases[match.index]) * (match.score - self.least_score + 0.15) ** 2 - 0.02

    def _search(self, costs_of: _PhraseCosts, letters: _Letters) -> list[PhraseMatch]:
        # A cost and the start of its match share one integer, so that the minimum carries the start along. Four bytes
        # nearly always hold both, and take half the time of eight. Costs are kept less the price of passing over the
        # text so far, by which the cheapest way to each letter is a running minimum.
        size, longest = len(letters.codes), costs_of.lose.shape[1]
        start_bits = (size + 1).bit_length()
        impossible = longest * _WRONG + 1  # costs more than any match that is reported
        highest = impossible + longest * max(_LOST_PLAIN, _WRONG) + size * _EXTRA
        number: Any = np.int32 if highest.bit_length() + start_bits < _INT32_BITS else np.int64
        start_mask = (1 << start_bits) - 1
        passed = _extra_costs()[letters.codes]
        extra = (np.concatenate(([0], np.cumsum(passed))) << start_bits).astype(number)
        # One line for each letter of the alphabet, as a phrase may have it: what reading each letter of the text costs.
        read_as = ((_wrong_costs()[:, letters.codes] - passed) << start_bits).astype(number)
        lose, written = (costs_of.lose << start_bits).astype(number), costs_of.letters.T.copy()
        first = np.where(letters.may_start, 0, impossible << start_bits)
        starts = start_mask - np.arange(size + 1)
        costs = np.empty((len(costs_of.indices), size + 1), dtype=number)
        costs[:] = first + starts - extra
        finals = np.empty_like(costs)
        # Rows are sorted by length, longest first: those that end at a position drop out after it.
        open_after = np.searchsorted(-costs_of.lengths, -np.arange(longest + 1), side="left").tolist()
        for position in range(longest):
            open_rows, ending = open_after[position], open_after[position + 1]
            costs = costs[:open_rows]
            replaced = read_as.take(written[position, :open_rows], axis=0)
            replaced += costs[:, :-1]
            costs += lose[:open_rows, position, None]
            np.minimum(costs[:, 1:], replaced, out=costs[:, 1:])
            np.minimum.accumulate(costs, axis=1, out=costs)
            if ending < open_rows:
                finals[ending:open_rows] = costs[ending:]
        finals += extra
        cost = finals >> start_bits
        score = 1 - cost / (costs_of.lengths[:, None] * _WRONG)
        rows, ends = np.nonzero((score >= self.least_score) & letters.may_end)
        matches = []
        for row, end in zip(rows.tolist(), ends.tolist(), strict=True):
            start = start_mask - int(finals[row, end] & start_mask)
            if start < end:
                matches.append(
                    PhraseMatch(
                        index=int(costs_of.indices[row]),
                        start=letters.offsets[start],
                        end=letters.offsets[end - 1] + 1,
                        score=float(score[row, end]),
                    )
                )
        return matches


def looks_like(written: str, meant: str) -> bool:
    """Whether a scan may have made the letter `written` of the letter `meant`; case and marks do not count."""
    one, other = _CODES.get(fold(written)), _CODES.get(fold(meant))
    return one is not None and other is not None and int(_wrong_costs()[one, other]) < _WRONG


def similarity(text: str, phrase: str) -> float:
    """How well the whole of `text` reads as `phrase`: 1 when equal once folded, 0 when nothing fits."""
    letters = _letters(text)
    if not len(letters.codes) or not fold(phrase).strip():
        return 0.0
    matcher = _matcher_of(phrase)
    length = len([letter for letter in fold(phrase) if letter in _CODES])
    extra = _extra_costs()[letters.codes]
    best = 0.0
    for match in matcher.candidates(text):
        outside = sum(
            int(extra[at]) for at, offset in enumerate(letters.offsets[:-1]) if not match.start <= offset < match.end
        )
        best = max(best, match.score - outside / (length * _WRONG))
    return best


def best_cover(matches: Sequence[PhraseMatch], *, gain: Callable[[PhraseMatch], float]) -> list[PhraseMatch]:
    """The non-overlapping matches with the highest total gain, in order of place."""
    ordered = sorted(matches, key=lambda match: (match.end, match.start, match.index))
    ends = [match.end for match in ordered]
    totals: list[float] = [0.0]
    chosen: list[tuple[int, PhraseMatch | None]] = [(0, None)]
    for number, match in enumerate(ordered):
        before = int(np.searchsorted(ends, match.start, side="right"))
        before = min(before, number)
        with_match = totals[before] + gain(match)
        if with_match > totals[-1]:
            totals.append(with_match)
            chosen.append((before, match))
        else:
            totals.append(totals[-1])
            chosen.append((number, None))
    cover, at = [], len(ordered)
    while at:
        at, picked = chosen[at]
        if picked is not None:
            cover.append(picked)
    return cover[::-1]


@lru_cache(maxsize=4096)
def _matcher_of(phrase: str) -> PhraseMatcher:
    return PhraseMatcher((phrase,), least_score=0.0)


@lru_cache(maxsize=1)
def _extra_costs() -> _Costs:
    return np.array([_EXTRA_STROKE if letter in _STROKES else _EXTRA for letter in _ALPHABET], dtype=np.int64)


@lru_cache(maxsize=1)
def _wrong_costs() -> _Costs:
    costs = np.full((len(_ALPHABET), len(_ALPHABET)), _WRONG, dtype=np.int64)
    for group in (_VOWELS, *_LOOK_ALIKE):
        cost = _WRONG_VOWEL if group == _VOWELS else _LOOKS_ALIKE
        for one in group:
            for other in group:
                pair = _CODES[one], _CODES[other]
                costs[pair] = min(int(costs[pair]), cost)
    np.fill_diagonal(costs, 0)
    return costs


def _phrase_costs(phrases: Sequence[str]) -> _PhraseCosts:
    written = [_phrase_letters(phrase) for phrase in phrases]
    order = sorted(range(len(written)), key=lambda index: (-len(written[index]), index))
    rows = [written[index] for index in order]
    longest = max(len(row) for row in rows)
    codes = np.zeros((len(rows), longest), dtype=np.int64)
    lose = np.full((len(rows), longest), _LOST_PLAIN, dtype=np.int64)
    for number, row in enumerate(rows):
        for position, (code, lost) in enumerate(row):
            codes[number, position] = code
            lose[number, position] = lost
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    pairs = np.zeros((len(_ALPHABET) ** 2, len(rows)), dtype=np.float32)
    for number, row in enumerate(rows):
        pairs[_pairs(np.array([code for code, _ in row], dtype=np.int64)), number] = 1
    return _PhraseCosts(np.array(order, dtype=np.int64), lengths, codes, lose, pairs, pairs.sum(axis=0))


def _pairs(codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The numbers of the different pairs of neighbouring letters."""
    return np.unique(codes[:-1] * len(_ALPHABET) + codes[1:])


def _phrase_letters(phrase: str) -> list[tuple[int, int]]:
    letters = []
    for character in unicodedata.normalize("NFC", phrase.lower()):
        folded = fold(character)
        for letter in folded:
            if letter in _CODES:
                plain = character == letter
                lost = _LOST_PLAIN if plain else _LOST_DOT_BELOW if character in _DOT_BELOW else _LOST_MARKED
                letters.append((_CODES[letter], lost))
    if not letters:
        raise ValueError(f"a phrase needs a letter or a digit, got {phrase!r}")
    return letters


@lru_cache(maxsize=_REMEMBERED_TEXTS)
def _letters(text: str) -> _Letters:
    folded = fold_with_map(text)
    codes, offsets, edges = [], [], []
    for letter, offset in zip(folded.text, folded.starts, strict=False):
        if letter in _CODES:
            codes.append(_CODES[letter])
            offsets.append(offset)
    for at, offset in enumerate(offsets):
        inside = at > 0 and offset - offsets[at - 1] <= 1
        hump = inside and text[offset].isupper() and not text[offsets[at - 1]].isupper()
        edges.append(not inside or hump)
    starts = np.array([*edges, False], dtype=np.bool_)
    ends = np.array([False, *edges[1:], True], dtype=np.bool_) if edges else np.array([False], dtype=np.bool_)
    numbers = np.array(codes, dtype=np.int64)
    return _Letters(numbers, _pairs(numbers), (*offsets, len(text)), starts, ends)
