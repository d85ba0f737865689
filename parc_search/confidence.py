"""How sure an answer is, and when to say that the documents do not say.

A logistic model of a few plain measures of the evidence, fitted on the development questions and 42 unanswerable ones
of our own (tests/parc_search/unanswerable.txt), both classes of equal weight. In eight-fold cross-validation the
threshold refuses about 3 % of the answerable and 75 % of the unanswerable questions that reach it; checks of place,
year and unit refuse others before. The number is shown as the answer's confidence.
"""

import math
from dataclasses import dataclass, fields

from parc_search.extract import Finding
from parc_search.library import Library
from parc_search.match import Subject
from parc_search.query import Query
from parc_search.rerank import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What the confidence is made of: shares of the subject in the evidence, the finding's strength, unknown words."""

    body: float
    whole: float
    pairs: float
    strength: float
    strange: float


COEFFICIENTS = Measures(body=0.0, whole=1.2, pairs=3.1, strength=3.5, strange=-0.8)
INTERCEPT = -5.0
THRESHOLD = 0.26
# A question that sets documents side by side holds words of all sides; each document has only its own.
SIDE_THRESHOLD = 0.1
CERTAIN = 0.95


def measures_of(
    query: Query, evidence: Evidence, finding: Finding | None, subject: Subject, library: Library
) -> Measures:
    """The measures of an answer from this evidence; `finding` None has no strength."""
    total = subject.weight or 1.0
    return Measures(
        body=evidence.features.body,
        whole=evidence.features.whole,
        pairs=evidence.features.pairs,
        strength=finding.strength if finding else 0.0,
        strange=sum(weight for term, weight in subject.weights.items() if not library.knows(term)) / total,
    )


def confidence(measures: Measures) -> float:
    """The chance that the answer is right, 0..1."""
    total = INTERCEPT + sum(getattr(measures, f.name) * getattr(COEFFICIENTS, f.name) for f in fields(Measures))
    return 1 / (1 + math.exp(-total))
