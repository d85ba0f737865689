"""What every reader gets: a title a screen, a new answer said aloud, a page to print, a summary with its sources."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from parc_search.ui import messages
from tests.ui.serving import PATIENCE_MS
from tests.ui.test_in_the_browser import ask, opened, picture, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TITLES = {
    "": messages.ASK, "tong-quan": messages.OVERVIEW, "nhiem-vu": messages.TASKS, "tom-tat": messages.DIGEST,
    "van-ban": messages.DOCUMENTS,
}  # fmt: skip


def test_each_screen_has_a_title_of_its_own(desktop: Page, app_address: str) -> None:
    for path, title in TITLES.items():
        opened(desktop, app_address, path)
        expect(desktop).to_have_title(f"{title} · {messages.APP_NAME}", timeout=PATIENCE_MS)


def test_a_new_answer_is_said_aloud_in_a_region_that_stays(desktop: Page, app_address: str) -> None:
    opened(desktop, app_address)
    live = desktop.locator("#parc-live")
    expect(live).to_have_attribute("aria-live", "polite")
    desktop.evaluate("window.kept = document.getElementById('parc-live')")
    ask(desktop, messages.EXAMPLES[0])
    expect(live).to_contain_text("Trả lời: Sở Khoa học và Công nghệ. Có", timeout=PATIENCE_MS)
    ask(desktop, "Chỉ tiêu cải cách hành chính của tỉnh Cà Mau năm 2024 là bao nhiêu?")
    expect(live).to_contain_text(messages.NOT_FOUND_TITLE, timeout=PATIENCE_MS)
    assert desktop.evaluate("window.kept === document.getElementById('parc-live')")


def test_a_printed_page_has_the_words_and_none_of_the_buttons(desktop: Page, app_address: str, pictures: Path) -> None:
    opened(desktop, app_address, "tom-tat")
    desktop.locator(".digest li").first.wait_for()
    settled(desktop)
    desktop.emulate_media(media="print")
    expect(desktop.locator("header.stAppHeader")).to_be_hidden()
    expect(desktop.locator(".stMultiSelect")).to_be_hidden()
    expect(desktop.locator(".digest li").first).to_be_visible()
    picture(desktop, pictures, "in-tom-tat")


def test_documents_are_compared_and_each_cell_leads_to_its_words(
    desktop: Page, app_address: str, pictures: Path
) -> None:
    sources = ("002_f8e8494414b91d6f.txt", "000_72ccafa25c81fd02.txt")
    opened(desktop, app_address, f"tom-tat?van-ban={sources[0]}&van-ban={sources[1]}&van-ban=khong-co")
    row = desktop.locator(".overview tbody tr").first
    expect(row.locator("td.mark")).to_have_text(messages.DIGEST_DIFFERS, timeout=PATIENCE_MS)
    picture(desktop, pictures, "so-sanh-van-ban")
    with desktop.context.expect_page() as opening:
        row.get_by_role("link").first.click()
    opening.value.locator("tr.quoted").first.wait_for()
    assert f"nguon={sources[0]}" in opening.value.url


def test_figures_of_the_overview_lead_to_their_rows(desktop: Page, app_address: str, pictures: Path) -> None:
    opened(desktop, app_address, "tong-quan")
    figure = desktop.locator(".figures a").first
    count = figure.inner_text()
    picture(desktop, pictures, "tong-quan")
    with desktop.context.expect_page() as opening:
        figure.click()
    expect(opening.value.locator(".st-key-tasks-bar .meta")).to_have_text(f"{count} trên 239 dòng", timeout=PATIENCE_MS)
