"""A conversation in Chromium: a question goes on from the one before, two are asked at once, a greeting is answered."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from index.store.store import Store
from parc_search.answering.messages import TALK
from parc_search.evidence.acts import acts
from parc_search.ui import messages
from tests.ui.conftest import DESKTOP
from tests.ui.serving import PATIENCE_MS, served
from tests.ui.test_in_the_browser import ask, opened, picture, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ISO = "Cơ quan nào chủ trì áp dụng ISO 9001 ở Thừa Thiên Huế năm 2024?"


@pytest.fixture
def own_address(sample_store: Path, tmp_path: Path) -> Iterator[str]:
    """The address of the app over a store of its own, that a test may write on."""
    shutil.copytree(sample_store, tmp_path / "store")
    yield from served(tmp_path / "store")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_question_goes_on_and_what_was_carried_is_taken_off(
    desktop: Page, app_address: str, pictures: Path, width: int
) -> None:
    desktop.set_viewport_size({"width": width, "height": 844})
    opened(desktop, app_address)
    ask(desktop, ISO)
    expect(desktop.locator(".answer-panel .value")).to_have_text("Sở Khoa học và Công nghệ", timeout=PATIENCE_MS)
    ask(desktop, "thế hạn là bao giờ?")
    chips = desktop.locator(".st-key-carried button:visible")
    expect(chips).to_have_count(3, timeout=PATIENCE_MS)
    settled(desktop)
    assert [chip.inner_text().split("\n")[-1] for chip in chips.all()] == ["áp dụng ISO 9001", "Thừa Thiên Huế", "2024"]
    expect(desktop.locator(".answer-panel .value")).to_have_text("Thường xuyên")
    picture(desktop, pictures, f"hoi-tiep-{width}")
    desktop.locator(".st-key-carried-years button:visible").click()
    expect(chips).to_have_count(2, timeout=PATIENCE_MS)
    ask(desktop, "còn Quảng Trị thì sao?")
    expect(desktop.locator(".understood")).to_contain_text("ở Quảng Trị", timeout=PATIENCE_MS)
    assert desktop.evaluate("document.documentElement.scrollWidth") <= width


def said(page: Page, words: str) -> None:
    box = page.get_by_role("textbox", name=messages.QUESTION_LABEL)
    box.fill(words)
    box.press("Enter")


def test_two_questions_in_one_get_two_answers(desktop: Page, app_address: str, pictures: Path) -> None:
    opened(desktop, app_address)
    said(desktop, f"{ISO} Thế hạn là bao giờ?")
    values = desktop.locator(".answer-panel .value")
    expect(values).to_have_text(["Sở Khoa học và Công nghệ", "Thường xuyên"], timeout=PATIENCE_MS)
    picture(desktop, pictures, "hai-cau")
    desktop.get_by_role("button", name=messages.BESIDE_OPEN).click()
    expect(values).to_have_text(["Thường xuyên", "Sở Khoa học và Công nghệ"], timeout=PATIENCE_MS)


def test_what_is_said_to_the_program_gets_a_short_reply_and_no_passages(desktop: Page, app_address: str) -> None:
    opened(desktop, app_address)
    said(desktop, "xin chào")
    expect(desktop.locator(".notice")).to_contain_text(TALK["greeting"], timeout=PATIENCE_MS)
    said(desktop, "dùng thế nào?")
    expect(desktop.locator(".notice")).to_contain_text(messages.HELP_TITLE, timeout=PATIENCE_MS)
    expect(desktop.locator("article.citation, .refusal")).to_have_count(0)


def test_what_was_asked_is_there_in_another_tab_searched_cleared_and_judged(
    browser: Browser, own_address: str, tmp_path: Path, pictures: Path
) -> None:
    first, second = (browser.new_context(viewport=DESKTOP, locale="vi-VN").new_page() for _ in range(2))  # type: ignore[arg-type]
    opened(first, own_address)
    ask(first, ISO)
    first.get_by_role("button", name=messages.VERDICT_WRONG, exact=True).click()
    first.get_by_role("textbox", name=messages.VERDICT_REASON).fill("Nhầm năm")
    first.get_by_role("button", name=messages.VERDICT_SEND, exact=True).click()
    expect(first.get_by_text(messages.VERDICT_GIVEN["answer-wrong"])).to_be_visible(timeout=PATIENCE_MS)
    opened(second, own_address)
    second.get_by_text(messages.OLD_QUESTIONS).click()
    old = second.locator("[class*=st-key-history-old-] button:visible")
    expect(old).to_have_count(1, timeout=PATIENCE_MS)
    field = second.get_by_role("textbox", name=messages.OLD_WORDS)
    field.fill("khong co chu nay")
    field.press("Enter")
    expect(old).to_have_count(0, timeout=PATIENCE_MS)
    field.fill("iso")
    field.press("Enter")
    expect(old).to_have_count(1, timeout=PATIENCE_MS)
    picture(second, pictures, "lich-su")
    old.click()
    expect(second.locator(".answer-panel .value")).to_have_text("Sở Khoa học và Công nghệ", timeout=PATIENCE_MS)
    second.get_by_role("button", name=messages.OLD_CLEAR).click()
    expect(old).to_have_count(0, timeout=PATIENCE_MS)
    second.get_by_role("button", name=messages.OLD_SHOW_AGAIN).click()
    expect(old).to_have_count(1, timeout=PATIENCE_MS)
    with Store.open(tmp_path / "store") as store:
        *_, act = acts(store.audit_records())
    assert (act.act, act.what["reason"]) == ("answer-wrong", "Nhầm năm")
    first.context.close()
    second.context.close()
