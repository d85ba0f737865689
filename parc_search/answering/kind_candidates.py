"""What the extractors of the asked kind find in the best passages, and how likely each finding is; the likeliest first.

It answers where the learned choice among everything that passages offer is not sure. An answer that other passages give
too is likelier: plans repeat each other's assignments.
Source: Dumais et al. 2002, Web Question Answering: Is More Always Better? (answers weighed by their redundancy).
"""

from collections import Counter
from collections.abc import Sequence

from ingest.language.fold import fold
from parc_search.answering.candidates import Choice, passages_tried
from parc_search.answering.extract import EXTRACTORS, CandidateAnswer
from parc_search.answering.kind_confidence import likelihood, measures_of
from parc_search.question.query import Query
from parc_search.ranking.match import Subject
from parc_search.ranking.rerank import RankedPassage
from parc_search.ranking.snapshot import Snapshot

# How many passages are asked for an answer; the right one is among the first five of 96 % of development questions.
TRIED = 6
# A passage that ranks further below the best is about something else, whatever it gives.
LEAST_SHARE_OF_BEST = 0.7
# So many further passages with the same answer count.
MOST_SUPPORTS = 2
_REPEATED = frozenset({"agency"})
_OF_TITLES = frozenset({"legal_basis", "passage"})


def choices_of_kind(
    query: Query, ranked: Sequence[RankedPassage], subject: Subject, library: Snapshot
) -> tuple[Choice, ...]:
    """What may answer, the likeliest first; nothing where no passage gives the kind of answer asked for.

    A second kind of answer is tried only where the first found nothing.
    """
    tried = passages_tried(query, ranked)[:TRIED]
    for kind in _kinds(query) if tried else ():
        found = _of_kind(kind, query, tried, subject, library)
        if found:
            return found
    return ()


def _kinds(query: Query) -> tuple[str, ...]:
    """The kinds to try: those of the question; prose where nothing tells."""
    return tuple(kind for kind in query.kinds if kind in EXTRACTORS) or ("passage",)


def _of_kind(
    kind: str, query: Query, ranked: Sequence[RankedPassage], subject: Subject, library: Snapshot
) -> tuple[Choice, ...]:
    top = ranked[0].score or 1.0
    found: list[tuple[RankedPassage, CandidateAnswer]] = []
    for evidence in ranked:
        if evidence.passage.kind == "title" and kind not in _OF_TITLES:
            continue  # a title names a plan, it sets nothing
        if evidence.features.years < 0 or evidence.score < LEAST_SHARE_OF_BEST * top:
            continue  # of other years than those asked for, or about something else
        finding = EXTRACTORS[kind](query, evidence.passage, subject, library)
        if finding is not None:
            found.append((evidence, finding))
    agreed = support([finding.value for _, finding in found]) if kind in _REPEATED else [0.0] * len(found)
    chosen = []
    for (evidence, finding), more in zip(found, agreed, strict=True):
        share = evidence.score / top
        measures = measures_of(query, evidence, finding, subject, library, share=share, agreed=more)
        likely = 1.0 if finding.is_certain else likelihood(measures)
        chosen.append(Choice(evidence=evidence, finding=finding, measures=measures, likelihood=likely))
    return tuple(sorted(chosen, key=lambda choice: -choice.likelihood))  # equals stay in the order of their ranks


def support(values: Sequence[str]) -> list[float]:
    """How far other passages give the same, 0..1, for each of the values, case and diacritics aside."""
    count = Counter(map(fold, values))
    return [min(count[fold(value)] - 1, MOST_SUPPORTS) / MOST_SUPPORTS for value in values]
