"""A clerk's day with the register of tasks, in Chromium: filter, follow, note, keep a view, take it to a calendar."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from parc_search.ui import messages
from tests.ui.serving import PATIENCE_MS, served
from tests.ui.test_in_the_browser import opened, picture, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def own_address(sample_store: Path, tmp_path: Path) -> Iterator[str]:
    """The address of the app over a store of its own, that a test may write on."""
    shutil.copytree(sample_store, tmp_path / "store")
    yield from served(tmp_path / "store")


def first_row(page: Page, address: str) -> str:
    """The address of the first row in time."""
    opened(page, address, "nhiem-vu?xem=timeline")
    way = page.locator(".timeline .from a", has_text=messages.FOLLOW).first
    way.wait_for()
    return str(way.get_attribute("href")).lstrip("/")


def test_a_task_is_followed_noted_and_put_into_a_calendar(desktop: Page, own_address: str, pictures: Path) -> None:
    row = first_row(desktop, own_address)
    opened(desktop, own_address, row)
    desktop.get_by_role("radio", name=messages.STATE_LABELS["doing"]).click()
    line = desktop.locator(".st-key-citation-row")
    expect(line).to_contain_text("Đang làm: người dùng máy này ghi lúc", timeout=PATIENCE_MS)
    field = desktop.get_by_role("textbox", name=messages.NOTE_FIELD)
    field.fill("Đã trình dự thảo")
    desktop.get_by_role("button", name=messages.NOTE_SAVE).click()
    expect(line).to_contain_text("người dùng máy này: Đã trình dự thảo", timeout=PATIENCE_MS)
    picture(desktop, pictures, "theo-doi")
    with desktop.expect_download() as download:
        desktop.get_by_role("button", name=messages.FOLLOW_TO_CALENDAR).click()
    [event] = Calendar.from_ical(Path(download.value.path()).read_bytes()).events
    assert str(event["url"]) == f"{own_address}/{row}"
    desktop.reload()
    settled(desktop)
    expect(line).to_contain_text("Đã trình dự thảo", timeout=PATIENCE_MS)
    desktop.get_by_role("button", name="Hoàn tác về").click()
    expect(line).to_contain_text("Chưa làm: người dùng máy này ghi lúc", timeout=PATIENCE_MS)
    desktop.get_by_role("button", name=messages.FOLLOW_CLOSE).click()
    expect(line).to_have_count(0)
    expect(desktop).to_have_url(f"{own_address}/nhiem-vu", timeout=PATIENCE_MS)


def test_filters_stay_in_the_address_and_a_view_is_kept(desktop: Page, own_address: str, pictures: Path) -> None:
    opened(desktop, own_address, "nhiem-vu?trang-thai=overdue&chu=bao+cao&co-quan=khong-co")
    count = desktop.locator(".st-key-tasks-bar .meta")
    expect(count).to_contain_text("trên 239 dòng", timeout=PATIENCE_MS)
    shown = count.inner_text()
    expect(desktop).to_have_url(f"{own_address}/nhiem-vu?trang-thai=overdue&chu=bao+cao", timeout=PATIENCE_MS)
    desktop.get_by_role("button", name=messages.VIEWS_BUTTON).click()
    desktop.get_by_role("textbox", name=messages.VIEWS_NAME).fill("Báo cáo trễ")
    desktop.get_by_role("button", name=messages.VIEWS_SAVE).click()
    desktop.keyboard.press("Escape")
    desktop.get_by_role("button", name=messages.FILTER_CLEAR).click()
    expect(count).to_have_text("239 trên 239 dòng", timeout=PATIENCE_MS)
    opened(desktop, own_address, "nhiem-vu")
    expect(count).to_have_text("239 trên 239 dòng", timeout=PATIENCE_MS)
    desktop.get_by_role("button", name=messages.VIEWS_BUTTON).click()
    picture(desktop, pictures, "bo-loc")
    desktop.get_by_role("button", name="Báo cáo trễ", exact=True).click()
    expect(count).to_have_text(shown, timeout=PATIENCE_MS)
    expect(desktop).to_have_url(f"{own_address}/nhiem-vu?trang-thai=overdue&chu=bao+cao", timeout=PATIENCE_MS)


def test_the_register_leaves_with_page_line_and_link_and_as_a_calendar(desktop: Page, own_address: str) -> None:
    opened(desktop, own_address, "nhiem-vu")
    settled(desktop)
    with desktop.expect_download() as download:
        desktop.get_by_role("button", name=messages.EXPORT_XLSX).click()
    sheet = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).active
    header = [str(cell.value) for cell in sheet[1]]
    link = sheet[2][header.index(messages.COLUMN_LINK)]
    assert str(sheet[2][header.index(messages.COLUMN_LINE)].value).isdecimal()
    assert link.hyperlink.target.startswith(f"{own_address}/doi-chieu?nguon=")
    opened(desktop, own_address, link.hyperlink.target.removeprefix(f"{own_address}/"))
    expect(desktop.locator("tr.quoted").first).to_be_visible(timeout=PATIENCE_MS)
    opened(desktop, own_address, "nhiem-vu")
    settled(desktop)
    with desktop.expect_download() as download:
        desktop.get_by_role("button", name=messages.EXPORT_ICS).click()
    calendar = Calendar.from_ical(Path(download.value.path()).read_bytes())
    assert sum("RRULE" not in event for event in calendar.events) == 52  # those whose words name a day


def test_a_row_is_corrected_on_a_phone_and_what_was_read_stays_beside_it(
    phone: Page, own_address: str, pictures: Path
) -> None:
    opened(phone, own_address, first_row(phone, own_address))
    phone.get_by_role("button", name=messages.CORRECT_ROW).click()
    phone.get_by_role("textbox", name=messages.FIELD_LEAD).fill("Sở Nội vụ; Sở Tài chính")
    picture(phone, pictures, "sua-dong-dien-thoai")
    phone.get_by_role("button", name=messages.CORRECT_ROW_SAVE).click()
    line = phone.locator(".st-key-citation-row")
    expect(line).to_contain_text(messages.ROW_CORRECTED, timeout=PATIENCE_MS)
    expect(line).to_contain_text("Sở Nội vụ; Sở Tài chính")
    expect(line).to_contain_text(messages.AS_READ.format(field=messages.FIELD_LEAD))
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    picture(phone, pictures, "dong-da-sua-dien-thoai")
