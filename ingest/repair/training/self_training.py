"""Noise learned from a whole raw document: it is read by the current model, and its sure readings become pairs.

The gold passages are few; a document of ten thousand words shows every letter in every state. Readings below a
chance are left out, and each pair counts with its chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ingest.repair.edit_gates import _cased
from ingest.repair.tagger import COPY, FIRST_WORD, NOTHING, Choices
from ingest.repair.tokens import Token
from ingest.repair.training.alignment import Pair

LEAST_CHANCE = 0.55
_SURE = 0.9  # for whole sequences taken as training text
IGNORED = -100


@dataclass(frozen=True, slots=True)
class ReadText:
    """A raw document as training sequences: each token, its gap, and labels where the model was sure."""

    surfaces: tuple[str, ...]
    gap: npt.NDArray[np.int8]
    word: npt.NDArray[np.int32]
    extra: npt.NDArray[np.int32]
    case: npt.NDArray[np.int8]


def sure_pairs(tokens: Sequence[Token], choices: Choices, words: tuple[str, ...]) -> list[tuple[Pair, float]]:
    """Tokens with the words they were read as, and the chance of each."""
    pairs = []
    for at, token in enumerate(tokens):
        label, chance = int(choices.labels[at, 0]), float(choices.chances[at, 0])
        following_joins = at + 1 < len(tokens) and choices.labels[at + 1, 0] == NOTHING
        if token.protected or label < FIRST_WORD or choices.extra[at] or following_joins or chance < LEAST_CHANCE:
            continue
        word = _cased(words[label], token.surface, int(choices.case[at]))
        pairs.append((Pair((token.surface,), (word,), 0.0), chance))
    return pairs


def read_text(tokens: Sequence[Token], choices: Choices) -> ReadText:
    """The document with the model's sure labels; the rest is ignored by the loss."""
    sure = choices.chances[:, 0] >= _SURE
    protected = np.array([token.protected for token in tokens])
    word = np.where(sure, choices.labels[:, 0], IGNORED)
    word = np.where(protected, COPY, word)
    return ReadText(
        tuple(token.surface for token in tokens),
        np.array([token.gap for token in tokens], np.int8),
        word.astype(np.int32),
        np.where(choices.extra_chance > 0.8, choices.extra, 0).astype(np.int32),
        choices.case,
    )
