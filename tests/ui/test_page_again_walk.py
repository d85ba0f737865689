"""A page of a scan that was taken in unread is read in the app, its words found, and put back, in Chromium."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from eval.datasets.synthetic_pages import DPI, FONTS, print_page
from parc_search.documents import ingest_batch
from parc_search.ui import messages
from tests.conftest import Parc
from tests.ui.serving import PATIENCE_MS, served
from tests.ui.test_in_the_browser import ask, opened, picture, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.ocr]

LINES = ["1. Sở Nội vụ", "- Chủ trì kiểm tra cải cách hành chính tại các cơ quan, đơn vị trong năm 2023."]
QUESTION = "Cơ quan nào chủ trì kiểm tra cải cách hành chính tại các cơ quan, đơn vị?"


@pytest.fixture
def unread_address(parc: Parc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the app over a scan that was taken in where there was no OCR."""
    font = next((font for font in FONTS if Path(font).exists()), None)
    assert font is not None, "apt-get install fonts-dejavu-core"
    sheet, _, _ = print_page(LINES, font)
    sheet.crop((0, 0, sheet.width, 450)).save(tmp_path / "quet.png", dpi=(DPI, DPI))
    with monkeypatch.context() as without_ocr:
        without_ocr.setattr(ingest_batch, "installed_tesseract", lambda: None)
        assert parc("ingest", tmp_path / "quet.png", "--store", tmp_path / "store").code == 0
    assert shutil.which("tesseract"), "apt-get install tesseract-ocr tesseract-ocr-vie"
    yield from served(tmp_path / "store")


def test_a_page_is_read_again_shown_word_by_word_recorded_and_put_back(
    desktop: Page, unread_address: str, pictures: Path
) -> None:
    opened(desktop, unread_address, "van-ban")
    desktop.locator(".st-key-reread-0 button").click()
    dialog = desktop.get_by_role("dialog")
    proposed = messages.PAGES_STRIP_ALT.format(page=1, quality=messages.PAGE_QUALITY_NONE)
    expect(dialog.get_by_role("combobox")).to_have_value(proposed)
    picture(desktop, pictures, "doc-lai-trang")
    desktop.keyboard.press("Escape")

    desktop.locator(".st-key-view-0 button").click()
    expect(desktop.locator(".notice")).to_contain_text(messages.PAGE_UNREAD_TITLE)
    desktop.get_by_role("button", name=messages.REREAD_THIS).click()
    expect(desktop.locator(".intake .stage")).to_have_text(messages.STAGES["proposed"], timeout=PATIENCE_MS)
    expect(desktop.locator(".notice").first).to_contain_text(messages.PROPOSED_TITLE)
    expect(desktop.get_by_text(messages.PAGE_UNREAD_TITLE)).to_be_visible()  # nothing is stored yet
    desktop.get_by_role("button", name=messages.PROPOSED_OPEN).click()
    expect(dialog).to_contain_text(messages.CHOOSE_WHOLE)
    picture(desktop, pictures, "chon-ban-doc")
    dialog.get_by_role("button", name=messages.CHOOSE_SAVE).click()
    expect(desktop.locator(".intake .stage")).to_have_text(messages.STAGES["better"], timeout=PATIENCE_MS)
    changes = desktop.locator(".changes mark.now")
    expect(changes.first).to_contain_text("Sở Nội vụ", timeout=PATIENCE_MS)
    expect(desktop.locator("table .reading").first).to_contain_text("Sở Nội vụ")
    picture(desktop, pictures, "trang-doc-lai")

    desktop.get_by_role("button", name=messages.WORDS, exact=True).click()
    line = dialog.get_by_role("textbox", name=messages.WORDS_NOW)
    line.fill("1. Sở Nội vụ tỉnh")
    line.press("Tab")
    expect(dialog).to_contain_text("“vụ” thành “vụ tỉnh”")
    picture(desktop, pictures, "sua-chu")
    dialog.get_by_role("button", name=messages.WORDS_SAVE).click()
    expect(desktop.locator(".intake .stage")).to_have_text(messages.STAGES["corrected"], timeout=PATIENCE_MS)
    expect(desktop.locator("table .reading").first).to_contain_text("Sở Nội vụ tỉnh")
    expect(desktop.get_by_text(messages.WORDS_DONE_TITLE.format(n=1))).to_be_visible()
    desktop.get_by_role("button", name=messages.REREAD_UNDO).click()
    expect(desktop.locator(".intake .stage")).to_have_text(messages.STAGES["restored"], timeout=PATIENCE_MS)
    expect(desktop.locator("table .reading").first).not_to_contain_text("tỉnh")

    desktop.get_by_role("link", name=messages.ASK, exact=True).click()
    ask(desktop, QUESTION)
    expect(desktop.locator(".answer-panel .value")).to_have_text("Sở Nội vụ", timeout=PATIENCE_MS)

    desktop.get_by_role("link", name=messages.COMPARE, exact=True).click()
    desktop.get_by_role("button", name=messages.REREAD_UNDO).click()
    expect(desktop.locator(".intake .stage")).to_have_text(messages.STAGES["restored"], timeout=PATIENCE_MS)
    expect(desktop.locator(".notice")).to_contain_text(messages.PAGE_UNREAD_TITLE, timeout=PATIENCE_MS)
    expect(desktop.locator(".changes")).to_have_count(0)

    desktop.get_by_role("link", name=messages.AUDIT, exact=True).click()
    desktop.get_by_text(messages.AUDIT_REREAD_TITLE.format(n=4)).click()
    settled(desktop)
    for outcome in ("better", "corrected", "restored"):
        expect(desktop.locator(".st-key-audit-reread")).to_contain_text(messages.STAGES[outcome])
    expect(desktop.locator(".notice.good")).to_be_visible()
    picture(desktop, pictures, "kiem-toan-doc-lai")
