"""Scans that are pictures: JPEG, PNG, and TIFF of many pages. They hold no text, so every page waits for OCR."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.documents import UNREAD, Page
from ingest.errors import FileTooLarge, UnreadableFile

_A4_WIDTH_PT, _A4_HEIGHT_PT = 595.0, 842.0
_POINTS_AN_INCH = 72.0
# Cameras and screenshots claim 72 or 96 dots an inch, or nothing: the sheet is then taken to be A4.
_LEAST_SCANNER_DPI = 100.0
_MOST_PIXELS = 150_000_000  # an A0 sheet at 300 dpi

_DAMAGE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError)


def read_image(content: bytes, source: str) -> tuple[str, tuple[Page, ...]]:
    """No text yet, and a page for each picture of the file, marked unread.

    Raises:
        FileTooLarge: a picture has more pixels than a sheet can have.
        UnreadableFile: the file is cut or damaged.
    """
    pages: list[Page] = []
    with _opened(io.BytesIO(content), source) as image:
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            _check_size(image, source)
            image.load()  # a cut file shows itself only here
            width_pt, height_pt = _sheet(image)
            at = len(pages)  # pages without text are parted by form feeds alone
            pages.append(
                Page(
                    page_no=number + 1,
                    start=at,
                    end=at,
                    quality=0.0,
                    width_pt=width_pt,
                    height_pt=height_pt,
                    read_by=UNREAD,
                )
            )
    return "\f" * (len(pages) - 1), tuple(pages)


def picture_of_image(path: Path, page_no: int, dpi: int) -> Image.Image:
    """The picture of a page, upright as its camera says, at least at the given dots an inch.

    Raises:
        UnreadableFile: the file is cut or damaged.
    """
    with _opened(path, path.name) as image:
        image.seek(page_no - 1)
        _check_size(image, path.name)
        width_pt, _ = _sheet(image)
        picture = ImageOps.exif_transpose(image.copy())
    scale = dpi * width_pt / _POINTS_AN_INCH / picture.width
    if scale <= 1:
        return picture
    grown = (round(picture.width * scale), round(picture.height * scale))
    return picture.convert("RGB" if picture.mode in ("P", "CMYK") else picture.mode).resize(grown)


@contextmanager
def _opened(file: Path | io.BytesIO, source: str) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata; the pixels are checked here
            with Image.open(file, formats=("JPEG", "PNG", "TIFF")) as image:
                yield image
    except Image.DecompressionBombError as error:
        raise FileTooLarge(_too_large(source)) from error
    except _DAMAGE as error:
        raise UnreadableFile(
            f"Tệp ảnh {source!r} bị hỏng hoặc bị cắt. Cần ảnh JPG, PNG hoặc TIFF trọn vẹn. Hãy quét hoặc chép lại."
        ) from error


def _check_size(image: Image.Image, source: str) -> None:
    if image.width * image.height > _MOST_PIXELS:
        raise FileTooLarge(_too_large(source))


def _too_large(source: str) -> str:
    return (
        f"Ảnh {source!r} có quá nhiều điểm ảnh. Giới hạn là {_MOST_PIXELS // 1_000_000} triệu điểm ảnh một trang. "
        "Hãy quét lại ở 300 dpi rồi nạp lại."
    )


def _sheet(image: Image.Image) -> tuple[float, float]:
    """Width and height of the page in points, as it is shown."""
    width, height = image.size
    if image.getexif().get(0x0112, 1) >= 5:  # EXIF: the camera lay on its side
        width, height = height, width
    dots = image.info.get("dpi", (0, 0))
    dpi = float(dots[0]) if isinstance(dots, tuple) and dots and dots[0] else 0.0
    if dpi >= _LEAST_SCANNER_DPI:
        return width / dpi * _POINTS_AN_INCH, height / dpi * _POINTS_AN_INCH
    sheet_width = _A4_WIDTH_PT if width <= height else _A4_HEIGHT_PT
    return sheet_width, sheet_width * height / width
