"""How sure an answer is that an extractor of the asked kind found, and when to say that the documents do not say.

Two logistic models of a few plain measures of the evidence and of what was found in it: one says which finding of a
question is likeliest, the other how sure the likeliest is of being right; that number is shown as the answer's
confidence, and under a threshold nothing is answered. Their coefficients stand in kind_confidence.toml and are never
set by hand: `python -m eval.fitting.answers` fits them on answered and unanswerable questions, and on questions whose
evidence was hidden, and says what they are worth on questions left out of the fit.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from ingest.language.syllables import is_syllable
from parc_search.answering.extract import CandidateAnswer
from parc_search.answering.extract.finding import AMOUNT_KINDS
from parc_search.question.query import Query
from parc_search.question.understand import BARE_KINDS
from parc_search.ranking.match import Subject, passage_terms
from parc_search.ranking.rerank import RankedPassage
from parc_search.ranking.snapshot import Snapshot

_FILE = Path(__file__).with_name("kind_confidence.toml")
_LEAST_LIKELY = 1e-6
_NAMES = frozenset({"agency", "coordinating"})
_PROSE = frozenset({"list", "procedure", "passage"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceFeatures:
    """What the confidence is made of, each 0..1 (`years` -1..1).

    The features of the evidence; `share` is its score against the best passage's; `strength` and `direct` say how the
    finding was read; `strange` is the share of the subject that no document knows, `missing` the share of the heaviest
    term that the evidence lacks, `unnamed` says that a name like "SIPAS" stands in the question and not there, `doubt`
    how badly it reads; `agreed` says that other passages give the same; the last four tell what is asked for.
    """

    lexical: float
    dense: float
    body: float
    whole: float
    pairs: float
    kind: float
    years: float
    share: float
    strength: float
    direct: float
    strange: float
    missing: float
    unnamed: float
    doubt: float
    agreed: float
    names: float
    amounts: float
    prose: float
    second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """An intercept and a coefficient for each measure that counts."""

    intercept: float
    coefficients: Mapping[str, float]

    def chance(self, values: Mapping[str, float]) -> float:
        """The chance of a yes, 0..1."""
        total = sum(coefficient * values[name] for name, coefficient in self.coefficients.items())
        return 1 / (1 + math.exp(-(self.intercept + total)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The fitted models, and under which confidence nothing is answered.

    A question that sets documents side by side holds words of all sides; each document has only its own, so that a
    lower threshold holds for a side.
    """

    choosing: Regression
    answering: Regression
    threshold: float
    side_threshold: float


@cache
def model() -> Model:
    """The shipped models."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Model(
        choosing=Regression(**data["choosing"]),
        answering=Regression(**data["answering"]),
        threshold=data["threshold"],
        side_threshold=data["side_threshold"],
    )


def measures_of(
    query: Query,
    evidence: RankedPassage,
    finding: CandidateAnswer,
    subject: Subject,
    library: Snapshot,
    *,
    share: float,
    agreed: float,
) -> ConfidenceFeatures:
    """The features of a candidate in this passage, which has `share` of the best score; `agreed` as in the type."""
    features = evidence.features
    total = subject.weight or 1.0
    found = passage_terms(evidence.passage, library.catalogue.title(evidence.passage.source))
    lacking = [w for term, w in subject.weights.items() if term not in found.whole and term not in subject.synonyms]
    heaviest = max(subject.weights.values(), default=1.0) or 1.0
    return ConfidenceFeatures(
        lexical=features.lexical,
        dense=features.dense,
        body=features.body,
        whole=features.whole,
        pairs=features.pairs,
        kind=features.kind,
        years=features.years,
        share=share,
        strength=finding.strength,
        direct=finding.strength * features.pairs,
        strange=sum(weight for term, weight in subject.weights.items() if not library.knows(term)) / total,
        missing=max(lacking, default=0.0) / heaviest,
        unnamed=float(any(_is_name(term) and term not in found.whole for term in subject.weights)),
        doubt=1.0 - evidence.passage.quality,
        agreed=agreed,
        names=float(finding.kind in _NAMES),
        amounts=float(finding.kind in AMOUNT_KINDS),
        prose=float(finding.kind in _PROSE),
        # Bare key words ask for no kind: what they bring first is not second to anything.
        second=float(query.kinds != BARE_KINDS and finding.kind not in (query.kind, "figure")),
    )


def likelihood(measures: ConfidenceFeatures) -> float:
    """How likely a finding is the right one among those of its question, 0..1."""
    return model().choosing.chance(asdict(measures))


def confidence(measures: ConfidenceFeatures, *, own: float, next_best: float) -> float:
    """The chance that the finding is right, 0..1, from its own likelihood and that of the next best finding."""
    return model().answering.chance(asdict(measures) | against(own, next_best))


def against(own: float, next_best: float) -> dict[str, float]:
    """How a finding stands against the others of its question, as measures: its log odds, the next one's likelihood."""
    kept = min(max(own, _LEAST_LIKELY), 1 - _LEAST_LIKELY)
    return {"odds": math.log(kept / (1 - kept)), "next_best": next_best}


def _is_name(term: str) -> bool:
    """Whether a folded term is no Vietnamese syllable, so a name or an abbreviation: "sipas", "iso"."""
    return term.isalpha() and len(term) > 1 and not is_syllable(term)
