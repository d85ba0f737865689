"""All metrics of one question, by name: the list that run, table and compare share."""

from collections.abc import Callable, Mapping
from functools import partial

from eval.datasets.labels import Question
from eval.metrics.answers import citation_precision, cited, correct, falsely_refused, refused, right, verbatim
from eval.metrics.ranking import Ratio, hit_at, reciprocal_rank
from eval.prediction import Prediction

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


def score_question(question: Question, given: Prediction, source_texts: Mapping[str, str]) -> dict[str, Ratio]:
    """Every metric that the question's label asks for."""
    scores = {name: metric(question, given) for name, metric in (RETRIEVAL_METRICS | ANSWER_METRICS).items()}
    scores["verbatim"] = verbatim(given, source_texts)
    return {name: score for name, score in scores.items() if score is not None}


def score_ranking(question: Question, given: Prediction) -> dict[str, Ratio]:
    """The metrics of a rival that ranks passages and answers nothing."""
    scores = {name: metric(question, given) for name, metric in RETRIEVAL_METRICS.items()}
    return {name: score for name, score in scores.items() if score is not None}
