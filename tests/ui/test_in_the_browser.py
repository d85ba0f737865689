"""The screens as staff see them, in Chromium, over the sample documents."""

from pathlib import Path
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Locator, Page, expect

from parc_search.ui import messages

PATIENCE_MS = 120_000

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CORPUS = Path(__file__).parent.parent.parent / "eval" / "corpus"
SCREENS = ("", "tong-quan", "van-ban", "nhiem-vu", "chi-tieu", "doi-chieu", "kiem-toan", "gioi-thieu")
HOSTILE_NAME = "<img src=x onerror=alert(1)>.txt"
SHOWN_NAME = "img src=x onerror=alert(1).txt"
HOSTILE_TEXT = """ỦY BAN NHÂN DÂN
TỈNH QUẢNG BÌNH
Số: 77/KH-UBND
Quảng Bình, ngày 15 tháng 01 năm 2023

KẾ HOẠCH
Cải cách hành chính <script>alert(1)</script> tỉnh Quảng Bình năm 2023

I. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
- Chủ trì kiểm tra <img src=x onerror=alert(2)> cải cách hành chính tại **12** cơ quan, [đơn vị](javascript:alert(3)).
"""


def opened(page: Page, address: str, path: str = "") -> None:
    page.goto(f"{address}/{path}")
    page.locator("h1.screen").wait_for()


def ask(page: Page, question: str) -> None:
    box = page.get_by_role("textbox", name=messages.QUESTION_LABEL)
    box.fill(question)
    box.press("Enter")
    page.locator(".answer-panel, .refusal, .notice.error").wait_for()


def settled(page: Page) -> None:
    """Waits until Streamlit has drawn all that it has to draw."""
    page.wait_for_function("!document.querySelector('[data-stale=\"true\"], .stSpinner, [data-testid=stSkeleton]')")


def picture(page: Page, folder: Path, name: str) -> None:
    settled(page)
    page.screenshot(path=folder / f"{name}.png")


def test_a_question_is_answered_by_enter_with_the_citation_that_carries_it(
    desktop: Page, app_address: str, pictures: Path
) -> None:
    opened(desktop, app_address)
    picture(desktop, pictures, "hoi-dap")
    ask(desktop, messages.EXAMPLES[0])
    expect(desktop.locator(".answer-panel .value")).to_have_text("Sở Khoa học và Công nghệ", timeout=PATIENCE_MS)
    card = desktop.locator("article.citation").first
    expect(card).to_contain_text("3044/QĐ-UBND")
    expect(card).to_contain_text("22/12/2023")
    expect(card.locator("footer")).to_contain_text("002_f8e8494414b91d6f.txt")
    expect(card.locator("mark.answer").first).to_contain_text("Khoa học và Công nghệ")
    picture(desktop, pictures, "tra-loi")


def test_the_quote_leads_to_its_lines_in_the_source(desktop: Page, app_address: str, pictures: Path) -> None:
    opened(desktop, app_address)
    ask(desktop, "co quan nao chu tri iso 9001 o hue")
    desktop.get_by_text(messages.SOURCE_TEXT_LABEL).first.click()
    raw = desktop.locator(".source-text").first.inner_text()
    desktop.get_by_role("button", name=messages.OPEN_SOURCE).first.click()
    desktop.locator("tr.quoted").first.wait_for()
    shown = [line.inner_text() for line in desktop.locator("tr.quoted td.raw").all()]
    assert " ".join(raw.split()) in " ".join(" ".join(shown).split())
    source = (CORPUS / desktop.locator(".st-key-compare-source input").input_value().split(" · ")[-1]).read_bytes()
    assert raw in source.decode()
    picture(desktop, pictures, "doi-chieu")


