"""Fields that are given only where they stand: the product of a task's register row, and contact details.

Prose names no product that could be told from its subject; a passage about an office answers no question for its
telephone number, mail or web address without one.
"""

import re

from ingest.documents import Passage
from parc_search.answering.extract.agency import best_task, register_strength, row_spans
from parc_search.answering.extract.finding import CandidateAnswer, as_quoted, whole
from parc_search.answering.extract.sentences import tidy
from parc_search.question.query import Query
from parc_search.ranking.match import Subject
from parc_search.ranking.snapshot import Snapshot

MAX_WORDS = 40
_ASKED = re.compile(
    r"\b(?:so (?:dien thoai|fax|tai khoan|hotline)"
    r"|(?<!tren )(?<!bang )(?<!qua )dien thoai(?! (?:thong minh|di dong))|hotline|duong day nong"
    r"|e-?mail|thu dien tu|hop thu|website|trang web"
    r"|dia chi (?:lien he|email|thu|web|truy cap|tru so|lam viec)|phone|telephone|address)\b"
    r"[^?,;]{0,200}\b(?:la gi|nao|may|bao nhieu|o dau|what|which)\b"
    r"|\bwhat\b[^?]{0,200}\b(?:phone|telephone|e-?mail|web|address)\b"
    r"|^(?:so dien thoai|so fax|so tai khoan|hotline|duong day nong|e-?mail|dia chi (?:lien he|email|web|tru so))\b"
)
_CONTACT = re.compile(
    r"[\w.+-]@[\w-]++\.\w|(?:https?://|www\.)\S|\w-*+\.(?:gov\.)?vn\b"
    r"|(?<![\d/.])0\d{2,3}[\s.]?\d{3,4}[\s.]?\d{3,4}(?![\d/])|\b(?:1800|1900)[\s.]?\d{2,4}\b|\bđịa chỉ\b"
)


def extract(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> CandidateAnswer | None:
    """The product of the passage's task; None where the register has none."""
    tasks = [
        task
        for task in library.tasks_with(passage.source, whole(passage), lambda task: task.product_span)
        if task.product
    ]
    task = best_task(tasks, subject)
    if task is None or not task.product:
        return None
    spans = row_spans(task, passage, task.product_span)
    said = as_quoted(task.product, task.product_span, spans, library.reading(passage.source))
    value = tidy(said, max_words=MAX_WORDS)
    return CandidateAnswer(
        value=value[:1].upper() + value[1:],
        source=passage.source,
        spans=spans,
        values=(value,),
        strength=register_strength(task, subject),
        kind="product",
    )


def asks_for_contact(query: Query) -> bool:
    """Whether a number or an address to reach somebody is asked for."""
    return asks(" ".join(query.folded.split()))


def asks(folded_question: str) -> bool:
    """Whether folded words ask for such a number or address."""
    return _ASKED.search(folded_question) is not None


def holds_contact(passage: Passage) -> bool:
    """Whether the passage holds one, in its own words or as they were read."""
    return any(_CONTACT.search(text.lower()) for text in (passage.text, passage.reading))
