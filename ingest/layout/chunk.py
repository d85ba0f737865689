"""Passages: the units that a reader would quote, each with the path of headings above it.

A bullet, a numbered task, a paragraph, a title, a run of table cells. Every visible character of a document
lies in a passage, in a heading, or in furniture. `Passage.text` is the source text of its span, verbatim; what
helps a search but was not said there (path, title, place) goes into `embedding_text`.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from ingest.documents import Document, Heading, Metadata, Page, Passage
from ingest.language.fold import fold
from ingest.layout.blocks import Block, blocks_of
from ingest.layout.lines import on_one_line
from ingest.layout.numbering import RANKS
from ingest.layout.outline import is_assignment
from ingest.quality import read_quality

# A citation may have 900 characters; a longer unit is cut where a sentence or clause ends.
MAX_PASSAGE_CHARS = 900

# Flattened tables: shorter runs lose the task of their agency, longer ones mix several rows.
_MIN_ROW_CHARS = 120
_MAX_RUN_CHARS = 600

# A quality of its own needs enough words; a shorter passage has the quality of its page.
_OWN_QUALITY_CHARS = 120

_LEAD_IN_CHARS = 300
# What an encoder sees above a passage; its time grows with every word.
_TITLE_CHARS_EMBEDDED, _HEADING_CHARS_EMBEDDED = 200, 60
_PATH_ENTRY_CHARS = 200
_CUTS = (
    re.compile(r"(?<=[.;!?])\s++(?=[^\W\d_+]|[-+])|(?<!\s)\s++(?=\+\s)"),
    re.compile(r"(?<=[,:])\s+"),
    re.compile(r"\s+"),
)
# The last columns of an annex say when and with what money; folded, as scans leave them.
_ROW_END = re.compile(
    r"\b(n\S{1,2} 20\d\d|hang (nam|qu)|th\S{2,4}ng xuyen|ngan sach|qu\S? [iv1l]+\b|thang \d|tr\S{1,3}c (ngay|thang|qu)|"
    r"theo quy d)"
)
_ROW_END_CHARS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A span that becomes one passage, before its text is taken."""

    start: int
    end: int
    kind: str
    lead_in: str = ""
    skipped: tuple[tuple[int, int], ...] = ()


def chunk(document: Document) -> Iterator[Passage]:
    """The passages of the document in order of place."""
    blocks = blocks_of(document.raw, document.reading)
    text = document.raw.text
    furniture = sorted((block.start, block.end) for block in blocks if block.kind == "furniture")
    for piece in _pieces(blocks, document):
        for start, end in _cut(text, piece.start, piece.end):
            yield _passage(document, replace(piece, start=start, end=end), furniture)


