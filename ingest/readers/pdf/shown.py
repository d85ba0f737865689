"""Which characters of a PDF page are seen on it, and which digits of it are raised marks.

Text that is never painted (invisible mode, off the page, too small to read, the colour of its ground) is left out:
nobody can check an answer against it. Invisible text over a picture stays, since that is the layer of a scan. White
text on a dark ground is seen; so where the colour leaves doubt, the page is drawn and looked at.

Source: PDF 1.7, 9.3.6 (text rendering modes; 3 and 7 paint nothing).
"""

import ctypes
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from ingest.language.superscripts import RAISED

_LAST_BLANK = 0x20
_UNPAINTED = frozenset({3, 7})
_LEAST_HEIGHT_PT = 1.5  # the smallest print of a map is 3 points high
_PALE = 235  # of 255, of each of the three colours
_LEAST_CONTRAST = 24  # of 255, between a letter and its ground
_LONGEST_SIDE_PX = 1600
_MARKED_SIGNS = frozenset('%.,;:)]”"')  # a mark stands behind these, and behind no bracket that opens
_RAISED_HEIGHT = 0.8  # of the letter before; Word raises at two thirds of the size
_RAISED_BY = 0.2  # of the height of the letter before

Box = tuple[float, float, float, float]


def unshown(
    page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, units: npt.NDArray[np.uint16], corners: npt.NDArray[np.float64]
) -> npt.NDArray[np.bool_]:
    """Which of the characters (`corners` as left, right, bottom, top on the unturned page) are not seen on the page."""
    hidden = np.zeros(len(units), dtype=np.bool_)
    pale, unpainted = [], []
    left, bottom, right, top = page.get_cropbox()
    kinds: dict[int, tuple[bool, bool]] = {}
    for at in np.flatnonzero(units > _LAST_BLANK).tolist():
        x0, x1, y0, y1 = corners[at].tolist()
        if x1 <= x0 and y1 <= y0:
            continue  # a font that gives its letters no size
        if x1 <= left or x0 >= right or y1 <= bottom or y0 >= top:
            hidden[at] = True
            continue
        is_unpainted, is_pale = _kind(textpage, at, kinds)
        if is_unpainted:
            unpainted.append(at)
        elif max(x1 - x0, y1 - y0) < _LEAST_HEIGHT_PT and _loose_height(textpage, at) < _LEAST_HEIGHT_PT:
            hidden[at] = True
        elif is_pale:
            pale.append(at)
    if unpainted:
        hidden[_beside_pictures(page, np.array(unpainted), corners)] = True
    if pale:
        seen = _contrast(page)
        for at in pale:
            hidden[at] = seen(corners[at]) < _LEAST_CONTRAST
    return hidden


def raised(textpage: pdfium.PdfTextPage, units: npt.NDArray[np.uint16]) -> list[int]:
    """The digits that stand smaller and higher than the letter to which they are glued."""
    found: list[int] = []
    base: int | None = None
    for at, unit in enumerate(units.tolist()):
        if unit <= _LAST_BLANK:  # a mark is glued; a figure of its own may come in a font of another build
            base = None
        elif base is not None and unit in RAISED and _is_raised(_loose(textpage, at), _loose(textpage, base)):
            found.append(at)
        else:
            base = at if chr(unit).isalnum() or chr(unit) in _MARKED_SIGNS else None
    return found


def _is_raised(box: Box, base: Box) -> bool:
    height = base[3] - base[1]
    return box[3] - box[1] < _RAISED_HEIGHT * height and base[1] + _RAISED_BY * height < box[1] < base[3]


def _kind(textpage: pdfium.PdfTextPage, at: int, kinds: dict[int, tuple[bool, bool]]) -> tuple[bool, bool]:
    """Whether the text that the character belongs to is never painted, and whether it is painted pale."""
    drawn = pdfium_raw.FPDFText_GetTextObject(textpage.raw, at)
    place = ctypes.cast(drawn, ctypes.c_void_p).value
    if place is None:
        return False, False
    if place not in kinds:
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        known = pdfium_raw.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha)
        pale = bool(known) and (min(red.value, green.value, blue.value) >= _PALE or alpha.value <= 255 - _PALE)
        kinds[place] = (pdfium_raw.FPDFTextObj_GetTextRenderMode(drawn) in _UNPAINTED, pale)
    return kinds[place]


def _loose(textpage: pdfium.PdfTextPage, at: int) -> Box:
    """Left, bottom, right, top of the character's place in its line, whatever its ink."""
    rect = pdfium_raw.FS_RECTF()
    if not pdfium_raw.FPDFText_GetLooseCharBox(textpage.raw, at, rect):
        return 0.0, 0.0, 0.0, 0.0
    return rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top)


def _loose_height(textpage: pdfium.PdfTextPage, at: int) -> float:
    """The longer side of the character's place; what is unknown is large."""
    left, bottom, right, top = _loose(textpage, at)
    return max(top - bottom, right - left) or float("inf")


def _beside_pictures(
    page: pdfium.PdfPage, places: npt.NDArray[np.intp], corners: npt.NDArray[np.float64]
) -> npt.NDArray[np.intp]:
    """Which of the characters have their middle over no picture of the page, those inside forms included."""
    for drawn in page.get_objects(filter=[pdfium_raw.FPDF_PAGEOBJ_IMAGE], max_depth=15):
        left, bottom, right, top = drawn.get_bounds()
        x, y = corners[places, :2].mean(axis=1), corners[places, 2:].mean(axis=1)
        places = places[~((left <= x) & (x <= right) & (bottom <= y) & (y <= top))]
        if not len(places):
            break
    return places


def _contrast(page: pdfium.PdfPage) -> Callable[[npt.NDArray[np.float64]], float]:
    """What measures, on the page as drawn, how far the lightest and darkest dot of a place are apart, 0..255."""
    shown_at = page.get_rotation()
    page.set_rotation(0)
    try:
        left, bottom, right, top = page.get_cropbox()
        scale = min(4.0, _LONGEST_SIDE_PX / max(1.0, right - left, top - bottom))
        drawn = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_numpy()
    finally:
        page.set_rotation(shown_at)
    dots = drawn.reshape(drawn.shape[0], drawn.shape[1], -1)[:, :, 0]

    def measured(corner: npt.NDArray[np.float64]) -> float:
        x0, x1, y0, y1 = corner.tolist()
        rows = slice(max(0, int((top - y1) * scale)), max(0, int((top - y0) * scale)) + 1)
        columns = slice(max(0, int((x0 - left) * scale)), max(0, int((x1 - left) * scale)) + 1)
        part = dots[rows, columns]
        return float(int(part.max()) - int(part.min())) if part.size else 0.0

    return measured
