"""An answer as a memo, in Word and as PDF."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2 as pdfium
from docx import Document
from docx.oxml.ns import qn

from ingest.documents import Metadata, Span
from parc_search.results import Answer, Citation, ComparisonSide, Interpretation
from parc_search.ui.export.memo import MemoLine, memo_lines
from parc_search.ui.export.memo_docx import as_docx
from parc_search.ui.export.memo_pdf import as_pdf

MADE_AT = datetime(2026, 3, 5, 9, 7, tzinfo=UTC)
CITATION = Citation(
    n=1,
    source="<b>002</b>.txt",
    span=Span(start=0, end=9),
    quote_raw="So Noi vu chu tri <script>alert(1)</script>\x00",
    quote="Sở Nội vụ chủ trì <script>alert(1)</script>\x00",
    metadata=Metadata(title="Kế hoạch & <i>phụ lục</i>", number="3044/QĐ-UBND", signed_on=date(2023, 12, 2)),
    path=("III. Tổ chức", "1. Sở Nội vụ"),
    page=4,
    line_start=12,
    line_end=12,
    read_quality=0.4,
    passage_hash="ab" * 32,
)
ANSWER = Answer(
    id=None,
    question="so nao <img src=x>?",
    status="answered",
    kind="agency",
    interpretation=Interpretation(question="Sở nào?"),
    answer="Sở Nội vụ",
    sentence="Theo Kế hoạch, cơ quan chủ trì là Sở Nội vụ.",
    citations=(CITATION,),
)


def test_the_memo_has_the_answer_its_grounds_and_each_quote_in_the_annex() -> None:
    lines = memo_lines(ANSWER, [("Thời hạn", "Quý IV")], made_at=MADE_AT)
    said = [f"{line.label}|{line.text}" if line.label else line.text for line in lines]
    assert "05/03/2026 lúc 09:07" in said[1]
    assert said[2:9] == [
        "Câu hỏi|so nao <img src=x>?",
        "Đọc là|Sở nào?",
        "Cơ quan chủ trì",
        "Sở Nội vụ",
        "Thời hạn|Quý IV",
        "Theo Kế hoạch, cơ quan chủ trì là Sở Nội vụ.",
        "Căn cứ",
    ]
    annex = next(at for at, line in enumerate(lines) if line.starts_page)
    assert lines[annex].text == "Phụ lục. Trích dẫn nguyên văn"
    assert "III. Tổ chức › 1. Sở Nội vụ (Trang 4, dòng 12, tệp <b>002</b>.txt)" in said[annex:]
    assert said[-1] == "SHA-256 của nguyên văn|" + "ab" * 32


def test_a_comparison_names_its_sides_and_a_refusal_its_reason() -> None:
    compared = Answer(
        id=None, question="?", status="answered", kind="compare", interpretation=Interpretation(question="?"),
        answer="a", sentence="b", citations=(CITATION,),
        sides=(ComparisonSide(name="Huế 2024", value="50%", citation_n=1), ComparisonSide(name="Quảng Trị 2022")),
    )  # fmt: skip
    lines = memo_lines(compared, [], made_at=MADE_AT)
    assert MemoLine(style="field", label="Huế 2024", text="50% [1]") in lines
    assert MemoLine(style="field", label="Quảng Trị 2022", text="không nêu") in lines
    refused = Answer(
        id=None, question="?", status="not_found", kind="agency", interpretation=Interpretation(question="?"),
        reason="Các tài liệu không nêu.",
    )  # fmt: skip
    lines = memo_lines(refused, [], made_at=MADE_AT)
    assert lines[-1] == MemoLine(style="field", label="Lý do", text="Các tài liệu không nêu.")
    assert lines[1].text == "PARC Search lập ngày 05/03/2026 lúc 09:07, từ các văn bản đã nạp."


def test_a_list_stands_item_by_item_and_each_document_once_among_the_grounds() -> None:
    both = replace(ANSWER, kind="list", sentence="Sở Nội vụ: kiểm tra.", citations=(CITATION, replace(CITATION, n=2)))
    lines = memo_lines(both, [], made_at=MADE_AT, listed=[(1, "kiểm tra"), (2, "báo cáo")])
    assert MemoLine(style="document", label="[1]", text="kiểm tra") in lines
    assert MemoLine(style="document", label="[2]", text="báo cáo") in lines
    assert all(line.text != both.sentence for line in lines)
    annex = next(at for at, line in enumerate(lines) if line.starts_page)
    assert [line.label for line in lines[annex - 1 : annex]] == ["[1], [2]"]


def test_the_word_file_has_the_words_as_they_are() -> None:
    document = Document(io.BytesIO(as_docx(memo_lines(ANSWER, [], made_at=MADE_AT))))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert document.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"
    assert "Câu hỏi: so nao <img src=x>?" in said
    assert "“Sở Nội vụ chủ trì <script>alert(1)</script>”" in said
    assert any("“So Noi vu chu tri <script>alert(1)</script>”" in line for line in said)
    outline = {p.text: p._p.pPr.find(qn("w:outlineLvl")) for p in document.paragraphs}
    levels = {said: level.get(qn("w:val")) for said, level in outline.items() if level is not None}
    assert levels == {
        "Phiếu trả lời có trích dẫn": "0",
        "Cơ quan chủ trì": "1",
        "Căn cứ": "1",
        "Phụ lục. Trích dẫn nguyên văn": "1",
    }
    breaks = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert breaks == ["Phụ lục. Trích dẫn nguyên văn"]


def test_the_pdf_has_the_words_as_they_are_the_annex_on_a_page_of_its_own_and_its_font_inside() -> None:
    content = as_pdf(memo_lines(ANSWER, [], made_at=MADE_AT))
    document = pdfium.PdfDocument(content)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    assert len(pages) == 2
    assert "so nao <img src=x>?" in pages[0]
    assert "Kế hoạch & <i>phụ lục</i>, số 3044/QĐ-UBND, ngày 02/12/2023" in pages[0]
    assert "“Sở Nội vụ chủ trì <script>alert(1)</script>”" in pages[1]
    assert b"/FontFile2" in content


def test_an_agency_that_only_guides_is_not_headed_as_leading() -> None:
    named = replace(ANSWER, sentence="Theo Kế hoạch, cơ quan được nêu là Sở Nội vụ.")
    headings = [
        next(line.text for line in memo_lines(answer, (), made_at=MADE_AT) if line.style == "heading")
        for answer in (ANSWER, named)
    ]
    assert headings == ["Cơ quan chủ trì", "Cơ quan được nêu"]
