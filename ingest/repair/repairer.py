"""The one door to OCR repair: text in, `Repaired` out."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ingest.repair.folded import FOLDED_WEIGHT, is_folded, unfolded, with_folds, words_by_fold
from ingest.repair.language_model import LanguageModel
from ingest.repair.reading import CAREFUL, READY_TO_MEND, edits_of
from ingest.repair.repaired import Repaired
from ingest.repair.rescoring import DOCUMENT_WEIGHT, SURE, WEIGHT, sure_stream, weighable, word_stream
from ingest.repair.tagger import FIRST_WORD, Tagger
from ingest.repair.tokens import tokenize

# A long text teaches its own set phrases to its second reading; shorter texts say too little.
_LEAST_TOKENS_TO_LEARN_FROM = 400
_OWN_WEIGHT = 3.0  # of an occurrence among the sure readings of the text itself
_MODEL = Path(__file__).parent / "model"


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

    def repair(self, text: str) -> Repaired:
        """The reading of a document's text; clean text comes back without edits."""
        tokens = tokenize(text)
        if not tokens:
            return Repaired(text)
        offered = with_folds(self._tagger.choices(tokens), tokens, self._by_fold)
        open_words = weighable(offered, tokens, self._labels)
        choices = open_words.weighed(self._language_model)
        if len(tokens) >= _LEAST_TOKENS_TO_LEARN_FROM:
            read = sure_stream(choices, tokens, self._labels)
            choices = open_words.weighed(self._language_model.with_counts_of([read], weight=_OWN_WEIGHT))
        return Repaired(text, edits_of(text, tokens, choices, self._tagger.words, CAREFUL))

    def repair_question(self, text: str) -> Repaired:
        """The reading of a question: diacritics restored, slips mended, English and codes left alone."""
        tokens = tokenize(text)
        if not tokens:
            return Repaired(text)
        choices, weight, sure = self._tagger.choices(tokens), WEIGHT, SURE
        if is_folded(tokens, self._by_fold):
            choices, weight, sure = unfolded(choices, tokens, self._by_fold), FOLDED_WEIGHT, 1.1
        choices = weighable(choices, tokens, self._labels, sure=sure).weighed(self._language_model, weight=weight)
        return Repaired(text, edits_of(text, tokens, choices, self._tagger.words, READY_TO_MEND))

    def adapted(self, clean_texts: Iterable[str]) -> "Repairer":
        """A repairer that knows the names and phrases of the given clean documents."""
        streams = [word_stream(text, self._labels) for text in clean_texts]
        return Repairer(self._tagger, self._language_model.with_counts_of(streams, weight=DOCUMENT_WEIGHT))


@cache
def _shipped_tagger() -> Tagger:
    return Tagger.read(_MODEL / "tagger.npz")


@cache
def _shipped_language_model() -> LanguageModel:
    return LanguageModel.read(_MODEL / "words.npz")
