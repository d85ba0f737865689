"""Values of a PDF form's fields whose look was never stored: a viewer draws them from the value, so they are text.

Source: PDF 1.7, 12.7.2 (NeedAppearances), 12.5.3 (flags of annotations).
"""

import ctypes
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

_TYPED = frozenset({"Tx", "Ch"})  # text and choices; buttons are drawn, signatures have stamps
_UNSEEN_FLAGS = 2 | 32  # Hidden, NoView
_PASSWORD = 1 << 13  # of the field
_MOST_VALUE_CHARS = 20_000
_MOST_FIELDS = 2_000  # of one page


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A value and its field's corners: left, right, bottom, top in the page's own points."""

    value: str
    corners: tuple[float, float, float, float]


def undrawn_fields(page: pdfium.PdfPage) -> list[Field]:
    """The seen fields of the page that have a value and no look of their own, from top to bottom."""
    found = []
    for index in range(min(_MOST_FIELDS, pdfium_raw.FPDFPage_GetAnnotCount(page.raw))):
        annotation = pdfium_raw.FPDFPage_GetAnnot(page.raw, index)
        try:
            if pdfium_raw.FPDFAnnot_GetSubtype(annotation) == pdfium_raw.FPDF_ANNOT_WIDGET:
                field = _field(annotation)
                if field is not None:
                    found.append(field)
        finally:
            pdfium_raw.FPDFPage_CloseAnnot(annotation)
    return sorted(found, key=lambda field: (-field.corners[3], field.corners[0]))


def with_values(
    text: str, boxes: npt.NDArray[np.float32], places: list[tuple[str, npt.NDArray[np.float32]]]
) -> tuple[str, npt.NDArray[np.float32]]:
    """The page's text with each value behind the words to its left on its line, or on a line at the end.

    A place is left, top, right, bottom like a box; the letters of a value share its width equally.
    """
    for value, place in places:
        left, top, right, bottom = place.tolist()
        with np.errstate(invalid="ignore"):
            middle = (boxes[:, 1] + boxes[:, 3]) / 2
            beside = np.flatnonzero((middle > top) & (middle < bottom) & (boxes[:, 0] < left))
        at = int(beside[np.argmax(boxes[beside, 2])]) + 1 if len(beside) else len(text)
        before = " " if len(beside) else "\n"
        after = "" if at == len(text) or text[at].isspace() else " "
        edges = np.linspace(left, right, len(value) + 1)
        own = np.full((len(value), 4), np.nan, dtype=np.float32)
        inked = [index for index, letter in enumerate(value) if not letter.isspace()]
        own[inked] = [(edges[index], top, edges[index + 1], bottom) for index in inked]
        blank = np.full((1, 4), np.nan, dtype=np.float32)
        text = text[:at] + before + value + after + text[at:]
        boxes = np.concatenate([boxes[:at], blank, own, blank[: len(after)], boxes[at:]])
    return text, boxes


def _field(annotation: pdfium_raw.FPDF_ANNOTATION) -> Field | None:
    if pdfium_raw.FPDFAnnot_GetFlags(annotation) & _UNSEEN_FLAGS or _string(annotation, b"FT") not in _TYPED:
        return None
    number = ctypes.c_float()
    if pdfium_raw.FPDFAnnot_GetNumberValue(annotation, b"Ff", number) and int(number.value) & _PASSWORD:
        return None
    if pdfium_raw.FPDFAnnot_GetAP(annotation, pdfium_raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2:
        return None
    value = _string(annotation, b"V").replace("\r\n", "\n").replace("\r", "\n").strip()
    rect = pdfium_raw.FS_RECTF()
    if not value or not pdfium_raw.FPDFAnnot_GetRect(annotation, rect):
        return None
    corners = (rect.left, rect.right, min(rect.bottom, rect.top), max(rect.bottom, rect.top))
    return Field(value=value[:_MOST_VALUE_CHARS], corners=corners)


def _string(annotation: pdfium_raw.FPDF_ANNOTATION, key: bytes) -> str:
    """The string or name under a key of the annotation, empty where it has none."""
    size = pdfium_raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium_raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return bytes(buffer).decode("utf-16-le", errors="replace").rstrip("\x00")
