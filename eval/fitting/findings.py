"""What the product finds for labelled questions before it decides: every finding with its measures, right or wrong.

Each question is looked at twice: as it is, and with the passages of its evidence hidden. What is found then is a near
miss, of the kind that a question without an answer brings; such rows are many, and count less.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np

from eval.datasets.labels import Evidence as Gold
from eval.datasets.labels import Question
from eval.metrics.answers import says
from eval.metrics.ranking import LONGEST_CITATION_CHARS, LONGEST_HIT_CHARS, overlaps_any
from eval.prediction import GivenSpan
from parc_search.answering.answer import with_exception
from parc_search.answering.candidates import Choice
from parc_search.answering.kind_candidates import choices_of_kind
from parc_search.answering.kind_confidence import ConfidenceFeatures
from parc_search.answering.selection import borne_out, out_of_scope, with_citations
from parc_search.question.query import Query
from parc_search.ranking.match import subject_of
from parc_search.ranking.rerank import RankedPassage
from parc_search.ranking.snapshot import Snapshot
from parc_search.search import ParcSearch

COLUMNS = tuple(field.name for field in fields(ConfidenceFeatures))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding: its measures in the order of `COLUMNS`, whether it is right, and whether scope refuses it."""

    row: tuple[float, ...]
    is_right: bool
    is_outside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One look at a question: what was found, in rank order; `is_hidden` says that its evidence was taken away."""

    id: str
    is_answerable: bool
    is_hidden: bool
    is_side: bool
    found: tuple[Found, ...]


def looks(questions: Iterable[Question], parc: ParcSearch) -> Iterator[Looked]:
    """The looks at each question; each side of a comparison is a look of its own."""
    library = parc.library
    for question in questions:
        query = parc.understand(question.question)
        if query.is_order_only:
            continue
        asked: list[tuple[Query, Sequence[str] | None]] = [(query.about(side), side.sources) for side in query.compared]
        asked = asked or [(query, None)]
        for one, sources in asked:
            ranked = parc.rank(one, sources)
            yield _look(question, one, ranked, library, is_hidden=False)
            if question.is_answerable:
                yield _look(question, one, _without(ranked, question.evidence), library, is_hidden=True)


def _look(
    question: Question, query: Query, ranked: Sequence[RankedPassage], library: Snapshot, *, is_hidden: bool
) -> Looked:
    found = []
    for one in choices_of_kind(query, ranked, subject_of(query, library), library):
        choice = borne_out(one, library)
        checked = with_citations(choice, library)
        if checked is None:
            continue
        is_said = says(question, with_exception(choice.finding, choice.evidence.passage.reading))
        spans = [GivenSpan(source=c.source, start=c.span.start, end=c.span.end) for c in checked[0]]
        is_cited = any(overlaps_any(span, question.evidence, longest=LONGEST_CITATION_CHARS) for span in spans)
        if is_said and not is_cited and question.is_answerable:
            continue  # the same said elsewhere: neither right nor wrong
        is_right = is_cited and (is_said or query.is_side)
        found.append(Found(row=_row(choice), is_right=is_right, is_outside=bool(out_of_scope(query, choice, library))))
    return Looked(
        id=question.id,
        is_answerable=question.is_answerable and not is_hidden,
        is_hidden=is_hidden,
        is_side=query.is_side,
        found=tuple(found),
    )


def _row(choice: Choice) -> tuple[float, ...]:
    return tuple(float(np.float64(getattr(choice.measures, name))) for name in COLUMNS)


def _without(ranked: Sequence[RankedPassage], gold: Sequence[Gold]) -> tuple[RankedPassage, ...]:
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
