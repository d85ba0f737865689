"""The passages that may answer a question: the best of both indexes, fused, their scores kept apart.

Reranking needs both scores of each candidate, so a passage that only one index brought has 0 in the other. Scores are
mixed rather than ranks, because a lexical match of rare words stands far above the rest: before reranking, the right
passage is first for 0.71 of the answerable development questions and among five for 0.89 (weight 0.6), with reciprocal
rank fusion for 0.66 and 0.87.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from parc_search.question.language import office_words
from parc_search.question.query import Query
from parc_search.ranking.rerank import Candidate
from parc_search.ranking.snapshot import Snapshot

# What a passage says that gives this kind of answer, whatever words the question used.
KIND_WORDS = {"budget": "nguồn kinh phí thực hiện bố trí ngân sách"}


class SearchIndex(Protocol):
    """What retrieval needs of the index."""

    def search_lexical(
        self, text: str, k: int, sources: Sequence[str] | None = None, *, visible: frozenset[str] | None = None
    ) -> Sequence[tuple[str, float]]:
        """The ids and scores of the `k` passages whose words fit best, as if only the visible documents were there."""

    def search_dense(
        self, text: str, k: int, sources: Sequence[str] | None = None, *, visible: frozenset[str] | None = None
    ) -> Sequence[tuple[str, float]]:
        """The ids and scores of the `k` passages whose vectors lie nearest, among the visible documents."""


def retrieve(
    query: Query,
    index: SearchIndex,
    library: Snapshot,
    *,
    lexical_candidates: int,
    dense_candidates: int,
    lexical_weight: float,
    sources: Sequence[str] | None = None,
) -> tuple[Candidate, ...]:
    """The candidates of both indexes in the order of their mixed scores, from `sources` or those of the query."""
    wanted = sources if sources is not None else query.sources or None
    seen = library.visible
    lexical = scaled(index.search_lexical(searched_text(query), lexical_candidates, wanted, visible=seen))
    dense: dict[str, float] = {}
    if dense_candidates:
        dense = spread(index.search_dense(query.english or query.reading, dense_candidates, wanted, visible=seen))
    fused = fuse(lexical, dense, lexical_weight=lexical_weight)
    return tuple(
        Candidate(passage=library.passages[key], lexical=lexical.get(key, 0.0), dense=dense.get(key, 0.0))
        for key, _ in fused
        if key in library.passages
    )


def searched_text(query: Query) -> str:
    """The words to look for: the question as read, with what offices say for its phrases."""
    written = [office for _, office in office_words(query.reading)]
    return " ".join([query.text, *written, KIND_WORDS.get(query.kind, "")]).strip()


def spread(scores: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Cosines spread over 0..1 between worst and best: e5 cosines all lie within 0.15 of each other."""
    if not scores:
        return {}
    values = [score for _, score in scores]
    low, high = min(values), max(values)
    return {key: (score - low) / (high - low) if high > low else 1.0 for key, score in scores}


def scaled(scores: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The scores divided by the best one; empty when nothing scored above zero."""
    pairs = [(passage_id, score) for passage_id, score in scores if score > 0]
    best = max((score for _, score in pairs), default=0.0)
    return {passage_id: score / best for passage_id, score in pairs} if best else {}


def fuse(lexical: Mapping[str, float], dense: Mapping[str, float], *, lexical_weight: float) -> list[tuple[str, float]]:
    """The passages of both rankings by weighted score, best first; equal scores in the order of their ids."""
    mixed = {
        passage_id: lexical_weight * lexical.get(passage_id, 0.0) + (1 - lexical_weight) * dense.get(passage_id, 0.0)
        for passage_id in {*lexical, *dense}
    }
    return sorted(mixed.items(), key=lambda item: (-item[1], item[0]))
