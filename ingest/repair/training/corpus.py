"""Clean text for training, as arrays of word ids: official text, questions, and the documents of the sample corpus.

The words a reading may hold (`Vocabulary`) are the Vietnamese syllables of that text and its frequent acronyms;
all else (foreign words, codes, numbers) can only be copied.
"""

import lzma
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.language.syllables import is_possible, one_tone_place
from ingest.repair.tokens import tokenize

COPY, NOTHING, FIRST_WORD = 0, 1, 2  # labels: the token stays; it belongs to its neighbour; then the words
LOWER, TITLE, UPPER = range(3)
_LEAST_COUNT = 3  # of a syllable; rarer ones are mostly slips of the text itself
_LEAST_ACRONYM_COUNT = 30
_NOISE_LINES = re.compile(r"^(?:CÔNG BÁO/.*|Người ký:.*|Email:.*|Cơ quan:.*|Thời gian ký:.*|\s*\d+\s*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words a reading may hold; the label of `words[i]` is `i`."""

    words: tuple[str, ...]

    def labels(self) -> dict[str, int]:
        """The label of each word."""
        return {word: label for label, word in enumerate(self.words) if label >= FIRST_WORD}


@dataclass(frozen=True, slots=True)
class CleanText:
    """A token stream: `surface[i]` indexes `surfaces`, whose label and case are given; `gap[i]` stands before it."""

    surfaces: tuple[str, ...]
    label: npt.NDArray[np.int32]
    case: npt.NDArray[np.int8]
    surface: npt.NDArray[np.int32]
    gap: npt.NDArray[np.int8]


def read_official(path: Path) -> list[str]:
    """The documents of a form-feed separated text file (.xz), NFC, without page furniture."""
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        documents = unicodedata.normalize("NFC", stream.read()).split("\f")
    return [_NOISE_LINES.sub("", document) for document in documents]


def case_of(surface: str) -> int:
    """The case class of a surface."""
    letters = [c for c in surface if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return UPPER
    return TITLE if letters and letters[0].isupper() else LOWER


def vocabulary(texts: Iterable[str]) -> Vocabulary:
    """The syllables and acronyms of the texts, most frequent first."""
    syllables: Counter[str] = Counter()
    acronyms: Counter[str] = Counter()
    for text in texts:
        for token in tokenize(text):
            word = token.surface
            if not word.isalpha():
                continue
            lower = one_tone_place(word.lower())
            if is_possible(lower):
                syllables[lower] += 1
            elif word.isupper() and len(word) <= 8:
                acronyms[word] += 1
    kept = [word for word, count in syllables.most_common() if count >= _LEAST_COUNT]
    kept += [word for word, count in acronyms.most_common() if count >= _LEAST_ACRONYM_COUNT and len(word) > 1]
    return Vocabulary(("", "", *kept))


def encode(texts: Iterable[str], words: Vocabulary) -> CleanText:
    """The texts as one stream; a text's first token has a blank line before it."""
    labels = words.labels()
    index: dict[str, int] = {}
    surface, gap = [], []
    for text in texts:
        for number, token in enumerate(tokenize(text)):
            surface.append(index.setdefault(token.surface, len(index)))
            gap.append(token.gap if number else 24)
    surfaces = tuple(index)
    return CleanText(
        surfaces,
        np.array([_label(word, labels) for word in surfaces], np.int32),
        np.array([case_of(word) for word in surfaces], np.int8),
        np.array(surface, np.int32),
        np.array(gap, np.int8),
    )


def windows_like(text: CleanText, model: CleanText, *, length: int, share: float) -> npt.NDArray[np.int64]:
    """The starts of the windows of `text` whose words are most like those of `model`."""

    def log_rates(stream: CleanText, size: int) -> npt.NDArray[np.float64]:
        counts = np.bincount(stream.label[stream.surface], minlength=size) + 0.5
        return np.asarray(np.log(counts / counts.sum()), np.float64)

    size = int(max(text.label.max(), model.label.max())) + 1
    gain = np.clip(log_rates(model, size) - log_rates(text, size), -2.0, 3.0)
    gain[COPY] = -0.3
    per_token = gain[text.label[text.surface]]
    windows = len(per_token) // length
    scores = per_token[: windows * length].reshape(windows, length).mean(1)
    return np.argsort(-scores, kind="stable")[: int(windows * share)] * length


def _label(surface: str, labels: dict[str, int]) -> int:
    if not surface.isalpha():
        return COPY
    if len(surface) > 1 and surface.isupper() and surface in labels:
        return labels[surface]
    return labels.get(one_tone_place(surface.lower()), COPY)


def held_out(count: int) -> frozenset[int]:
    """The numbers of the documents, of so many, that training never reads: each fortieth from the eighth on."""
    return frozenset(range(7, count, 40))


def without(documents: Sequence[str], left_out: frozenset[int]) -> list[str]:
    """The documents whose number is not left out."""
    return [document for number, document in enumerate(documents) if number not in left_out]
