"""Short answers out of ranked passages: one function for each kind of question, in one table."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ingest.documents import Passage
from parc_search.extract import agency, budget, coordinating, deadline, legal_basis, product, prose, target
from parc_search.extract.finding import Finding
from parc_search.library import Library
from parc_search.match import Subject
from parc_search.query import Query

Extractor: TypeAlias = Callable[[Query, Passage, Subject, Library], Finding | None]

EXTRACTORS: Mapping[str, Extractor] = {
    "agency": agency.extract,
    "coordinating": coordinating.extract,
    "target": target.extract,
    "figure": target.extract,
    "deadline": deadline.extract,
    "product": product.extract,
    "legal_basis": legal_basis.extract,
    "budget": budget.extract,
    "list": prose.listing,
    "procedure": prose.procedure,
    "passage": prose.passage_answer,
}

__all__ = ["EXTRACTORS", "Extractor", "Finding"]
