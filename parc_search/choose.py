"""The passage that answers: of the best few, the one whose rank and whose finding together are the strongest.

The first passage is not always the one that holds the figure or the agency; a passage a little lower that gives the
asked-for kind of answer outright is preferred, one far below is not. An answer that other passages give too is
likelier: plans repeat each other's assignments.
Source: Dumais et al. 2002, Web Question Answering: Is More Always Better? (answers weighed by their redundancy).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.vietnamese.fold import fold
from parc_search.extract import EXTRACTORS, Finding
from parc_search.extract.agency import asks_for_person
from parc_search.library import Library
from parc_search.match import Subject
from parc_search.query import Query
from parc_search.rerank import Evidence

# How many passages are asked for an answer; the right one is among the first five of 96 % of development questions.
TRIED = 6
# What a finding of full strength is worth against the best passage's score, in shares of that score.
STRENGTH_SHARE = 0.25
# A passage that ranks further below the best is about something else, whatever it gives.
LEAST_SHARE_OF_BEST = 0.7
# What each further passage with the same answer adds, in the same shares, up to the most that count.
SUPPORT_SHARE = 0.06
MOST_SUPPORTS = 2
_REPEATED = frozenset({"agency"})
_OF_TITLES = frozenset({"legal_basis", "passage"})
# A second kind of answer is tried only after the first found nothing, and is worth a little less.
SECOND_KIND_SHARE = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The evidence that answers, and what was found in it."""

    evidence: Evidence
    finding: Finding


def choose(query: Query, ranked: Sequence[Evidence], subject: Subject, library: Library) -> Choice | None:
    """The evidence and finding that answer best; None where no passage gives the kind of answer asked for."""
    if not ranked or asks_for_person(query):
        return None
    for kind in _kinds(query):
        best = _best(kind, query, ranked[:TRIED], subject, library)
        if best is not None:
            return best
    return None


def _kinds(query: Query) -> tuple[str, ...]:
    """The kinds to try: those of the question; prose where nothing tells."""
    return tuple(kind for kind in query.kinds if kind in EXTRACTORS) or ("passage",)


def _best(kind: str, query: Query, ranked: Sequence[Evidence], subject: Subject, library: Library) -> Choice | None:
    top = ranked[0].score or 1.0
    found: list[tuple[float, int, Choice]] = []
    for place, evidence in enumerate(ranked):
        if evidence.passage.kind == "title" and kind not in _OF_TITLES:
            continue  # a title names a plan, it sets nothing
        if evidence.features.years < 0 or evidence.score < LEAST_SHARE_OF_BEST * top:
            continue  # of other years than those asked for, or about something else
        finding = EXTRACTORS[kind](query, evidence.passage, subject, library)
        if finding is not None:
            worth = evidence.score / top + STRENGTH_SHARE * finding.strength
            found.append((-worth, place, Choice(evidence=evidence, finding=finding)))
    if kind in _REPEATED:
        added = support([choice.finding.value for _, _, choice in found])
        found = [(low - more, place, choice) for (low, place, choice), more in zip(found, added, strict=True)]
    return min(found, key=lambda item: item[:2])[2] if found else None


def support(values: Sequence[str]) -> list[float]:
    """What each of the values that passages gave gains from the others that are the same, case and diacritics aside."""
    count = Counter(map(fold, values))
    return [SUPPORT_SHARE * min(count[fold(value)] - 1, MOST_SUPPORTS) for value in values]
