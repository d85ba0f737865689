"""Short answers out of ranked passages: one function for each kind of question, in one table."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ingest.documents import Passage
from parc_search.answering.extract import (
    agency,
    coordinating,
    deadline,
    fields,
    figure_words,
    legal_basis,
    prose,
    target,
)
from parc_search.answering.extract.finding import CandidateAnswer
from parc_search.question.query import Query
from parc_search.ranking.match import Subject
from parc_search.ranking.snapshot import Snapshot

Extractor: TypeAlias = Callable[[Query, Passage, Subject, Snapshot], CandidateAnswer | None]

EXTRACTORS: Mapping[str, Extractor] = {
    "agency": agency.extract,
    "coordinating": coordinating.extract,
    "target": target.extract,
    "figure": target.extract,
    "deadline": deadline.extract,
    "product": fields.extract,
    "legal_basis": legal_basis.extract,
    "budget": figure_words.extract,
    "list": prose.listing,
    "procedure": prose.procedure,
    "passage": prose.passage_answer,
}

__all__ = ["EXTRACTORS", "CandidateAnswer", "Extractor"]
