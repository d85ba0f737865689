"""Questions to a system that answers, and to rivals that only rank."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from eval.datasets.labels import Question
from eval.prediction import ANSWERED, GivenSpan, Prediction, given_from_json, missing
from eval.records.record import Case, Failure, Run
from eval.scoring import score_question, score_ranking

SUITE = "questions"

# As many hits as the contract lets a system show.
HITS = 10


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
