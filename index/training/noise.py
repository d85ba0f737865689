"""Passages as bad scans give them and questions as people type them.

The noise of each engine comes from the tables that the repair model is trained with.
"""

import random
import re
from collections.abc import Sequence
from pathlib import Path

from ingest.language.fold import fold
from ingest.repair.training.noise import Sampler, Style
from ingest.repair.training.train import STYLE_WEIGHTS, gold_pairs, styles_of

_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = "abcdeghiklmnopqrstuvxy"


def styles(gold: Path) -> list[Style]:
    """The styles of the broken sample documents, from the aligned gold passages."""
    return styles_of(gold_pairs(gold, None), {})


class Spoiler:
    """Spoils texts; the same seed spoils in the same way."""

    def __init__(self, found: Sequence[Style], *, seed: int) -> None:
        self._random = random.Random(seed)
        self._styles = list(found)
        self._weights = [STYLE_WEIGHTS[style.name] for style in found]
        self._samplers = [Sampler(style, seed + number) for number, style in enumerate(found)]

    def scanned(self, text: str) -> str:
        """The text in one style of broken recognition, wholly or in part."""
        rng = self._random
        number = rng.choices(range(len(self._styles)), self._weights)[0]
        style, sampler = self._styles[number], self._samplers[number]
        strength = 1.0 if rng.random() < 0.7 else rng.uniform(0.3, 1.0)
        out: list[str] = []
        for word in text.split():
            if rng.random() < style.lost * strength:
                continue
            if rng.random() < strength:
                word = _WORD.sub(lambda match: sampler.form(match.group()), word)
            if len(word) > 3 and rng.random() < style.split:
                at = rng.randint(1, len(word) - 1)
                word = f"{word[:at]} {word[at:]}"
            if out and rng.random() < style.glued:
                out[-1] += word
            else:
                out.append(word)
        return " ".join(out)

    def folded(self, text: str) -> str:
        """The text without diacritics, mostly in lower case."""
        return fold(text) if self._random.random() < 0.85 else _title_folded(text)

    def mistyped(self, text: str) -> str:
        """The text with a slip or two of the keyboard."""
        words = text.split()
        for _ in range(self._random.randint(1, 2)):
            at = self._random.randrange(len(words))
            words[at] = self._slip(words[at])
        return " ".join(words)

    def _slip(self, word: str) -> str:
        if len(word) < 2:
            return word
        at = self._random.randrange(len(word) - 1)
        draw = self._random.random()
        if draw < 0.35:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if draw < 0.65:
            return word[:at] + word[at + 1 :]
        return word[:at] + self._random.choice(_LETTERS) + word[at:]


def _title_folded(text: str) -> str:
    return "".join(fold(c).upper() if c.isupper() else fold(c) for c in text)
