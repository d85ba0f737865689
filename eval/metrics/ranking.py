"""Metrics of a ranking: recall at k and reciprocal rank, and when a given span counts as a piece of evidence.

A score is a ratio, so that cases add up without losing their weight.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from eval.datasets.labels import Evidence, Question
from eval.prediction import GivenSpan, Prediction

# Beyond the tenth hit nobody looks; the contract gives no more.
DEPTH = 10
# A hit or a citation longer than this is no longer a place that a reader can check at a glance.
LONGEST_HIT_CHARS = 1600
LONGEST_CITATION_CHARS = 900
# The share of the shorter of both spans that must lie in the other.
SHARED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Ratio:
    """`part` of `whole`: one hit of one question, three wrong of forty syllables."""

    part: float
    whole: float

    @property
    def value(self) -> float:
        """The quotient.

        Raises:
            ZeroDivisionError: nothing was scored.
        """
        return self.part / self.whole


def first_rank(question: Question, given: Prediction) -> int | None:
    """The 1-based rank of the first hit that overlaps a piece of evidence; None if none does."""
    for rank, hit in enumerate(given.hits, start=1):
        if overlaps_any(hit, question.evidence, longest=LONGEST_HIT_CHARS):
            return rank
    return None


def hit_at(question: Question, given: Prediction, *, k: int) -> Ratio | None:
    """One if one of the first `k` hits overlaps the evidence; None for a question without an answer."""
    if not question.is_answerable:
        return None
    rank = first_rank(question, given)
    return yes_or_no(rank is not None and rank <= k)


def reciprocal_rank(question: Question, given: Prediction) -> Ratio | None:
    """1/rank of the first hit that overlaps the evidence, 0 beyond `DEPTH`; None without an answer to find.

    Source: Voorhees, The TREC-8 Question Answering Track Report, 1999.
    """
    if not question.is_answerable:
        return None
    rank = first_rank(question, given)
    return Ratio(1 / rank if rank is not None and rank <= DEPTH else 0.0, 1.0)


def overlaps(span: GivenSpan, evidence: Evidence, *, longest: int) -> bool:
    """Whether half of the span, or half of the evidence, lies in the other, in the same source."""
    if span.source != evidence.source or span.end - span.start > longest:
        return False
    shared = min(span.end, evidence.end) - max(span.start, evidence.start)
    shorter = min(span.end - span.start, evidence.end - evidence.start)
    return shared > 0 and shared >= SHARED_SHARE * shorter


def overlaps_any(span: GivenSpan, evidence: Iterable[Evidence], *, longest: int) -> bool:
    """Whether the span counts as at least one of the pieces of evidence."""
    return any(overlaps(span, piece, longest=longest) for piece in evidence)


def yes_or_no(is_met: bool) -> Ratio:
    """One of one, or none of one."""
    return Ratio(float(is_met), 1.0)


def total(ratios: Iterable[Ratio | None]) -> Ratio | None:
    """The ratio of the sums (a micro average); None where no case was scored."""
    scored = [ratio for ratio in ratios if ratio is not None and ratio.whole > 0]
    if not scored:
        return None
    return Ratio(sum(ratio.part for ratio in scored), sum(ratio.whole for ratio in scored))
