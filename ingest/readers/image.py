"""Scans that are pictures: JPEG, PNG, and TIFF of many pages. They hold no text, so every page waits for OCR."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.documents import UNREAD, Page
from ingest.errors import FileTooLarge, UnreadableFile
from ingest.processes.sandbox import grant

_A4_WIDTH_PT, _A4_HEIGHT_PT = 595.0, 842.0
_POINTS_AN_INCH = 72.0
# Cameras and screenshots claim 72 or 96 dots an inch, or nothing: the sheet is then taken to be A4.
_LEAST_SCANNER_DPI = 100.0
_MOST_PIXELS = 150_000_000  # an A0 sheet at 300 dpi
# Of a file with many pages: a thousand A4 sheets at 300 dpi. White paper packs to nothing, so that a small file may
# claim any number of sheets; a sheet with text on it takes ten bytes and more for a thousand dots.
_MOST_PAGES = 2_000
_MOST_PIXELS_OF_FILE = 10_000_000_000
_MOST_PIXELS_A_BYTE = 1_000
_PIXEL_S = 20e-9  # of a processor, twice what unpacking takes

_DAMAGE = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError)


def read_image(content: bytes, source: str) -> tuple[str, tuple[Page, ...]]:
    """No text yet, and a page for each picture of the file, marked unread.

    Raises:
        FileTooLarge: a picture has more pixels than a sheet can have, or the file has more pages than any scan.
        UnreadableFile: the file is cut or damaged.
    """
    pages: list[Page] = []
    pixels, most_pixels = 0, min(_MOST_PIXELS_OF_FILE, _MOST_PIXELS + _MOST_PIXELS_A_BYTE * len(content))
    with _opened(io.BytesIO(content), source) as image:
        for number in count():
            try:
                image.seek(number)
            except EOFError:
                break  # asking for the number of pages first would walk through all of them, or in a circle
            _check_size(image, source)
            pixels += image.width * image.height
            if number == _MOST_PAGES or pixels > most_pixels:
                raise FileTooLarge(
                    f"Ảnh {source!r} có quá nhiều trang so với dung lượng của tệp. Giới hạn là {_MOST_PAGES} trang và "
                    f"{most_pixels // 1_000_000} triệu điểm ảnh. Hãy tách thành nhiều tệp rồi nạp lại."
                )
            grant(_PIXEL_S * image.width * image.height)
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
        if not pages:
            raise EOFError("no picture")
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
        picture = ImageOps.exif_transpose(image)
    scale = dpi * width_pt / _POINTS_AN_INCH / picture.width
    if scale <= 1:
        return picture
    grown = (round(picture.width * scale), round(picture.height * scale))
    return picture.convert("RGB" if picture.mode in ("P", "CMYK") else picture.mode).resize(grown)


def shown_picture(path: Path, page_no: int, width: int, most_pixels: int) -> Iterator[Image.Image]:
    """The picture of a page as it is shown on a screen, alone: in colours, so wide and of so many pixels at most.

    To be called in a process with limits.

    Raises:
        FileTooLarge: the picture has more pixels than a sheet can have.
        UnreadableFile: the file is cut or damaged, or has no such page.
    """
    with _opened(path, path.name) as image:
        image.seek(page_no - 1)
        _check_size(image, path.name)
        image.draft("RGB", (width, width * image.height // image.width))
        page: Image.Image = image
        if image.mode in ("P", "1"):
            page = image.convert("L" if image.mode == "1" else "RGB")
        scale = min(width / page.width, (most_pixels / (page.width * page.height)) ** 0.5)
        if scale < 1:
            size = max(1, round(page.width * scale)), max(1, round(page.height * scale))
            page = page.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
        yield page.convert("RGB")


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
