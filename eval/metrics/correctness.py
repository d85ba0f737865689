"""Whether the short answer says what the gold answer says."""

from eval.given import Given
from eval.labels import Question
from eval.metrics.answer_text import figures, fold_answer, token_f1
from eval.metrics.cited import cited
from eval.metrics.ratio import Ratio, yes_or_no
from eval.metrics.refusal import refused

# Words that an answer may have; a longer one is a paragraph, and wrong.
LONGEST_ANSWER_WORDS = 45
LONGEST_BY_TYPE = {"agency": 30, "coordinating": 30, "list": 90, "compare": 90}

# Above this share of common words two answers say the same, if no figure is missing.
SAME_WORDS = 0.7

# Types whose answer is its figures: all of them given is enough, in whatever words.
FIGURE_TYPES = frozenset({"target", "figure", "budget", "deadline", "compare", "legal_basis"})


def says(question: Question, answer: str) -> bool:
    """Whether `answer` contains the gold answer or an alias, nearly all of its words, or its figures."""
    if not answer or len(answer.split()) > LONGEST_BY_TYPE.get(question.type, LONGEST_ANSWER_WORDS):
        return False
    golds = (question.answer, *question.aliases)
    given_words, given_figures = f" {fold_answer(answer)} ", figures(answer)
    if any(fold_answer(gold) and f" {fold_answer(gold)} " in given_words for gold in golds):
        return True
    if any(token_f1(gold, answer) >= SAME_WORDS and figures(gold) <= given_figures for gold in golds):
        return True
    wanted = figures(question.answer)
    return question.type in FIGURE_TYPES and bool(wanted) and wanted <= given_figures


def correct(question: Question, given: Given) -> Ratio | None:
    """One if the question was answered and the answer says the gold; None for an unanswerable question."""
    if not question.is_answerable:
        return None
    return yes_or_no(given.is_answered and says(question, given.answer))


def right(question: Question, given: Given) -> Ratio:
    """One if an answer is both correct and cited, or an unanswerable question was refused."""
    refusal = refused(question, given)
    if refusal is not None:
        return refusal
    answer, citation = correct(question, given), cited(question, given)
    return yes_or_no(bool(answer and answer.part and citation and citation.part))
