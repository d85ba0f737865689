"""Streamlit's own parts speak Vietnamese, and what people wrote stays as they wrote it, in Chromium."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from parc_search.ui import messages
from tests.ui.serving import PATIENCE_MS
from tests.ui.test_in_the_browser import SCREENS, ask, opened, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_NAMES = ["aria-label", "aria-roledescription", "title", "placeholder", "alt"]
_HEARD = f"""() => [...document.querySelectorAll("*")].flatMap((element) =>
  {_NAMES}.map((name) => element.getAttribute(name)).filter(Boolean))"""


def english(page: Page) -> list[str]:
    """What is said of the page's parts to those who hear it, as far as it is Streamlit's English."""
    unchanged = {was for was, now in messages.STREAMLIT_I18N.items() if was == now}
    return sorted(set(page.evaluate(_HEARD)) & (set(messages.STREAMLIT_I18N) - unchanged))


@pytest.mark.parametrize("path", SCREENS)
def test_no_part_of_a_screen_has_an_english_name(desktop: Page, app_address: str, path: str) -> None:
    opened(desktop, app_address, path)
    settled(desktop)
    expect(desktop.locator("[data-testid=stSkipToContent]")).to_have_text("Đến nội dung chính")
    assert english(desktop) == []


def test_a_chart_speaks_once_and_in_vietnamese(desktop: Page, app_address: str) -> None:
    opened(desktop, app_address, "chi-tieu")
    desktop.get_by_role("radio", name=messages.TARGET_VIEWS["compare"], exact=True).click()
    chart = desktop.locator("[data-testid=stVegaLiteChart][aria-label]")
    expect(chart).to_have_attribute("aria-label", re.compile(r"^Biểu đồ giá trị .*: năm \d{4} .* có cùng số liệu\.$"))
    expect(chart.locator("[aria-label]")).to_have_count(0)
    assert english(desktop) == []


def test_a_dialog_is_closed_by_a_button_of_a_vietnamese_name(desktop: Page, app_address: str) -> None:
    opened(desktop, app_address, "van-ban")
    desktop.locator(".st-key-edit-0 button").click()
    dialog = desktop.get_by_role("dialog")
    dialog.get_by_role("button", name="Tăng").first.wait_for()
    assert english(desktop) == []
    dialog.get_by_role("button", name="Đóng", exact=True).click()
    expect(dialog).to_have_count(0)


def test_an_address_of_no_screen_is_explained(desktop: Page, app_address: str) -> None:
    desktop.goto(f"{app_address}/khong-co")
    expect(desktop.get_by_role("dialog")).to_contain_text("Không có màn hình này", timeout=PATIENCE_MS)
    expect(desktop.get_by_role("dialog")).to_contain_text("đang mở màn hình đầu")


def test_a_chosen_file_says_its_size_and_why_it_is_not_taken(desktop: Page, app_address: str, tmp_path: Path) -> None:
    opened(desktop, app_address, "van-ban")
    zone = desktop.locator("[data-testid=stFileUploaderDropzone]")
    expect(zone).to_contain_text("mỗi tệp tối đa 100 MB")
    expect(zone.get_by_role("button", name="Chọn tệp")).to_be_visible()
    (tmp_path / "Upload.txt").write_bytes(b"x" * 1500)
    desktop.locator("input[type=file]").set_input_files(tmp_path / "Upload.txt")
    chip = desktop.locator("[data-testid=stFileChip]")
    expect(chip).to_contain_text("Upload.txt")
    expect(chip).to_contain_text("1,5 KB")


def test_a_question_is_never_translated(desktop: Page, app_address: str) -> None:
    opened(desktop, app_address)
    ask(desktop, "Close")
    expect(desktop.locator(".understood")).to_contain_text("Close")
    expect(desktop.locator(".st-key-history-0 button")).to_contain_text("Close")


def test_on_a_phone_the_list_of_screens_gives_way_to_the_chosen_one(phone: Page, app_address: str) -> None:
    opened(phone, app_address)
    phone.get_by_role("button", name="Mở danh mục màn hình").click()
    phone.get_by_role("link", name=messages.TASKS, exact=True).click()
    expect(phone.locator("h1.screen")).to_have_text(messages.TASKS_TITLE)
    expect(phone.get_by_role("link", name=messages.TASKS, exact=True)).to_have_count(0)
    phone.locator(".st-key-t-view").wait_for()


def test_what_a_button_folds_out_is_reached_by_keyboard_and_left_by_escape(desktop: Page, app_address: str) -> None:
    opened(desktop, app_address)
    ask(desktop, messages.EXAMPLES[0])
    settled(desktop)
    button = desktop.get_by_role("button", name=messages.TAKE_AWAY)
    button.focus()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("button", name=messages.TAKE_DOCX)).to_be_focused()
    desktop.keyboard.press("Escape")
    expect(desktop.get_by_role("button", name=messages.TAKE_DOCX)).to_have_count(0)
    expect(button).to_be_focused()