def test_a_quote_and_each_place_found_are_in_sight_on_a_phone(phone: Page, app_address: str) -> None:
    opened(phone, app_address)
    ask(phone, "co quan nao chu tri iso 9001 o hue")
    phone.get_by_role("button", name=messages.OPEN_SOURCE).first.click()
    quoted = phone.locator("tr.quoted").first
    expect(quoted).to_be_in_viewport(timeout=PATIENCE_MS)
    field = phone.get_by_label(messages.FIND_LABEL)
    field.fill("so noi vu")
    field.press("Enter")
    count = phone.locator(".st-key-find-bar .meta")
    expect(count).to_contain_text("Chỗ 1 trên", timeout=PATIENCE_MS)
    phone.get_by_role("button", name=messages.FIND_NEXT).click()
    expect(count).to_contain_text("Chỗ 2 trên", timeout=PATIENCE_MS)
    expect(quoted).to_contain_text("nội vụ", ignore_case=True)
    expect(quoted).to_be_in_viewport()
    expect(field).to_be_in_viewport()


def test_a_refusal_says_why_and_shows_the_nearest_passages(desktop: Page, app_address: str, pictures: Path) -> None:
    opened(desktop, app_address)
    ask(desktop, "Chỉ tiêu cải cách hành chính của tỉnh Cà Mau năm 2024 là bao nhiêu?")
    panel = desktop.locator(".refusal")
    expect(panel).to_contain_text("Cà Mau")
    expect(desktop.locator(".answer-panel")).to_have_count(0)
    expect(desktop.locator("article.citation:not(.near)")).to_have_count(0)
    picture(desktop, pictures, "tu-choi")


def test_an_empty_question_is_answered_by_what_to_do(desktop: Page, app_address: str) -> None:
    opened(desktop, app_address)
    desktop.get_by_role("button", name=messages.ASK_BUTTON, exact=True).click()
    expect(desktop.locator(".notice.error")).to_contain_text("hãy gõ một câu hỏi")


def test_a_link_reopens_its_question(desktop: Page, app_address: str) -> None:
    opened(desktop, app_address, f"?q={quote_plus(messages.EXAMPLES[0])}")
    confirm_linked(desktop, messages.EXAMPLES[0])
    expect(desktop.locator(".answer-panel .value")).to_have_text("Sở Khoa học và Công nghệ", timeout=PATIENCE_MS)


def confirm_linked(page: Page, question: str) -> None:
    """Asks the question that a link put into the field; until then nothing was asked."""
    expect(page.get_by_role("textbox", name=messages.QUESTION_LABEL)).to_have_value(question, timeout=PATIENCE_MS)
    expect(page.get_by_text(messages.LINKED_QUESTION)).to_be_visible()
    expect(page.locator(".answer-panel")).to_have_count(0)
    page.get_by_role("button", name=messages.ASK_BUTTON, exact=True).click()


def expect_count(cards: Locator, count: int) -> None:
    expect(cards).to_have_count(count, timeout=PATIENCE_MS)


def upload(page: Page, name: str, content: str) -> None:
    chosen = {"name": name, "mimeType": "text/plain", "buffer": content.encode()}
    page.locator("input[type=file]").set_input_files(chosen)
    page.locator("[data-testid=stFileChip]").wait_for()
    page.get_by_role("button", name=messages.UPLOAD_BUTTON).click()


def expect_stage(page: Page, shown_name: str, stage: str) -> Locator:
    row = page.locator(".intake li").filter(has_text=shown_name)
    expect(row.locator(".stage")).to_have_text(messages.STAGES[stage], timeout=PATIENCE_MS)
    return row


def test_a_dialog_stays_open_while_a_file_is_read_behind_it(desktop: Page, app_address: str) -> None:
    opened(desktop, app_address, "van-ban")
    cards = desktop.locator("article.stored")
    cards.nth(4).wait_for()
    settled(desktop)
    upload(desktop, "nền.txt", HOSTILE_TEXT)
    desktop.locator(".st-key-edit-0 button").click()
    title = desktop.get_by_role("dialog").get_by_label(messages.EDIT_FIELD_TITLE)
    title.fill("Tên đang sửa")
    expect_stage(desktop, "nền.txt", "done")
    expect(title).to_have_value("Tên đang sửa")
    desktop.keyboard.press("Escape")
    expect_count(cards, 6)
    position = next(n for n, text in enumerate(cards.all_inner_texts()) if "nền.txt" in text)
    desktop.locator(f".st-key-remove-{position} button").click()
    desktop.get_by_role("button", name=messages.REMOVE_CONFIRM).click()
    expect_count(cards, 5)


