"""The pieces that a unigram vocabulary cuts a text into, as SentencePiece does for XLM-RoBERTa.

No piece spans a space, so words are cut one by one and each only once: official prose repeats its words.
Source: Kudo 2018, Subword Regularization, section 3.2 (the best cut by the Viterbi algorithm).
"""

from collections.abc import Mapping, Sequence

WORD_START = "\u2581"
"""Stands for the space before a word, as the pieces have it."""

_UNKNOWN_PENALTY = 10.0  # below the rarest piece, as SentencePiece has it


class Unigram:
    """A vocabulary of scored pieces, with the changes of letters that its texts were written with."""

    def __init__(
        self, pieces: Sequence[str], scores: Sequence[float], *, unknown: int, letters: Mapping[int, str]
    ) -> None:
        self._ids = {piece: number for number, piece in enumerate(pieces) if piece and number != unknown}
        self._scores = scores
        self._unknown = unknown
        self._unknown_score = min(scores) - _UNKNOWN_PENALTY
        self._letters = letters
        self._longest = max(map(len, self._ids))
        self._cut: dict[str, tuple[int, ...]] = {}

    def pieces(self) -> Mapping[str, int]:
        """The ids of all pieces but the unknown one."""
        return self._ids

    def score(self, number: int) -> float:
        """The score of a piece, a logarithm of its chance."""
        return float(self._scores[number])

    def ids(self, text: str) -> list[int]:
        """The ids of the pieces of a text, in order; outer spaces do not count."""
        found: list[int] = []
        for word in text.translate(self._letters).split(" "):
            if word:
                if word not in self._cut:
                    self._cut[word] = self._best(WORD_START + word)
                found += self._cut[word]
        return found

    def _best(self, word: str) -> tuple[int, ...]:
        """The ids of the cut with the highest sum of scores."""
        best = [0.0] + [float("-inf")] * len(word)
        came_from = [(0, self._unknown)] * (len(word) + 1)
        for start in range(len(word)):
            for end in range(start + 1, min(len(word), start + self._longest) + 1):
                number = self._ids.get(word[start:end])
                if number is not None and best[start] + self._scores[number] > best[end]:
                    best[end] = best[start] + self._scores[number]
                    came_from[end] = (start, number)
            if best[start] + self._unknown_score > best[start + 1]:
                best[start + 1] = best[start] + self._unknown_score
                came_from[start + 1] = (start, self._unknown)
        pieces, at = [], len(word)
        while at:
            at, number = came_from[at]
            pieces.append(number)
        return tuple(reversed(pieces))
