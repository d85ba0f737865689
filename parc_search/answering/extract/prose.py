"""Answers that are a stretch of the passage itself: lists, procedures, anything else.

The stretch is cut at sentences, holds most of the question's words, and stays under the contract's length.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.documents import Passage
from ingest.language.fold import fold
from parc_search.answering.extract.enumeration import STRENGTH_OPENED, asked_noun, enumerated
from parc_search.answering.extract.finding import CandidateAnswer, whole
from parc_search.answering.extract.itemized import itemized
from parc_search.answering.extract.sentences import Clause, best_stretch, clauses, sentences, tidy, without_known
from parc_search.question.query import Query
from parc_search.ranking.match import Subject, share_of_terms
from parc_search.ranking.snapshot import Snapshot
from parc_search.text.terms import terms

MAX_WORDS = 45
MAX_LIST_WORDS = 88
STRENGTH_STRETCH = 0.6
_LIST_LEAD = re.compile(r"(?:đó là|bao gồm|gồm có|gồm|như sau|sau đây|cụ thể là|cụ thể)\s*:?\s+|:\s+")
_COUNT = re.compile(r"\b\d{1,2} (?:nội dung|nhiệm vụ|nhóm|lĩnh vực|mục tiêu|giải pháp|chỉ tiêu|yêu cầu|đối tượng)\b")
_COUNT_ASKED = re.compile(r"\bmay (tieu chi|nguyen tac|buoc|khau|giai doan|tieu chuan|dieu kien)\b")
_FULL_STOP = re.compile(r"(?<=\w[.!?])\s+(?=[A-ZĐÀ-Ỹ])")
_FEWEST_ITEM_WORDS = 3


def passage_answer(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> CandidateAnswer | None:
    """The sentences of the passage that fit best, in at most 45 words."""
    return stretch(passage, subject, kind="passage", max_words=MAX_WORDS)


def procedure(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> CandidateAnswer | None:
    """How something is done: the steps below what leads into them, else the sentences that fit best."""
    if below := itemized(passage, subject, library):
        return replace(below, kind="procedure")
    return stretch(passage, subject, kind="procedure", max_words=MAX_WORDS)


def listing(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> CandidateAnswer | None:
    """The items of a list: what stands after "gồm" or a colon, else the passage itself."""
    text = " ".join(passage.reading.split())
    counted = _COUNT_ASKED.search(fold(query.reading))
    if counted and counted.group(1) not in fold(text):
        return None  # "mấy tiêu chí" is answered only where criteria are spoken of
    if below := itemized(passage, subject, library):
        return below
    if asked_noun(query.reading) and (counted_up := enumerated(text, query.reading, subject)):
        listed = _finding(counted_up.text, passage, kind="list")
        return replace(listed, strength=counted_up.strength) if listed else None
    whole_sentences = _listed(text)
    home = max(whole_sentences, key=lambda part: (round(share_of_terms(subject, terms(part.text)), 3), -part.start))
    cuts = (whole_sentences, sentences(text), clauses(text))
    parts = next((cut for cut in cuts if _fits_all(cut, home, max_words=MAX_LIST_WORDS)), cuts[-1])
    best = best_stretch(parts, text, subject, max_words=MAX_LIST_WORDS)
    chosen = tidy(best.text if best else text, max_words=MAX_LIST_WORDS)
    lead = _LIST_LEAD.search(chosen)
    items, count = chosen, None
    if lead and len(chosen[lead.end() :].split()) >= _FEWEST_ITEM_WORDS:
        items, count = chosen[lead.end() :], _COUNT.search(chosen[: lead.end()])
    rest = without_known(items, subject)
    # "13 (tăng 3 bậc …)" alone names no item: what was cut off was the list itself.
    said = tidy(items if rest[:1].isdigit() else rest)
    found = _finding(said, passage, kind="list")
    if found is None or count is None:
        return found
    # The count and the items stand apart in the text, and each must stand in the quote for itself.
    return replace(found, value=f"{count.group()}: {said}", values=(count.group(), said))


def _fits_all(parts: Sequence[Clause], home: Clause, *, max_words: int) -> bool:
    """Whether each part that lies in the home sentence is short enough to be an answer."""
    inside = [part for part in parts if home.start <= part.start < home.start + len(home.text)]
    return all(len(part.text.split()) <= max_words for part in inside)


def _listed(text: str) -> tuple[Clause, ...]:
    """The sentences of the text, cut only at full stops: the items of a list stay together."""
    found, at = [], 0
    for match in _FULL_STOP.finditer(text):
        found.append(Clause(text[at : match.start()], at, match.start()))
        at = match.end()
    found.append(Clause(text[at:], at, len(text)))
    return tuple(part for part in found if part.text.strip())


def stretch(passage: Passage, subject: Subject, *, kind: str, max_words: int) -> CandidateAnswer | None:
    text = passage.reading
    best = best_stretch(sentences(text), text, subject, max_words=max_words) or best_stretch(
        clauses(text), text, subject, max_words=max_words
    )
    whole_list = _with_its_list(best, text, max_words=max_words) if best and best.text.endswith(":") else None
    chosen = whole_list or (best.text if best else text)
    found = _finding(tidy(chosen, max_words=max_words), passage, kind=kind)
    return replace(found, strength=STRENGTH_OPENED) if found and whole_list else found


def _with_its_list(lead: Clause, text: str, *, max_words: int) -> str | None:
    """What leads into a list, with the list ("các công nghệ như:" alone says nothing); None where that is too long."""
    ends = (part.start + len(part.text) for part in _listed(text))
    end = next((end for end in ends if end >= lead.end), lead.end)
    longer = text[lead.start : end]
    return longer if len(lead.text) < len(longer) and len(longer.split()) <= max_words else None


def _finding(value: str, passage: Passage, *, kind: str) -> CandidateAnswer | None:
    if not value:
        return None
    return CandidateAnswer(
        value=value[:1].upper() + value[1:],
        source=passage.source,
        spans=(whole(passage),),
        values=(value,),
        strength=STRENGTH_STRETCH,
        kind=kind,
    )
