"""Who helps: the partners of a task, from the register, else after "phối hợp với" in the passage's own words.

A question may name either side. Whoever it names is not the answer: asked which department works with the Department
of Finance, the answer is the agency whose heading stands above "Phối hợp với Sở Tài chính …".
"""

import re
from collections.abc import Sequence

from ingest.documents import Passage, Span
from ingest.language.fold import fold, fold_with_map
from parc_search.answering.extract.agency import (
    STRENGTH_ROLE,
    best_task,
    joined,
    named_in_question,
    register_strength,
    row_spans,
)
from parc_search.answering.extract.finding import CandidateAnswer, heading_of, whole
from parc_search.answering.extract.sentences import tidy
from parc_search.question.query import Query
from parc_search.ranking.match import Subject
from parc_search.ranking.snapshot import Snapshot
from parc_search.text.agency_names import mentions

_WITH = re.compile(r"\b(?:phoi hop(?: chat che)?(?: voi)?|cung(?: voi)?)\s+")
# Verbs that begin what the partners do together; the partners' names end before them.
_TASK_VERB = re.compile(
    r"\s(?:trien khai|thuc hien|tham muu|xay dung|lap|de|ra soat|to chuc|trong|kiem tra|huong dan|theo doi|tham dinh|"
    r"bo tri|tuyen truyen|xac dinh|giup|day manh|danh gia|tong hop|cung cap|giam sat|thong nhat|quan ly|cap nhat)\b"
    r"|[.;:\n]"
)
_MOST_PARTNER_WORDS = 20
# What may stand for a partner: an agency, a sort of agencies, or "the bodies concerned"; not a column's heading.
_BODY = re.compile(
    r"\b(?:so|ban|nganh|bo|cuc|phong|uy ban|ubnd|hdnd|co quan|don vi|dia phuong|trung tam|bao|dai|mat tran|to chuc|"
    r"doan the|thanh pho|tinh|huyen|xa|phuong|doanh nghiep|truong|vien|cong an|van phong|kho bac|ngan hang|hoi)\b"
)
# "Tổ chức nào được đề nghị phối hợp …": who helps is asked, not with whom.
_HELPER_ASKED = re.compile(
    r"\b(?:nao|ai) (?:(?:duoc|bi|phai|can|se) )*(?:de nghi|yeu cau|giao|co trach nhiem|co nhiem vu)"
    r"(?: \w+){0,2} phoi hop\b"
)
_ONLY_HELPS = re.compile(r"[\W\d]*+(?:[^:]{0,120}: \W*+)?phoi hop\b")
UNNAMED_SHARE = 0.4


def extract(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> CandidateAnswer | None:
    """The partners that the question asks for; None where the passage names none besides those of the question."""
    asked = named_in_question(query)
    helper_asked = _HELPER_ASKED.search(fold(query.reading)) and _ONLY_HELPS.match(fold(passage.reading))
    if helper_asked and (finding := _heading_agency(passage, library, asked)):
        return finding
    return _from_register(passage, subject, library, asked) or _from_words(passage, library, asked)


def _from_register(
    passage: Passage, subject: Subject, library: Snapshot, asked: frozenset[str]
) -> CandidateAnswer | None:
    tasks = [
        task
        for task in library.tasks_with(passage.source, whole(passage), lambda task: task.coordinate_span)
        if task.coordinate
    ]
    task = best_task(tasks, subject, is_preferred=lambda task: _share_named(task.lead, asked))
    if task is None:
        return None
    names = [name for name in task.coordinate if fold(name) not in asked]
    named = any(fold(name) in asked for name in task.coordinate)
    if named and task.lead and not any(fold(name) in asked for name in task.lead):
        names = list(task.lead) + names if not task.coordinate else names or list(task.lead)
    if not names:
        return None
    return CandidateAnswer(
        value=joined(names),
        source=passage.source,
        spans=(*row_spans(task, passage, task.coordinate_span), *_heading_spans(passage, library, names)),
        values=tuple(names),
        strength=register_strength(task, subject) * _named_share(names),
        kind="coordinating",
    )


def _share_named(names: Sequence[str], asked: frozenset[str]) -> float:
    """The share of the names that the question has, 0..1: the row that only those lead is the one asked about."""
    return sum(fold(name) in asked for name in names) / len(names) if names else 0.0


def _from_words(passage: Passage, library: Snapshot, asked: frozenset[str]) -> CandidateAnswer | None:
    """The words after "phối hợp với", or the heading's agency where the question names those words' agency."""
    folded = fold_with_map(passage.reading)
    for match in _WITH.finditer(folded.text):
        end = _TASK_VERB.search(folded.text, match.end())
        stop = end.start() if end else len(folded.text)
        start_at, stop_at = folded.to_source(match.end(), stop)
        partners = tidy(passage.reading[start_at:stop_at])
        if len(partners.split()) > _MOST_PARTNER_WORDS or not _BODY.search(fold(partners)):
            continue
        if any(fold(mention.name) in asked for mention in mentions(partners)):
            if finding := _heading_agency(passage, library, asked):
                return finding
            continue
        return CandidateAnswer(
            value=partners[:1].upper() + partners[1:],
            source=passage.source,
            spans=(whole(passage),),
            values=(partners,),
            strength=STRENGTH_ROLE * _named_share((partners,)),
            kind="coordinating",
        )
    return None


def _named_share(names: Sequence[str]) -> float:
    """1 where a partner is named, less where all are "các cơ quan có liên quan"."""
    return 1.0 if any("lien quan" not in fold(name) for name in names) else UNNAMED_SHARE


def _heading_spans(passage: Passage, library: Snapshot, names: Sequence[str]) -> tuple[Span, ...]:
    """The heading that names one of the agencies, where the passage does not."""
    said = {fold(mention.name) for mention in mentions(passage.reading)}
    wanted = {fold(name) for name in names} - said
    for title in reversed(passage.path):
        if any(fold(mention.name) in wanted for mention in mentions(title)):
            heading = heading_of(library.document(passage.source).outline, passage, title)
            return (heading,) if heading else ()
    return ()


def _heading_agency(passage: Passage, library: Snapshot, asked: frozenset[str]) -> CandidateAnswer | None:
    for title in reversed(passage.path):
        names = tuple(dict.fromkeys(m.name for m in mentions(title) if fold(m.name) not in asked))
        if names:
            heading = heading_of(library.document(passage.source).outline, passage, title)
            return CandidateAnswer(
                value=joined(names),
                source=passage.source,
                spans=(whole(passage), *((heading,) if heading else ())),
                values=names,
                strength=STRENGTH_ROLE,
                kind="coordinating",
            )
    return None
