"""When a given span counts as a piece of evidence."""

from collections.abc import Iterable

from eval.given import GivenSpan
from eval.labels import Evidence

# A hit or a citation longer than this is no longer a place that a reader can check at a glance.
LONGEST_HIT_CHARS = 1600
LONGEST_CITATION_CHARS = 900

# The share of the shorter of both spans that must lie in the other.
SHARED_SHARE = 0.5


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
