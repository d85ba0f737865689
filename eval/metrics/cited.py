"""Whether the citations support the answer."""

from collections import defaultdict

from eval.given import Given
from eval.labels import Evidence, Question
from eval.metrics.overlap import LONGEST_CITATION_CHARS, overlaps_any
from eval.metrics.ratio import Ratio, yes_or_no


def cited(question: Question, given: Given) -> Ratio | None:
    """One if a citation overlaps the evidence: of some group, or of each where the question needs all."""
    if not question.is_answerable:
        return None
    groups: dict[int, list[Evidence]] = defaultdict(list)
    for piece in question.evidence:
        groups[piece.group].append(piece)
    met = [
        any(overlaps_any(citation, group, longest=LONGEST_CITATION_CHARS) for citation in given.citations)
        for group in groups.values()
    ]
    return yes_or_no(all(met) if question.need == "all" else any(met))
