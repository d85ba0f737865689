"""Metrics of one answer: right words, supporting citations, verbatim quotes, rightful refusals.

Words of two answers are compared without case, diacritics, abbreviations or joining dashes. A case with nothing to
judge has no score, not zero.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping

from eval.datasets.labels import Evidence, Question
from eval.metrics.ranking import LONGEST_CITATION_CHARS, Ratio, overlaps_any, yes_or_no
from eval.prediction import NOT_FOUND, Prediction

# Words that an answer may have; a longer one is a paragraph, and wrong.
LONGEST_ANSWER_WORDS = 45
LONGEST_BY_TYPE = {"agency": 30, "coordinating": 30, "list": 90, "compare": 90}
# Above this share of common words two answers say the same, if no figure is missing.
SAME_WORDS = 0.7
# Types whose answer is its figures: all of them given is enough, in whatever words.
FIGURE_TYPES = frozenset({"target", "figure", "budget", "deadline", "compare", "legal_basis"})
# Written out in this order after folding: a longer abbreviation before one that it contains.
_WRITTEN_OUT = {
    "so nn&ptnt": "so nong nghiep va phat trien nong thon",
    "tt&tt": "thong tin va truyen thong",
    "tttt": "thong tin va truyen thong",
    "kh&cn": "khoa hoc va cong nghe",
    "khcn": "khoa hoc va cong nghe",
    "kh&dt": "ke hoach va dau tu",
    "gd&dt": "giao duc va dao tao",
    "vp ": "van phong ",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "tthc": "thu tuc hanh chinh",
    "cchc": "cai cach hanh chinh",
    "%": " phan tram ",
}
_LEADING_ZEROS = re.compile(r"\b0+(\d)")
_DASH_BETWEEN_LETTERS = re.compile(r"(?<=[a-z])\s*[-–—]\s*(?=[a-z])")
_TOKEN = re.compile(r"[a-z0-9]+(?:[.,/-][a-z0-9]+)*")
_FIGURE = re.compile(r"\d+(?:[.,/-]\d+)*")


def citation_precision(question: Question, given: Prediction) -> Ratio | None:
    """The share of citations that overlap the evidence; 0 for an answer without any; None if not answered.

    Each question weighs the same, however many citations it shows.
    """
    if not question.is_answerable or not given.is_answered:
        return None
    good = sum(overlaps_any(item, question.evidence, longest=LONGEST_CITATION_CHARS) for item in given.citations)
    return Ratio(good / max(1, len(given.citations)), 1.0)


def cited(question: Question, given: Prediction) -> Ratio | None:
    """One if a citation overlaps the evidence: of some group, or of each where the question needs all."""
    if not question.is_answerable:
        return None
    groups: dict[int, list[Evidence]] = defaultdict(list)
    for piece in question.evidence:
        groups[piece.group].append(piece)
    met = [
        any(overlaps_any(citation, group, longest=LONGEST_CITATION_CHARS) for citation in given.citations)
        for group in groups.values()
    ]
    return yes_or_no(all(met) if question.need == "all" else any(met))


def verbatim(given: Prediction, source_texts: Mapping[str, str]) -> Ratio | None:
    """The citations whose quote is exactly their span of the source text, of all citations; None without any."""
    if not given.citations:
        return None
    exact = sum(source_texts.get(item.source, "")[item.start : item.end] == item.quote for item in given.citations)
    return Ratio(float(exact), float(len(given.citations)))


def refused(question: Question, given: Prediction) -> Ratio | None:
    """One if an unanswerable question was refused; None for an answerable one."""
    return None if question.is_answerable else yes_or_no(given.status == NOT_FOUND)


def falsely_refused(question: Question, given: Prediction) -> Ratio | None:
    """One if an answerable question got no answer; None for an unanswerable one."""
    return yes_or_no(not given.is_answered) if question.is_answerable else None


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


def correct(question: Question, given: Prediction) -> Ratio | None:
    """One if the question was answered and the answer says the gold; None for an unanswerable question."""
    if not question.is_answerable:
        return None
    return yes_or_no(given.is_answered and says(question, given.answer))


def right(question: Question, given: Prediction) -> Ratio:
    """One if an answer is both correct and cited, or an unanswerable question was refused."""
    refusal = refused(question, given)
    if refusal is not None:
        return refusal
    answer, citation = correct(question, given), cited(question, given)
    return yes_or_no(bool(answer and answer.part and citation and citation.part))


def fold_answer(text: str) -> str:
    """The answer's words in lower case without diacritics, one space apart; 0 before a figure goes."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    folded = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    for short, full in _WRITTEN_OUT.items():
        folded = folded.replace(short, full)
    folded = _LEADING_ZEROS.sub(r"\1", folded)
    return " ".join(_TOKEN.findall(_DASH_BETWEEN_LETTERS.sub(" ", folded)))


def figures(text: str) -> frozenset[str]:
    """The numbers, dates and number-like parts of document codes in an answer."""
    return frozenset(_FIGURE.findall(fold_answer(text)))


def token_f1(one: str, other: str) -> float:
    """The harmonic mean of the shares of words that both answers have in common, counted as multisets.

    Source: Rajpurkar et al., SQuAD: 100,000+ Questions for Machine Comprehension of Text, 2016.
    """
    one_words, other_words = Counter(fold_answer(one).split()), Counter(fold_answer(other).split())
    shared = (one_words & other_words).total()
    return 2 * shared / (one_words.total() + other_words.total()) if shared else 0.0
