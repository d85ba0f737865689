"""Who leads: from the register of tasks, else from the heading above a bullet, else from the words of a role."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ingest.documents import Passage, Span, Task
from ingest.gazetteer.agencies import AGENCIES, AgencyMention
from ingest.language.fold import fold
from parc_search.answering.extract.finding import CandidateAnswer, heading_of, whole
from parc_search.answering.extract.names import bound_agencies, doing_agencies, finding_of
from parc_search.question.query import Query
from parc_search.ranking.match import Subject, share_of_pairs, share_of_terms, task_terms
from parc_search.ranking.snapshot import Snapshot
from parc_search.text.agency_names import exact_mentions, heading_agencies, is_named, mentions
from parc_search.text.terms import pairs, terms

# How directly each way gives the answer; a heading is as sure as a register row that was read from it.
STRENGTH_REGISTER = 1.0
STRENGTH_FLOOR = 0.5
STRENGTH_HEADING = 0.9
STRENGTH_ROLE = 0.75
STRENGTH_NAMED = 0.4
# An agency stands right before "chủ trì" or right after "giao"; further away another agency may be meant.
_NEAR_ROLE_CHARS = 60
_OTHER_FIELDS_SHARE = 0.5
LEAST_SURE = 0.76
_LEADING = re.compile(
    r"\b(?:chu tri|la co quan thuong truc|chiu trach nhiem|lam dau moi|la dau moi|tham muu|chu dong)\b"
)
_HEAD_ASKED = re.compile(r"\b(so|phong|trung tam|bao|dai|cuc|van phong|uy ban|bo phan|ban|cong an) nao\b")
# An agency of another sort than the one asked for is rarely the answer, but "bộ phận nào" may be answered by an office.
WRONG_HEAD_SHARE = 0.4
# Whoever asks "sở nào" or "báo nào" knows the sort.
OTHER_BODY_SHARE = 0.2
_SURE_HEADS = frozenset({"so", "bao", "dai", "cuc"})
# "Các cơ quan, đơn vị" is an answer only where no agency is named.
GROUP_SHARE = 0.7
_PERSON_ASKED = re.compile(
    r"\b(?:truong|pho|giam doc|chu tich|bi thu|chanh van phong|lanh dao|thu truong)\b"
    r"(?: [\w-]+){0,16} (?:la|ten)(?: la)? (?:ai|gi)\b"
    r"|\b(?:ai|ong nao|ba nao) (?:dang )?(?:la|lam|giu chuc) (?:truong|pho|giam doc|chu tich|bi thu|chanh)\b"
    r"|\b(?:ai|nguoi nao|lanh dao nao) (?:da |dung |la nguoi )?ky\b|\b(?:ong|ba|dong chi) nao\b"
    r"|\bwho (?:signed|(?:is|was)(?! (?:in charge|responsible|accountable|to|tasked|assigned|leading|the lead)))\b"
    r"|\bho (?:va )?ten\b"
    r"|\bten (?:cua )?(?:ong|ba|truong|pho|giam doc|chu tich|bi thu|chanh van phong|nguoi)\b"
)
# The verb of sending, and the agency after it: "gửi Sở Tài chính để tổng hợp".
_RECIPIENT_ASKED = re.compile(
    r"\b(?:gui|bao cao|bao|phan anh|trinh|nop|thong qua|lay y kien|chuyen)(?: (?:cho|ve|len|den|toi))?"
    r"(?: (?:ai|dau)|(?: \w+){0,2} nao)\b"
)
_SENDING = re.compile(r"\b(?:gui|bao cao|trinh|nop|qua|thong qua|lay y kien|ve)(?: (?:ve|len|den|cho))?[\s(]*$")
# A bullet that only says "Phối hợp với …" has its agency help, not lead.
_ONLY_HELPS = re.compile(r"[\W\d]*phoi hop\b|(?:[^:]{0,120}: )\W*phoi hop\b")
_SEVERAL_ASKED = re.compile(r"\b(?:nhung|cac) (?:\w+ ){1,3}nao\b|\bnhung ai\b")
_FULL_STOP = re.compile(r"[.!?]\s+(?=[A-ZĐÀ-Ỹ])")
# "Đơn vị nào được chọn", "ai bị kỷ luật": what became of somebody, which only a passage with that verb says.
_OUTCOME_ASKED = re.compile(
    r"\b(?:ai|nao) (?:(?:o|tai|cua|thuoc) (?:\w+ ){1,4}?)?(?:(?:da|dang|moi|vua) )?(?:bi|duoc) "
    r"(?!giao|phan|yeu|de|uy|dat|huong|phep|cung|trang|ho|cap|to chuc|thanh)(\w+ \w+|\w+$)"
    r"|\b(?:ai|nao) (?:da )?(trung thau|dung dau|xep cuoi|xep dau|dan dau)\b"
)
_GIVEN = re.compile(r"\b(?:giao(?: cho)?|do)\s*$")


def asks_for_person(query: Query) -> bool:
    """Whether a person's name is asked for, which plans do not give."""
    return names_a_person(fold(query.reading))


