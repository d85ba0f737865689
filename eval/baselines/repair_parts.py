"""Our own repair with a part of it taken away, so that each part shows what it is worth."""

from functools import cached_property

import numpy as np

from ingest.repair.diacritics import FOLDED_WEIGHT, is_folded, unfolded, with_folds, words_by_fold
from ingest.repair.edit_gates import CAREFUL, READY_TO_MEND, Gates, edits_of
from ingest.repair.language_model import LanguageModel
from ingest.repair.repairer import MODEL
from ingest.repair.rescoring import ill_fitting, self_taught, weighable
from ingest.repair.tagger import FIRST_WORD, Choices, Tagger
from ingest.repair.tokens import Token, tokenize
from ingest.repaired_text import RepairedText


class _Parts:
    """The model's two files and what follows from them."""

    @cached_property
    def tagger(self) -> Tagger:
        return Tagger.read(MODEL / "tagger.npz")

    @cached_property
    def language_model(self) -> LanguageModel:
        return LanguageModel.read(MODEL / "words.npz")

    @cached_property
    def labels(self) -> dict[str, int]:
        return {word: label for label, word in enumerate(self.tagger.words) if label >= FIRST_WORD}

    @cached_property
    def by_fold(self) -> dict[str, tuple[int, ...]]:
        return words_by_fold(self.tagger.words, self.language_model.singles)

    def read(self, text: str, tokens: list[Token], choices: Choices, gates: Gates) -> RepairedText:
        """The text with the best choices put in."""
        sound = np.zeros(len(tokens), np.bool_)
        return RepairedText(text, edits_of(text, tokens, choices, self.tagger.words, gates, sound))


class _OnePart:
    """A part of the engine that reads documents and questions alike; `_read` is what it makes of a text."""

    def __init__(self) -> None:
        self._parts = _Parts()

    def repair(self, text: str) -> str:
        """The repaired text."""
        return self._read(text, CAREFUL)

    def restore(self, question: str) -> str:
        """The question with its diacritics."""
        return self._read(question, READY_TO_MEND)

    def _read(self, text: str, gates: Gates) -> str:
        raise NotImplementedError


class TaggerAlone(_OnePart):
    """No language model: what the network thinks likeliest."""

    def _read(self, text: str, gates: Gates) -> str:
        tokens, parts = tokenize(text), self._parts
        choices = parts.tagger.choices(tokens)
        if gates is READY_TO_MEND and is_folded(tokens, parts.by_fold):
            choices = unfolded(choices, tokens, parts.by_fold)
        return parts.read(text, tokens, choices, gates).text


class LanguageModelAlone(_OnePart):
    """No network: each token may be any word that folds to it, and the language model chooses."""

    def _read(self, text: str, gates: Gates) -> str:
        tokens, parts = tokenize(text), self._parts
        choices = unfolded(Choices.untouched(len(tokens)), tokens, parts.by_fold)
        choices = weighable(choices, tokens, parts.labels, sure=1.1).weighed(parts.language_model, weight=FOLDED_WEIGHT)
        return parts.read(text, tokens, choices, gates).text


class MarksBelieved:
    """Words that fit ill between their neighbours are left to the network where it is sure."""

    def __init__(self) -> None:
        self._parts = _Parts()

    def repair(self, text: str) -> str:
        """The repaired text."""
        tokens, parts = tokenize(text), self._parts
        nowhere = np.zeros(len(tokens), np.bool_)
        choices = with_folds(parts.tagger.choices(tokens), tokens, parts.tagger.words, parts.by_fold, nowhere)
        choices = self_taught(choices, tokens, parts.labels, parts.language_model)
        return parts.read(text, tokens, choices, CAREFUL).text


class NothingLearned:
    """A document teaches nothing of itself to its own reading."""

    def __init__(self) -> None:
        self._parts = _Parts()

    def repair(self, text: str) -> RepairedText:
        """The reading of a whole document."""
        tokens, parts = tokenize(text), self._parts
        choices = parts.tagger.choices(tokens)
        ill = ill_fitting(choices, tokens, parts.labels, parts.language_model)
        choices = with_folds(choices, tokens, parts.tagger.words, parts.by_fold, ill)
        choices = weighable(choices, tokens, parts.labels).weighed(parts.language_model)
        return parts.read(text, tokens, choices, CAREFUL)
