"""Refusing what the corpus does not say, and only that."""

from eval.given import NOT_FOUND, Given
from eval.labels import Question
from eval.metrics.ratio import Ratio, yes_or_no


def refused(question: Question, given: Given) -> Ratio | None:
    """One if an unanswerable question was refused; None for an answerable one."""
    return None if question.is_answerable else yes_or_no(given.status == NOT_FOUND)


def falsely_refused(question: Question, given: Given) -> Ratio | None:
    """One if an answerable question got no answer; None for an unanswerable one."""
    return yes_or_no(not given.is_answered) if question.is_answerable else None
