"""What was typed and chosen is there again when the reader comes back, and long lists lead on, in Chromium."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from parc_search.ui import messages
from tests.ui.conftest import DESKTOP
from tests.ui.serving import PATIENCE_MS, served
from tests.ui.test_in_the_browser import ask, opened, picture, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DUTIES = "Sở Nội vụ Thừa Thiên Huế năm 2024 có những nhiệm vụ gì?"


def to_screen(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()
    settled(page)


def test_a_question_and_filters_stay_while_other_screens_are_looked_at(desktop: Page, app_address: str) -> None:
    opened(desktop, app_address)
    ask(desktop, messages.EXAMPLES[0])
    to_screen(desktop, messages.TASKS)
    wanted = desktop.get_by_role("textbox", name=messages.FILTER_WORDS)
    wanted.fill("kiểm tra")
    wanted.press("Enter")
    desktop.get_by_text(messages.TASK_VIEWS["agencies"], exact=True).click()
    count = desktop.locator(".st-key-tasks-bar .meta")
    expect(count).not_to_contain_text("234 trên")
    said = count.inner_text()
    to_screen(desktop, messages.ASK)
    expect(desktop.get_by_role("textbox", name=messages.QUESTION_LABEL)).to_have_value(messages.EXAMPLES[0])
    to_screen(desktop, messages.TASKS)
    expect(wanted).to_have_value("kiểm tra")
    expect(count).to_have_text(said)
    expect(desktop.locator(".task-list li").first).to_be_visible()


def test_a_list_of_tasks_says_how_many_there_are_and_leads_to_all(desktop: Page, app_address: str) -> None:
    opened(desktop, app_address)
    ask(desktop, DUTIES)
    panel = desktop.locator(".answer-panel")
    expect(panel).to_contain_text("Sở Nội vụ chủ trì trong văn bản này", timeout=PATIENCE_MS)
    whole = panel.locator(".short .meta").last.inner_text().split(" nhiệm vụ")[0].split()[-1]
    desktop.get_by_role("button", name=messages.DUTIES_OPEN).click()
    expect(desktop.locator("h1.screen")).to_have_text(messages.TASKS_TITLE)
    expect(desktop.locator(".st-key-tasks-bar .meta")).to_contain_text(f"{whole} trên")


def test_a_month_of_the_calendar_leads_to_its_tasks(desktop: Page, app_address: str) -> None:
    opened(desktop, app_address, "nhiem-vu")
    desktop.get_by_text(messages.TASK_VIEWS["timeline"], exact=True).click()
    first = desktop.locator(".calendar td a").first  # of the oldest month, which stands at the very end
    month = str(first.get_attribute("aria-label")).split(":")[0]
    first.click()
    expect(desktop.locator(".timeline h3", has_text=month)).to_be_in_viewport()
    assert desktop.locator(".timeline h3").last.inner_text() == month


def test_registers_are_lists_on_a_phone_and_show_more_when_asked(phone: Page, app_address: str, pictures: Path) -> None:
    for path in ("nhiem-vu", "chi-tieu"):
        opened(phone, app_address, path)
        items = phone.locator("[class*=st-key-narrow] .task-list li")
        expect(items).to_have_count(30)
        expect(items.first).to_be_visible()
        expect(phone.locator("[data-testid=stDataFrame]")).to_be_hidden()
        picture(phone, pictures, f"phone-{path}")
        phone.get_by_role("button", name=messages.LIST_MORE.format(n=30)).click()
        expect(items).to_have_count(60)


def test_a_machine_without_ocr_says_so_before_a_scan_is_handed_in(
    browser: Browser, tmp_path: Path, pictures: Path
) -> None:
    page = browser.new_page(viewport=DESKTOP)  # type: ignore[arg-type]  # a viewport as Playwright takes it
    for address in served(tmp_path / "store", variables={"PATH": str(tmp_path)}):
        opened(page, address, "van-ban")
        expect(page.locator(".notice.error")).to_contain_text(messages.NO_OCR_TITLE, timeout=PATIENCE_MS)
        expect(page.locator(".notice.error")).to_contain_text(messages.NO_OCR_COMMAND)
        picture(page, pictures, "thieu-ocr")
    page.close()


def test_a_store_of_a_later_version_is_explained_and_opened_once_it_is_mended(
    browser: Browser, tmp_path: Path, small_store: Path
) -> None:
    shutil.copytree(small_store, tmp_path / "store")
    file = tmp_path / "store" / "parc.sqlite"
    with sqlite3.connect(file) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute("PRAGMA user_version = 99")
    page = browser.new_page(viewport=DESKTOP)  # type: ignore[arg-type]  # a viewport as Playwright takes it
    for address in served(tmp_path / "store"):
        page.goto(address)
        expect(page.locator(".notice.error")).to_contain_text(messages.ERROR_OPEN_TITLE, timeout=PATIENCE_MS)
        with sqlite3.connect(file) as connection:
            connection.execute(f"PRAGMA user_version = {version}")
        page.get_by_role("button", name=messages.ERROR_TRY_AGAIN).click()
        expect(page.locator("h1.screen")).to_have_text(messages.ASK_TITLE, timeout=PATIENCE_MS)
    page.close()
