"""How many of the shown citations support the answer."""

from eval.given import Given
from eval.labels import Question
from eval.metrics.overlap import LONGEST_CITATION_CHARS, overlaps_any
from eval.metrics.ratio import Ratio


def citation_precision(question: Question, given: Given) -> Ratio | None:
    """The share of citations that overlap the evidence; 0 for an answer without any; None if not answered.

    Each question weighs the same, however many citations it shows.
    """
    if not question.is_answerable or not given.is_answered:
        return None
    good = sum(overlaps_any(item, question.evidence, longest=LONGEST_CITATION_CHARS) for item in given.citations)
    return Ratio(good / max(1, len(given.citations)), 1.0)
