"""H4: pages made to eat memory and time are drawn smaller or not at all, by nobody who serves others."""

import io
import resource
import threading
import time
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableFile
from parc_search.documents import page_images
from parc_search.documents.page_images import page_picture, quote_picture

MOST_PIXELS = 16_000_000


def sheet_of(path: Path, width: float, height: float) -> Path:
    canvas = Canvas(str(path), pagesize=(width, height))
    canvas.rect(10, 10, width / 2, height / 2, stroke=0, fill=1)
    canvas.save()
    return path


def size_of(content: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(content)).size


def own_peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.parametrize("side", [5_000.0, 14_000.0])
def test_h4_a_huge_page_is_drawn_smaller_and_outside_this_process(tmp_path: Path, side: float) -> None:
    file = sheet_of(tmp_path / "a.pdf", side, side)
    page_picture(sheet_of(tmp_path / "b.pdf", *A4), "application/pdf", page_no=1, width_pt=A4[0])
    before = own_peak_bytes()
    width, height = size_of(page_picture(file, "application/pdf", page_no=1, width_pt=side))
    assert MOST_PIXELS * 0.98 < width * height <= MOST_PIXELS
    width, height = size_of(
        quote_picture(file, "application/pdf", page_no=1, width_pt=side, boxes=[(9.0, 9.0, 90.0, 20.0)])
    )
    assert width * height <= MOST_PIXELS
    assert own_peak_bytes() - before < 100_000_000


def test_h4_a_huge_picture_is_drawn_outside_this_process(tmp_path: Path) -> None:
    Image.new("CMYK", (6_000, 9_000)).save(tmp_path / "a.tif", compression="tiff_lzw")
    before = own_peak_bytes()
    assert size_of(page_picture(tmp_path / "a.tif", "image/tiff", page_no=1, width_pt=595.0)) == (909, 1364)
    assert own_peak_bytes() - before < 100_000_000


def test_h4_a_picture_of_one_column_is_drawn_within_the_limit_of_pixels(tmp_path: Path) -> None:
    Image.new("1", (900, 60_000), 1).save(tmp_path / "a.png")
    width, height = size_of(page_picture(tmp_path / "a.png", "image/png", page_no=1, width_pt=595.0))
    assert width * height <= MOST_PIXELS * 1.01


def test_h4_a_picture_larger_than_any_sheet_is_not_drawn(tmp_path: Path) -> None:
    Image.new("1", (20_000, 10_000)).save(tmp_path / "a.png")
    with pytest.raises(UnreadableFile, match="Không vẽ được trang 1"):
        page_picture(tmp_path / "a.png", "image/png", page_no=1, width_pt=595.0)


def test_h4_a_page_that_is_drawn_for_long_holds_up_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(endless_page())
    good = sheet_of(tmp_path / "b.pdf", *A4)
    monkeypatch.setattr(page_images, "_PATIENCE_S", 4.0)
    refused: list[str] = []

    def look() -> None:
        try:
            page_picture(file, "application/pdf", page_no=1, width_pt=595.0)
        except UnreadableFile as error:
            refused.append(str(error))

    looking = threading.Thread(target=look)
    looking.start()
    time.sleep(0.5)
    assert size_of(page_picture(good, "application/pdf", page_no=1, width_pt=A4[0])) == (910, 1287)
    assert looking.is_alive()
    looking.join()
    assert len(refused) == 1


def endless_page() -> bytes:
    """A page that draws a form that draws two more, thirty deep."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>"}
    objects[3] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
    objects[4] = stream(b"", b"/F Do")
    for number in range(5, 19):
        inner = b"/Resources<</XObject<</F %d 0 R>>>>" % (number + 1)
        objects[number] = stream(b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + inner, b"/F Do " * 12)
    objects[19] = stream(b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]", b"0 0 500 800 re f " * 50)
    body = b"%PDF-1.7\n"
    for number, content in objects.items():
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return body + b"trailer<</Root 1 0 R/Size 20>>\n%%EOF\n"


def stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)
