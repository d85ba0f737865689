import json
import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

from ingest.documents import Heading, Page, SourceDocument
from ingest.pipeline import outline
from ingest.readers import read
from ingest.repaired_text import RepairedText
from tests.strategies import documents

CORPUS = Path("eval/corpus")
GOLDEN = Path("tests/golden/outline")


def source_document(text: str, name: str = "a.txt") -> SourceDocument:
    page = Page(page_no=None, start=0, end=len(text), quality=1.0)
    return SourceDocument(source=name, content_hash="0", media_type="text/plain", text=text, pages=(page,))


def headings_of(text: str) -> list[tuple[str, str]]:
    raw = source_document(text)
    return [(heading.label, heading.title) for heading in outline(raw, RepairedText(text))]


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_the_outline_of_each_sample_is_the_one_that_was_checked_by_hand(path: Path) -> None:
    raw = read(path)
    found = [
        [heading.level, heading.label, heading.title, heading.start, heading.section_end]
        for heading in outline(raw, RepairedText(raw.text))
    ]
    golden = GOLDEN / f"{path.name[:3]}.json"
    if os.environ.get("PARC_UPDATE_GOLDEN") == "1":
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in found)
        golden.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    assert found == json.loads(golden.read_text(encoding="utf-8"))


def test_a_misread_roman_numeral_is_put_right_by_its_order() -> None:
    text = (
        "I. MUC DICH, YEU CAU\n\n- a b c.\n\n1. MUC TIEU VA NHIEM VU CU THE\n\n1. Cai cach\n\n- a.\n\n"
        "I11. GIAI PHAP THUC HIEN\n"
    )
    assert [label for label, _ in headings_of(text)] == ["I", "II", "II.1", "III"]


def test_a_wrapped_line_that_begins_with_a_number_is_no_heading() -> None:
    text = (
        "1. Mục tiêu\n"
        "- Tiếp tục triển khai có hiệu quả các nội dung của Kế hoạch theo Nghị quyết số\n"
        "2. của Tỉnh ủy về đẩy mạnh cải cách hành chính trên địa bàn tỉnh trong năm này\n"
        "và những năm tiếp theo.\n"
    )
    assert headings_of(text) == [("1", "Mục tiêu")]


def test_numbered_paragraphs_are_no_headings() -> None:
    text = "I. QUAN ĐIỂM\n\n1. Cải cách phải vì người dân.\n\n2. Cải cách phải đồng bộ.\n"
    assert headings_of(text) == [("I", "QUAN ĐIỂM")]


def test_heading_and_task_in_one_paragraph_give_the_agency_as_heading() -> None:
    text = (
        "III. TỔ CHỨC THỰC HIỆN\n"
        "1. Sở Nội vụ:\n"
        "- Là cơ quan thường trực.\n"
        "2. Sở Khoa học và Công nghệ chủ trì triển khai áp dụng ISO.\n"
    )
    assert headings_of(text) == [
        ("III", "TỔ CHỨC THỰC HIỆN"),
        ("III.1", "Sở Nội vụ"),
        ("III.2", "Sở Khoa học và Công nghệ"),
    ]


def test_a_law_has_articles_and_its_clauses_are_text() -> None:
    text = (
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi điều chỉnh\n1. Nghị định này quy định về phí.\n"
        "2. Bao gồm:\na) Phí một;\nb) Phí hai.\nĐiều 2. Hiệu lực\nNghị định này có hiệu lực từ ngày ký.\n"
        "Chương II\nĐIỀU KHOẢN THI HÀNH\nĐiều 3. Nghị định này bãi bỏ Nghị định cũ.\n"
    )
    assert headings_of(text) == [
        ("Chương I", "QUY ĐỊNH CHUNG"),
        ("Điều 1", "Phạm vi điều chỉnh"),
        ("Điều 2", "Hiệu lực"),
        ("Chương II", "ĐIỀU KHOẢN THI HÀNH"),
        ("Điều 3", "Điều 3"),
    ]


def test_an_article_title_runs_over_its_lines() -> None:
    text = (
        "Điều 3. Quy định về thời hiệu xử phạt, hành vi vi phạm hành chính đã kết thúc và\n"
        "hành vi đang thực hiện\n"
        "1. Thời hiệu xử phạt vi phạm trong lĩnh vực điện lực là một năm kể từ ngày vi phạm,\n"
        "trừ trường hợp khác.\n"
    )
    expected = "Quy định về thời hiệu xử phạt, hành vi vi phạm hành chính đã kết thúc và hành vi đang thực hiện"
    assert headings_of(text) == [("Điều 3", expected)]


def test_the_closing_paragraph_belongs_to_no_agency() -> None:
    text = "VI. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ:\n- Theo dõi.\nCác sở báo cáo về Sở Nội vụ để tổng hợp./.\n"
    raw = source_document(text)
    agency = outline(raw, RepairedText(text))[1]
    assert text[agency.start : agency.section_end] == "1. Sở Nội vụ:\n- Theo dõi.\n"


def _nests(headings: tuple[Heading, ...], length: int) -> bool:
    inside = all(0 <= h.start < h.end <= h.section_end <= length for h in headings)
    ordered = all(a.start <= b.start for a, b in pairwise(headings))
    return inside and ordered


@given(documents())
def test_any_text_has_headings_in_order_and_inside_it(text: str) -> None:
    headings = outline(source_document(text), RepairedText(text))
    assert _nests(headings, len(text))
    assert all(heading.title and heading.label for heading in headings)


def test_an_amount_is_no_section_of_a_law() -> None:
    text = (
        "Điều 3. Chế độ phụ cấp\nNgười lao động trực 24/24 giờ được hưởng phụ cấp theo các mức sau đây cho một người:\n"
        "Mức 325.000 đồng/người/phiên trực đối với cơ sở y tế hạng I.\nMục 1. KINH PHÍ\n"
    )
    assert [label for label, _ in headings_of(text)] == ["Điều 3", "Mục 1"]
