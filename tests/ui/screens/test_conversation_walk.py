"""A conversation in Chromium: a question goes on from the one before, two are asked at once, a greeting is answered."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from parc_search.answering.messages import TALK
from parc_search.ui import messages
from tests.ui.serving import PATIENCE_MS
from tests.ui.test_in_the_browser import ask, opened, picture, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ISO = "Cơ quan nào chủ trì áp dụng ISO 9001 ở Thừa Thiên Huế năm 2024?"


@pytest.mark.parametrize("width", [1280, 390])
def test_a_question_goes_on_and_what_was_carried_is_taken_off(
    desktop: Page, app_address: str, pictures: Path, width: int
) -> None:
    desktop.set_viewport_size({"width": width, "height": 844})
    opened(desktop, app_address)
    ask(desktop, ISO)
    expect(desktop.locator(".answer-panel .value")).to_have_text("Sở Khoa học và Công nghệ", timeout=PATIENCE_MS)
    ask(desktop, "thế hạn là bao giờ?")
    chips = desktop.locator(".st-key-carried button")
    expect(chips).to_have_count(3, timeout=PATIENCE_MS)
    settled(desktop)
    assert [chip.inner_text().split("\n")[-1] for chip in chips.all()] == ["áp dụng ISO 9001", "Thừa Thiên Huế", "2024"]
    expect(desktop.locator(".answer-panel .value")).to_have_text("Thường xuyên")
    picture(desktop, pictures, f"hoi-tiep-{width}")
    desktop.locator(".st-key-carried-years button").first.click()
    expect(chips).to_have_count(2, timeout=PATIENCE_MS)
    ask(desktop, "còn Quảng Trị thì sao?")
    expect(desktop.locator(".understood")).to_contain_text("ở Quảng Trị", timeout=PATIENCE_MS)
    assert desktop.evaluate("document.documentElement.scrollWidth") <= width


def test_two_questions_in_one_get_two_answers(desktop: Page, app_address: str, pictures: Path) -> None:
    opened(desktop, app_address)
    ask(desktop, f"{ISO} Thế hạn là bao giờ?")
    values = desktop.locator(".answer-panel .value")
    expect(values).to_have_text(["Thường xuyên", "Sở Khoa học và Công nghệ"], timeout=PATIENCE_MS)
    picture(desktop, pictures, "hai-cau")
    desktop.get_by_role("button", name=messages.BESIDE_OPEN).click()
    expect(values).to_have_text(["Sở Khoa học và Công nghệ", "Thường xuyên"], timeout=PATIENCE_MS)


def test_what_is_said_to_the_program_gets_a_short_reply_and_no_passages(desktop: Page, app_address: str) -> None:
    opened(desktop, app_address)
    ask(desktop, "xin chào")
    expect(desktop.locator(".notice")).to_contain_text(TALK["greeting"], timeout=PATIENCE_MS)
    ask(desktop, "dùng thế nào?")
    expect(desktop.locator(".notice")).to_contain_text(messages.HELP_TITLE, timeout=PATIENCE_MS)
    expect(desktop.locator("article.citation, .refusal")).to_have_count(0)
