"""Noise tables: how one recognition engine spoils Vietnamese, learned from aligned pairs, and sampled.

A style is one engine on one kind of page. It knows whole words (what "của" became, as often as it was seen) and
units of one to three letters, so that words never seen spoilt get plausible noise as well.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.language.syllables import bare
from ingest.repair.training.alignment import Pair, align_characters

_LONGEST_UNIT = 3
_FOREIGN_WEIGHT = 0.04  # of a count seen in another style
_FOLD_COUNT = 0.4  # prior count of "the diacritic is lost"
_WHOLE_WORD = 0.45  # share of words that take a form seen for the same word, where there are enough
_ENOUGH_FORMS = 4
# Capitals of headings are too few in the aligned pairs to learn from; these were read off the documents' headings.
_CAPITALS = {
    "Ụ": ("U", "1J", "IJ", "V", "Q"), "Ư": ("U", "IJ", "LT"), "Ộ": ("O", "Q", "0"), "Ọ": ("Q", "O"),
    "Ự": ("U", "V", "Ir"), "Ứ": ("U", "Ir", "IY", "I"), "Ử": ("U", "ft", "LY"), "Ệ": ("E", "It", "Et", "e"),
    "Ế": ("E", "e", "t"), "Ả": ("A", "Á", "i"), "Ạ": ("A", "4"), "Ì": ("I", "i"), "Ị": ("I", "J", "T"),
    "Ố": ("O", "6"), "Ồ": ("O", "6", "0"), "Ổ": ("O", "6"), "Đ": ("D", "P", "B"), "Ơ": ("O", "a"), "Ở": ("O", "b"),
    "Ô": ("O", "o", "6"), "Ă": ("A", "AN"), "Â": ("A",), "I": ("I", "1", "!", "l"), "Ã": ("A",), "Ê": ("E", "e"),
    "Í": ("I", "t"), "Á": ("A",), "À": ("A",), "Ý": ("Y",), "Ủ": ("U",), "Ẩ": ("A", "X"),
}  # fmt: skip


@dataclass(slots=True)
class Style:
    """Counts of one style; `forms(word, random)` draws from them."""

    name: str
    units: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    words: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    glued: float = 0.004
    split: float = 0.004
    lost: float = 0.002
    junk: float = 0.003

    def learn(self, pairs: Iterable[Pair], *, weight: float = 1.0) -> None:
        """Adds the counts of aligned pairs."""
        for pair in pairs:
            if len(pair.tokens) != 1 or len(pair.words) != 1:
                continue
            word, token = pair.words[0], pair.tokens[0]
            if not any(map(str.isalpha, word)) or any(map(str.isdigit, word)):
                continue
            self.words[word][token] += weight  # type: ignore[assignment]
            for clean, noisy in align_characters(word, token):
                if clean and len(clean) <= _LONGEST_UNIT:
                    self.units[clean][noisy] += weight  # type: ignore[assignment]

    def borrow(self, others: Iterable["Style"]) -> "Style":
        """The style with its rare letters filled from other styles, lightly."""
        filled = Style(self.name, glued=self.glued, split=self.split, lost=self.lost, junk=self.junk)
        filled.words = self.words
        for clean, outs in self.units.items():
            filled.units[clean].update(outs)
        for other in others:
            for clean, outs in other.units.items():
                for noisy, count in outs.items():
                    filled.units[clean][noisy] += count * _FOREIGN_WEIGHT  # type: ignore[assignment]
        for clean in list(filled.units):
            if len(clean) == 1 and bare(clean) != clean:
                filled.units[clean][bare(clean)] += _FOLD_COUNT  # type: ignore[assignment]
        return filled


class Sampler:
    """Draws noisy forms of words in one style."""

    def __init__(self, style: Style, seed: int) -> None:
        self._style = style
        self._random = random.Random(seed)
        totals: Counter[str] = Counter()
        for clean, outs in style.units.items():
            totals[clean[0]] += sum(outs.values())
        self._choices: dict[str, tuple[list[str], list[float]]] = {}
        self._lengths: dict[str, float] = {}
        for clean, outs in style.units.items():
            self._choices[clean] = (list(outs), list(outs.values()))
            # The chance that a longer unit begins here, given its first letter, corrected for its rarity.
            if len(clean) > 1:
                starts = sum(count for word, seen in style.words.items() if clean in word for count in seen.values())
                self._lengths[clean] = min(0.5, sum(outs.values()) / max(2.0, starts + 1.0))

    def form(self, word: str) -> str:
        """One noisy form of the word, never empty."""
        seen = self._style.words.get(word)
        if seen and sum(seen.values()) >= _ENOUGH_FORMS and self._random.random() < _WHOLE_WORD:
            return self._random.choices(list(seen), list(seen.values()))[0] or word
        out, at = [], 0
        while at < len(word):
            unit = word[at]
            for length in range(_LONGEST_UNIT, 1, -1):
                longer = word[at : at + length]
                if len(longer) == length and self._random.random() < self._lengths.get(longer, 0.0):
                    unit = longer
                    break
            out.append(self._draw(unit))
            at += len(unit)
        return "".join(out) or bare(word)

    def _draw(self, unit: str) -> str:
        found = self._choices.get(unit)
        if unit in _CAPITALS and (not found or sum(found[1]) < 8 or self._random.random() < 0.25):
            return self._random.choice(_CAPITALS[unit])
        if found and sum(found[1]) >= 0.3:
            return self._random.choices(*found)[0]
        if unit.isupper() and unit.lower() in self._choices:
            noisy = self._random.choices(*self._choices[unit.lower()])[0]
            if self._random.random() < 0.6:
                return noisy.upper() if len(noisy) == 1 else noisy
        return bare(unit)
