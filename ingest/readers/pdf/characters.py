"""The characters of one PDF page in reading order, with a box for each; and whether its text layer can be trusted.

PDFium gives text and boxes in one pass over the same character list, so both always fit together. A table that was
printed sideways is turned upright first. A text layer is trusted by its letters and the page's pictures, never on its
own word: a scan may carry the layer of a machine that read it badly.
"""

import ctypes
import re
from collections import Counter
from itertools import pairwise
from math import degrees

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from ingest.documents import BROKEN, LAYER, UNREAD
from ingest.language.superscripts import RAISED, SUPERSCRIPTS
from ingest.readers.pdf.shown import raised, unshown

# PDFium's stand-ins for a hyphen that ends a line, in older and newer builds.
_LINE_END_HYPHENS = (0x0002, 0xFFFE)
_LAST_BLANK = 0x20
# No page of paper holds more than some 20,000 characters, not even a map.
_MAX_PAGE_CHARS = 200_000
_ANGLES_LOOKED_AT = 60
# Letters of one word stand closer than this part of their height; a space is at least twice as wide.
_WITHIN_WORD = 0.15
_WORD_SPACE = 1.5  # of a letter's height: as far apart as words stand in a line that is spread out
_MARKS = frozenset(SUPERSCRIPTS)
_BOX_PROTOTYPE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 4)
# Characters of the layer up to which a page is read if pictures cover such a share of it: a digital signature's stamp
# has up to 200 characters, a printed header on the last, short page of a scan 100.
_UNREAD_UNDER: tuple[tuple[int, float], ...] = ((300, 0.5), (120, 0.2))
# A layer over a picture of the whole page was read by some machine. Born-digital pages: 0.80 and more, their lists of
# names 0.71, none of them on a picture; broken layers: 0.14 to 0.37.
_TRUSTED_QUALITY = 0.9
_PICTURE_SHARE = 0.5
# Fonts that do not say which letters they draw give characters of private use, or none: nothing else is so unreadable.
_NO_LETTERS = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_NO_LETTERS_SHARE = 0.2


def read_characters(page: pdfium.PdfPage) -> tuple[str, npt.NDArray[np.float32], int]:
    """The page's text, its boxes, (len(text), 4) float32, NaN for characters without ink, and how it is to be turned.

    The last is by how many degrees the page has to be turned clockwise for most of its letters to stand upright.

    Nothing of a page that holds more than any page of paper: it was made to do harm.
    """
    shown_at = page.get_rotation()
    textpage = page.get_textpage()
    try:
        count = max(0, pdfium_raw.FPDFText_CountChars(textpage.raw))
        if count > _MAX_PAGE_CHARS:
            return "", np.empty((0, 4), dtype=np.float32), 0
        upright = _upright(textpage, count, shown_at)
        if upright != shown_at:
            textpage.close()
            page.set_rotation(upright)
            textpage = page.get_textpage()
            count = max(0, pdfium_raw.FPDFText_CountChars(textpage.raw))
        units = _code_units(textpage, count)
        corners = _corners(textpage, count)
        hidden = unshown(page, textpage, units, corners)
        marks = raised(textpage, units)
        units[marks] = [RAISED[unit] for unit in units[marks].tolist()]
        if upright != shown_at:
            units[_turns(textpage, units)] = ord("\n")
    finally:
        textpage.close()
        page.set_rotation(shown_at)
    text, corners = _as_text(*_without(hidden, units, corners))
    boxes, turned = (from_top_left(corners, page, rotation) for rotation in (shown_at, upright))
    breaks = [at for at in range(1, len(text) - 1) if text[at] == "\n" and _is_no_line_end(text, at, boxes, turned)]
    stretches = pairwise([-1, *breaks, len(text)])
    whole = "".join(text[start + 1 : end] for start, end in stretches)
    return whole, np.delete(boxes, breaks, axis=0), (upright - shown_at) % 360


def from_top_left(corners: npt.NDArray[np.float64], page: pdfium.PdfPage, rotation: int) -> npt.NDArray[np.float32]:
    """The corners as left, top, right, bottom on the page cropped and turned by `rotation`, origin top left."""
    crop_left, crop_bottom, crop_right, crop_top = page.get_cropbox()
    left, right = corners[:, 0] - crop_left, corners[:, 1] - crop_left
    bottom, top = corners[:, 2] - crop_bottom, corners[:, 3] - crop_bottom
    width, height = crop_right - crop_left, crop_top - crop_bottom
    shown = {
        0: (left, height - top, right, height - bottom),
        90: (bottom, left, top, right),
        180: (width - right, bottom, width - left, top),
        270: (height - top, width - right, height - bottom, width - left),
    }[rotation]
    return np.stack(shown, axis=1).astype(np.float32)


def state_of_layer(text: str, *, quality: float, share_of_pictures: float) -> str:
    """UNREAD for a page whose layer is absent, BROKEN for one whose layer is broken, else LAYER."""
    if len(_NO_LETTERS.findall(text)) > _NO_LETTERS_SHARE * max(1, len(text)):
        return BROKEN
    if quality >= _TRUSTED_QUALITY and len(text) > _UNREAD_UNDER[0][0]:
        return LAYER
    if any(len(text) <= chars and share_of_pictures > share for chars, share in _UNREAD_UNDER):
        return UNREAD
    return BROKEN if share_of_pictures > _PICTURE_SHARE and quality < _TRUSTED_QUALITY else LAYER


def _without(
    hidden: npt.NDArray[np.bool_], units: npt.NDArray[np.uint16], corners: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.float64]]:
    """The characters without those that are not seen, and without the blanks between those."""
    if not hidden.any():
        return units, corners
    gone = hidden.copy()
    inked = np.flatnonzero(units > _LAST_BLANK).tolist()
    for before, after in pairwise(inked):
        if hidden[before] and hidden[after]:
            gone[before:after] = True
    return units[~gone], corners[~gone]


