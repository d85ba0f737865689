"""Pages of kept files as pictures, with the rectangles of a quote set off, whole or cut out around the quote.

A page is drawn, marked and packed in a process with limits, as a file may be made to do harm: whoever looks at it waits
some seconds at most, and nobody else waits for that. What is drawn has a limit of pixels whatever size a page claims.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw

from ingest.errors import InputError, UnreadableFile
from ingest.processes.sandbox import guarded
from ingest.readers.image import shown_picture
from ingest.readers.pdf.render import drawn
from parc_search import messages

Box = tuple[float, float, float, float]

SCREEN_DPI = 110
CROP_DPI = 200
# What a reader needs around a quote to see where it stands on the page.
CROP_MARGIN_PT = 18.0
# How much farther out the edge may lie to fall between two lines; a line of 13 points is 18 high with its space.
_FREE_ROW_PT = 14.0
# Boxes of one line lie closer than this many of its heights; a word between them would take more room.
_SAME_LINE_GAP = 0.6
_MARK = (255, 232, 140)
_MARK_EDGE = (138, 101, 0)
# A picture of 110 dpi takes about half a megabyte.
_PICTURES_HELD = 48
# Twice an A3 sheet at the finer resolution; larger ones are drawn coarser.
_MOST_PIXELS = 16_000_000
_A4_WIDTH_INCHES = 8.27
_PATIENCE_S = 10.0  # of a processor; an ordinary page takes a fifth of a second


def page_picture(
    file: Path, media_type: str, *, page_no: int, width_pt: float, boxes: Sequence[Box] = (), dpi: int = SCREEN_DPI
) -> bytes:
    """The page (1-based) as PNG, the boxes (points from the top left) marked on it.

    Raises:
        UnreadableFile: the file has no such page, or it cannot be drawn.
    """
    return _picture(file, media_type, page_no, width_pt, tuple(boxes), dpi, False)


def quote_picture(file: Path, media_type: str, *, page_no: int, width_pt: float, boxes: Sequence[Box]) -> bytes:
    """The part of the page around the boxes as PNG, the whole width of the page, fine enough to print.

    Raises:
        UnreadableFile: as `page_picture`.
    """
    return _picture(file, media_type, page_no, width_pt, tuple(boxes), CROP_DPI, True)


def can_show(media_type: str) -> bool:
    """Whether pages of this kind of file can be drawn."""
    return media_type in _DRAWN


@lru_cache(maxsize=_PICTURES_HELD)
def _picture(
    file: Path, media_type: str, page_no: int, width_pt: float, boxes: tuple[Box, ...], dpi: int, is_cut: bool
) -> bytes:
    request = file.absolute(), media_type, page_no, width_pt, boxes, dpi, is_cut
    try:
        *_, picture = guarded(_pictures, *request, patience_s=_PATIENCE_S)
    except (*_DAMAGE, InputError) as error:
        raise UnreadableFile(messages.NO_PAGE_PICTURE.format(page=page_no)) from error
    if not isinstance(picture, bytes):
        raise UnreadableFile(messages.NO_PAGE_PICTURE.format(page=page_no))
    return picture


def _pictures(
    file: Path, media_type: str, page_no: int, width_pt: float, boxes: tuple[Box, ...], dpi: int, is_cut: bool
) -> Iterator[bytes]:
    """The picture as PNG, alone."""
    (page,) = _DRAWN[media_type](file, page_no, dpi)
    scale = page.width / width_pt
    scaled = _joined([(left * scale, top * scale, right * scale, bottom * scale) for left, top, right, bottom in boxes])
    edges = _cut_rows(page, scaled, scale) if is_cut and scaled else (0, page.height)
    if scaled:
        page = _marked(page, scaled)
    page = page.crop((0, edges[0], page.width, edges[1]))
    written = io.BytesIO()
    page.save(written, "PNG", optimize=False, compress_level=3)
    yield written.getvalue()


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """The boxes, those of neighbours on one line made one: a dash and a comma are as high as the words beside them."""
    lines: list[Box] = []
    for box in boxes:
        while (beside := next((line for line in lines if _is_one_line(line, box)), None)) is not None:
            lines.remove(beside)
            box = _around(beside, box)
        lines.append(box)
    return lines


def _is_one_line(one: Box, other: Box) -> bool:
    heights = one[3] - one[1], other[3] - other[1]
    shared = min(one[3], other[3]) - max(one[1], other[1])
    gap = max(one[0], other[0]) - min(one[2], other[2])
    around = _around(one, other)
    # What runs up or down a turned page is higher than wide: its lines stand beside each other and stay apart.
    is_level = around[2] - around[0] > around[3] - around[1]
    return is_level and shared >= min(heights) / 2 and gap <= _SAME_LINE_GAP * max(heights)


def _around(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _cut_rows(page: Image.Image, boxes: Sequence[Box], scale: float) -> tuple[int, int]:
    """The first row of the part around the boxes and the one after its last, where they cut no line of text."""
    darkness = [255 - light for light in page.convert("L").resize((1, page.height), Image.Resampling.BOX).tobytes()]
    margin, reach = CROP_MARGIN_PT * scale, int(_FREE_ROW_PT * scale)
    top = max(0, int(min(box[1] for box in boxes) - margin))
    bottom = min(page.height, int(max(box[3] for box in boxes) + margin))
    above = range(top, max(-1, top - reach - 1), -1)
    below = range(bottom, min(bottom + reach, page.height) + 1)
    first = min(above, key=lambda row: (darkness[row], -row))
    return first, min(below, key=lambda row: (darkness[row - 1], row))


def _marked(page: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """The page with a marker's colour over the boxes, the ink under it as dark as before, and a line under each."""
    ink = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(ink)
    for left, top, right, bottom in boxes:
        pen.rectangle((left - 2, top - 2, right + 2, bottom + 2), fill=_MARK)
        pen.line((left - 2, bottom + 2, right + 2, bottom + 2), fill=_MARK_EDGE, width=2)
    return ImageChops.multiply(page, ink)


def _of_pdf(file: Path, page_no: int, dpi: int) -> Iterator[Image.Image]:
    return (page.convert("RGB") for page in drawn(file, page_no, dpi, most_pixels=_MOST_PIXELS, with_stamps=True))


def _of_picture(file: Path, page_no: int, dpi: int) -> Iterator[Image.Image]:
    return shown_picture(file, page_no, int(_A4_WIDTH_INCHES * dpi), _MOST_PIXELS)


_DRAWN: dict[str, Callable[[Path, int, int], Iterator[Image.Image]]] = {
    "application/pdf": _of_pdf,
    "image/png": _of_picture,
    "image/jpeg": _of_picture,
    "image/tiff": _of_picture,
}
# What a damaged file, or one that is not there, trips in the libraries that draw.
_DAMAGE = (pdfium.PdfiumError, OSError, LookupError, ValueError, EOFError, ArithmeticError, MemoryError)
