"""Which document: its kind, number and date, cut out of the words that cite it; or the document's own number.

Of several documents in one passage, the one whose description fits best is taken. A number is shown as the source has
it: repair may bend letters, never a number that is shown as an answer.
"""

import re
from dataclasses import replace

from ingest.documents import Passage
from ingest.vietnamese.fold import fold
from parc_search.extract.finding import Finding
from parc_search.extract.places import whole
from parc_search.extract.references import KINDS, Reference, description, references
from parc_search.library import Library
from parc_search.match import Subject, share_of_terms
from parc_search.query import Query
from parc_search.terms import terms
from parc_search.years import year_fit

STRENGTH_BASE = 0.4
STRENGTH_FIT = 0.6
# A reference of the kind asked for ("nghị quyết nào") outweighs half of the subject.
_KIND_WORTH = 0.5
_DATE_WORTH = 0.05
_KIND_ASKED = re.compile(rf"\b({KINDS})\b(?: \w+){{0,4}}? (?:nao|so may|so bao nhieu|gi)\b")
_SEVERAL_ASKED = re.compile(
    rf"\b(?:nhung|cac) (?:{KINDS})\b|\bmay (?:nghi dinh|nghi quyet|quyet dinh)\b|\b(?:decrees|decisions|resolutions)\b"
)
# A question about a plan itself says little more than the plan's title.
_LEAST_TITLE_SHARE = 0.6
_ISSUING = frozenset({"ban", "hanh", "quyet", "dinh", "phe", "duyet", "so", "hieu", "ngay", "ky", "ke", "hoach", "van"})


def extract(query: Query, passage: Passage, subject: Subject, library: Library) -> Finding | None:
    """The document asked for; None where the passage cites none that fits."""
    return _own_number(query, passage, subject, library) or _cited(query, passage, subject)


def _own_number(query: Query, passage: Passage, subject: Subject, library: Library) -> Finding | None:
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
    return Finding(
        value=f"{kind} số {number}{day}".strip(),
        source=passage.source,
        spans=(whole(passage),),
        values=(serial,),
        strength=1.0,
        kind="legal_basis",
        is_certain=True,
    )


def _asks_for_document(subject: Subject, title: str) -> bool:
    """Whether the subject, less the words for issuing a document, says little more than the document's title."""
    weights = {term: weight for term, weight in subject.weights.items() if term not in _ISSUING}
    rest = replace(subject, weights=weights)
    return not weights or share_of_terms(rest, terms(title)) >= _LEAST_TITLE_SHARE


def _cited(query: Query, passage: Passage, subject: Subject) -> Finding | None:
    readings = [passage.text, passage.reading]
    asked = {match.group(1) for match in _KIND_ASKED.finditer(fold(query.reading))}
    known = {reference.serial for reference in references(query.reading)}
    known |= set(re.findall(r"\b(\d{1,4})/(?:19|20)\d\d\b", query.reading))
    best: tuple[float, int, Reference] | None = None
    text = passage.reading
    cited = references(text)
    for place, reference in enumerate(cited):
        if reference.serial in known:
            continue
        fit = share_of_terms(subject, terms(description(reference, place, cited, text)))
        right_kind = fold(reference.kind_name) in asked or reference.kind in asked
        worth = fit + (_KIND_WORTH if right_kind else 0.0) + (_DATE_WORTH if reference.date else 0.0)
        if asked and not right_kind:
            continue
        if best is None or worth > best[0]:
            best = (worth, place, reference)
    if best is None:
        return None
    if _SEVERAL_ASKED.search(fold(f"{query.reading} {query.english or ''}")):
        return _all_of_kind(best[2], cited, passage, strength=STRENGTH_BASE + STRENGTH_FIT * min(1.0, best[0]))
    reference = _as_in_source(best[2], references(readings[0]))
    fit = min(1.0, best[0] - (_KIND_WORTH if asked else 0.0))
    return Finding(
        value=reference.written,
        source=passage.source,
        spans=(whole(passage),),
        values=(reference.serial,),
        strength=STRENGTH_BASE + STRENGTH_FIT * max(0.0, fit),
        kind="legal_basis",
    )


def _all_of_kind(best: Reference, cited: tuple[Reference, ...], passage: Passage, *, strength: float) -> Finding:
    """All documents of one kind that the passage cites: "Nghị định số 107/2020/NĐ-CP, 108/2020/NĐ-CP"."""
    same = tuple(dict.fromkeys(ref.number for ref in cited if ref.kind_name == best.kind_name))
    return Finding(
        value=f"{best.kind_name} số {', '.join(same)}" if best.kind_name else ", ".join(same),
        source=passage.source,
        spans=(whole(passage),),
        values=tuple(dict.fromkeys(ref.serial for ref in cited if ref.number in same)),
        strength=strength,
        kind="legal_basis",
    )


def _as_in_source(reference: Reference, raw: tuple[Reference, ...]) -> Reference:
    """The reference, unless the source text has one of the same serial and other letters: then that one's kind wins."""
    same = [other for other in raw if other.serial == reference.serial]
    if same and fold(same[0].number) != fold(reference.number) and same[0].kind_name != reference.kind_name:
        return same[0]
    return reference
