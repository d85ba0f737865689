"""The passages shown under an answer or a refusal: in rank order, each once.

Where a question asks for an agency and only the heading over a bullet names it, the hit begins at the heading: a bullet
"Phối hợp với Sở Tài chính …" without the name above it tells nobody who is meant.
"""

from collections.abc import Sequence
from dataclasses import replace

from ingest.documents import Passage
from parc_search.answering.extract.finding import heading_of
from parc_search.citing.citations import MAX_QUOTE_CHARS
from parc_search.question.query import Query
from parc_search.ranking.rerank import RankedPassage
from parc_search.ranking.snapshot import Snapshot
from parc_search.results import Hit
from parc_search.text.agency_names import heading_agencies

MAX_HITS = 10
_ASK_FOR_AGENCIES = frozenset({"agency", "coordinating"})


def hits(ranked: Sequence[RankedPassage], query: Query, library: Snapshot) -> tuple[Hit, ...]:
    """The best passages as hits."""
    distinct = list({item.passage.id: item for item in ranked}.values())[:MAX_HITS]
    with_names = not _ASK_FOR_AGENCIES.isdisjoint(query.kinds)
    return tuple(
        Hit(
            passage=under_its_heading(item.passage, library) if with_names else item.passage,
            rank=n,
            score=item.score,
        )
        for n, item in enumerate(distinct, start=1)
    )


def under_its_heading(passage: Passage, library: Snapshot) -> Passage:
    """The passage from the heading over it on, where that names an agency and stands within a quote's length."""
    if not passage.path or not heading_agencies(passage.path[-1]):
        return passage
    document = library.document(passage.source)
    heading = heading_of(document.outline, passage, passage.path[-1])
    if heading is None or heading.start >= passage.start or passage.end - heading.start > MAX_QUOTE_CHARS:
        return passage
    return replace(
        passage,
        start=heading.start,
        text=document.raw.text[heading.start : passage.end],
        reading=document.reading.read(heading.start, passage.end),
    )
