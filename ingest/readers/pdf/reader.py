"""PDF: the text layer of each page with a box for each character, and the pages' pictures.

PDFium gives text and boxes in one pass over the same character list, so both always fit together. A page whose
layer is absent or broken and that has a picture is marked so; its picture can be read later.
PDFium is not thread-safe; read PDFs in one thread of a process.
"""

import ctypes
import io
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdf
import pypdf.errors
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from ingest.documents import FAILED, UNREAD, Page
from ingest.errors import EncryptedFile, FileTooLarge, UnreadableFile
from ingest.language.legacy import legacy_of_text, with_places
from ingest.processes.sandbox import Stopped, guarded
from ingest.quality import read_quality
from ingest.readers.pdf.characters import from_top_left, read_characters, state_of_layer
from ingest.readers.pdf.fields import Field, undrawn_fields, with_values
from ingest.readers.pdf.rules import rules_of
from ingest.tables.page_tables import tables_of

_END_MARK = b"%%EOF"
_END_WITHIN_BYTES = 8192  # a whole file ends with its mark; some writers put a few blank lines after it

# As long as the longest text file.
_MAX_CHARS = 10_000_000
_MAX_PAGES = 20_000
_DEEPEST_FORM = 15

# pypdf believes what a file says of itself, so damage surfaces as an error of almost any kind.
_PYPDF_TRIPS_OVER = (
    *(pypdf.errors.PyPdfError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError),
    *(RuntimeError, OSError, MemoryError),
)

logging.getLogger("pypdf").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLayout:
    """What stands on one page: its text, a box for each character, its size; 0 by 0 points for a damaged page.

    `share_of_pictures` is the share of the page under pictures, 0..1. `rules` are the lines drawn on it, (n, 4) like
    `char_boxes`; `quarter` is by how many degrees it has to be turned clockwise to be read.
    """

    text: str
    char_boxes: npt.NDArray[np.float32]
    rules: npt.NDArray[np.float64]
    quarter: int
    width_pt: float
    height_pt: float
    share_of_pictures: float


_DAMAGED_PAGE = PageLayout(
    text="",
    char_boxes=np.empty((0, 4), dtype=np.float32),
    rules=np.empty((0, 4), dtype=np.float64),
    quarter=0,
    width_pt=0.0,
    height_pt=0.0,
    share_of_pictures=0.0,
)


def read_pdf(content: bytes, source: str) -> tuple[str, tuple[Page, ...]]:
    """The text of the pages joined by form feeds, and the pages with their boxes.

    Raises:
        EncryptedFile: the file opens only with a password.
        FileTooLarge: it has more pages or text than any document.
        UnreadableFile: it is cut or damaged.
    """
    if _END_MARK not in content[-_END_WITHIN_BYTES:]:
        raise UnreadableFile(
            f"Tệp PDF {source!r} bị cắt cụt: thiếu phần cuối tệp. Cần tệp PDF trọn vẹn. Hãy tải hoặc chép lại bản gốc."
        )
    texts: list[str] = []
    pages: list[Page] = []
    for laid_out in guarded(layouts, content, source):
        if isinstance(laid_out, Stopped):
            why = "đọc quá lâu" if laid_out.too_slow else "làm hỏng trình đọc hoặc cần quá nhiều bộ nhớ"
            raise UnreadableFile(
                f"Tệp PDF {source!r} {why} ở trang {len(pages) + 1}. Cần tệp PDF không hỏng. "
                "Hãy mở tệp, in ra tệp PDF mới rồi nạp lại."
            )
        text = laid_out.text
        at = pages[-1].end + 1 if pages else 0
        if at + len(text) > _MAX_CHARS:
            raise FileTooLarge(
                f"Tệp PDF {source!r} có hơn {_MAX_CHARS / 1e6:.0f} triệu chữ. Cần văn bản ngắn hơn. "
                "Hãy tách thành nhiều tệp rồi nạp lại."
            )
        quality = read_quality(text)
        state = FAILED
        if laid_out.width_pt:
            state = state_of_layer(text, quality=quality, share_of_pictures=laid_out.share_of_pictures)
        pages.append(
            Page(
                page_no=len(pages) + 1,
                start=at,
                end=at + len(text),
                quality=0.0 if state == UNREAD else quality,
                width_pt=laid_out.width_pt,
                height_pt=laid_out.height_pt,
                char_boxes=laid_out.char_boxes,
                read_by=state,
                tables=tables_of(
                    text,
                    laid_out.char_boxes,
                    laid_out.rules,
                    size=(laid_out.width_pt, laid_out.height_pt),
                    quarter=laid_out.quarter,
                ),
            )
        )
        texts.append(text)
    return "\f".join(texts), tuple(pages)


