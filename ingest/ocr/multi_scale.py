"""One page read again because someone asked for it: from pictures of several sizes, as the first was not enough.

Tesseract finds other words on a larger or smaller picture of the same page; the best of its readings is set against the
text that the page has. Nothing is taken from the cache of pages, and nothing goes into it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.documents import LAYER, OCR, Page, SourceDocument, Span
from ingest.errors import UnreadableFile, UsageError
from ingest.ocr.ctc_verifier import SecondReader
from ingest.ocr.ocr_words import PageText, page_text
from ingest.ocr.page_ocr import with_pages, worth
from ingest.ocr.page_reader import DPI, Engine, read_picture
from ingest.ocr.tesseract import PageNotRead
from ingest.quality import read_quality
from ingest.readers import PICTURES

# Dots an inch of the pictures: the usual size, a larger one for small print, a smaller one that blurs the grain away.
SIZES = (DPI, 400, 220)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageVersion:
    """The text of a page, and the page with its offsets and doubts counted from its own beginning."""

    text: str
    page: Page

    @property
    def worth(self) -> float:
        """How much of the page the reading gives."""
        return worth(self.text, doubts=len(self.page.doubts))


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


def read_again(
    document: SourceDocument,
    page_no: int,
    path: Path,
    engine: Engine,
    *,
    tell: Callable[[int, int], None],
    second: SecondReader | None = None,
) -> PageVersion:
    """The better of the page as it stands and its best new reading; the other one's text is kept beside it.

    `path` is the document's file, under whatever name; `tell` hears how many of how many pictures were read.

    Raises:
        UsageError: the document has no page of this number.
        UnreadableFile: the page gives no picture, or none that the engine can read.
    """
    version = version_of(document, page_no)
    page = version.page
    width_pt, height_pt = page.width_pt or 0.0, page.height_pt or 0.0
    if document.media_type not in PICTURES or not width_pt or not height_pt:
        raise UnreadableFile(_no_picture(document.source, page_no))
    found: list[PageText] = []
    why: PageNotRead | TimeoutError | None = None
    for done, dpi in enumerate(SIZES):
        tell(done, len(SIZES))
        try:
            picture = PICTURES[document.media_type](path, page_no, dpi)
            reading = read_picture(picture, engine, width_pt=width_pt, height_pt=height_pt, second=second)
            found.append(page_text(reading.words, reading.grids))
        except (PageNotRead, TimeoutError) as error:
            why = error  # another size may do
    if not found:
        raise UnreadableFile(_no_picture(document.source, page_no)) from why
    best = max(found, key=lambda text: worth(text.text, doubts=len(text.doubts)))
    if worth(best.text, doubts=len(best.doubts)) <= version.worth:
        return replace(version, page=replace(page, read_by=_settled(page.read_by), other_reading=best.text))
    return PageVersion(
        text=best.text,
        page=replace(
            page,
            end=len(best.text),
            quality=read_quality(best.text),
            char_boxes=best.boxes,
            tables=best.tables,  # those of before are stretches of the earlier text
            read_by=OCR,
            other_reading=version.text or None,
            doubts=best.doubts,
        ),
    )


def with_version(document: SourceDocument, version: PageVersion) -> SourceDocument:
    """The document with this version of the page; the places of all later pages move along."""
    return with_pages(document, {version.page.page_no: (version.text, version.page)})


def with_tables(document: SourceDocument, fresh: SourceDocument) -> SourceDocument:
    """The stored document with what a fresh reading of its file saw of tables, where the text is still the layer's."""
    seen = {page.page_no: (fresh.text[page.start : page.end], page.tables) for page in fresh.pages}
    pages = tuple(
        replace(page, tables=seen[page.page_no][1])
        if page.read_by == LAYER and seen.get(page.page_no, ("",))[0] == document.text[page.start : page.end]
        else page
        for page in document.pages
    )
    return replace(document, pages=pages)


def _settled(read_by: str) -> str:
    """The state of a page whose text won against its picture: it waits no longer."""
    return read_by if read_by == OCR else LAYER


def _no_picture(source: str, page_no: int) -> str:
    return (
        f"Không đọc được ảnh của trang {page_no} trong tệp {source!r}. Cần tệp có ảnh trang rõ. "
        "Hãy quét lại trang rồi nạp lại tệp."
    )
