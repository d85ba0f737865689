"""Repair by a dictionary and edit distance: each syllable that is no word becomes the nearest one that is.

It looks at one syllable at a time, as a spelling checker does: "cac" is a possible syllable of no dictionary
entry and is mended; "ca" is one and stays, whatever the sentence.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

from ingest.language.fold import fold

# Two edits on letters without diacritics; at three, short syllables turn into anything.
FARTHEST = 2

_LETTERS = re.compile(r"[^\W\d_]+")


class DictionaryRepair:
    """A spelling checker over the syllables of a word list, frequent syllables first."""

    def __init__(self, words: Iterable[str]) -> None:
        counts = Counter(
            syllable.lower() for word in words for syllable in _LETTERS.findall(unicodedata.normalize("NFC", word))
        )
        self._counts = counts
        self._by_folded: dict[str, list[str]] = {}
        for syllable in sorted(counts, key=lambda known: (-counts[known], known)):
            self._by_folded.setdefault(fold(syllable), []).append(syllable)

    def repair(self, text: str) -> str:
        """The text with each unknown syllable replaced by the nearest known one, if one is near."""
        return _LETTERS.sub(lambda found: self._mend(found[0]), text)

    def _mend(self, syllable: str) -> str:
        mended = self._nearest(unicodedata.normalize("NFC", syllable.lower()))
        if syllable.isupper() and len(syllable) > 1:
            return mended.upper()
        return mended.capitalize() if syllable[0].isupper() else mended

    @lru_cache(maxsize=100_000)  # noqa: B019  # the rival lives as long as the run
    def _nearest(self, syllable: str) -> str:
        if syllable in self._counts:
            return syllable
        folded = fold(syllable)
        if folded in self._by_folded:
            return self._by_folded[folded][0]
        near = [
            (Levenshtein.distance(folded, candidate, score_cutoff=FARTHEST), -self._counts[spelled[0]], spelled[0])
            for candidate, spelled in self._by_folded.items()
        ]
        distance, _, best = min(near, default=(FARTHEST + 1, 0, syllable))
        return best if distance <= FARTHEST else syllable


def load_dictionary_repair() -> DictionaryRepair:
    """The rival over the 74,000 Vietnamese words that come with underthesea."""
    words = files("underthesea").joinpath("corpus/data/Viet74K.txt").read_text(encoding="utf-8")
    return DictionaryRepair(words.splitlines())
