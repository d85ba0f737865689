"""What axe-core finds on each screen; the package brings the script along, nothing is fetched."""

from pathlib import Path

import axe_core_python
import pytest
from playwright.sync_api import Page, expect

from parc_search.ui import messages

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCRIPT = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SERIOUS = ("serious", "critical")


def serious_faults(page: Page) -> list[tuple[str, str]]:
    page.wait_for_function("!document.querySelector('[data-stale=\"true\"], .stSpinner, [data-testid=stSkeleton]')")
    page.evaluate(SCRIPT)
    found = page.evaluate("axe.run()")["violations"]
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in found if fault["impact"] in SERIOUS]


@pytest.mark.parametrize(
    "path", ["", "tong-quan", "tom-tat", "van-ban", "nhiem-vu", "chi-tieu", "doi-chieu", "kiem-toan", "gioi-thieu"]
)
def test_no_screen_has_a_serious_fault(desktop: Page, app_address: str, path: str) -> None:
    desktop.goto(f"{app_address}/{path}")
    desktop.locator("h1.screen").wait_for()
    assert serious_faults(desktop) == []


def test_an_answer_has_no_serious_fault(desktop: Page, app_address: str) -> None:
    desktop.goto(app_address)
    box = desktop.get_by_role("textbox", name=messages.QUESTION_LABEL)
    box.fill(messages.EXAMPLES[0])
    box.press("Enter")
    desktop.locator(".answer-panel").wait_for()
    assert serious_faults(desktop) == []


def test_deadlines_in_time_have_no_serious_fault(desktop: Page, app_address: str) -> None:
    desktop.goto(f"{app_address}/nhiem-vu")
    desktop.get_by_text(messages.TASK_VIEWS["timeline"], exact=True).click()
    desktop.locator(".calendar").wait_for()
    assert serious_faults(desktop) == []


def test_a_day_that_is_none_is_explained_without_a_serious_fault(desktop: Page, app_address: str) -> None:
    desktop.goto(f"{app_address}/nhiem-vu")
    due = desktop.get_by_role("textbox", name=messages.FILTER_DUE)
    due.fill("31/02/2024")
    due.press("Enter")
    expect(desktop.get_by_role("alert").filter(has_text="31/02/2024")).to_be_visible()
    assert serious_faults(desktop) == []
    due.fill("1/7/24")
    due.press("Enter")
    expect(due).to_have_value("01/07/2024")
    expect(desktop.get_by_role("alert").filter(has_text="31/02/2024")).to_have_count(0)


def test_a_comparison_over_years_has_no_serious_fault(desktop: Page, app_address: str) -> None:
    desktop.goto(f"{app_address}/chi-tieu")
    desktop.get_by_role("radio", name=messages.TARGET_VIEWS["compare"], exact=True).click()
    chart = desktop.locator("[data-testid=stVegaLiteChart][aria-label]")
    expect(chart).to_have_attribute("aria-roledescription", "biểu đồ")
    assert serious_faults(desktop) == []


def test_correcting_a_document_has_no_serious_fault(desktop: Page, app_address: str) -> None:
    desktop.goto(f"{app_address}/van-ban")
    desktop.locator(".st-key-edit-0 button").click()
    dialog = desktop.get_by_role("dialog")
    dialog.get_by_role("textbox", name=messages.EDIT_FIELD_DATE).fill("31/9/2021")
    dialog.get_by_role("button", name=messages.EDIT_SAVE, exact=True).click()
    expect(dialog.get_by_role("alert").filter(has_text="31/9/2021")).to_be_visible()
    assert serious_faults(desktop) == []


@pytest.mark.parametrize("path", ["tong-quan", "tom-tat", "nhiem-vu", "chi-tieu", "van-ban", "kiem-toan"])
def test_no_screen_of_a_phone_has_a_serious_fault(phone: Page, app_address: str, path: str) -> None:
    phone.goto(f"{app_address}/{path}")
    phone.locator("h1.screen").wait_for()
    assert serious_faults(phone) == []


def test_a_row_to_work_on_and_a_question_that_goes_on_have_no_serious_fault(desktop: Page, app_address: str) -> None:
    desktop.goto(f"{app_address}/nhiem-vu?xem=timeline")
    way = desktop.locator(".timeline .from a", has_text=messages.FOLLOW).first
    way.wait_for()
    desktop.goto(f"{app_address}{way.get_attribute('href')}")
    desktop.get_by_role("button", name=messages.CORRECT_ROW).click()
    assert serious_faults(desktop) == []
    desktop.goto(app_address)
    box = desktop.get_by_role("textbox", name=messages.QUESTION_LABEL)
    box.fill(messages.EXAMPLES[0])
    box.press("Enter")
    desktop.locator(".answer-panel").wait_for()
    box.fill("thế hạn là bao giờ?")
    box.press("Enter")
    desktop.locator(".st-key-carried button:visible").first.wait_for()
    assert serious_faults(desktop) == []
