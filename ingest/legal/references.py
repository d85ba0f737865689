"""Cited legal documents: number, kind, date, issuer, and every place that cites them.

A citation is found by its official number ("76/NQ-CP", "107/2020/NĐ-CP"), which scans keep better than words; kind and
issuer follow from the letters of the number where they say them. A number that is only half there is left out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.documents import Document, Span
from ingest.language.dates import written_dates
from ingest.language.document_numbers import DocumentNumber, document_numbers, local_bodies, number_key
from ingest.language.fold import Folded, fold, fold_with_map

# A law of the National Assembly and its resolutions have numbers of one form; the word before tells them apart.
_KIND_REACH = 18
_DATE_REACH = 3
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
    own = number_key(document.metadata.number or "")
    found: dict[str, list[_Citation]] = {}
    citations = sorted(
        [*_numbered(document), *_laws(document)],
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
    text = document.reading.text
    folded = fold_with_map(text)
    dates = {written.start: written for written in written_dates(folded.text)}
    places = sorted(dates)
    for number in document_numbers(text):
        start, end = number.start, number.end
        signed_on = None
        # The folded text may be longer or shorter than the reading, so dates are found by their place in the reading.
        at = bisect_left(places, _folded_at(folded, end))
        if at < len(places):
            written = dates[places[at]]
            date_start, date_end = folded.to_source(written.start, written.end)
            between = text[end:date_start]
            if len(between) <= _DATE_REACH and not between.strip(" ,\n\t\xa0"):
                signed_on, end = written.day, date_end
        source_start, source_end = document.reading.to_source(start, end)
        yield _Citation(
            key=number.key,
            number=number.text,
            kind=_kind(number, fold(text[max(0, start - _KIND_REACH) : start])),
            title=None,
            signed_on=signed_on,
            issuer=number.issuer or _local_issuer(number),
            place=Span(start=source_start, end=source_end),
        )


def _folded_at(folded: Folded, place: int) -> int:
    """Where the folded text has the place of its source."""
    return bisect_left(folded.starts, place)


def _kind(number: DocumentNumber, before: str) -> str:
    return "Nghị quyết" if number.kind == "Luật" and "quy" in before else number.kind


def _local_issuer(number: DocumentNumber) -> str | None:
    """The body of a province, a commune or the Party that the letters name: not of which place."""
    return local_bodies().get(number.bodies[0]) if number.bodies else None


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
