"""One page read again because someone asked for it: from pictures of several sizes, as the first was not enough.

Tesseract finds other words on a larger or smaller picture of the same page. The best of its readings is proposed, set
against the text that the page has word by word; what becomes of the page is for whoever asked to say. Nothing is taken
from the cache of pages, and nothing goes into it.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from ingest.documents import BROKEN, FAILED, LAYER, OCR, UNREAD, Page, SourceDocument, Span
from ingest.errors import UnreadableFile, UsageError
from ingest.ocr.ctc_verifier import SecondReader, looked_at
from ingest.ocr.ocr_words import PageText, Word, page_text
from ingest.ocr.page_alignment import aligned, words_of
from ingest.ocr.page_choice import BY_HAND, Language, Look, Place, places
from ingest.ocr.page_merge import Moves, PageReading, Swap, swapped
from ingest.ocr.page_ocr import with_pages, worth
from ingest.ocr.page_reader import DPI, Engine, read_picture
from ingest.ocr.table_cells import Reading
from ingest.ocr.tesseract import PageNotRead
from ingest.quality import read_quality
from ingest.readers import PICTURES

# Dots an inch of the pictures: the usual size, a larger one for small print, a smaller one that blurs the grain away.
SIZES = (DPI, 400, 220)
# A page whose text gives less than this share of what its picture does was never read: all of it is new.
_HARDLY_READ = 0.5
# Words that the second reader is asked about, each twice, at 11 ms a word.
_MOST_LOOKED_AT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PageVersion:
    """The text of a page, and the page with its offsets and doubts counted from its own beginning."""

    text: str
    page: Page

    @property
    def worth(self) -> float:
        """How much of the page the reading gives."""
        return worth(self.text, doubts=len(self.page.doubts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Another reading of a page, and where it differs from the text that the page has; nothing is stored of it yet.

    `was_sha256` is that of the page's text; `is_whole` tells that the page was hardly read before, so that the new
    reading is proposed as a whole, with its lines and tables, and not word by word.
    """

    source: str
    page_no: int
    was_sha256: str
    reading: Reading
    places: tuple[Place, ...]
    is_whole: bool

    @property
    def takes(self) -> tuple[int, ...]:
        """The numbers of the places whose new words are the better ones."""
        return tuple(number for number, place in enumerate(self.places) if place.takes_new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What becomes of a page: the places, by number, that take the new words.

    With `is_whole` the lines and tables of the new reading hold, else those of the page as it stands.
    """

    takes: tuple[int, ...]
    is_whole: bool = False


def version_of(document: SourceDocument, page_no: int) -> PageVersion:
    """A page as it stands in the document.

    Raises:
        UsageError: the document has no page of this number.
    """
    page = next((page for page in document.pages if page.page_no == page_no), None)
    if page is None:
        raise UsageError(
            f"Văn bản {document.source!r} không có trang {page_no}. Cần số của một trang trong văn bản. "
            "Hãy chọn lại trang."
        )
    doubts = tuple(Span(start=span.start - page.start, end=span.end - page.start) for span in page.doubts)
    length = page.end - page.start
    return PageVersion(
        text=document.text[page.start : page.end], page=replace(page, start=0, end=length, doubts=doubts)
    )


def propose(
    document: SourceDocument,
    page_no: int,
    path: Path,
    engine: Engine,
    *,
    language: Language,
    tell: Callable[[int, int], None],
    second: SecondReader | None = None,
    by_hand: Sequence[Span] = (),
) -> Proposal:
    """The best new reading of a page, set against the text that it has.

    `path` is the document's file, under whatever name; `by_hand` are the spans of the page's text that someone set
    right; `tell` hears how many of how many pictures were read.

    Raises:
        UsageError: the document has no page of this number.
        UnreadableFile: the page gives no picture, or none that the engine can read.
    """
    version = version_of(document, page_no)
    width_pt, height_pt = version.page.width_pt or 0.0, version.page.height_pt or 0.0
    if document.media_type not in PICTURES or not width_pt or not height_pt:
        raise UnreadableFile(_no_picture(document.source, page_no))
    found: list[tuple[float, int, Reading, PageText, Image.Image]] = []
    why: PageNotRead | TimeoutError | None = None
    for done, dpi in enumerate(SIZES):
        tell(done, len(SIZES))
        try:
            picture = PICTURES[document.media_type](path, page_no, dpi)
            reading = read_picture(picture, engine, width_pt=width_pt, height_pt=height_pt, second=second)
        except (PageNotRead, TimeoutError) as error:
            why = error  # another size may do
            continue
        text = page_text(reading.words, reading.grids)
        found.append((worth(text.text, doubts=len(text.doubts)), -done, reading, text, picture))
    if not found:
        raise UnreadableFile(_no_picture(document.source, page_no)) from why
    found.sort(key=lambda item: item[:2], reverse=True)
    best, _, reading, text, picture = found[0]
    is_whole = best > version.worth and (
        version.page.read_by in (UNREAD, BROKEN, FAILED) or version.worth < _HARDLY_READ * best
    )
    return Proposal(
        source=document.source,
        page_no=page_no,
        was_sha256=hashlib.sha256(version.text.encode()).hexdigest(),
        reading=reading,
        places=places(
            version.text,
            [item[3] for item in found],
            doubts=version.page.doubts,
            by_hand=by_hand,
            language=language,
            look=_looker(picture, text, width_pt, second),
            is_layer=version.page.read_by == LAYER,
        ),
        is_whole=is_whole,
    )


def default_choice(proposal: Proposal) -> Choice:
    """What is proposed: the better word at each place; on a page that was hardly read all but what was set by hand."""
    return all_new(proposal) if proposal.is_whole else Choice(takes=proposal.takes)


def all_new(proposal: Proposal) -> Choice:
    """The new reading as a whole, without the places that were set right by hand."""
    numbered = enumerate(proposal.places)
    return Choice(takes=tuple(number for number, place in numbered if place.why != BY_HAND), is_whole=True)


def chosen(
    version: PageVersion, proposal: Proposal, choice: Choice, spans: Iterable[Span] = ()
) -> tuple[PageVersion, tuple[Span | None, ...]]:
    """The page as it was chosen, and where `spans` of its present text stand in it, None for what gave way."""
    new = page_text(proposal.reading.words, proposal.reading.grids)
    old_reading = PageReading(
        text=version.text, boxes=version.page.char_boxes, doubts=version.page.doubts, tables=version.page.tables
    )
    new_reading = PageReading(text=new.text, boxes=new.boxes, doubts=new.doubts, tables=new.tables)
    takes = frozenset(choice.takes)
    numbered = list(enumerate(proposal.places))
    if choice.is_whole:
        kept = [(number, place) for number, place in numbered if number not in takes]
        merged, moves = swapped(new_reading, [_swap(place.now_at, old_reading, place.was_at) for _, place in kept])
        there = {place.was_at: moves.swapped(number) for number, (_, place) in enumerate(kept)}
        stands = tuple(_carried(span, version.text, new.text, there, moves, merged.text) for span in spans)
    else:
        taken = [place for number, place in numbered if number in takes]
        merged, moves = swapped(old_reading, [_swap(place.was_at, new_reading, place.now_at) for place in taken])
        open_places = [
            (moves.span(place.was_at) if number not in takes else None)
            for number, place in numbered
            if not place.is_sure and number not in takes and place.was
        ]
        merged = replace(merged, doubts=_joined(merged.doubts, [span for span in open_places if span is not None]))
        stands = tuple(None if moves.touches(span) else moves.span(span) for span in spans)
    page = replace(
        version.page,
        end=len(merged.text),
        quality=read_quality(merged.text),
        char_boxes=merged.boxes,
        tables=merged.tables,
        read_by=OCR if choice.is_whole or takes else _settled(version.page.read_by),
        other_reading=(version.text if choice.is_whole else new.text) or None,
        doubts=merged.doubts,
    )
    return PageVersion(text=merged.text, page=page), stands


def with_version(document: SourceDocument, version: PageVersion) -> SourceDocument:
    """The document with this version of the page; the places of all later pages move along."""
    return with_pages(document, {version.page.page_no: (version.text, version.page)})


def with_tables(document: SourceDocument, fresh: SourceDocument) -> SourceDocument:
    """The stored document with what a fresh reading of its file saw of tables, where the text is still the layer's.

    A store of an older version did not keep tables.
    """
    seen = {page.page_no: (fresh.text[page.start : page.end], page.tables) for page in fresh.pages}
    pages = tuple(
        replace(page, tables=seen[page.page_no][1])
        if page.read_by == LAYER
        and not page.tables
        and seen.get(page.page_no, ("",))[0] == document.text[page.start : page.end]
        else page
        for page in document.pages
    )
    return replace(document, pages=pages)


def _swap(at: Span, other: PageReading, there: Span) -> Swap:
    boxes = None if other.boxes is None else other.boxes[there.start : there.end]
    return Swap(at=at, words=other.text[there.start : there.end], boxes=boxes)


def _carried(span: Span, old: str, new: str, put_back: dict[Span, Span], moves: Moves, merged: str) -> Span | None:
    """Where words of the old text stand in the merged one; `put_back` tells of the places where old words came back.

    None where a part of them gave way.
    """
    side = aligned(old, new)
    pairs = dict(side.equal)
    found: list[Span] = []
    for number, word in enumerate(side.old_words):
        if word.start >= span.end or word.end <= span.start:
            continue
        if number in pairs:
            found.append(moves.span(side.new_words[pairs[number]]))
        for was_at, now_at in put_back.items():
            if was_at.start <= word.start and word.end <= was_at.end:
                start = now_at.start + word.start - was_at.start
                found.append(Span(start=start, end=start + word.end - word.start))
    if not found:
        return None
    stands = Span(start=found[0].start, end=found[-1].end)
    return stands if merged[stands.start : stands.end].split() == old[span.start : span.end].split() else None


def _joined(doubts: Sequence[Span], more: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(sorted({*doubts, *more}))


def _looker(picture: Image.Image, text: PageText, width_pt: float, second: SecondReader | None) -> Look:
    """Asks the second reader about words of a reading, as often as there is time for."""
    scale = picture.width / width_pt
    spans = words_of(text.text)
    numbers = {span: number for number, span in enumerate(spans)}
    asked: list[Span] = []
    grey: list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]] = []
    words: list[Word] = []

    def look(span: Span, texts: Sequence[str]) -> Sequence[float] | None:
        if second is None or span not in numbers or len(asked) >= _MOST_LOOKED_AT:
            return None
        if not words:
            grey.append(np.asarray(picture.convert("L")))
            words.extend(_placed(text, spans, scale))
        asked.append(span)
        return looked_at(grey[0], words, numbers[span], texts, second)

    return look


def _placed(text: PageText, spans: Sequence[Span], scale: float) -> list[Word]:
    """The words of a reading with their boxes in pixels."""
    lines, at, placed = 0, 0, []
    for span in spans:
        lines += text.text.count("\n", at, span.start)
        at = span.start
        boxes = text.boxes[span.start : span.end] * scale
        left, top = np.min(boxes[:, :2], axis=0)
        right, bottom = np.max(boxes[:, 2:], axis=0)
        word = text.text[span.start : span.end]
        placed.append(
            Word(
                text=word, confidence=0.0, left=float(left), top=float(top), right=float(right), bottom=float(bottom),
                line=lines,
            )
        )  # fmt: skip
    return placed


def _settled(read_by: str) -> str:
    """The state of a page whose text won against its picture: it waits no longer."""
    return read_by if read_by == OCR else LAYER


def _no_picture(source: str, page_no: int) -> str:
    return (
        f"Không đọc được ảnh của trang {page_no} trong tệp {source!r}. Cần tệp có ảnh trang rõ. "
        "Hãy quét lại trang rồi nạp lại tệp."
    )
