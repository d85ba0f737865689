"""Cited legal documents: number, kind, date, issuer, and every place that cites them.

A citation is found by its official number ("76/NQ-CP", "107/2020/NĐ-CP"), which scans keep better than words; kind and
issuer follow from the letters of the number where they say them. A number that is only half there is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.documents import Document, Span
from ingest.language.fold import fold, fold_with_map

# Letters of official numbers: the kind of document, in the form of Nghị định 30/2020/NĐ-CP (appendix III).
_KINDS = {
    "nd": "Nghị định",
    "nq": "Nghị quyết",
    "qd": "Quyết định",
    "ct": "Chỉ thị",
    "kh": "Kế hoạch",
    "tt": "Thông tư",
    "ttlt": "Thông tư liên tịch",
    "tb": "Thông báo",
    "bc": "Báo cáo",
    "kl": "Kết luận",
    "ctr": "Chương trình",
    "cd": "Công điện",
    "l": "Luật",
    "pl": "Pháp lệnh",
}
_SPELLED = {"nd": "NĐ", "qd": "QĐ", "ctr": "CTr", "cd": "CĐ", "qdnd": "QĐND", "hdnd": "HĐND"}
_ISSUERS = {
    "cp": "Chính phủ",
    "ttg": "Thủ tướng Chính phủ",
    "tw": "Ban Chấp hành Trung ương Đảng",
    "tu": "Tỉnh ủy",
    "hdnd": "Hội đồng nhân dân",
    "ubnd": "Ủy ban nhân dân",
    "ubtvqh": "Ủy ban Thường vụ Quốc hội",
    "qh": "Quốc hội",
    "bnv": "Bộ Nội vụ",
    "btc": "Bộ Tài chính",
    "btp": "Bộ Tư pháp",
    "bttt": "Bộ Thông tin và Truyền thông",
    "bkhcn": "Bộ Khoa học và Công nghệ",
    "vpcp": "Văn phòng Chính phủ",
}
_LETTER = "Công văn"

_NUMBER = re.compile(
    r"(?<![\w/.])(\d(?:\s?\d){0,4})\s?[/-]\s?(?:((?:19|20)\d\s?\d)\s?[/-]?\s?)?"
    r"((?:nd|nq|qd|ct|kh|ttlt|tt|tb|bc|kl|ctr|cd)\s?-?\s?(?:cp|ttg|tw|tu|h[dp]nd|ubnd|ubtvqh\d{0,2}|qh\d{1,2}|b[a-z]{1,4}|vpcp)"
    r"|qh\d{1,2}|ubtvqh\d{1,2}|bnv-\w{2,5}|nd|nq)(?!\s?/\s?t)\b"
)
_PARTY_NUMBER = re.compile(r"(?<![\w/.])(\d(?:\s?\d){0,3})\s?-\s?(nq|ct|kh|kl|qd|bc|ctr)\s?/\s?(tw|tu)\b")
_DATED = re.compile(
    r"[\s,]{1,3}ng\w{1,5}\s?(\d{1,2})(?:\s?/\s?|\s+th\w{2,3}\s+)(\d{1,2})(?:\s?/\s?|\s+\w{2,4}\s+)((?:19|20)\s?\d\s?\d)"
)
_LAW = re.compile(
    r"Luật\s+(?=[A-ZĐÀ-Ỹ])((?:(?!\bnăm\b|\bngày\b|\bvà\b|\bLuật\b)[^\W\d_]+[ ,]*){2,14}?)"
    r"(?=\s+(?:năm|ngày|số)\b|\s*[;.:)]|\s+và\s+(?:Luật|các)\b)"
)
_AMENDED = re.compile(r"sua doi|bo sung")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One cited legal document; `places` are all spans of the source text that cite it, in order.

    `number` is written as it should be ("107/2020/NĐ-CP"); None for a law cited by its name only, which is `title`.
    """

    number: str | None
    kind: str
    title: str | None
    signed_on: date | None
    issuer: str | None
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Citation:
    key: str
    number: str | None
    kind: str
    title: str | None
    signed_on: date | None
    issuer: str | None
    place: Span


