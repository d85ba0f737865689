"""What staff do after an answer, in Chromium: correct its scope, take it along, look at its page, use the registers."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from PIL import Image
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from parc_search.ui import messages
from tests.conftest import DECISION
from tests.ui.serving import PATIENCE_MS, served
from tests.ui.test_in_the_browser import ask, confirm_linked, expect_stage, opened, picture, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUANG_TRI = "Cơ quan nào chủ trì phát triển chính phủ số ở Quảng Trị năm 2022?"
FIGURES = "So sánh tỷ lệ hồ sơ nộp trực tuyến của Thừa Thiên Huế năm 2024 và phường Trần Liễu"
BOTH = "Quảng Trị năm 2022 và Thừa Thiên Huế năm 2024 giao sở nào phụ trách áp dụng ISO, có giống nhau không?"


def paged(path: Path) -> Path:
    """The short plan as a PDF of three pages: its head, its targets, its tasks."""
    from font_source_serif_pro import font_files_ttf

    pdfmetrics.registerFont(TTFont("Plan", font_files_ttf["SourceSerifPro"]))
    canvas = Canvas(str(path), pagesize=A4)
    head, targets, tasks = DECISION.replace("II. TỔ CHỨC", "|II. TỔ CHỨC").replace("I. MỤC", "|I. MỤC", 1).split("|")
    for part in (head, targets, tasks):
        canvas.setFont("Plan", 11)
        for at, line in enumerate(part.splitlines()):
            canvas.drawString(60, A4[1] - 80 - 20 * at, line)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def own_app_address(tmp_path: Path) -> Iterator[str]:
    """The address of an app whose store a test may fill: the empty store of others stays empty."""
    yield from served(tmp_path / "store")


def test_a_chip_asks_again_in_another_scope_and_a_reload_keeps_it(
    desktop: Page, app_address: str, pictures: Path
) -> None:
    opened(desktop, app_address)
    ask(desktop, QUANG_TRI)
    expect(desktop.locator(".answer-panel .now")).to_contain_text("nay là Sở Khoa học và Công nghệ")
    desktop.locator(".st-key-chip-place button").first.click()
    picture(desktop, pictures, "pham-vi")
    desktop.get_by_role("button", name="Quảng Trị", exact=True).last.click()
    desktop.keyboard.press("Escape")
    settled(desktop)
    expect(desktop.locator(".st-key-chip-place button").first).to_contain_text(messages.CHIP_PLACE_ALL)
    expect(desktop.locator(".understood")).to_contain_text(messages.CORRECTED_SCOPE)
    assert "dia-phuong=*" in desktop.url or "dia-phuong=%2A" in desktop.url
    desktop.reload()
    confirm_linked(desktop, QUANG_TRI)
    expect(desktop.locator(".understood")).to_contain_text(messages.CORRECTED_SCOPE, timeout=PATIENCE_MS)
    desktop.get_by_role("button", name=messages.CHIP_RESET).click()
    expect(desktop.locator(".st-key-chip-place button").first).to_contain_text("Quảng Trị", timeout=PATIENCE_MS)


def test_two_plans_stand_side_by_side(desktop: Page, app_address: str, pictures: Path) -> None:
    opened(desktop, app_address)
    ask(desktop, BOTH)
    sides = desktop.locator(".sides .side")
    expect(sides).to_have_count(2, timeout=PATIENCE_MS)
    expect(sides.nth(0).locator("h3")).to_have_text("Thừa Thiên Huế 2024")
    expect(sides.nth(1).locator("h3")).to_have_text("Quảng Trị 2022")
    for at in range(2):
        expect(sides.nth(at).locator(".value")).to_have_text("Sở Khoa học và Công nghệ")
    expect(desktop.locator(".difference")).to_have_count(0)
    ask(desktop, FIGURES)
    expect(desktop.locator(".difference")).to_contain_text("cao hơn", timeout=PATIENCE_MS)
    picture(desktop, pictures, "so-sanh")


def test_an_answer_is_taken_along_as_word_pdf_and_link(desktop: Page, app_address: str) -> None:
    opened(desktop, app_address)
    ask(desktop, messages.EXAMPLES[0])
    desktop.get_by_role("button", name=messages.TAKE_AWAY).click()
    taken = {}
    for suffix in ("docx", "pdf", "txt"):
        with desktop.expect_download() as download:
            desktop.locator(f".st-key-download-{suffix} button").click()
        assert download.value.suggested_filename == f"{messages.MEMO_FILE_NAME}.{suffix}"
        taken[suffix] = Path(download.value.path()).read_bytes()
    said = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(taken["docx"])).paragraphs)
    pages = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(taken["pdf"])).pages)
    for text in (said, pages, taken["txt"].decode()):
        assert "Sở Khoa học và Công nghệ" in text
        assert "3044/QĐ-UBND" in text
    desktop.keyboard.press("Escape")
    desktop.get_by_role("button", name=messages.COPY, exact=True).click()
    link = desktop.locator("code", has_text="?q=").inner_text()
    assert link.startswith(f"{app_address}?q=")
    desktop.goto(link)
    confirm_linked(desktop, messages.EXAMPLES[0])
    expect(desktop.locator(".answer-panel .value")).to_have_text("Sở Khoa học và Công nghệ", timeout=PATIENCE_MS)


def test_a_quote_of_a_pdf_is_shown_on_its_page_stepped_through_and_cut_out(
    desktop: Page, own_app_address: str, pictures: Path, tmp_path: Path
) -> None:
    opened(desktop, own_app_address, "van-ban")
    desktop.locator("input[type=file]").set_input_files(paged(tmp_path / "ke-hoach.pdf"))
    desktop.locator("[data-testid=stFileChip]").wait_for()
    desktop.get_by_role("button", name=messages.UPLOAD_BUTTON).click()
    expect_stage(desktop, "ke-hoach.pdf", "done")
    expect(desktop.locator(".strip li")).to_have_count(3)
    picture(desktop, pictures, "trang-doc-duoc")
    opened(desktop, own_app_address)
    ask(desktop, "Sở nào chủ trì kiểm tra cải cách hành chính ở Quảng Bình năm 2023?")
    expect(desktop.locator(".answer-panel .value")).to_have_text("Sở Nội vụ", timeout=PATIENCE_MS)
    desktop.get_by_role("button", name=messages.OPEN_SOURCE).first.click()
    sheet = desktop.locator("img.sheet")
    expect(sheet).to_have_attribute("alt", messages.PAGE_ALT_QUOTE.format(page=3, source="ke-hoach.pdf"))
    expect(desktop.locator("tr.quoted").nth(1)).to_contain_text("- Chủ trì, phối hợp với các sở")
    picture(desktop, pictures, "trang-goc")
    with desktop.expect_download() as download:
        desktop.get_by_role("button", name=messages.SAVE_CROP).click()
    assert download.value.suggested_filename == "doan-trich-ke-hoach-trang-3.png"
    cut = Image.open(download.value.path()).convert("RGB")
    assert (255, 232, 140) in {colour for _, colour in cut.getcolors(maxcolors=1 << 24) or ()}
    desktop.keyboard.press("ArrowLeft")
    expect(sheet).to_have_attribute("alt", messages.PAGE_ALT.format(page=2, source="ke-hoach.pdf"))
    desktop.keyboard.press("ArrowRight")
    expect(sheet).to_have_attribute("alt", messages.PAGE_ALT_QUOTE.format(page=3, source="ke-hoach.pdf"))


def test_tasks_are_seen_by_agency_and_in_time_each_with_its_source(
    desktop: Page, app_address: str, pictures: Path
) -> None:
    opened(desktop, app_address, "nhiem-vu")
    settled(desktop)
    picture(desktop, pictures, "nhiem-vu")
    desktop.get_by_text(messages.TASK_VIEWS["agencies"], exact=True).click()
    first = desktop.locator(".task-list li").first
    expect(first).to_be_visible()
    desktop.get_by_text(messages.TASK_VIEWS["timeline"], exact=True).click()
    months = desktop.locator(".timeline .month h3")
    expect(months.first).to_be_visible()
    written = [text.split()[-1].split("/")[::-1] for text in months.all_inner_texts()]
    now = date.today().isoformat().split("-")[:2]
    ahead = [month for month in written if month >= now]
    assert written == sorted(ahead) + sorted((month for month in written if month < now), reverse=True)
    picture(desktop, pictures, "thoi-han")
    with desktop.context.expect_page() as opening:
        desktop.locator(".timeline .from a").first.click()
    source = opening.value
    source.locator("tr.quoted").first.wait_for()
    assert "/doi-chieu?nguon=" in source.url


def test_a_target_is_compared_over_places_in_a_chart_and_a_table(
    desktop: Page, app_address: str, pictures: Path
) -> None:
    opened(desktop, app_address, "chi-tieu")
    desktop.get_by_role("radio", name=messages.TARGET_VIEWS["compare"], exact=True).click()
    desktop.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first.wait_for()
    picture(desktop, pictures, "chi-tieu")
    with desktop.expect_download() as download:
        desktop.get_by_role("button", name=messages.EXPORT_XLSX).click()
    assert download.value.suggested_filename == f"{messages.TARGETS_FILE_NAME}.xlsx"
