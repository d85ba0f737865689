"""What the product finds for labelled questions before it decides: every candidate with its features, right or wrong.

Each question is looked at twice: as it is, and with the passages of its evidence hidden. What is found then is a near
miss, of the kind that a question without an answer brings; such looks are many, and count less.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from eval.datasets.labels import Evidence as Gold
from eval.datasets.labels import Question
from eval.metrics.answers import says
from eval.metrics.ranking import LONGEST_CITATION_CHARS, LONGEST_HIT_CHARS, overlaps_any
from eval.prediction import GivenSpan
from parc_search.answering.candidate_features import rows
from parc_search.answering.candidates import offers, passages_tried
from parc_search.answering.extract import CandidateAnswer
from parc_search.question.query import Query
from parc_search.ranking.match import subject_of
from parc_search.ranking.rerank import RankedPassage
from parc_search.ranking.snapshot import Snapshot
from parc_search.search import ParcSearch

RIGHT, WRONG, ELSEWHERE = 1, 0, -1
"""A candidate that says the right thing elsewhere than the evidence stands is neither right nor wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """All candidates of one look at a question: their features (n, features), labels (n,) and findings.

    `is_hidden` says that the evidence was taken away, `is_side` that it is one side of a comparison.
    """

    question: Question
    is_hidden: bool
    is_side: bool
    features: NDArray[np.float32]
    labels: NDArray[np.int8]
    findings: tuple[CandidateAnswer, ...]

    @property
    def is_answerable(self) -> bool:
        """Whether the right answer may be among the candidates."""
        return self.question.is_answerable and not self.is_hidden


def looks(
    questions: Sequence[Question], chances: NDArray[np.float64], parc: ParcSearch, *, with_hidden: bool = True
) -> Iterator[Look]:
    """The looks at each question; `chances` of the kinds are by a model that saw nothing of the question's document.

    What is said to the program, or asked of a document itself, is answered otherwise and left out.
    """
    library = parc.library
    for question, kinds in zip(questions, chances, strict=True):
        query = replace(parc.understand(question.question), chances=tuple(map(float, kinds)))
        if query.is_order_only or query.reply is not None or query.attribute is not None:
            continue
        asked: list[tuple[Query, Sequence[str] | None]] = [(query.about(side), side.sources) for side in query.compared]
        for one, sources in asked or [(query, None)]:
            ranked = parc.rank(one, sources)
            yield _look(question, one, ranked, library, is_hidden=False)
            if question.is_answerable and with_hidden:
                yield _look(question, one, _without(ranked, question.evidence), library, is_hidden=True)


def _look(
    question: Question, query: Query, ranked: Sequence[RankedPassage], library: Snapshot, *, is_hidden: bool
) -> Look:
    tried = passages_tried(query, ranked)
    subject = subject_of(query, library)
    found = offers(query, tried, subject, library)
    findings = tuple(item.finding for of_one in found for item in of_one)
    labels = [_label(question, finding, is_side=query.is_side) for finding in findings]
    return Look(
        question=question,
        is_hidden=is_hidden,
        is_side=query.is_side,
        features=rows(query, found, tried, subject, library),
        labels=np.array(labels, dtype=np.int8),
        findings=findings,
    )


def _label(question: Question, finding: CandidateAnswer, *, is_side: bool) -> int:
    if not question.is_answerable:
        return WRONG
    is_said = is_side or says(question, finding.value)
    if not is_said:
        return WRONG
    spans = (GivenSpan(source=finding.source, start=span.start, end=span.end) for span in finding.spans)
    is_cited = any(overlaps_any(span, question.evidence, longest=LONGEST_CITATION_CHARS) for span in spans)
    return RIGHT if is_cited else WRONG if is_side else ELSEWHERE


def _without(ranked: Iterable[RankedPassage], gold: Sequence[Gold]) -> tuple[RankedPassage, ...]:
    """The ranking without the passages that hold the evidence."""
    return tuple(
        item
        for item in ranked
        if not overlaps_any(
            GivenSpan(source=item.passage.source, start=item.passage.start, end=item.passage.end),
            gold,
            longest=LONGEST_HIT_CHARS,
        )
    )