def names_a_person(folded_question: str) -> bool:
    """Whether folded words ask for the name of somebody in office."""
    return _PERSON_ASKED.search(folded_question) is not None


def extract(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> CandidateAnswer | None:
    """The leading agency of the task that the passage gives; None where it names none."""
    question = fold(query.reading)
    asked = named_in_question(query)
    if (outcome := asked_outcome(question)) and f" {outcome} " not in f" {' '.join(terms(passage.reading))} ":
        return None
    found = (
        _recipient(question, passage, asked)
        or finding_of(bound_agencies(question, passage, asked), passage, strength=STRENGTH_HEADING)
        or _from_register(question, passage, subject, library, asked, is_partner_asked="coordinating" in query.kinds)
        or _from_roles(passage, asked)
        or _from_heading(passage, library, asked)
        or finding_of(doing_agencies(question, passage, asked), passage, strength=STRENGTH_ROLE)
        or _from_mentions(question, passage, asked)
    )
    if found is None:
        return None
    group = 1.0 if any(map(is_named, found.values)) else GROUP_SHARE
    return replace(found, strength=found.strength * group * _head_share(question, found.values))


def _head_share(question: str, names: Sequence[str]) -> float:
    """1 where an agency is of the sort asked for ("sở nào") or no sort is asked for, less otherwise."""
    asked = _HEAD_ASKED.search(question)
    if asked is None or any(re.search(rf"\b{asked.group(1)}\b", fold(name)) for name in names):
        return 1.0
    return OTHER_BODY_SHARE if asked.group(1) in _SURE_HEADS else WRONG_HEAD_SHARE


def asked_outcome(folded_question: str) -> str:
    """The verb where the question asks what became of whom: "chon" of "đơn vị nào được chọn", "trung thau"."""
    found = _OUTCOME_ASKED.search(folded_question)
    if found is None:
        return ""
    return found.group(2) or found.group(1).split()[0]


def named_in_question(query: Query) -> frozenset[str]:
    """The agencies that the question itself names: they are not what it asks for."""
    return frozenset(fold(mention.name) for mention in exact_mentions(query.reading))


def best_task(
    tasks: Sequence[Task], subject: Subject, *, is_preferred: Callable[[Task], float] = lambda task: 1.0
) -> Task | None:
    """Of the tasks, the preferred one that holds most of the question's subject; the first of equals."""
    if not tasks:
        return None
    return min(
        enumerate(tasks),
        key=lambda item: (-is_preferred(item[1]), -_fit(item[1], subject), item[0]),
    )[1]


def _fit(task: Task, subject: Subject) -> float:
    """How much of the subject a row holds; its task counts more than the agencies and products beside it."""
    said = terms(task.task)
    own = share_of_terms(subject, said) + share_of_pairs(subject, pairs(said))
    return own + _OTHER_FIELDS_SHARE * share_of_terms(subject, task_terms(task))


def row_spans(task: Task, passage: Passage, field: Span | None) -> tuple[Span, ...]:
    """What to cite of a register row: in an annex its own words and the field's, in the body the passage and the field.

    A passage of a flattened annex holds several rows; a bullet of the body is the row.
    """
    own = task.task_span if task.part == "annex" else whole(passage)
    return (own, field) if field is not None else (own,)


def register_strength(task: Task, subject: Subject) -> float:
    """The strength of a register's field: full where the task holds the subject, half where it holds none of it."""
    share = share_of_terms(subject, task_terms(task))
    return STRENGTH_REGISTER * task.confidence * (STRENGTH_FLOOR + (1 - STRENGTH_FLOOR) * share)


def joined(names: Iterable[str]) -> str:
    """Agencies in one line: "Sở Nội vụ, Sở Tài chính"."""
    return ", ".join(dict.fromkeys(names))


def _from_register(
    question: str,
    passage: Passage,
    subject: Subject,
    library: Snapshot,
    asked: frozenset[str],
    *,
    is_partner_asked: bool,
) -> CandidateAnswer | None:
    tasks = [
        task for task in library.tasks_with(passage.source, whole(passage), lambda task: task.lead_span) if task.lead
    ]
    task = best_task(tasks, subject, is_preferred=lambda task: _head_share(question, task.lead) == 1.0)
    if task is None:
        return None
    names = [name for name in task.lead if fold(name) not in asked]
    if not names and is_partner_asked:
        return None  # whoever the question names is not whom it asks for
    names = names or list(task.lead)
    return CandidateAnswer(
        value=joined(names),
        source=passage.source,
        spans=row_spans(task, passage, task.lead_span),
        values=tuple(names),
        strength=register_strength(task, subject),
        kind="agency",
    )


def _from_roles(passage: Passage, asked: frozenset[str]) -> CandidateAnswer | None:
    """The agency right before "chủ trì" or after "giao", in the passage's own words."""
    folded = fold(passage.reading)
    found = [mention for mention in exact_mentions(passage.reading) if _is_answer(mention, asked)]
    chosen: list[AgencyMention] = []
    for role in _LEADING.finditer(folded):
        before = [m for m in found if m.end <= role.start() and role.start() - m.end <= _NEAR_ROLE_CHARS]
        if before and "phoi hop" not in folded[before[-1].end : role.start()]:
            chosen.append(before[-1])
    chosen += [m for m in found if _GIVEN.search(folded[max(0, m.start - 12) : m.start])]
    if not chosen:
        return None
    names = tuple(dict.fromkeys(mention.name for mention in chosen))
    return CandidateAnswer(
        value=joined(names),
        source=passage.source,
        spans=(whole(passage),),
        values=names,
        strength=STRENGTH_ROLE,
        kind="agency",
    )


def _recipient(question: str, passage: Passage, asked: frozenset[str]) -> CandidateAnswer | None:
    """Whom something is sent to, where that is asked: the agency right after the verb of sending."""
    if not _RECIPIENT_ASKED.search(question):
        return None
    folded = fold(passage.reading)
    found = [m for m in exact_mentions(passage.reading) if _is_answer(m, asked)]
    chosen = [m for m in found if _SENDING.search(folded[max(0, m.start - 20) : m.start])]
    if not chosen:
        return None
    return CandidateAnswer(
        value=chosen[0].name,
        source=passage.source,
        spans=(whole(passage),),
        values=(chosen[0].name,),
        strength=STRENGTH_HEADING,
        kind="agency",
        leads=False,
    )


def _from_heading(passage: Passage, library: Snapshot, asked: frozenset[str]) -> CandidateAnswer | None:
    """The agencies of the innermost heading that names some."""
    for title in reversed(passage.path):
        found = [mention for mention in heading_agencies(title) if _is_answer(mention, asked)]
        if found:
            names = tuple(dict.fromkeys(mention.name for mention in found))
            helps = _ONLY_HELPS.match(fold(passage.reading)) is not None
            heading = heading_of(library.document(passage.source).outline, passage, title)
            return CandidateAnswer(
                value=joined(names),
                source=passage.source,
                spans=(whole(passage), *((heading,) if heading else ())),
                values=names,
                strength=STRENGTH_NAMED if helps else STRENGTH_HEADING,
                kind="agency",
            )
    return None


def _from_mentions(question: str, passage: Passage, asked: frozenset[str]) -> CandidateAnswer | None:
    """An agency that the passage names, best one of the sort asked for, and one of its own rather than a group."""
    found = [m for m in mentions(passage.reading) if _is_answer(m, asked) and not _is_central(m)]
    if not found:
        return None
    best = max(found, key=lambda m: (_head_share(question, (m.name,)), is_named(m.name), -m.start))
    names: tuple[str, ...] = (best.name,)
    if _SEVERAL_ASKED.search(question):
        like = [m for m in found if _head_share(question, (m.name,)) == 1.0 and is_named(m.name) == is_named(best.name)]
        names = tuple(dict.fromkeys(m.name for m in like if _same_sentence(best, m, passage.reading))) or names
    return CandidateAnswer(
        value=joined(names),
        source=passage.source,
        spans=(Span(start=passage.start, end=passage.end),),
        values=names,
        strength=STRENGTH_NAMED,
        kind="agency",
        leads=False,
    )


def _same_sentence(one: AgencyMention, other: AgencyMention, text: str) -> bool:
    first, last = sorted((one, other), key=lambda mention: mention.start)
    return _FULL_STOP.search(text, first.end, last.start) is None


def _is_central(mention: AgencyMention) -> bool:
    """Whether it is the Government or a ministry: those issue what a plan rests on, they do not carry the plan out."""
    agency = AGENCIES.agency(mention.name)
    return agency is not None and agency.level == "trung ương"


def _is_answer(mention: AgencyMention, asked: frozenset[str]) -> bool:
    # An unlisted name is read off its capitals, which headings have everywhere.
    return mention.kind != "unnamed" and fold(mention.name) not in asked and mention.score >= LEAST_SURE
