"""The strip of read quality, a bar for each page."""

from ingest.documents import Page
from parc_search.ui.components.document_cards import MAX_BARS, strip


def page(number: int, quality: float, *, length: int = 5) -> Page:
    return Page(page_no=number, start=0, end=length, quality=quality)


def test_each_page_has_a_bar_of_its_quality_that_says_so_in_words() -> None:
    shown = strip([page(1, 0.97), page(2, 0.7), page(3, 0.0, length=0)])
    assert [css in shown for css in ("good h10", "fair h7", "poor h1")] == [True, True, True]
    assert "Trang 1: 97%" in shown
    assert "Trang 3: trang ảnh, chưa có chữ" in shown
    assert shown.count("<li>") == 3


def test_a_long_document_says_how_many_of_its_pages_are_shown() -> None:
    shown = strip([page(number, 1.0) for number in range(1, MAX_BARS + 31)])
    assert shown.count("<li>") == MAX_BARS
    assert "Đang hiện 120 trên 150 trang" in shown
