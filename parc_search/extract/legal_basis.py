"""Which document: its kind, number and date, cut out of the words that cite it; or the document's own number.

Of several documents in one passage, the one whose description (the words up to the next document) fits best is taken.
"""

import re
from dataclasses import dataclass

from ingest.documents import Passage
from ingest.vietnamese.fold import fold_with_map
from parc_search.extract.finding import Finding
from parc_search.extract.places import whole
from parc_search.library import Library
from parc_search.match import Subject, share_of_terms
from parc_search.query import Query
from parc_search.signs import NUMBER_PATTERN
from parc_search.terms import terms

STRENGTH_CITED = 0.9
_KINDS = (
    "nghi quyet|nghi dinh|quyet dinh|chi thi|thong tu(?: lien tich)?|luat|ke hoach|cong van|bao cao|ket luan|huong dan|"
    "de an|chuong trinh"
)
_KIND_ASKED = re.compile(rf"\b({_KINDS})\b")
_SHORT_KINDS = {
    "nq": "Nghị quyết",
    "nd": "Nghị định",
    "qd": "Quyết định",
    "ct": "Chỉ thị",
    "tt": "Thông tư",
    "kh": "Kế hoạch",
}
_REFERENCE = re.compile(
    rf"(?:(?P<kind>{_KINDS})\s*)?(?:\(?(?:so|s6|s0)\s*[:\s]\s*)?(?P<number>{NUMBER_PATTERN})"
    r"(?P<date>,?\s*(?:ngay\s*)?(?:\d{1,2}\s*/\s*\d{1,2}\s*/\s*(?:19|20)\s?\d\s?\d|"
    r"\d{1,2} thang \d{1,2} nam (?:19|20)\d\d))?"
)
_DATE_WORDS = re.compile(r"ng[aà]y\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """A document cited at `start:end` of a text: its words, kind (folded, may be empty), number and date as written."""

    kind: str
    number: str
    date: str
    start: int
    end: int

    def written(self, named_kind: str) -> str:
        """The reference in full: "Nghị quyết số 18/2023/NQ-HĐND ngày 21/08/2023"."""
        head = f"{named_kind} số " if named_kind else ""
        return f"{head}{self.number}" + (f" ngày {self.date}" if self.date else "")


def references(text: str) -> tuple[Reference, ...]:
    """The documents that the text cites by number, in order."""
    folded = fold_with_map(text)
    found = []
    for match in _REFERENCE.finditer(folded.text):
        start, end = folded.to_source(match.start(), match.end())
        first, last = folded.to_source(*match.span("number"))
        date = ""
        if match.group("date"):
            date_start, date_end = folded.to_source(*match.span("date"))
            date = _DATE_WORDS.sub("", text[date_start:date_end]).strip(" ,\n")
        found.append(
            Reference(
                kind=match.group("kind") or "",
                number=re.sub(r"\s+", "", text[first:last]),
                date=" ".join(re.sub(r"\s*/\s*", "/", date).split()),
                start=start,
                end=end,
            )
        )
    return tuple(found)


def extract(query: Query, passage: Passage, subject: Subject, library: Library) -> Finding | None:
    """The document asked for; None where the passage cites none of the kind asked for."""
    text = passage.reading
    cited = references(text)
    asked = {match.group(1) for match in _KIND_ASKED.finditer(" ".join(terms(query.reading)))}
    mentioned = {re.sub(r"\D.*", "", reference.number) for reference in references(query.reading)}
    mentioned |= set(re.findall(r"\b(\d{1,4})/(?:19|20)\d\d\b", query.reading))
    best: tuple[float, int, Reference] | None = None
    for place, reference in enumerate(cited):
        if re.sub(r"\D.*", "", reference.number) in mentioned:
            continue
        until = cited[place + 1].start if place + 1 < len(cited) else len(text)
        about = text[reference.end : until]
        before = text[cited[place - 1].end if place else 0 : reference.start]
        fit = share_of_terms(subject, terms(about)) + 0.5 * share_of_terms(subject, terms(before))
        if asked and (reference.kind in asked or _short_kind(reference) in asked):
            fit += 0.5
        if reference.date:
            fit += 0.05
        if best is None or fit > best[0] + 1e-9:
            best = (fit, place, reference)
    if best is None:
        return None
    reference = best[2]
    value = reference.written(_kind_name(reference))
    return Finding(
        value=value,
        source=passage.source,
        spans=(whole(passage),),
        values=(reference.number,),
        strength=STRENGTH_CITED,
        kind="legal_basis",
    )


def _short_kind(reference: Reference) -> str:
    code = re.search(r"(nq|nd|qd|ct|tt|kh)", "".join(terms(reference.number)))
    return " ".join(terms(_SHORT_KINDS[code.group(1)])) if code else ""


def _kind_name(reference: Reference) -> str:
    names = {" ".join(terms(name)): name for name in _SHORT_KINDS.values()}
    return names.get(_short_kind(reference)) or names.get(reference.kind, "")
