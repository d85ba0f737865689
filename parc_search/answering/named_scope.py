"""Whether what a question names is there: the document by its number, its article and clause; and what lies in them.

An article that the document does not have is refused, and what stands in another article is no answer about this one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Document, Passage, Span
from ingest.language.fold import fold
from parc_search import messages
from parc_search.answering.document_facts import document_name
from parc_search.citing.citations import shorten
from parc_search.question.named_documents import document_pattern
from parc_search.question.query import Query
from parc_search.ranking.rerank import RankedPassage
from parc_search.ranking.snapshot import Snapshot

_ARTICLE = re.compile(
    r"\b(?:(?:khoan|clause|paragraph) (?P<clause>\d{1,3})(?:,| of| tai| cua)? )?"
    r"(?:dieu|article) (?P<article>\d{1,3}[a-z]?)\b"
    r"(?!\s*(?:%|nam\b|thang\b|ngay\b))"
)
_TEXT_ASKED = re.compile(
    r"\b(?:quy dinh|noi|neu|ghi|viet|noi dung|yeu cau)(?: \w+){0,2}? (?:gi|the nao|nhu the nao|ra sao)\b"
    r"|\bsays?\b|\bprovides?\b"
)
_SERIAL = re.compile(r"\d+")
_SIGNS = re.compile(r"\s*([/-])\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleAsked:
    """An article of the documents in scope, and perhaps one of its clauses."""

    article: str
    clause: str | None

    @property
    def written(self) -> str:
        """As a reader writes it: "khoản 2 Điều 4"."""
        return f"khoản {self.clause} Điều {self.article}" if self.clause else f"Điều {self.article}"


def missing_document(query: Query, library: Snapshot) -> str:
    """The reason where a document named by its whole number is neither in the store nor cited in it; else empty."""
    for named in query.named:
        if named.sources or not named.is_whole:
            continue
        number = _SIGNS.sub(r"\1", fold(named.number))
        if not any(_cites(passage, number) for passage in library.passages.values()):
            return messages.NOT_CITED.format(name=f"{named.kind or messages.DOCUMENT} {named.number}")
    return ""


def _cites(passage: Passage, number: str) -> bool:
    """Whether a passage has the number, with or without its letters as far as a scan left them."""
    serial = _SERIAL.match(number)
    if serial is None or serial.group() not in passage.reading:
        return False
    return re.search(rf"(?<!\d){re.escape(number)}", _SIGNS.sub(r"\1", fold(passage.reading))) is not None


def article_asked(query: Query) -> ArticleAsked | None:
    """The article that the question names of the documents in scope; None for one of a document that is only cited."""
    folded = " ".join(fold(query.question).split())
    found = _ARTICLE.search(folded)
    if found is None:
        return None
    names_other = re.match(
        rf"\s*(?:cua|thuoc|tai|of)?\s*(?:{document_pattern()}|hien phap|bo luat)\b", folded[found.end() :]
    )
    if names_other and not any(named.sources for named in query.named):
        return None
    return ArticleAsked(article=found["article"], clause=found["clause"])


def within(
    asked: ArticleAsked, query: Query, ranked: Sequence[RankedPassage], library: Snapshot
) -> tuple[tuple[RankedPassage, ...], str]:
    """The ranked passages of the article; and the reason where no document in scope has it, else empty."""
    sources = query.sources or tuple(dict.fromkeys(item.passage.source for item in ranked))
    places = {source: _article(library.document(source), asked.article) for source in sources}
    there = {source: place for source, place in places.items() if place is not None}
    if not there:
        if len(sources) == 1:
            name = document_name(library.document(sources[0]).metadata)
            return (), messages.NO_SUCH_ARTICLE.format(document=name, article=f"Điều {asked.article}")
        return (), messages.NO_ARTICLE_ANYWHERE.format(article=f"Điều {asked.article}")
    if asked.clause:
        clauses = {source: _clause(library.document(source), place, asked.clause) for source, place in there.items()}
        there = {source: place for source, place in clauses.items() if place is not None}
        if not there:
            names = "; ".join(document_name(library.document(source).metadata) for source in list(clauses)[:3])
            return (), messages.NO_SUCH_ARTICLE.format(document=names, article=asked.written)
    kept = tuple(
        item
        for item in ranked
        if item.passage.source in there
        and there[item.passage.source][0] < item.passage.end
        and item.passage.start < there[item.passage.source][1]
    )
    return kept, "" if kept else messages.DOCUMENTS_DO_NOT_SAY


def text_asked(asked: ArticleAsked, query: Query, library: Snapshot) -> Span | None:
    """Where the article or clause stands whose text is asked for ("… quy định gì?"), in the one document in scope."""
    if len(query.sources) != 1 or not _TEXT_ASKED.search(fold(query.question)):
        return None
    document = library.document(query.sources[0])
    place = _article(document, asked.article)
    if place is not None and asked.clause:
        place = _clause(document, place, asked.clause)
    return None if place is None else shorten(Span(start=place[0], end=place[1]), document.raw.text)


def _article(document: Document, number: str) -> tuple[int, int] | None:
    """Where the last article of this number stands: an annexed rule has its own articles behind the act's."""
    label = f"điều {number}"
    places = [
        (heading.start, heading.section_end)
        for heading in document.outline
        if heading.label.lower().split(", ")[-1] == label
    ]
    if not places:
        found = re.search(rf"(?:^|\n)\W{{0,3}}[ĐD]i[eềê]u\s+{number}\s?[.:]", document.reading.text)
        return (
            None
            if found is None
            else (document.reading.to_source(found.start(), found.end())[0], len(document.raw.text))
        )
    return places[-1]


def _clause(document: Document, place: tuple[int, int], number: str) -> tuple[int, int] | None:
    """Where a numbered clause of the article stands; None where it has none such."""
    text = document.raw.text
    found = re.compile(rf"(?:^|\n)[ \t]{{0,8}}{number}[.)]\s").search(text, max(0, place[0] - 1), place[1])
    if found is None:
        return None
    after = re.compile(rf"\n[ \t]{{0,8}}{int(number) + 1}[.)]\s").search(text, found.end(), place[1])
    return found.start(), after.start() if after else place[1]
