"""The order of the candidates: a weighted sum of a few features that say why a passage may answer.

The weights stand in ranking.toml and are never set by hand: `python -m eval.fitting.ranking` fits them, none under
zero, and says what they are worth on questions left out of the fit. The passage that answers is moved up afterwards.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from ingest.documents import Passage, Span, Task
from ingest.language.fold import fold
from parc_search.question.asked.kinds import asks_amount, may_ask_amount
from parc_search.question.query import Query
from parc_search.question.years import passage_fit
from parc_search.ranking.document_match import named_documents, named_fits
from parc_search.ranking.match import (
    Subject,
    body_share,
    pair_share,
    passage_terms,
    share_of_terms,
    subject_of,
    task_terms,
    whole_share,
)
from parc_search.ranking.snapshot import Snapshot
from parc_search.text.agency_names import exact_mentions, heading_agencies, is_named
from parc_search.text.patterns import dates, document_numbers, figures, percentages, roles, sums_of_money


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that retrieval brought, with its scaled lexical and dense scores, 0..1."""

    passage: Passage
    lexical: float
    dense: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Why a passage may answer; each 0..1, `years` -1..1."""

    lexical: float
    dense: float
    body: float
    whole: float
    pairs: float
    kind: float
    years: float
    named: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedPassage:
    """A passage in the final order, with its features and score."""

    passage: Passage
    features: Features
    score: float


GROUP_SHARE = 0.7  # A task of "các sở, ban, ngành" seldom answers who leads.

_WEIGHTS_FILE = Path(__file__).with_name("ranking.toml")


@cache
def weights() -> Features:
    """The shipped weights of the features."""
    return Features(**tomllib.loads(_WEIGHTS_FILE.read_text(encoding="utf-8")))


def rerank(
    candidates: Sequence[Candidate], query: Query, library: Snapshot, *, by: Features | None = None
) -> tuple[RankedPassage, ...]:
    """The candidates as evidence, best first, by the shipped weights or others; equal scores by document and place."""
    subject = subject_of(query, library)
    fits = dict(query.fits)
    named = named_fits(named_documents(query.question), library.catalogue.entries)
    evidence = []
    for candidate in candidates:
        features = features_of(candidate, query, subject, library, fits, named)
        evidence.append(
            RankedPassage(passage=candidate.passage, features=features, score=weighted(features, by or weights()))
        )
    return tuple(sorted(evidence, key=lambda item: (-item.score, item.passage.source, item.passage.start)))


def features_of(
    candidate: Candidate,
    query: Query,
    subject: Subject,
    library: Snapshot,
    fits: Mapping[str, tuple[float, ...]],
    named: Mapping[str, float],
) -> Features:
    """The features of one candidate; `fits` of the years and `named` of the numbers asked for are by document."""
    passage = candidate.passage
    title = library.catalogue.title(passage.source)
    found = passage_terms(passage, title)
    return Features(
        lexical=candidate.lexical,
        dense=candidate.dense,
        body=body_share(subject, found),
        whole=whole_share(subject, found),
        pairs=pair_share(subject, found),
        kind=kind_fit(query, passage, subject, library),
        years=years_fit(query, passage, fits),
        named=named.get(passage.source, 0.0),
    )


def weighted(features: Features, by: Features) -> float:
    """The weighted sum of the features."""
    return float(sum(getattr(features, field.name) * getattr(by, field.name) for field in fields(Features)))


def years_fit(query: Query, passage: Passage, fits: Mapping[str, tuple[float, ...]]) -> float:
    """How well the passage fits the years asked for, -1..1."""
    own = fits.get(passage.source) or (0.0,) * len(query.mentions)
    said = f"{passage.reading} {passage.text} {' '.join(passage.path)}"
    return passage_fit(query.mentions, own, query.best_fits, said)


def kind_fit(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> float:
    """Whether the passage can hold the kind of answer asked for: 1 it does, 0.5 it may, 0 it cannot."""
    kind = query.kinds[1] if query.kind == "compare" and len(query.kinds) > 1 else query.kind
    fit = _KIND_FITS.get(kind, _any)
    return fit(query, passage, subject, library)


def _agency(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> float:
    if fit := _register_fit(passage, subject, library, lambda task: any(map(is_named, task.lead))):
        return fit
    if fit := _register_fit(passage, subject, library, lambda task: bool(task.lead)):
        return GROUP_SHARE * fit
    if passage.path and heading_agencies(passage.path[-1]):
        helps_only = bool(library.tasks_at(passage.source, Span(start=passage.start, end=passage.end)))
        return 0.3 if helps_only else 0.7
    return 0.4 if roles(passage.reading) and exact_mentions(passage.reading) else 0.0


def _coordinating(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> float:
    if fit := _register_fit(passage, subject, library, lambda task: bool(task.coordinate)):
        return fit
    return 0.4 if "phoi hop" in fold(passage.reading) else 0.0


def _register_fit(passage: Passage, subject: Subject, library: Snapshot, has_field: Callable[[Task], bool]) -> float:
    """Half for a register row with the field, half by how much of the subject it holds; 0 without one."""
    tasks = library.tasks_at(passage.source, Span(start=passage.start, end=passage.end))
    shares = [share_of_terms(subject, task_terms(task)) for task in tasks if has_field(task)]
    return 0.5 + 0.5 * max(shares) if shares else 0.0


def _target(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> float:
    folded = fold(query.question)
    if "%" in folded or "phan tram" in folded or "percent" in folded or "ty le" in folded:
        return 1.0 if percentages(passage.reading) else 0.0
    return 0.8 if figures(passage.reading) else 0.0


def _deadline(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> float:
    if fit := _register_fit(passage, subject, library, lambda task: bool(task.deadline)):
        return fit
    return 0.6 if dates(passage.reading) else 0.0


def _product(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> float:
    return _register_fit(passage, subject, library, lambda task: bool(task.product))


def _legal_basis(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> float:
    return 1.0 if document_numbers(passage.reading) else 0.0


def _budget(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> float:
    question = query.folded
    if may_ask_amount(question) and sums_of_money(passage.reading):
        return 1.0
    if asks_amount(question):
        return 0.0
    if "kinh phi" in fold(" ".join(passage.path)):
        return 1.0
    own = fold(passage.reading)
    return 0.5 if "kinh phi" in own or "ngan sach" in own else 0.0


def _any(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> float:
    return 0.5


_KIND_FITS: Mapping[str, Callable[[Query, Passage, Subject, Snapshot], float]] = {
    "agency": _agency,
    "coordinating": _coordinating,
    "target": _target,
    "figure": _target,
    "deadline": _deadline,
    "product": _product,
    "legal_basis": _legal_basis,
    "budget": _budget,
}