def passage_id(source: str, start: int, end: int, text: str) -> str:
    """The id of the passage that stands there: the same on every machine."""
    return hashlib.sha256(f"{source}\0{start}\0{end}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:20]


def embedding_text(passage: Passage, metadata: Metadata) -> str:
    """What an encoder sees: the document's title, its place and years where the title lacks them, and the reading.

    Of the headings only the nearest, and only its opening: a vector is the mean of its words, and more of them made it
    more of what all passages of a section share. The lexical index has them all.
    """
    title = shorten(metadata.title, _TITLE_CHARS_EMBEDDED, placeholder="")
    place = "" if metadata.place and fold(metadata.place[-1]) in fold(title) else ", ".join(metadata.place)
    years = [str(year) for year in sorted(set(metadata.years or ())) if str(year) not in title]
    head = ". ".join(part for part in (title, place, "–".join(years)) if part)
    heading = shorten(passage.path[-1], _HEADING_CHARS_EMBEDDED, placeholder="") if passage.path else ""
    return "\n".join(part for part in (head, heading, passage.reading.strip()) if part)


def _pieces(blocks: Sequence[Block], document: Document) -> Iterator[_Piece]:
    """The blocks as pieces: cells in runs, lead-ins joined to what they introduce."""
    text = document.raw.text
    lead_ins: list[tuple[float, str]] = []  # rank number and reading of each lead-in that is still open
    waiting: Block | None = None  # a lead-in that will open the next piece
    run: list[Block] = []
    agency: Block | None = None  # the heading that names who has to do what follows
    for index, block in enumerate(blocks):
        if block.kind == "furniture":
            continue
        if block.kind == "cell":
            if waiting is not None:
                yield _Piece(start=waiting.start, end=waiting.end, kind=_kind(waiting), lead_in=_joined(lead_ins[:-1]))
                waiting = None
            run = [*run, block]
            size = run[-1].end - run[0].start
            below = next((other for other in blocks[index + 1 :] if other.kind != "furniture"), None)
            if _run_is_full(run, size, below, document):
                yield _Piece(start=run[0].start, end=run[-1].end, kind="cells")
                run = []
            continue
        if run:
            yield _Piece(start=run[0].start, end=run[-1].end, kind="cells")
            run = []
        rank = RANKS[block.rank] if block.rank else _PARAGRAPH_RANK
        if block.kind != "text":
            if waiting is not None:
                yield _Piece(start=waiting.start, end=waiting.end, kind=_kind(waiting), lead_in=_joined(lead_ins[:-1]))
                waiting = None
            lead_ins = []
            assigns = block.rank in ("arabic", "dotted") and is_assignment(document.outline, block.start)
            agency = block if assigns else None
            if block.kind == "title" or _tells_in_heading(block, text):
                yield _Piece(start=block.start, end=block.end, kind="title" if block.kind == "title" else "item")
            continue
        under_lead = waiting is not None and rank > (RANKS[waiting.rank] if waiting.rank else _PARAGRAPH_RANK)
        if waiting is not None and not under_lead:
            yield _Piece(start=waiting.start, end=waiting.end, kind=_kind(waiting), lead_in=_joined(lead_ins[:-1]))
            waiting, lead_ins = None, [entry for entry in lead_ins if entry[0] < rank]
        lead_ins = [entry for entry in lead_ins if entry[0] < rank]
        start = block.start
        if agency is not None and block.end - agency.start <= MAX_PASSAGE_CHARS:
            start = agency.start
        agency = None
        joined = waiting is not None and block.end - waiting.start <= MAX_PASSAGE_CHARS
        if waiting is not None and joined:
            start = waiting.start
        elif waiting is not None:
            yield _Piece(start=waiting.start, end=waiting.end, kind=_kind(waiting), lead_in=_joined(lead_ins[:-1]))
        waiting = None
        if text[block.start : block.end].endswith(":"):
            reading = on_one_line(document.reading.read(block.words, block.end))
            if block.end - start <= _LEAD_IN_CHARS:
                waiting = replace(block, start=start)
            else:
                yield _Piece(start=start, end=block.end, kind=_kind(block), lead_in=_joined(lead_ins))
            lead_ins = [*lead_ins, (rank, reading)]
            continue
        above = lead_ins[:-1] if joined else lead_ins
        yield _Piece(start=start, end=block.end, kind=_kind(block), lead_in=_joined(above))
    if run:
        yield _Piece(start=run[0].start, end=run[-1].end, kind="cells")
    if waiting is not None:
        yield _Piece(start=waiting.start, end=waiting.end, kind=_kind(waiting), lead_in=_joined(lead_ins[:-1]))


_PARAGRAPH_RANK = RANKS["letter"] + 0.5


def _kind(block: Block) -> str:
    return {None: "paragraph", "bullet": "bullet", "plus": "bullet"}.get(block.rank, "item")


def _joined(lead_ins: Sequence[tuple[float, str]]) -> str:
    return " ".join(reading for _, reading in lead_ins)


def _tells_in_heading(block: Block, text: str) -> bool:
    """Whether the heading is an article that says its rule in the same breath."""
    return block.rank == "article" and text[block.start : block.end].endswith((".", ";", ":", "/"))


def _run_is_full(run: Sequence[Block], size: int, below: Block | None, document: Document) -> bool:
    """Whether a run of cells ends here: its row ends, its size is enough, or the next cell would be too much."""
    if below is None or below.kind != "cell" or below.new_row:
        return True
    if below.end - run[0].start > _MAX_RUN_CHARS:
        return True
    if size < _MIN_ROW_CHARS:
        return False
    last = run[-1]
    if last.end - last.start <= _ROW_END_CHARS and _ROW_END.search(fold(document.reading.read(last.start, last.end))):
        follows = below.end - below.start <= _ROW_END_CHARS and _ROW_END.search(
            fold(document.reading.read(below.start, below.end))
        )
        return not follows
    return False


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span in parts of at most `MAX_PASSAGE_CHARS`, cut at the best place in each part's second half."""
    while end - start > MAX_PASSAGE_CHARS:
        window = text[start : start + MAX_PASSAGE_CHARS]
        least = max(MAX_PASSAGE_CHARS // 2, MAX_PASSAGE_CHARS - (start + 2 * MAX_PASSAGE_CHARS - end))
        least = min(least, MAX_PASSAGE_CHARS // 2)
        for pattern in _CUTS:
            places = [match for match in pattern.finditer(window) if match.start() >= least]
            if places:
                cut_start, cut_end = places[-1].span()
                break
        else:
            cut_start = cut_end = MAX_PASSAGE_CHARS
        yield start, start + cut_start
        start += cut_end
        start += len(text[start:end]) - len(text[start:end].lstrip())
    if start < end:
        yield start, end


def _passage(document: Document, piece: _Piece, furniture: Sequence[tuple[int, int]]) -> Passage:
    text = document.raw.text[piece.start : piece.end]
    page = _page_of(document.raw.pages, piece.start)
    path = [heading.title for heading in _above(document.outline, piece.start, piece.end)]
    if piece.lead_in:
        path.append(piece.lead_in[:_PATH_ENTRY_CHARS])
    own = read_quality(text) if len(text) >= _OWN_QUALITY_CHARS else page.quality
    return Passage(
        id=passage_id(document.source, piece.start, piece.end, text),
        source=document.source,
        start=piece.start,
        end=piece.end,
        text=text,
        reading=_reading(document, piece, furniture),
        path=tuple(path),
        kind=piece.kind,
        page_no=page.page_no,
        quality=own,
    )


def _reading(document: Document, piece: _Piece, furniture: Sequence[tuple[int, int]]) -> str:
    """The repaired reading of the span without the page furniture that a sentence runs across."""
    parts, at = [], piece.start
    for start, end in furniture[bisect_right(furniture, (piece.start, -1)) :]:
        if start >= piece.end:
            break
        parts.append(document.reading.read(at, start))
        at = end
    parts.append(document.reading.read(at, piece.end))
    return on_one_line(" ".join(parts))


def _page_of(pages: Sequence[Page], at: int) -> Page:
    return pages[max(0, bisect_right([page.start for page in pages], at) - 1)]


def _above(outline: Sequence[Heading], start: int, end: int) -> list[Heading]:
    """The headings whose section or own words hold the span, outermost first."""
    return [heading for heading in outline if heading.start <= start and end <= max(heading.section_end, heading.end)]
