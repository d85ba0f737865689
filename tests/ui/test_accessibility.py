"""What axe-core finds on each screen; the package brings the script along, nothing is fetched."""

from pathlib import Path

import axe_core_python
import pytest
from playwright.sync_api import Page

from parc_search.ui import words

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCRIPT = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# An empty date field of Streamlit states no aria-valuenow; nothing of ours can add it.
STREAMLITS_OWN = ".stDateInput"
SERIOUS = ("serious", "critical")


def serious_faults(page: Page) -> list[tuple[str, str]]:
    page.wait_for_function("!document.querySelector('[data-stale=\"true\"], .stSpinner, [data-testid=stSkeleton]')")
    page.evaluate(SCRIPT)
    found = page.evaluate(f"axe.run({{exclude: [{STREAMLITS_OWN!r}]}})")["violations"]
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in found if fault["impact"] in SERIOUS]


@pytest.mark.parametrize("path", ["", "van-ban", "nhiem-vu", "chi-tieu", "doi-chieu", "kiem-toan", "gioi-thieu"])
def test_no_screen_has_a_serious_fault(desktop: Page, app_address: str, path: str) -> None:
    desktop.goto(f"{app_address}/{path}")
    desktop.locator("h1.screen").wait_for()
    assert serious_faults(desktop) == []


def test_an_answer_has_no_serious_fault(desktop: Page, app_address: str) -> None:
    desktop.goto(app_address)
    box = desktop.get_by_role("textbox", name=words.QUESTION_LABEL)
    box.fill(words.EXAMPLES[0])
    box.press("Enter")
    desktop.locator(".answer-panel").wait_for()
    assert serious_faults(desktop) == []


def test_deadlines_in_time_have_no_serious_fault(desktop: Page, app_address: str) -> None:
    desktop.goto(f"{app_address}/nhiem-vu")
    desktop.get_by_text(words.TASK_VIEWS["timeline"], exact=True).click()
    desktop.locator(".calendar").wait_for()
    assert serious_faults(desktop) == []


@pytest.mark.parametrize("path", ["nhiem-vu", "chi-tieu", "van-ban"])
def test_no_screen_of_a_phone_has_a_serious_fault(phone: Page, app_address: str, path: str) -> None:
    phone.goto(f"{app_address}/{path}")
    phone.locator("h1.screen").wait_for()
    assert serious_faults(phone) == []
