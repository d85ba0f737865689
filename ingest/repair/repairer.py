"""The one door to OCR repair: text in, `RepairedText` out."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.language.syllables import bare, is_possible_bare
from ingest.repair.clean_text import are_sound, open_spans
from ingest.repair.diacritics import FOLDED_WEIGHT, is_folded, unfolded, with_folds, words_by_fold
from ingest.repair.edit_gates import CAREFUL, READY_TO_MEND, edits_of
from ingest.repair.language_model import BREAK, LanguageModel
from ingest.repair.rescoring import (
    DOCUMENT_WEIGHT,
    SURE,
    WEIGHT,
    ill_fitting,
    numbers_of,
    self_taught,
    weighable,
    word_stream,
)
from ingest.repair.tagger import FIRST_WORD, Choices, Tagger
from ingest.repair.tokens import Token, tokenize
from ingest.repaired_text import RepairedText

_MOST_POSSIBLE = 0.5  # of the words of an English question 0.3 at most are, of a mistyped one 0.65 at least
_JUDGED_CHARS = 12_000
MODEL = Path(__file__).parent / "model"


class Repairer:
    """Reads broken Vietnamese: the tagger proposes, the language model weighs, the gates of `reading` decide."""

    def __init__(self, tagger: Tagger, language_model: LanguageModel) -> None:
        self._tagger = tagger
        self._language_model = language_model
        self._labels = {word: label for label, word in enumerate(tagger.words) if label >= FIRST_WORD}
        self._by_fold = words_by_fold(tagger.words, language_model.singles)

    @classmethod
    def load(cls) -> "Repairer":
        """The repairer with the shipped model, read once a process."""
        return cls(_shipped_tagger(), _shipped_language_model())

    @property
    def words(self) -> tuple[str, ...]:
        """The words that a reading may hold, by label."""
        return self._tagger.words

    def repair(self, text: str) -> RepairedText:
        """The reading of a document's text; clean text comes back without edits."""
        tokens = tokenize(text)
        if not tokens:
            return RepairedText(text)
        choices, sound = self.choices(tokens)
        return RepairedText(text, edits_of(text, tokens, choices, self._tagger.words, CAREFUL, sound))

    def choices(self, tokens: Sequence[Token]) -> tuple[Choices, npt.NDArray[np.bool_]]:
        """What each token of a document reads, best first, and for each whether it stands in sound text."""
        numbers = numbers_of(tokens, self._labels)
        sound = are_sound(tokens, numbers, self._language_model)
        choices = self._tagger.choices(tokens, open_spans(tokens, numbers, sound))
        ill = ill_fitting(choices, tokens, self._labels, self._language_model)
        offered = with_folds(choices, tokens, self._tagger.words, self._by_fold, ill)
        return self_taught(offered, tokens, self._labels, self._language_model), sound

    def repair_question(self, text: str) -> RepairedText:
        """The reading of a question: diacritics restored, slips mended, English and codes left alone."""
        tokens = tokenize(text)
        if not tokens or _is_foreign(tokens):
            return RepairedText(text)
        choices, weight, sure = self._tagger.choices(tokens), WEIGHT, SURE
        if is_folded(tokens, self._by_fold):
            choices, weight, sure = unfolded(choices, tokens, self._by_fold), FOLDED_WEIGHT, 1.1
        choices = weighable(choices, tokens, self._labels, sure=sure).weighed(self._language_model, weight=weight)
        sound = np.zeros(len(tokens), np.bool_)  # a sound question may hold a slip that gave a word
        return RepairedText(text, edits_of(text, tokens, choices, self._tagger.words, READY_TO_MEND, sound))

    def is_sound(self, text: str) -> bool:
        """Whether the text, judged by its beginning, is proper Vietnamese that needs no repair."""
        tokens = tokenize(text[:_JUDGED_CHARS])
        numbers = numbers_of(tokens, self._labels)
        return bool(tokens) and bool(are_sound(tokens, numbers, self._language_model).all())

    def knows(self, word: str) -> bool:
        """Whether every part of the word is a word that a reading may hold."""
        tokens = tokenize(word)
        return bool(tokens) and bool((numbers_of(tokens, self._labels) != BREAK).all())

    def log_chance(self, text: str) -> float:
        """The chance of the text's words in their order, in nats; words that are not known count as one."""
        stream = np.array([BREAK, BREAK, *word_stream(text, self._labels)], np.int32)
        return float(self._language_model.log_chance(stream[:-2], stream[1:-1], stream[2:]).sum())

    def adapted(self, clean_texts: Iterable[str]) -> "Repairer":
        """A repairer that knows the names and phrases of the given clean documents."""
        streams = [word_stream(text, self._labels) for text in clean_texts]
        return Repairer(self._tagger, self._language_model.with_counts_of(streams, weight=DOCUMENT_WEIGHT))


def _is_foreign(tokens: Sequence[Token]) -> bool:
    """Whether hardly any of the words could be Vietnamese, with or without diacritics."""
    read = [bare(token.surface).lower() for token in tokens if not token.protected]
    return sum(is_possible_bare(word) for word in read) <= _MOST_POSSIBLE * len(read)


@cache
def _shipped_tagger() -> Tagger:
    return Tagger.read(MODEL / "tagger.npz")


@cache
def _shipped_language_model() -> LanguageModel:
    return LanguageModel.read(MODEL / "words.npz")