def references(document: Document) -> tuple[Reference, ...]:
    """Every legal document that a document cites, in order of first citation; its own number is not one of them."""
    own = _key(document.metadata.number or "")
    found: dict[str, list[_Citation]] = {}
    citations = sorted(
        [*_numbered(document), *_of_the_party(document), *_laws(document)],
        key=lambda citation: (citation.place, citation.key),
    )
    for citation in citations:
        if citation.key != own:
            found.setdefault(citation.key, []).append(citation)
    return tuple(_joined(cited) for cited in found.values())


def _joined(cited: list[_Citation]) -> Reference:
    first = cited[0]
    return Reference(
        number=first.number,
        kind=first.kind,
        title=first.title,
        signed_on=next((citation.signed_on for citation in cited if citation.signed_on), None),
        issuer=first.issuer,
        places=tuple(citation.place for citation in cited),
    )


def _numbered(document: Document) -> Iterator[_Citation]:
    folded = fold_with_map(document.reading.text)
    for match in _NUMBER.finditer(folded.text):
        serial, year = re.sub(r"\s", "", match.group(1)), re.sub(r"\s", "", match.group(2) or "")
        letters = re.sub(r"\s", "", match.group(3))
        kind_letters, _, issuer_letters = letters.partition("-")
        signed_on, end = _date_after(folded.text, match.end())
        number = "/".join(part for part in (serial, year, _as_written(letters)) if part)
        start, stop = folded.to_source(match.start(), end)
        source_start, source_end = document.reading.to_source(start, stop)
        yield _Citation(
            key=_key(number),
            number=number,
            kind=_kind(kind_letters, issuer_letters, folded.text[max(0, match.start() - _KIND_REACH) : match.start()]),
            title=None,
            signed_on=signed_on,
            issuer=_issuer(issuer_letters or kind_letters),
            place=Span(start=source_start, end=source_end),
        )


def _of_the_party(document: Document) -> Iterator[_Citation]:
    """Documents of the Party, whose numbers are built the other way round: "11-NQ/TW"."""
    folded = fold_with_map(document.reading.text)
    for match in _PARTY_NUMBER.finditer(folded.text):
        serial = re.sub(r"\s", "", match.group(1))
        kind, issuer = match.group(2), match.group(3)
        signed_on, end = _date_after(folded.text, match.end())
        number = f"{serial}-{_as_written(kind)}/{issuer.upper()}"
        start, stop = document.reading.to_source(*folded.to_source(match.start(), end))
        yield _Citation(
            key=_key(number), number=number, kind=_KINDS[kind], title=None, signed_on=signed_on,
            issuer=_issuer(issuer), place=Span(start=start, end=stop),
        )  # fmt: skip


def _laws(document: Document) -> Iterator[_Citation]:
    text = document.reading.text
    for match in _LAW.finditer(text):
        title = " ".join(match.group().split()).strip(" ,")
        if _AMENDED.search(fold(title)):
            continue
        start, end = document.reading.to_source(match.start(), match.end())
        yield _Citation(
            key=fold(title), number=None, kind="Luật", title=title, signed_on=None, issuer="Quốc hội",
            place=Span(start=start, end=end),
        )  # fmt: skip


def _date_after(text: str, at: int) -> tuple[date | None, int]:
    dated = _DATED.match(text, at)
    if dated is None:
        return None, at
    day, month, year = (int(re.sub(r"\s", "", part)) for part in dated.groups())
    try:
        return date(year, month, day), dated.end()
    except ValueError:
        return None, at


def _key(number: str) -> str:
    return re.sub(r"[^a-z0-9/]", "", fold(number))


def _as_written(letters: str) -> str:
    parts = [_SPELLED.get(part, "TTg" if part == "ttg" else part.upper()) for part in letters.split("-")]
    return "-".join(parts)


_KIND_REACH = 18


def _kind(kind_letters: str, issuer_letters: str, before: str) -> str:
    if kind_letters in _KINDS:
        return _KINDS[kind_letters]
    if kind_letters.startswith("qh"):
        return "Nghị quyết" if "quy" in before else "Luật"
    return _LETTER if issuer_letters else "Nghị quyết"


def _issuer(letters: str) -> str | None:
    return _ISSUERS.get(letters.rstrip("0123456789"))
