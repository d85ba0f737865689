"""The nouns that every later stage speaks: documents, pages, passages, register rows.

All offsets are code points, half-open, into the *source text*, which never changes after ingestion: the
decoded text of a text file, or the pages of a paged file joined by a form feed.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ingest.repaired_text import RepairedText


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open range of code points of a source text."""

    start: int
    end: int


LAYER = "layer"
"""The page's text is the file's own."""
OCR = "ocr"
"""The page's text was read from its picture."""
BROKEN = "broken"
"""The page's text is the file's own, which is broken; its picture was not read."""
UNREAD = "unread"
"""The page is a picture that was not read."""
FAILED = "failed"
"""The page's picture could not be read: its text is that of the layer, broken or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """One cell of a table: its first row and column, how many of each it spans, its words and its rectangle.

    `spans` are the stretches of the page's text that stand in it, in their order there; none for an empty cell.
    `box` is left, top, right, bottom in PDF points, origin top left; None where the file has no pages.
    """

    row: int
    column: int
    rows: int
    columns: int
    spans: tuple[Span, ...]
    box: tuple[float, float, float, float] | None = None

    def text_of(self, text: str) -> str:
        """The words of the cell, white space squeezed; `text` is what its spans are counted in."""
        return " ".join(" ".join(text[span.start : span.end] for span in self.spans).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The part of a table that stands on one page: its cells row by row.

    `head_rows` is how many rows the file itself calls the head, 0 where it does not say. `tells_merged` says that a
    cell over several rows or columns is one cell here, so that an empty cell is empty; a text cannot tell the two
    apart.
    """

    cells: tuple[TableCell, ...]
    head_rows: int = 0
    tells_merged: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a paged document; an unpaged document has a single page whose `page_no` is None.

    `quality` is the read quality, 0..1. `char_boxes` is (end - start, 4) float32: left, top, right, bottom of
    each character in PDF points, origin top left, NaN where a character has no ink; None without a layout.
    `read_by` is one of LAYER, OCR, BROKEN, UNREAD, FAILED; `other_reading` the text of layer or picture that was found
    worse than the page's text, None where the page was read once; `doubts` are spans of the source text that
    were hard to read.
    `tables` are what the reader saw of tables, their spans counted from the beginning of the page.
    """

    page_no: int | None
    start: int
    end: int
    quality: float
    width_pt: float | None = None
    height_pt: float | None = None
    char_boxes: npt.NDArray[np.float32] | None = field(default=None, repr=False, compare=False)
    read_by: str = LAYER
    other_reading: str | None = field(default=None, repr=False)
    doubts: tuple[Span, ...] = field(default=(), repr=False)
    tables: tuple[Table, ...] = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument:
    """What a reader returns: the source text of one file, verbatim, and where its pages lie.

    `source` is the file name, unique within a store; `content_hash` the SHA-256 of the file's bytes, in hex.
    """

    source: str
    content_hash: str
    media_type: str
    text: str = field(repr=False)
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a document says of itself; None where it does not say.

    `title` is a repaired reading and never empty (the file's name where the text has no title). `number` is the
    official number ("3044/QĐ-UBND"); `place` the places it governs, widest first ("Thừa Thiên Huế"); `years`
    the first and last year that it plans for or reports on. `effective_from` is its first day of force; `amends` are
    the documents that it changes, `replaces` those that it ends as a whole, and `amended_by` those that changed it,
    each by its number, a law by its name where it is cited without one. `signer` is the name of who signed, and
    `signer_role` the office.
    """

    title: str
    kind: str | None = None
    number: str | None = None
    signed_on: date | None = None
    issuer: str | None = None
    place: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    effective_from: date | None = None
    amends: tuple[str, ...] = ()
    amended_by: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    signer: str | None = None
    signer_role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One heading of the outline: `III.7` "Sở Khoa học và Công nghệ", and the section that it opens.

    `start:end` covers the heading's own words, `end:section_end` what stands under it, sub-sections included.
    `label` is the dotted path of numerals ("III.7", "phụ lục II.3"), `level` 1 for the outermost.
    """

    level: int
    label: str
    title: str
    start: int
    end: int
    section_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source document with its repaired reading, what it says of itself, and its outline."""

    raw: SourceDocument
    reading: RepairedText = field(repr=False)
    metadata: Metadata
    outline: tuple[Heading, ...]

    @property
    def source(self) -> str:
        """The unique name of the document."""
        return self.raw.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A unit that a reader would quote: a bullet, a numbered task, a paragraph, a table row.

    `text` is the source text of `start:end`, verbatim; `reading` its repaired reading; `path` the repaired
    titles of the headings above it, outermost first, which are searched but never quoted.
    `id` is a hash of content and place: the same on every machine.
    """

    id: str
    source: str
    start: int
    end: int
    text: str
    reading: str
    path: tuple[str, ...]
    kind: str
    page_no: int | None
    quality: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One row of the register of assigned tasks; each field with the span of its own words.

    `part` is "body" or "annex"; `group` the outline label it stands under. Agencies have their full names in the
    document's own time. `deadline_date` is the last day that the deadline's words allow, None if they name none;
    `deadline_from` the first; `recurrence` how often it recurs, one of EVERY in `ingest.language.periods`; `relative`
    the words of a term that runs from an event.
    """

    id: str
    source: str
    part: str
    group: str
    task: str
    task_span: Span
    lead: tuple[str, ...] = ()
    lead_span: Span | None = None
    coordinate: tuple[str, ...] = ()
    coordinate_span: Span | None = None
    advise: tuple[str, ...] = ()
    deadline: str | None = None
    deadline_span: Span | None = None
    deadline_date: date | None = None
    deadline_from: date | None = None
    recurrence: str | None = None
    relative: str | None = None
    product: str | None = None
    product_span: Span | None = None
    budget: str | None = None
    budget_span: Span | None = None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One row of the register of targets and figures.

    `comparison` is one of "=", ">=", "<=", "between", None where the words do not say; `year` is the last that binds
    it, also from a heading or the document's own period; `kind` is "target" (set) or "achieved" (reported). `lead` are
    the agencies that answer for it, where its table or its heading names them.
    """

    id: str
    source: str
    subject: str
    comparison: str | None
    value: str
    unit: str
    year: str | None
    kind: str
    lead: tuple[str, ...] = ()
    confidence: float
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestedDocument:
    """All that ingestion makes of one file: what a store takes in as one unit.

    `path` is the file that it was read from; None where it was not read from one.
    """

    document: Document
    passages: tuple[Passage, ...]
    tasks: tuple[Task, ...] = ()
    targets: tuple[Target, ...] = ()
    path: Path | None = field(default=None, compare=False)