def test_an_upload_is_read_answers_is_removed_and_comes_back(desktop: Page, app_address: str, pictures: Path) -> None:
    opened(desktop, app_address, "van-ban")
    cards = desktop.locator("article.stored")
    cards.nth(4).wait_for()
    picture(desktop, pictures, "van-ban")
    upload(desktop, HOSTILE_NAME, HOSTILE_TEXT)
    expect_stage(desktop, SHOWN_NAME, "done")
    expect_count(cards, 6)
    expect(cards.filter(has_text=SHOWN_NAME)).to_contain_text("Quảng Bình")
    picture(desktop, pictures, "nap-xong")

    desktop.get_by_role("link", name=messages.ASK, exact=True).click()
    ask(desktop, "Sở nào chủ trì kiểm tra cải cách hành chính ở Quảng Bình năm 2023?")
    expect(desktop.locator("article.citation").first).to_contain_text("<img src=x onerror=alert(2)>")
    expect(desktop.locator("article.citation img, article.citation script, article.citation a")).to_have_count(0)

    desktop.get_by_role("link", name=messages.DOCUMENTS, exact=True).click()
    cards.nth(5).wait_for()
    position = next(n for n, text in enumerate(cards.all_inner_texts()) if SHOWN_NAME in text)
    desktop.locator(f".st-key-remove-{position} button").click()
    desktop.get_by_role("dialog").get_by_text(SHOWN_NAME).wait_for()
    picture(desktop, pictures, "xoa")
    desktop.get_by_role("button", name=messages.REMOVE_CONFIRM).click()
    expect_count(cards, 5)
    desktop.get_by_role("button", name=messages.UNDO).click()
    expect_count(cards, 6)
    desktop.locator(f".st-key-remove-{position} button").click()
    desktop.get_by_role("button", name=messages.REMOVE_CONFIRM).click()
    expect_count(cards, 5)


def test_a_broken_file_is_refused_in_one_line_and_nothing_changes(desktop: Page, app_address: str) -> None:
    opened(desktop, app_address, "van-ban")
    desktop.locator("article.stored").nth(4).wait_for()
    upload(desktop, "rỗng.txt", " \n")
    row = expect_stage(desktop, "rỗng.txt", "failed")
    expect(row.locator(".why")).to_contain_text("rỗng.txt")
    expect_count(desktop.locator("article.stored"), 5)


@pytest.mark.parametrize("path", SCREENS)
def test_no_screen_is_wider_than_a_phone(phone: Page, app_address: str, pictures: Path, path: str) -> None:
    opened(phone, app_address, path)
    settled(phone)
    assert phone.evaluate("document.scrollingElement.scrollWidth") <= 390
    # The audit may rightly say that a cited document is gone: other tests remove what they handed in.
    expect(phone.locator(".stException, .notice.fault")).to_have_count(0)
    picture(phone, pictures, f"phone-{path or 'hoi-dap'}")


def test_the_answer_fits_a_phone(phone: Page, app_address: str, pictures: Path) -> None:
    opened(phone, app_address)
    ask(phone, messages.EXAMPLES[0])
    phone.locator("article.citation").first.wait_for()
    assert phone.evaluate("document.scrollingElement.scrollWidth") <= 390
    picture(phone, pictures, "phone-tra-loi")


def test_an_empty_store_says_what_to_do_first(desktop: Page, empty_app_address: str, pictures: Path) -> None:
    opened(desktop, empty_app_address)
    expect(desktop.locator(".notice")).to_contain_text(messages.EMPTY_STORE_TITLE)
    picture(desktop, pictures, "kho-trong")
    desktop.get_by_role("button", name=messages.EMPTY_STORE_BUTTON).click()
    expect(desktop.locator("h1.screen")).to_have_text(messages.DOCUMENTS_TITLE)
