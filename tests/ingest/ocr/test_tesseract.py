"""The real engine on small made pages."""

from pathlib import Path

import pytest
from PIL import Image

from eval.datasets.synthetic_pages import DPI, FONTS, print_page
from ingest.documents import OCR, UNREAD
from ingest.ocr.ocr_words import page_text
from ingest.ocr.page_ocr import Rereader
from ingest.ocr.page_reader import read_picture
from ingest.ocr.tesseract import Tesseract, installed_tesseract
from ingest.readers import read

pytestmark = [pytest.mark.ocr, pytest.mark.slow]

LINE = "Sở Nội vụ chủ trì, hoàn thành trước ngày 30 tháng 6 năm 2024."


@pytest.fixture(scope="module")
def tesseract() -> Tesseract:
    engine = installed_tesseract()
    assert engine is not None, "apt-get install tesseract-ocr tesseract-ocr-vie"
    return engine


@pytest.fixture(scope="module")
def sheet() -> Image.Image:
    font = next((font for font in FONTS if Path(font).exists()), None)
    assert font is not None, "apt-get install fonts-dejavu-core"
    page, _, _ = print_page([LINE] * 4, font)
    return page.crop((0, 0, page.width, 500)).resize((page.width * 3 // 2, 750))


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_page_is_read_whichever_way_it_lies(sheet: Image.Image, turns: int, tesseract: Tesseract) -> None:
    lying = sheet.rotate(90 * turns, expand=True)
    page = page_text(read_picture(lying, tesseract, width_pt=lying.width * 0.24, height_pt=lying.height * 0.24).words)
    assert page.text.split("\n") == [LINE] * 4
    # The box of the first letter lies on its ink: where the sheet's upper left corner went.
    left, top, right, bottom = (float(edge) / 0.24 for edge in page.boxes[0])
    inked = lying.convert("L").crop((round(left) - 2, round(top) - 2, round(right) + 2, round(bottom) + 2))
    assert min(inked.tobytes()) < 100
    x, y = (left + right) / 2 / lying.width, (top + bottom) / 2 / lying.height
    assert (x > 0.5, y > 0.5) == {0: (False, False), 1: (False, True), 2: (True, True), 3: (True, False)}[turns]


def test_a_page_that_takes_too_long_is_not_read(sheet: Image.Image, tesseract: Tesseract) -> None:
    with pytest.raises(TimeoutError):
        tesseract.words(sheet, dpi=300, timeout_s=0.01)


def test_each_page_of_a_scan_is_read(sheet: Image.Image, tesseract: Tesseract, tmp_path: Path) -> None:
    path = tmp_path / "quet.tif"
    small = sheet.resize((sheet.width * 2 // 3, sheet.height * 2 // 3))
    small.save(path, save_all=True, append_images=[small.rotate(1.0, fillcolor="white")], dpi=(DPI, DPI))
    document = read(path)
    assert [(page.page_no, page.read_by) for page in document.pages] == [(1, UNREAD), (2, UNREAD)]
    reread = Rereader(engine=tesseract, folder=tmp_path / "pages").reread(document, path)
    assert reread.text == "\f".join(["\n".join([LINE] * 4)] * 2)
    assert [(page.read_by, page.quality) for page in reread.pages] == [(OCR, 1.0), (OCR, 1.0)]
