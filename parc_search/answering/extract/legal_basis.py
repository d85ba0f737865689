"""Which document: its kind, number and date, cut out of the words that cite it; or the document's own number.

Of several documents in one passage, the one whose description fits best is taken. A number is shown as the source has
it: repair may bend letters, never a number that is shown as an answer.
"""

import re
from dataclasses import replace

from ingest.documents import Passage
from ingest.language.fold import fold
from parc_search.answering.extract.cited_documents import KINDS, Reference, amends, description, joined_with, references
from parc_search.answering.extract.finding import CandidateAnswer, whole
from parc_search.question.query import Query
from parc_search.question.years import year_fit
from parc_search.ranking.match import Subject, share_of_pairs, share_of_terms
from parc_search.ranking.snapshot import Snapshot
from parc_search.text.terms import pairs, terms

STRENGTH_BASE = 0.4
STRENGTH_FIT = 0.6
# A reference of the kind asked for ("nghị quyết nào") outweighs half of the subject.
_KIND_WORTH = 0.5
_DATE_WORTH = 0.05
_KIND_ASKED = re.compile(rf"\b({KINDS})\b(?: (?!(?:{KINDS})\b)\w+){{0,4}}? (?:nao|so may|so bao nhieu|gi)\b")
_SEVERAL_ASKED = re.compile(
    rf"\b(?:nhung|cac) (?:{KINDS})\b|\bmay (?:nghi dinh|nghi quyet|quyet dinh)\b|\b(?:decrees|decisions|resolutions)\b"
)
# A document that only amends others is asked for by saying so.
_AMENDING_WORTH = 0.3
_AMENDING_ASKED = re.compile(r"\b(?:sua doi|bo sung|thay the|dieu chinh|amend|replac)")
# "Nghị quyết nào của Quốc hội": the letters of a number say whose it is.
_LETTERS_OF = {
    "chinh phu": {"cp"},
    "thu tuong(?: chinh phu)?": {"ttg"},
    "(?:uy ban )?thuong vu quoc hoi": {"ubtvqh"},
    "quoc hoi": {"qh"},
    "tinh uy|thanh uy": {"tu"},
    "trung uong|bo chinh tri|ban chap hanh trung uong": {"tw", "tu"},
    "hoi dong nhan dan": {"hdnd"},
    "uy ban nhan dan|chu tich uy ban nhan dan": {"ubnd"},
}
_ALL_LETTERS = frozenset().union(*_LETTERS_OF.values())
_LAW_ASKED = re.compile(r"(?<!pháp )(?<!kỷ )\bluật (?:nào|gì)\b")
# A law is named in few plain words: "Luật Cán bộ, công chức", "Luật Viên chức".
_LAW = re.compile(
    r"\bLuật (?:(?:Ban hành|Tổ chức) )?[A-ZĐÀ-Ỹ]?[a-zà-ỹđ]+"
    r"(?:(?:,| và)? (?!về|và|ngày|được|bảo|đảm|năm|theo|của|các|để)[a-zà-ỹđ]+){1,6}"
)
_MINISTRY = re.compile(r"b[a-z]{2,5}")
_ISSUER_ASKED = re.compile(
    rf"\b(?:{KINDS}|van ban)(?: so)? (?:nao|gi|so may) (?:cua|do) "
    rf"((?:{'|'.join(_LETTERS_OF)})|bo (?!chinh tri)\w+ \w+)\b"
)
_DATE_ASKED = re.compile(
    r"\b(?:ban hanh|ky|ra doi|thong qua|phe duyet|ra)(?: (?:vao|tu|luc|hoi))?"
    r"(?: (?:ngay|khi|luc|hom|nam|thang) (?:nao|may|bao nhieu)| bao gio| ngay thang nao)\b"
    r"|\bngay(?: thang| thang nam)? (?:ban hanh|ky|ra|thong qua|cua)\b"
)
# A question about a plan itself says little more than the plan's title.
_LEAST_TITLE_SHARE = 0.6
_ISSUING = frozenset({"ban", "hanh", "quyet", "dinh", "phe", "duyet", "so", "hieu", "ngay", "ky", "ke", "hoach", "van"})


