"""What an auditor does, in Chromium: finds a recorded answer, asks again, objects with a note."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from parc_search.ui import messages
from tests.ui.serving import PATIENCE_MS
from tests.ui.test_in_the_browser import ask, opened, picture, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUESTION = "Thừa Thiên Huế năm 2024: cơ quan nào chủ trì áp dụng ISO 9001?"


def test_an_answer_is_found_replayed_and_objected_to(desktop: Page, app_address: str, pictures: Path) -> None:
    opened(desktop, app_address)
    ask(desktop, QUESTION)
    opened(desktop, app_address, "kiem-toan")
    expect(desktop.locator(".notice.good")).to_contain_text("nguyên vẹn")
    find = desktop.get_by_role("textbox", name=messages.FILTER_WORDS)
    find.fill("Thừa Thiên Huế năm 2024: cơ quan")
    find.press("Enter")
    settled(desktop)
    desktop.locator("[data-testid=stDataFrame] .dvn-scroller").first.click(position={"x": 15, "y": 55})
    card = desktop.locator(".st-key-citation-audit")
    expect(card).to_contain_text(QUESTION)
    desktop.get_by_role("button", name=messages.REPLAY).click()
    expect(card).to_contain_text(messages.REPLAY_UNCHANGED, timeout=PATIENCE_MS)
    desktop.get_by_role("button", name=messages.REVIEW_OBJECT).click()
    expect(card).to_contain_text(messages.REVIEW_NEEDS_NOTE)
    card.get_by_role("textbox", name=messages.REVIEW_NOTE).fill("Cần dẫn thêm **Phụ lục** <b>1</b>.")
    desktop.get_by_role("button", name=messages.REVIEW_OBJECT).click()
    expect(card).to_contain_text("Phản đối, người tại máy này", timeout=PATIENCE_MS)
    expect(card).to_contain_text("Cần dẫn thêm **Phụ lục** <b>1</b>.")
    picture(desktop, pictures, "kiem-toan")
    opened(desktop, app_address, "kiem-toan")
    expect(desktop.locator(".notice.good")).to_contain_text("nguyên vẹn")
    # Whoever asked sees the objection beside the answer when he comes back to it.
    opened(desktop, app_address)
    box = desktop.get_by_role("textbox", name=messages.QUESTION_LABEL)
    box.fill(QUESTION)
    box.press("Enter")
    desktop.locator(".answer-panel").wait_for()
    objection = desktop.locator(".notice.error")
    expect(objection).to_contain_text(messages.OBJECTION_TITLE)
    expect(objection).to_contain_text("Cần dẫn thêm **Phụ lục** <b>1</b>.")
