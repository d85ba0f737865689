"""The one door to OCR repair: text in, `Repaired` out."""

from collections.abc import Iterable

from ingest.repair.repaired import Repaired


class Repairer:
    """Reads broken Vietnamese; stands in without edits until the model is loaded."""

    @classmethod
    def load(cls) -> "Repairer":
        """The repairer with the shipped model."""
        return cls()

    def repair(self, text: str) -> Repaired:
        """The reading of a document's text; clean text comes back without edits."""
        return Repaired(text)

    def repair_question(self, text: str) -> Repaired:
        """The reading of a question: diacritics restored, slips mended, English and codes left alone."""
        return Repaired(text)

    def adapted(self, clean_texts: Iterable[str]) -> "Repairer":
        """A repairer that knows the names and phrases of the given clean documents."""
        del clean_texts
        return self