def extract(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> CandidateAnswer | None:
    """The document asked for; None where the passage cites none that fits."""
    return (
        _dated(query, passage)
        or _own_number(query, passage, subject, library)
        or _cited(query, passage, subject)
        or _law_by_name(query, passage, subject)
    )


def _own_number(query: Query, passage: Passage, subject: Subject, library: Snapshot) -> CandidateAnswer | None:
    """The number of the passage's own document, where the question asks for that and the passage has the number."""
    document = library.document(passage.source)
    number = document.metadata.number
    exact = any(year_fit(mention, document.metadata.years) == 1.0 for mention in query.mentions)
    if not number or not exact or not _asks_for_document(subject, library.catalogue.title(passage.source)):
        return None
    serial = re.sub(r"\D.*", "", number)
    if not re.search(rf"(?<!\d){serial}\s*/", passage.text):
        return None
    signed = document.metadata.signed_on
    kind = next((ref.kind_name for ref in references(f"số {number}")), "")
    day = f" ngày {signed.day}/{signed.month}/{signed.year}" if signed else ""
    return CandidateAnswer(
        value=f"{kind} số {number}{day}".strip(),
        source=passage.source,
        spans=(whole(passage),),
        values=(serial,),
        strength=1.0,
        kind="legal_basis",
        is_certain=True,
    )


def _dated(query: Query, passage: Passage) -> CandidateAnswer | None:
    """The document that the question names, with its date, where the date is asked for and the passage gives it."""
    if not asks_for_date(fold(query.reading)):
        return None
    named = serials_in(query.reading)
    for reference in references(passage.reading):
        if reference.serial in named and reference.date:
            return CandidateAnswer(
                value=reference.written,
                source=passage.source,
                spans=(whole(passage),),
                values=(reference.serial, reference.date),
                strength=1.0,
                kind="legal_basis",
            )
    return None


def asks_for_date(folded_question: str) -> bool:
    """Whether it is asked when a document was issued."""
    return _DATE_ASKED.search(folded_question) is not None


def serials_in(question: str) -> set[str]:
    """The serial numbers of the documents that a question names: "57" of "nghị quyết 57-NQ/TW"."""
    named = {reference.serial for reference in references(question)}
    named |= set(re.findall(r"\b(\d{1,4})/(?:19|20)\d\d\b", question))
    return named | set(re.findall(rf"\b(?:{KINDS})(?: so)? (\d{{1,4}})\b(?!/)", fold(question)))


def _asks_for_document(subject: Subject, title: str) -> bool:
    """Whether the subject, less the words for issuing a document, says little more than the document's title."""
    weights = {term: weight for term, weight in subject.weights.items() if term not in _ISSUING}
    rest = replace(subject, weights=weights)
    return not weights or share_of_terms(rest, terms(title)) >= _LEAST_TITLE_SHARE


def _cited(query: Query, passage: Passage, subject: Subject) -> CandidateAnswer | None:
    question = query.folded
    asked = {match.group(1) for match in _KIND_ASKED.finditer(fold(query.reading))}
    issuer = _ISSUER_ASKED.search(fold(query.reading))
    known = serials_in(query.reading)
    text = passage.reading
    cited = references(text)
    best: tuple[float, int, Reference] | None = None
    for place, reference in enumerate(cited):
        if reference.serial in known or (issuer and not may_be_of(issuer.group(1), reference)):
            continue
        right_kind = fold(reference.kind_name) in asked or reference.kind in asked
        if asked and not right_kind:
            continue
        said = terms(description(reference, place, cited, text))
        fit = (share_of_terms(subject, said) + share_of_pairs(subject, pairs(said))) / 2
        worth = fit + (_KIND_WORTH if right_kind else 0.0) + (_DATE_WORTH if reference.date else 0.0)
        if amends(reference, text):
            worth += _AMENDING_WORTH if _AMENDING_ASKED.search(question) else -_AMENDING_WORTH
        if best is None or worth > best[0]:
            best = (worth, place, reference)
    if best is None:
        return None
    fit = max(0.0, min(1.0, best[0] - (_KIND_WORTH if asked else 0.0)))
    if _SEVERAL_ASKED.search(question):
        same = tuple(ref for ref in cited if ref.kind_name == best[2].kind_name)
        return _all_of(same, passage, strength=STRENGTH_BASE + STRENGTH_FIT * min(1.0, best[0]))
    beside = joined_with(best[1], cited, text)
    if len(beside) > 1:
        return _all_of(beside, passage, strength=STRENGTH_BASE + STRENGTH_FIT * fit)
    reference = _as_in_source(best[2], references(passage.text))
    return CandidateAnswer(
        value=reference.written,
        source=passage.source,
        spans=(whole(passage),),
        values=(reference.serial,),
        strength=STRENGTH_BASE + STRENGTH_FIT * fit,
        kind="legal_basis",
    )


def _law_by_name(query: Query, passage: Passage, subject: Subject) -> CandidateAnswer | None:
    """The laws that the passage names, where a law is asked for: plans cite them without their numbers."""
    if not _LAW_ASKED.search(query.reading.lower()):
        return None
    names = named_laws(passage.reading)
    if not names:
        return None
    fit = share_of_terms(subject, terms(passage.reading))
    return CandidateAnswer(
        value="; ".join(names),
        source=passage.source,
        spans=(whole(passage),),
        values=names,
        strength=STRENGTH_BASE + STRENGTH_FIT * fit,
        kind="legal_basis",
    )


def named_laws(text: str) -> tuple[str, ...]:
    """The laws that a text names, each once: "Luật Viên chức"."""
    return tuple(dict.fromkeys(" ".join(match.group().split()).rstrip(", ") for match in _LAW.finditer(text)))


def may_be_of(issuer: str, reference: Reference) -> bool:
    """Whether the letters of the number do not say that somebody else than the issuer asked for issued it."""
    letters = set(re.findall(r"[a-z]+", fold(reference.number)))
    own = next((codes for name, codes in _LETTERS_OF.items() if re.fullmatch(name, issuer)), None)
    if own is not None:
        return bool(letters & own) or not letters & _ALL_LETTERS
    initials = "".join(word[0] for word in issuer.split())  # "Bộ Nội vụ" writes itself BNV
    ministries = {code for code in letters if _MINISTRY.fullmatch(code)}
    return any(code.startswith(initials) for code in ministries) if ministries else not letters & _ALL_LETTERS


def _all_of(same: tuple[Reference, ...], passage: Passage, *, strength: float) -> CandidateAnswer:
    """All these documents of one kind: "Nghị định số 107/2020/NĐ-CP, 108/2020/NĐ-CP"."""
    numbers = tuple(dict.fromkeys(ref.number for ref in same))
    kind = same[0].kind_name
    return CandidateAnswer(
        value=f"{kind} số {', '.join(numbers)}" if kind else ", ".join(numbers),
        source=passage.source,
        spans=(whole(passage),),
        values=tuple(dict.fromkeys(ref.serial for ref in same)),
        strength=strength,
        kind="legal_basis",
    )


def _as_in_source(reference: Reference, raw: tuple[Reference, ...]) -> Reference:
    """The reference, unless the source text has one of the same serial and other letters: then that one's kind wins."""
    same = [other for other in raw if other.serial == reference.serial]
    if same and fold(same[0].number) != fold(reference.number) and same[0].kind_name != reference.kind_name:
        return same[0]
    return reference
