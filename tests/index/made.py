"""Documents made for the tests of the index: generated ones with every field in use, and plain ones of a text."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from ingest.documents import (
    BROKEN,
    FAILED,
    LAYER,
    OCR,
    UNREAD,
    Document,
    Heading,
    IngestedDocument,
    Metadata,
    Page,
    Passage,
    SourceDocument,
    Span,
    Target,
    Task,
)
from ingest.repaired_text import Edit, RepairedText

_ODD = "\f\x00\u0000\u00a0\u200b\u202e\ufeff\U0001f600e\u0302\u0301ệĐđ%'\"\\/\r\n\t"
texts = st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(_ODD)), max_size=30)
shares = st.floats(min_value=0, max_value=1)
names = st.lists(texts, max_size=3).map(tuple)
maybe_texts = st.none() | texts
maybe_dates = st.none() | st.dates()


def plain_item(text: str, source: str = "a.txt", *, metadata: Metadata | None = None) -> IngestedDocument:
    """A document of one page whose passages are the paragraphs of its text, with no edits and no registers."""
    passages = []
    for found in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text):
        start, end = found.span()
        passages.append(made_passage(text, start, end, source))
    raw = SourceDocument(
        source=source,
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        media_type="text/plain",
        text=text,
        pages=(Page(page_no=None, start=0, end=len(text), quality=1.0),),
    )
    document = Document(raw=raw, reading=RepairedText(text), metadata=metadata or Metadata(title=source), outline=())
    return IngestedDocument(document=document, passages=tuple(passages))


def made_passage(text: str, start: int, end: int, source: str) -> Passage:
    """The passage of a span of a text, read as it stands."""
    words = text[start:end]
    return Passage(
        id=hashlib.sha256(f"{source}\0{start}\0{words}".encode()).hexdigest()[:16],
        source=source,
        start=start,
        end=end,
        text=words,
        reading=words,
        path=(),
        kind="paragraph",
        page_no=None,
        quality=1.0,
    )


def with_reading(item: IngestedDocument, readings: Sequence[str]) -> IngestedDocument:
    """The same document, its passages with these repaired readings."""
    pairs = zip(item.passages, readings, strict=True)
    return replace(item, passages=tuple(replace(passage, reading=reading) for passage, reading in pairs))


@st.composite
def ingested_documents(draw: st.DrawFn, source: str = "a.txt") -> IngestedDocument:
    """A document with pages, boxes, edits, outline, passages and register rows, all of odd text."""
    text = draw(st.lists(texts, min_size=1, max_size=6).map("\f".join))
    raw = SourceDocument(
        source=source, content_hash=draw(texts), media_type=draw(texts), text=text, pages=draw(_pages(text))
    )
    document = Document(
        raw=raw,
        reading=RepairedText(text, draw(_edits(text))),
        metadata=draw(metadatas),
        outline=tuple(draw(st.lists(_headings(text), max_size=3))),
    )
    passages = draw(st.lists(_passages(text, source), max_size=4, unique_by=lambda passage: passage.id))
    return IngestedDocument(
        document=document,
        passages=tuple(passages),
        tasks=tuple(draw(st.lists(_tasks(text, source), max_size=3))),
        targets=tuple(draw(st.lists(_targets(text, source), max_size=3))),
    )


metadatas = st.builds(
    Metadata,
    title=texts.filter(bool),
    kind=maybe_texts,
    number=maybe_texts,
    signed_on=maybe_dates,
    issuer=maybe_texts,
    place=names,
    years=st.none() | st.tuples(st.integers(1900, 2100), st.integers(1900, 2100)),
    effective_from=maybe_dates,
    amends=names,
    amended_by=names,
    replaces=names,
    signer=maybe_texts,
    signer_role=maybe_texts,
)


def _spans(text: str) -> st.SearchStrategy[Span]:
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    return ends.map(lambda pair: Span(start=pair[0], end=pair[1]))


@st.composite
def _pages(draw: st.DrawFn, text: str) -> tuple[Page, ...]:
    pages, at = [], 0
    for number, words in enumerate(text.split("\f"), start=1):
        boxes = st_numpy.arrays(np.float32, (len(words), 4), elements=st.floats(width=32))
        pages.append(
            Page(
                page_no=number,
                start=at,
                end=at + len(words),
                quality=draw(shares),
                width_pt=draw(st.none() | st.just(595.3)),
                height_pt=draw(st.none() | st.just(841.9)),
                char_boxes=draw(st.none() | boxes),
                read_by=draw(st.sampled_from([LAYER, OCR, BROKEN, UNREAD, FAILED])),
                other_reading=draw(st.none() | texts),
                doubts=tuple(draw(st.lists(_spans(text), max_size=2))),
            )
        )
        at += len(words) + 1
    return tuple(pages)


@st.composite
def _edits(draw: st.DrawFn, text: str) -> tuple[Edit, ...]:
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        edit = Edit(
            start=start, end=end, was=text[start:end], now=draw(texts), rule=draw(texts), confidence=draw(shares)
        )
        edits.append(edit)
    return tuple(edits)


def _headings(text: str) -> st.SearchStrategy[Heading]:
    def made(level: int, label: str, title: str, offsets: list[int]) -> Heading:
        start, end, section_end = sorted(offsets)
        return Heading(level=level, label=label, title=title, start=start, end=end, section_end=section_end)

    offsets = st.lists(st.integers(0, len(text)), min_size=3, max_size=3)
    return st.builds(made, st.integers(1, 6), texts, texts, offsets)


def _passages(text: str, source: str) -> st.SearchStrategy[Passage]:
    def made(
        span: Span, identifier: str, reading: str, path: tuple[str, ...], page: int | None, quality: float
    ) -> Passage:
        passage = made_passage(text, span.start, span.end, source)
        return replace(passage, id=identifier, reading=reading, path=path, page_no=page, quality=quality)

    return st.builds(made, _spans(text), texts, texts, names, st.none() | st.integers(1, 500), shares)


def _tasks(text: str, source: str) -> st.SearchStrategy[Task]:
    maybe_spans = st.none() | _spans(text)
    return st.builds(
        Task,
        id=texts,
        source=st.just(source),
        part=st.sampled_from(["body", "annex"]),
        group=texts,
        task=texts,
        task_span=_spans(text),
        lead=names,
        lead_span=maybe_spans,
        coordinate=names,
        coordinate_span=maybe_spans,
        advise=names,
        deadline=maybe_texts,
        deadline_span=maybe_spans,
        deadline_date=maybe_dates | st.just(date(2024, 2, 29)),
        product=maybe_texts,
        product_span=maybe_spans,
        budget=maybe_texts,
        budget_span=maybe_spans,
        confidence=shares,
    )


def _targets(text: str, source: str) -> st.SearchStrategy[Target]:
    return st.builds(
        Target,
        id=texts,
        source=st.just(source),
        subject=texts,
        comparison=st.sampled_from(["=", ">=", "<=", "between"]),
        value=texts,
        unit=texts,
        year=maybe_texts,
        kind=st.sampled_from(["target", "achieved"]),
        lead=names,
        confidence=shares,
        span=_spans(text),
    )
