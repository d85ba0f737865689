"""Titles, from headings and from what stands in their place."""

from datetime import date

import pytest

from ingest.legal.reading_case import CasedWords, reading_case
from ingest.legal.title import author_of_heading, named_heading, title_of_heading, title_of_letter, title_of_opening

BODY = CasedWords(
    [
        "Triển khai Kế hoạch chuyển đổi số của Cổng Dịch vụ công, theo Quy chế tiếp công dân.",
        "Sở Nội vụ và các cơ quan thực hiện Đề án 06; báo cáo theo Quy chế tiếp công dân của tỉnh.",
        "Chuyển đổi số là nhiệm vụ chung.",
    ]
)


@pytest.mark.parametrize(
    ("capitals", "expected"),
    [
        ("BAN HÀNH QUY CHẾ TIẾP CÔNG DÂN", "ban hành Quy chế tiếp công dân"),
        ("CHUYỂN ĐỔI SỐ TỈNH HÀ NAM NĂM 2025", "chuyển đổi số tỉnh Hà Nam năm 2025"),
        ("THEO DÕI ĐỀ ÁN 06 CỦA SỞ NỘI VỤ", "theo dõi Đề án 06 của Sở Nội vụ"),
        ("CHỈ SỐ PAPI, SIPAS GIAI ĐOẠN II", "chỉ số PAPI, SIPAS giai đoạn II"),
        ("VI PHẠM HÀNH CHÍNH TRONG LĨNH VỰC ĐẤT ĐAI", "vi phạm hành chính trong lĩnh vực đất đai"),
        ("THỰC HIỆN ĐỀ ÁN “PHÁT TRIỂN DỮ LIỆU DÂN CƯ”", "thực hiện Đề án “Phát triển dữ liệu dân cư”"),
        ("CỦA BỘ TÀI CHÍNH VÀ BỘ CHÍNH TRỊ", "của Bộ Tài chính và Bộ Chính trị"),
    ],
)
def test_capitals_become_what_the_body_and_the_registries_write(capitals: str, expected: str) -> None:
    assert reading_case(capitals, BODY) == expected


def test_the_lines_of_a_heading_are_one_title_without_its_notes() -> None:
    lines = ["THÔNG TƯ1", "Quy định chế độ.", "báo cáo định kỳ", "(Ban hành kèm theo Quyết định số 5/QĐ-UBND)"]
    assert title_of_heading("Thông tư", lines, lines[0], BODY) == "Thông tư quy định chế độ báo cáo định kỳ"


def test_the_subject_of_a_letter_ends_where_another_cell_or_the_addressees_begin() -> None:
    head = [
        "BỘ NỘI VỤ",
        "V/v hướng dẫn lập\tĐộc lập - Tự do",
        "kế hoạch năm\tHà Nội, ngày 02 tháng 8 năm 2024",
        "Kính gửi: A",
    ]
    assert title_of_letter(head, BODY) == ("Công văn", "Công văn về việc hướng dẫn lập kế hoạch năm")
    assert title_of_letter(["BỘ NỘI VỤ", "Số: 5/BNV-CCHC"], BODY) is None


@pytest.mark.parametrize(
    ("kind", "opening", "expected"),
    [
        (
            "Quyết định",
            "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc của tỉnh, gồm 5 chương.",
            ("Quyết định", "Quyết định ban hành Quy chế làm việc của tỉnh"),
        ),
        (
            None,
            "Thực hiện Nghị quyết số 5/NQ-CP, UBND tỉnh ban hành Kế hoạch phát triển đô thị với các nội dung sau:",
            ("Kế hoạch", "Kế hoạch phát triển đô thị"),
        ),
        (None, "Sau khi xem xét báo cáo của các cơ quan, Bộ Chính trị kết luận như sau:", ("Kết luận", "Kết luận")),
        (None, "UBND tỉnh đã nghe báo cáo của Sở. Nay yêu cầu như sau:", (None, "")),
        ("Kế hoạch", "Căn cứ Luật Đất đai;", ("Kế hoạch", "")),
    ],
    ids=["article one", "announced", "a conclusion", "somebody else's report", "nothing"],
)
def test_a_lost_heading_is_read_from_the_first_words(
    kind: str | None, opening: str, expected: tuple[str | None, str]
) -> None:
    assert title_of_opening(kind, opening, BODY) == expected


def test_a_heading_with_the_number_in_it_names_the_document() -> None:
    line = "KẾT LUẬN số 127-KL/TW, ngày 28/02/2025 của Bộ Chính trị về tiếp tục sắp xếp bộ máy"
    found = named_heading([line, "Tại phiên họp, Bộ Chính trị nêu:"], BODY)
    assert found is not None
    assert (found.kind, found.number.text, found.signed_on) == ("Kết luận", "127-KL/TW", date(2025, 2, 28))
    assert found.title == "Kết luận về tiếp tục sắp xếp bộ máy"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (
            "Kế hoạch 186/KH-UBND năm 2025 phát triển chính quyền số do tỉnh Hà Nam ban hành",
            "phát triển chính quyền số",
        ),
        (
            "Tỉnh vừa ban hành Kế hoạch số 186/KH-UBND về phát triển chính quyền số. Tin vui.",
            "về phát triển chính quyền số",
        ),
    ],
)
def test_the_line_of_a_web_page_names_the_document(line: str, title: str) -> None:
    found = named_heading([line], BODY)
    assert found is not None
    assert (found.number.text, found.title) == ("186/KH-UBND", f"Kế hoạch {title}")


@pytest.mark.parametrize(
    "line",
    ["Thực hiện Kế hoạch số 186/KH-UBND về chính quyền số", "Kế hoạch số 186/KH-UBND nói gì?", "Kế hoạch năm 2025"],
)
def test_a_line_that_only_speaks_of_a_document_names_none(line: str) -> None:
    assert named_heading(["Mở đầu", line], BODY) is None


def test_the_party_names_its_author_under_the_kind() -> None:
    assert (
        author_of_heading("Kết luận", "KẾT LUẬN CỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ về bộ máy") == "BỘ CHÍNH TRỊ, BAN BÍ THƯ"
    )
    assert author_of_heading("Thông báo", "THÔNG BÁO kết luận của Thủ tướng") is None
