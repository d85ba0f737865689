"""Pages as pictures: the quote is where its boxes say, the ink under it as it was."""

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableFile
from parc_search.pages import can_show, page_picture, quote_picture

BOX = (100.0, 200.0, 300.0, 220.0)
PAPER, MARKED, INK = (255, 255, 255), (255, 232, 140), (0, 0, 0)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A PDF of two pages; the first has a black square of 10 points inside the box, the second is blank."""
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=A4)
    canvas.rect(150, A4[1] - 215, 10, 10, stroke=0, fill=1)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    return tmp_path / "a.pdf"


def picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def test_the_boxes_of_a_quote_are_marked_and_its_ink_stays_black(sheet: Path) -> None:
    page = picture(page_picture(sheet, "application/pdf", page_no=1, width_pt=A4[0], boxes=[BOX], dpi=72))
    assert page.size == (596, 842)
    assert page.getpixel((120, 210)) == MARKED
    assert page.getpixel((155, 210)) == INK
    assert page.getpixel((120, 260)) == PAPER


def test_a_page_without_a_quote_is_drawn_as_it_is(sheet: Path) -> None:
    page = picture(page_picture(sheet, "application/pdf", page_no=2, width_pt=A4[0], dpi=72))
    assert page.getcolors() == [(596 * 842, PAPER)]


def test_the_cut_out_is_the_quote_with_a_margin_at_200_dpi(sheet: Path) -> None:
    cut = picture(quote_picture(sheet, "application/pdf", page_no=1, width_pt=A4[0], boxes=[BOX]))
    # 20 points of box and twice 18 points of margin, over the whole width of the page.
    assert cut.size[0] == pytest.approx(A4[0] * 200 / 72, abs=2)
    assert cut.size[1] == pytest.approx(56 * 200 / 72, abs=2)


def test_a_scanned_picture_is_a_page_too(tmp_path: Path) -> None:
    Image.new("L", (1200, 1600), 255).save(tmp_path / "scan.png")
    page = picture(page_picture(tmp_path / "scan.png", "image/png", page_no=1, width_pt=600.0, boxes=[BOX], dpi=100))
    assert page.width == 827
    assert page.getpixel((200 * 827 // 600, 210 * 827 // 600)) == MARKED


@pytest.mark.parametrize(("media_type", "page_no"), [("application/pdf", 9), ("image/png", 1)])
def test_a_page_that_is_not_there_is_explained(sheet: Path, media_type: str, page_no: int) -> None:
    with pytest.raises(UnreadableFile, match=f"Không vẽ được trang {page_no}"):
        page_picture(sheet, media_type, page_no=page_no, width_pt=A4[0])


def test_text_has_no_pages_to_show() -> None:
    assert not can_show("text/plain")
    assert can_show("application/pdf")
