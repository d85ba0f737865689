"""Which lines are letterhead, title and body."""

import pytest

from ingest.documents import Page
from ingest.layout.lines import Line, split_lines
from ingest.layout.regions import split_regions
from ingest.repaired_text import RepairedText


def regions(text: str) -> list[tuple[str, list[str]]]:
    page = Page(page_no=None, start=0, end=len(text), quality=1.0)
    lines: tuple[Line, ...] = split_lines(text, RepairedText(text), (page,))
    return [(region.kind, [line.text for line in lines[region.first : region.last]]) for region in split_regions(lines)]


HEAD = "ỦY BAN NHÂN DÂN TỈNH HÀ NAM\nSố: 251/KH-UBND\nHà Nam, ngày 12 tháng 01 năm 2025\n"


def test_a_short_body_before_an_annex_stays_a_body_without_recipients_or_closing_signs() -> None:
    text = f"{HEAD}KẾ HOẠCH\nCải cách hành chính\nI. MỤC TIÊU\n- Đạt 95%.\nII. NHIỆM VỤ\n1. Rà soát.\n"
    text += "PHỤ LỤC\nDANH MỤC\n1. A.\n"
    assert regions(text)[2:] == [
        ("body", ["I. MỤC TIÊU", "- Đạt 95%.", "II. NHIỆM VỤ", "1. Rà soát."]),
        ("title", ["PHỤ LỤC", "DANH MỤC"]),
        ("body", ["1. A."]),
    ]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["QUYẾT ĐỊNH", "VỀ VIỆC PHÊ DUYỆT CHƯƠNG TRÌNH", "CHÍNH PHỦ SỐ", "THỦ TƯỚNG CHÍNH PHỦ"], 3),
        (["QUYẾT ĐỊNH", "BAN HÀNH QUY CHẾ LÀM VIỆC CỦA", "ỦY BAN NHÂN DÂN TỈNH HÀ NAM"], 3),
        (["NGHỊ QUYẾT", "Về mức chi", "HỘI ĐỒNG NHÂN DÂN TỈNH HÀ NAM", "KHÓA XIX, KỲ HỌP THỨ 25"], 2),
        (["THÔNG TƯ", "VI PHẠM HÀNH CHÍNH TRONG", "LĨNH VỰC ĐẤT ĐAI", "BỘ TRƯỞNG BỘ TÀI CHÍNH"], 3),
        (["QUYẾT ĐỊNH :", "Phê duyệt Chương trình.", "đến năm 2030", "THỦ TƯỚNG CHÍNH PHỦ -"], 3),
        (["KẾ", "HOẠCH", "CHUYỂN ĐỔI SỐ NĂM", "2025"], 4),
        (["KẾ HOẠCH", "P" * 400], 2),
        (["THÔNG TƯ", "Quy định danh mục máy móc, phụ tùng", " vận tải chuyên dùng"], 3),
        (["NGHỊ QUYẾT", "Tiếp tục hỗ trợ theo", "Nghị quyết số 03/2021/UBTVQH15"], 3),
        (["| QUYÉT ĐINH", "Phê duyệt Chương trình"], 2),
        (["QUYẾT ĐỊNH", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ NAM"], 1),
    ],
)
def test_a_title_ends_where_who_decides_is_named(lines: list[str], title: int) -> None:
    text = HEAD + "\n".join([*lines, "Căn cứ Luật Tổ chức chính quyền địa phương;", "Điều 1. Phạm vi", "Nội dung."])
    assert [found for kind, found in regions(text) if kind == "title"] == [
        ["Số: 251/KH-UBND", "Hà Nam, ngày 12 tháng 01 năm 2025", *(line.strip() for line in lines[:title])]
    ]


def test_the_words_that_enact_open_no_title() -> None:
    text = f"{HEAD}Căn cứ Luật Đất đai;\nQUYẾT ĐỊNH:\nĐiều 1. Phê duyệt.\n"
    assert [kind for kind, _ in regions(text)] == ["body"]
