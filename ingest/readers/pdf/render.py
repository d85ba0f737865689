"""The picture of a PDF's page, as it was scanned.

For reading, the stamps that electronic signing lays over a page are left out: their text stands in the layer, and
drawn into the picture they hide the letterhead under them. Drawn in a process with limits, as the file may be made to
do harm: a page of a few bytes may claim to be as large as a field.
"""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from ingest.errors import UnreadableFile
from ingest.processes.sandbox import Stopped, guarded

_POINTS_AN_INCH = 72
_PATIENCE_S = 60.0  # a page is drawn in a tenth of a second; a dozen pages at once on a busy machine take longer
_MOST_PIXELS = 50_000_000  # of a page's picture: an A1 sheet at 300 dpi is drawn smaller


def picture_of_pdf(path: Path, page_no: int, dpi: int) -> Image.Image:
    """The picture of a page, cropped and turned as a viewer shows it.

    Raises:
        TimeoutError: drawing took too long, as it may on a busy machine.
        UnreadableFile: the file or the page is damaged.
    """
    try:
        *_, picture = guarded(drawn, path, page_no, dpi, patience_s=_PATIENCE_S)
    except (pdfium.PdfiumError, ZeroDivisionError, OSError) as error:
        raise UnreadableFile(_damaged(path, page_no)) from error
    if isinstance(picture, Stopped) and picture.too_slow:
        raise TimeoutError(f"page {page_no} of {path.name!r} was not drawn in time")
    if isinstance(picture, Stopped):
        raise UnreadableFile(_damaged(path, page_no))
    return picture


def drawn(
    path: Path, page_no: int, dpi: int, *, most_pixels: int = _MOST_PIXELS, with_stamps: bool = False
) -> Iterator[Image.Image]:
    """The picture of the page, alone, of so many pixels at most; to be called in a process with limits.

    `with_stamps` draws what was filled in and stamped too, as a viewer does.
    """
    document = pdfium.PdfDocument(path)
    try:
        if with_stamps:
            document.init_forms()
        page = document[page_no - 1]
        width_pt, height_pt = page.get_size()
        scale = min(dpi / _POINTS_AN_INCH, (most_pixels / (width_pt * height_pt)) ** 0.5)
        yield page.render(scale=scale, may_draw_forms=with_stamps, draw_annots=with_stamps).to_pil()
    finally:
        document.close()


def _damaged(path: Path, page_no: int) -> str:
    return (
        f"Trang {page_no} của tệp PDF {path.name!r} bị hỏng, không dựng được ảnh. Cần tệp PDF trọn vẹn. "
        "Hãy tải hoặc chép lại bản gốc."
    )
