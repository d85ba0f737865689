"""Pages as pictures: the quote is where its boxes say, the ink under it as it was."""

import io
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import UnreadableFile
from parc_search.documents.page_images import can_show, page_picture, quote_picture

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


def lines_of(path: Path, *tops: int) -> Path:
    """A page of black lines of text, 12 points high, that begin so many points from its top."""
    canvas = Canvas(str(path), pagesize=A4)
    for top in tops:
        canvas.rect(60, A4[1] - top - 12, 400, 12, stroke=0, fill=1)
    canvas.save()
    return path


def test_the_cut_out_goes_between_lines_and_through_none(tmp_path: Path) -> None:
    # A margin of 18 points above 200 would end inside the line of 176 to 188, below 212 in that of 224 to 236.
    page = lines_of(tmp_path / "b.pdf", 176, 200, 224)
    cut = picture(quote_picture(page, "application/pdf", page_no=1, width_pt=A4[0], boxes=[(60, 200, 460, 212)]))
    column = [cut.getpixel((400, y)) for y in range(cut.height)]
    assert column[0] == column[-1] == PAPER
    # Three lines in full: ink begins and ends three times.
    assert sum((was == PAPER) and (now != PAPER) for was, now in pairwise(column)) == 3


def test_a_cut_out_at_the_edges_of_a_page_ends_there(tmp_path: Path) -> None:
    page = lines_of(tmp_path / "c.pdf", 2)
    whole = quote_picture(
        page, "application/pdf", page_no=1, width_pt=A4[0], boxes=[(60, 2, 460, 14), (60, 820, 460, A4[1])]
    )
    assert picture(whole).height == pytest.approx(A4[1] * 200 / 72, abs=2)


def test_a_dash_is_marked_as_high_as_the_words_beside_it_and_other_columns_stay_apart(sheet: Path) -> None:
    boxes = [(90.0, 309.0, 94.0, 310.0), (97.0, 300.0, 200.0, 314.0), (300.0, 300.0, 400.0, 314.0)]
    page = picture(page_picture(sheet, "application/pdf", page_no=2, width_pt=A4[0], boxes=boxes, dpi=72))
    assert page.getpixel((92, 302)) == MARKED
    assert page.getpixel((96, 312)) == MARKED
    assert page.getpixel((250, 307)) == PAPER


def test_lines_of_a_turned_page_are_marked_each_by_itself(sheet: Path) -> None:
    boxes = [(100.0, 200.0, 112.0, 500.0), (115.0, 200.0, 127.0, 300.0)]
    page = picture(page_picture(sheet, "application/pdf", page_no=2, width_pt=A4[0], boxes=boxes, dpi=72))
    assert page.getpixel((120, 250)) == MARKED
    assert page.getpixel((120, 400)) == PAPER


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