def _as_text(units: npt.NDArray[np.uint16], corners: npt.NDArray[np.float64]) -> tuple[str, npt.NDArray[np.float64]]:
    """The code units as text whose lines end with a line feed alone, and the corners that are left, one for each."""
    corners[units <= _LAST_BLANK] = np.nan
    keep = units != ord("\r")
    keep[1:] &= ~(_is_between(units[1:], 0xDC00, 0xDFFF) & _is_between(units[:-1], 0xD800, 0xDBFF))
    units[np.isin(units, _LINE_END_HYPHENS)] = ord("-")
    text = units[units != ord("\r")].astype("<u2").tobytes().decode("utf-16-le", errors="replace")
    if len(text) != keep.sum():  # half a surrogate pair: no code point of its own, so the boxes lose their place
        return text, np.full((len(text), 4), np.nan, dtype=np.float64)
    return text, corners[keep]


def _upright(textpage: pdfium.PdfTextPage, count: int, shown_at: int) -> int:
    """The rotation at which most of the page's letters stand upright; the page's own where no quarter has most."""
    step = max(1, count // _ANGLES_LOOKED_AT)
    angles = (pdfium_raw.FPDFText_GetCharAngle(textpage.raw, index) for index in range(0, count, step))
    quarters = Counter(_quarter(angle) for angle in angles if angle >= 0)
    if not quarters:
        return shown_at
    quarter, letters = quarters.most_common(1)[0]
    return -quarter % 360 if 2 * letters > quarters.total() else shown_at


def _turns(textpage: pdfium.PdfTextPage, units: npt.NDArray[np.uint16]) -> list[int]:
    """The spaces between a running head that stands level and a text that stands sideways."""
    inked = np.flatnonzero(units > _LAST_BLANK).tolist()
    quarters = [_quarter(pdfium_raw.FPDFText_GetCharAngle(textpage.raw, index)) for index in inked]
    places = zip(pairwise(inked), pairwise(quarters), strict=True)
    return [after - 1 for (before, after), (one, other) in places if one != other and after - before == 2]


def _quarter(angle: float) -> int:
    """The angle in degrees, a multiple of 90."""
    return round(degrees(angle) / 90) * 90 % 360


def _is_no_line_end(text: str, at: int, *boxes: npt.NDArray[np.float32]) -> bool:
    """Whether a line end that PDFium saw is within a word, or behind a raised mark after which the line goes on."""
    return _is_within_word(at, *boxes) or any(_goes_on_behind_mark(text, at, each) for each in boxes)


def _goes_on_behind_mark(text: str, at: int, boxes: npt.NDArray[np.float32]) -> bool:
    base, after = at - 1, at + 1
    while base >= 0 and text[base] in _MARKS:
        base -= 1
    while after < len(text) and text[after] == " ":
        after += 1
    if base == at - 1 or base < 0 or after == len(text):
        return False
    letter, mark, follower = boxes[base], boxes[at - 1], boxes[after]
    height = letter[3] - letter[1]
    return bool(
        letter[1] - height < follower[1]
        and abs(follower[3] - letter[3]) < 0.5 * height
        and -_WITHIN_WORD * height < follower[0] - mark[2] < _WORD_SPACE * height
    )


def _is_within_word(at: int, *boxes: npt.NDArray[np.float32]) -> bool:
    """Whether a line end that PDFium saw stands between two letters of one word, as a letter from another font may."""
    return any(_are_one_word(each[at - 1], each[at + 1]) for each in boxes)


def _are_one_word(before: npt.NDArray[np.float32], after: npt.NDArray[np.float32]) -> bool:
    """Whether the second letter follows closely on the first, on its line; false where one has no ink."""
    height = max(before[3] - before[1], after[3] - after[1])
    shared = min(before[3], after[3]) - max(before[1], after[1])
    gap = after[0] - before[2]
    return bool(shared > 0.5 * min(before[3] - before[1], after[3] - after[1]) and abs(gap) < _WITHIN_WORD * height)


def _code_units(textpage: pdfium.PdfTextPage, count: int) -> npt.NDArray[np.uint16]:
    """PDFium's characters as UTF-16 code units, one for each of its `count` character indices."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium_raw.FPDFText_GetText(textpage.raw, 0, count, buffer)
    if written == count + 1:
        return np.array(buffer[:count], dtype=np.uint16)
    # The bulk call leaves some characters out; the slow way keeps every index.
    units = [pdfium_raw.FPDFText_GetUnicode(textpage.raw, index) for index in range(count)]
    return np.array([unit if 0 < unit <= 0xFFFF else 0xFFFD for unit in units], dtype=np.uint16)


def _corners(textpage: pdfium.PdfTextPage, count: int) -> npt.NDArray[np.float64]:
    """Left, right, bottom, top of each character in the page's own coordinates, NaN where it has none.

    Called through plain addresses: four typed pointers for each character would cost three times as long.
    """
    corners = np.full((count, 4), np.nan, dtype=np.float64)
    get_box = _BOX_PROTOTYPE(ctypes.cast(pdfium_raw.FPDFText_GetCharBox, ctypes.c_void_p).value or 0)
    handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    place = corners.ctypes.data
    for index in range(count):
        get_box(handle, index, place, place + 8, place + 16, place + 24)
        place += 32
    return corners


def _is_between(units: npt.NDArray[np.uint16], low: int, high: int) -> npt.NDArray[np.bool_]:
    return (units >= low) & (units <= high)
