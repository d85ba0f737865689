"""How sure an answer is, and when to say that the documents do not say.

A logistic model of a few plain measures of the evidence, fitted on the development questions; its number is shown as
the answer's confidence and compared with one threshold. What the words of the question ask for and no passage has
weighs most.
"""

import math
from dataclasses import dataclass, fields

from parc_search.extract import Finding
from parc_search.library import Library
from parc_search.match import Subject, missing_terms, passage_terms
from parc_search.query import Query
from parc_search.rerank import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What the confidence is made of: shares of the subject in the evidence, its gaps, the strength of the finding."""

    body: float
    whole: float
    pairs: float
    gap: float
    strength: float
    strange: float


COEFFICIENTS = Measures(body=2.0, whole=4.0, pairs=2.0, gap=-3.0, strength=1.5, strange=-3.0)
INTERCEPT = -2.5
THRESHOLD = 0.5


def measures_of(
    query: Query, evidence: Evidence, finding: Finding | None, subject: Subject, library: Library
) -> Measures:
    """The measures of an answer from this evidence; `finding` None has no strength."""
    found = passage_terms(evidence.passage, library.catalogue.title(evidence.passage.source))
    missing = missing_terms(subject, found)
    total = subject.weight or 1.0
    return Measures(
        body=evidence.features.body,
        whole=evidence.features.whole,
        pairs=evidence.features.pairs,
        gap=max((subject.weights[term] for term in missing), default=0.0) / max(subject.weights.values(), default=1.0),
        strength=finding.strength if finding else 0.0,
        strange=sum(weight for term, weight in subject.weights.items() if not library.knows(term)) / total,
    )


def confidence(measures: Measures) -> float:
    """The chance that the answer is right, 0..1."""
    total = INTERCEPT + sum(getattr(measures, f.name) * getattr(COEFFICIENTS, f.name) for f in fields(Measures))
    return 1 / (1 + math.exp(-total))