def layouts(content: bytes, source: str) -> Iterator[PageLayout]:
    """What stands on each page, in order. A damaged page is an empty one; a file of such pages only is refused.

    Raises:
        EncryptedFile: the file opens only with a password.
        FileTooLarge: it has too many pages.
        UnreadableFile: it is damaged.
    """
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if _asks_for_password(content):
            raise EncryptedFile(
                f"Tệp PDF {source!r} đòi mật khẩu. Chỉ nhận tệp mở được không cần mật khẩu. "
                "Hãy gỡ mật khẩu (in ra tệp PDF mới) rồi nạp lại."
            ) from error
        raise _damaged(source) from error
    try:
        if len(document) > _MAX_PAGES:
            raise FileTooLarge(
                f"Tệp PDF {source!r} khai có {len(document)} trang. Giới hạn là {_MAX_PAGES} trang. "
                "Hãy tách thành nhiều tệp rồi nạp lại."
            )
        whole = 0
        for index in range(len(document)):
            layout = _layout(document, index)
            whole += layout.width_pt > 0
            yield layout
        if not whole:
            raise _damaged(source)
    finally:
        document.close()


def _layout(document: pdfium.PdfDocument, index: int) -> PageLayout:
    try:
        page, fields = with_visible_fields(document, index)
    except pdfium.PdfiumError:
        return _DAMAGED_PAGE
    try:
        text, boxes, quarter = read_characters(page)
        text, boxes = _as_meant(text, boxes)
        if fields:
            corners = np.array([field.corners for field in fields], dtype=np.float64)
            places = from_top_left(corners, page, page.get_rotation())
            text, boxes = with_values(
                text, boxes, [(field.value, place) for field, place in zip(fields, places, strict=True)]
            )
        width_pt, height_pt = page.get_size()
        rules = from_top_left(rules_of(page), page, page.get_rotation())
        share = _share_of_pictures(page)
    except pdfium.PdfiumError:
        return _DAMAGED_PAGE
    finally:
        page.close()
    return PageLayout(
        text=text,
        char_boxes=boxes,
        rules=rules.astype(np.float64),
        quarter=quarter,
        width_pt=width_pt,
        height_pt=height_pt,
        share_of_pictures=share,
    )


def _damaged(source: str) -> UnreadableFile:
    return UnreadableFile(
        f"Tệp PDF {source!r} bị hỏng, không mở được. Cần tệp PDF trọn vẹn. Hãy tải hoặc chép lại bản gốc."
    )


def with_visible_fields(document: pdfium.PdfDocument, index: int) -> tuple[pdfium.PdfPage, list[Field]]:
    """The page, its filled fields and signature stamps drawn into it: they are seen, so they are text.

    Fields with a value and no look of their own cannot be drawn in and come beside it. Only the copy in memory changes.
    """
    page = document[index]
    for annotation_index in range(pdfium_raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium_raw.FPDFPage_GetAnnot(page.raw, annotation_index)
        subtype = pdfium_raw.FPDFAnnot_GetSubtype(annotation)
        pdfium_raw.FPDFPage_CloseAnnot(annotation)
        if subtype == pdfium_raw.FPDF_ANNOT_WIDGET:
            fields = undrawn_fields(page)
            pdfium_raw.FPDFPage_Flatten(page.raw, pdfium_raw.FLAT_NORMALDISPLAY)
            page.close()
            return document[index], fields
    return page, []


def _as_meant(text: str, boxes: npt.NDArray[np.float32]) -> tuple[str, npt.NDArray[np.float32]]:
    """Text of a font from before Unicode, as it is seen; a letter written in two has the box of the first."""
    legacy = legacy_of_text(text)
    if legacy is None:
        return text, boxes
    converted, places = with_places(text, legacy)
    return converted, boxes[places]


def _share_of_pictures(page: pdfium.PdfPage) -> float:
    """The share of the page under pictures, 0..1; a scan is one picture, or strips beside each other."""
    width_pt, height_pt = page.get_size()
    objects = (pdfium_raw.FPDFPage_GetObject(page.raw, at) for at in range(pdfium_raw.FPDFPage_CountObjects(page.raw)))
    share: float = min(1.0, sum(_picture_areas(objects, depth=0)) / max(1.0, width_pt * height_pt))
    return share


def _picture_areas(objects: Iterable[Any], *, depth: int) -> Iterator[float]:
    """The area of each picture in square points. A page holds thousands of objects: only pictures are looked at."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for drawn in objects:
        kind = pdfium_raw.FPDFPageObj_GetType(drawn)
        if kind == pdfium_raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST_FORM:
            count = pdfium_raw.FPDFFormObj_CountObjects(drawn)
            inner = (pdfium_raw.FPDFFormObj_GetObject(drawn, at) for at in range(count))
            yield from _picture_areas(inner, depth=depth + 1)
        elif kind == pdfium_raw.FPDF_PAGEOBJ_IMAGE and pdfium_raw.FPDFPageObj_GetBounds(
            drawn, left, bottom, right, top
        ):
            yield max(0.0, right.value - left.value) * max(0.0, top.value - bottom.value)


def is_portfolio(path: Path) -> bool:
    """Whether the file is shown as a list of the files in it. Source: PDF 1.7, 12.3.5."""
    try:
        with path.open("rb") as file:
            return "/Collection" in pypdf.PdfReader(file).root_object
    except _PYPDF_TRIPS_OVER:
        return False


def _asks_for_password(content: bytes) -> bool:
    try:
        return pypdf.PdfReader(io.BytesIO(content)).is_encrypted
    except _PYPDF_TRIPS_OVER:
        return False  # damaged beyond that question
