"""Names and months of a question that the passage of an amount must have: a figure of something else is no answer."""

import re

from ingest.documents import Passage
from parc_search.match import passage_terms
from parc_search.terms import ABBREVIATIONS, deletions, terms

_NAME = re.compile(r"\b[A-Z]{3,}\b")
# "đến tháng 6/2020" and "báo cáo tháng 6/2020" tell up to when a report goes.
_MONTH = re.compile(r"(?<!den )(?<!toi )(?<!bao cao )(?<!het )(?<!cuoi )\bthang (\d{1,2})\b(?!\s*(?:thang|dau|cuoi))")
_QUARTER = re.compile(r"\bquy ([ivx]+|\d)\b")
_DAY_OR_MONTH = re.compile(r"(?:\b\d{1,2}\s*/\s*)?\b(\d{1,2})\s*/\s*(?:19|20)\d\d")


def lacks_a_name(question: str, passage: Passage) -> bool:
    """Whether the question names an index or the like ("SIPAS") that the passage does not, not even misread."""
    if question.upper() == question:
        return False
    found = passage_terms(passage, "").whole
    near = frozenset(form for term in found for form in deletions(term))
    asked = [name.lower() for name in _NAME.findall(question) if name.lower() not in ABBREVIATIONS]
    return any(near.isdisjoint(deletions(term)) for name in asked for term in terms(name))


def months_are_told(folded_question: str, folded: str) -> bool:
    """Whether a text tells of each month and quarter that the question asks of: a figure of half a year is of none."""
    if any(quarter not in _QUARTER.findall(folded) for quarter in _QUARTER.findall(folded_question)):
        return False
    asked = {int(month) for month in _MONTH.findall(folded_question)}
    told = {int(month) for month in _MONTH.findall(folded)}
    told |= {int(month) for month in _DAY_OR_MONTH.findall(folded)}
    return asked <= told
