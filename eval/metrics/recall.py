"""Whether the evidence is among the first k hits."""

from eval.given import Given
from eval.labels import Question
from eval.metrics.overlap import LONGEST_HIT_CHARS, overlaps_any
from eval.metrics.ratio import Ratio, yes_or_no


def first_rank(question: Question, given: Given) -> int | None:
    """The 1-based rank of the first hit that overlaps a piece of evidence; None if none does."""
    for rank, hit in enumerate(given.hits, start=1):
        if overlaps_any(hit, question.evidence, longest=LONGEST_HIT_CHARS):
            return rank
    return None


def hit_at(question: Question, given: Given, *, k: int) -> Ratio | None:
    """One if one of the first `k` hits overlaps the evidence; None for a question without an answer."""
    if not question.is_answerable:
        return None
    rank = first_rank(question, given)
    return yes_or_no(rank is not None and rank <= k)
