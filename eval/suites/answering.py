"""Questions to a system that answers, and to rivals that only rank."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from eval.datasets.labels import Question
from eval.metrics.answers import citation_precision, cited, correct, falsely_refused, refused, right, verbatim
from eval.metrics.ranking import Ratio, hit_at, reciprocal_rank
from eval.prediction import ANSWERED, GivenSpan, Prediction, given_from_json, missing
from eval.records.record import Case, Failure, Run

SUITE = "questions"

# As many hits as the contract lets a system show.
HITS = 10

Metric = Callable[[Question, Prediction], Ratio | None]

RETRIEVAL_METRICS: dict[str, Metric] = {
    "hit@1": partial(hit_at, k=1),
    "hit@3": partial(hit_at, k=3),
    "hit@5": partial(hit_at, k=5),
    "hit@10": partial(hit_at, k=10),
    "mrr": reciprocal_rank,
}
ANSWER_METRICS: dict[str, Metric] = {
    "cited": cited,
    "cite prec": citation_precision,
    "answer": correct,
    "false refusal": falsely_refused,
    "refused": refused,
    "right": right,
}


def score_answers(
    questions: Sequence[Question],
    answers: Mapping[str, Mapping[str, Any]],
    *,
    system: str,
    source_texts: Mapping[str, str],
) -> Run:
    """The run of a system that answers in the contract's JSON; a question without an answer is a failure."""
    cases, failures = [], []
    for question in questions:
        if question.id in answers:
            given = given_from_json(answers[question.id], question_id=question.id)
        else:
            given = missing(question.id)
            failures.append(Failure(id=question.id, reason="no answer came"))
        cases.append(Case(id=question.id, groups=question.groups, scores=score_question(question, given, source_texts)))
    return Run(suite=SUITE, system=system, cases=tuple(cases), failures=tuple(failures))


def score_ranker(questions: Sequence[Question], rank: Callable[[str], tuple[GivenSpan, ...]], *, system: str) -> Run:
    """The run of a rival that ranks passages; it is asked, and scored, on answerable questions only."""
    cases = []
    for question in questions:
        if question.is_answerable:
            given = Prediction(id=question.id, status=ANSWERED, hits=rank(question.question)[:HITS])
            cases.append(Case(id=question.id, groups=question.groups, scores=score_ranking(question, given)))
    return Run(suite=SUITE, system=system, cases=tuple(cases))


def score_question(question: Question, given: Prediction, source_texts: Mapping[str, str]) -> dict[str, Ratio]:
    """Every metric that the question's label asks for."""
    scores = {name: metric(question, given) for name, metric in (RETRIEVAL_METRICS | ANSWER_METRICS).items()}
    scores["verbatim"] = verbatim(given, source_texts)
    return {name: score for name, score in scores.items() if score is not None}


def score_ranking(question: Question, given: Prediction) -> dict[str, Ratio]:
    """The metrics of a rival that ranks passages and answers nothing."""
    scores = {name: metric(question, given) for name, metric in RETRIEVAL_METRICS.items()}
    return {name: score for name, score in scores.items() if score is not None}
