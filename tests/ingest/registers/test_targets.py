"""The register of targets and figures."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Document, Metadata, SourceDocument, Span, Target
from ingest.registers.targets import targets
from ingest.repaired_text import RepairedText


def _document(text: str, *, kind: str = "Kế hoạch") -> Document:
    raw = SourceDocument(source="a.txt", content_hash="0" * 64, media_type="text/plain", text=text, pages=())
    return Document(raw=raw, reading=RepairedText(text), metadata=Metadata(title="Kế hoạch", kind=kind), outline=())


def _read(text: str, *, kind: str = "Kế hoạch") -> list[tuple[str | None, str, str | None]]:
    return [(t.comparison, t.value, t.year) for t in targets(_document(text, kind=kind))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- 100% TTHC được chuẩn hóa và công khai đầy đủ.", [("=", "100%", None)]),
        ("- Mức độ hài lòng của người dân đạt tối thiểu 90% vào năm 2025.", [(">=", "90%", "2025")]),
        ("- Mirc d6 hai long cila nguoi dan dat tai thieu 90% vao nam 2025.", [(">=", "90%", "2025")]),
        ("- Tỷ lệ giao dịch thanh toán trực tuyến đạt từ 30% trở lên.", [(">=", "30%", None)]),
        ("- Chi sự nghiệp không quá 15% tổng chi.", [("<=", "15%", None)]),
        ("- Từ 25% - 35% số lãnh đạo, quản lý cấp sở đủ khả năng làm việc.", [("between", "25%-35%", None)]),
        ("- Chỉ số CCHC của tỉnh năm 2024 thuộc nhóm 10 địa phương dẫn đầu.", [("<=", "10", "2024")]),
        ("- Đến năm 2025 giảm 10% biên chế sự nghiệp so với năm 2021.", [("=", "10%", "2025")]),
        ("- Định kỳ 3 tháng/lần tổ chức diễn đàn đối thoại.", [("=", "3 tháng/lần", None)]),
        ("- Phấn đấu đến năm 2030, toàn tỉnh có khoảng 500 doanh nghiệp công nghệ số.", [("=", "500", "2030")]),
        ("- Bảo đảm 100% phản ánh, kiến nghị được xử lý đúng hạn.", [("=", "100%", None)]),
        (
            "- Giảm ít nhất 30% thời gian giải quyết, 30% chi phí tuân thủ thủ tục hành chính.",
            [(">=", "30%", None), (">=", "30%", None)],
        ),
        (
            "- Đến năm 2025 đạt 60% và đến năm 2030 đạt trên 75% cơ quan có lãnh đạo nữ.",
            [("=", "60%", "2025"), (">=", "75%", "2030")],
        ),
        (
            "- Tỷ lệ hồ sơ trực tuyến đạt tối thiểu 90% vào năm 2025 và 95% vào năm 2030.",
            [(">=", "90%", "2025"), (">=", "95%", "2030")],
        ),
        ("- Tăng tỷ lệ hồ sơ trực tuyến từ 20% năm 2020 lên 50% năm 2025.", [("=", "50%", "2025")]),
        ("- Bổ sung 25.000 tỷ đồng từ nguồn tăng thu năm 2025.", [("=", "25.000 tỷ đồng", "2025")]),
        ("- 100% cơ quan sử dụng ít nhất 01 ứng dụng số.", [("=", "100%", None)]),
        ("- Phấn đấu hình thành ít nhất 05 bộ dữ liệu mở.", [(">=", "05", None)]),
        ("- Tỷ lệ hộ nghèo trên dưới 3%.", [(None, "3%", None)]),
        ("- Lắp đặt 200 camera trong năm 2026.", [("=", "200", "2026")]),
        ("- Thực hiện 06 nhóm giải pháp, có 03 đột phá.", []),
        ("- Thực hiện Đề án đầu tư xây dựng ít nhất 01 triệu căn hộ nhà ở xã hội.", []),
    ],
)
def test_comparison_value_and_year_are_read(text: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    assert _read(text) == expected


def test_values_of_one_list_share_their_comparison() -> None:
    text = "- Số hóa hồ sơ của UBND tỉnh, UBND cấp huyện, UBND cấp xã đạt tối thiểu tương ứng là 90%, 80%, 75%."
    assert sorted(_read(text)) == [(">=", "75%", None), (">=", "80%", None), (">=", "90%", None)]


def test_two_values_in_a_sentence_have_clauses_of_their_own() -> None:
    text = "- Mức độ hài lòng đạt tối thiểu 90%; trong đó, mức độ hài lòng lĩnh vực đất đai đạt tối thiểu 85%."
    found = targets(_document(text))
    assert [text[t.span.start : t.span.end] for t in found] == [
        "Mức độ hài lòng đạt tối thiểu 90%",
        "trong đó, mức độ hài lòng lĩnh vực đất đai đạt tối thiểu 85%",
    ]


def test_a_percentage_that_delimits_a_class_is_no_target() -> None:
    text = (
        "- Đến năm 2025, chuyển ít nhất 30% số lượng đơn vị sự nghiệp công tự bảo đảm từ 10% đến dưới 30% "
        "chi thường xuyên sang đơn vị sự nghiệp công tự bảo đảm từ 30% đến dưới 70% chi thường xuyên."
    )
    assert _read(text) == [(">=", "30%", "2025")]


def test_what_a_report_says_was_reached_is_kept_apart() -> None:
    text = "I. KẾT QUẢ\n- Đã giải quyết đúng hạn 98% hồ sơ tại Trung tâm.\n"
    assert [target.kind for target in targets(_document(text, kind="Báo cáo"))] == ["achieved"]
    assert [target.kind for target in targets(_document(text))] == ["target"]


def test_the_subject_is_the_clause_without_its_value() -> None:
    found = targets(_document("- 95% phản ánh, kiến nghị được xử lý dứt điểm."))
    assert [target.subject for target in found] == ["Phản ánh, kiến nghị được xử lý dứt điểm"]


def test_a_subject_that_says_too_little_takes_the_head_of_its_clause() -> None:
    found = targets(_document("- Phấn đấu tuyển dụng 45 công chức, 120 viên chức."))
    assert [target.subject for target in found] == ["Phấn đấu tuyển dụng công chức", "Phấn đấu tuyển dụng viên chức"]


@given(st.text(alphabet="aăâbcdđeêđạtốithiểu năm%0123456789,.;-\n ", max_size=200))
def test_every_span_holds_the_digits_of_its_value(text: str) -> None:
    document = _document("- " + text)
    for target in targets(document):
        assert _digits(target) <= set(document.raw.text[target.span.start : target.span.end])


def _digits(target: Target) -> set[str]:
    return {character for character in target.value if character.isdigit()}


_HEADED = """II. MỤC TIÊU ĐẾN NĂM 2030
1. Mục tiêu cụ thể
a) Dịch vụ số
- Giai đoạn 2025-2027
+ 95% người dân hài lòng khi sử dụng dịch vụ.
- Giai đoạn 2028-2030
+ 99% người dân hài lòng khi sử dụng dịch vụ.
b) Hạ tầng
- 100% thôn có sóng di động.
2. Định hướng đến năm 2045
- 100% hộ gia đình có cáp quang.
III. TỔ CHỨC THỰC HIỆN
- Kiểm tra 30% số xã.
"""


def test_a_year_is_taken_from_the_nearest_heading_that_names_one() -> None:
    years = [(target.value, target.year) for target in targets(_document(_HEADED))]
    assert years == [("95%", "2027"), ("99%", "2030"), ("100%", "2030"), ("100%", "2045"), ("30%", None)]


def test_without_a_heading_the_year_is_that_of_the_document_and_not_of_its_vision() -> None:
    document = replace(
        _document("- 90% hồ sơ được số hóa."),
        metadata=Metadata(title="Kế hoạch chuyển đổi số giai đoạn 2026 - 2030, tầm nhìn đến năm 2045", kind="Kế hoạch"),
    )
    assert [target.year for target in targets(document)] == ["2030"]


def test_what_a_section_of_results_tells_was_reached() -> None:
    text = "I. KẾT QUẢ ĐẠT ĐƯỢC\n- Tỷ lệ hồ sơ đúng hạn đạt 98%.\nII. MỤC TIÊU\n- Tỷ lệ hồ sơ đúng hạn đạt 99%.\n"
    assert [(target.value, target.kind) for target in targets(_document(text))] == [
        ("98%", "achieved"),
        ("99%", "target"),
    ]


def test_rules_set_no_targets_unless_they_say_that_they_aim() -> None:
    text = "Điều 3. Mức vay không vượt quá 20% tổng vốn.\nĐiều 4. Phấn đấu 90% hồ sơ được số hóa.\n"
    assert _read(text, kind="Nghị định") == [("=", "90%", None)]


def test_a_table_row_is_left_out_where_its_columns_are_read() -> None:
    text = "- 90% hồ sơ được số hóa.\n1\tTỷ lệ hồ sơ trực tuyến toàn trình\t%\t80%\n"
    row = Span(start=text.index("1\t"), end=len(text))
    assert [target.value for target in targets(_document(text))] == ["90%", "80%"]
    assert [target.value for target in targets(_document(text), skip=[row])] == ["90%"]


@pytest.mark.parametrize(
    "piece", ["100% ", "100%, ", "a 100% x ", "100%\t", "3 tháng/lần ", "100% a; ", "đến năm 2025 đạt 60% và "]
)
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    assert _seconds(piece * 1_600) < 6 * _seconds(piece * 800) + 0.3


def _seconds(text: str) -> float:
    begun = time.process_time()
    targets(_document("- " + text))
    return time.process_time() - begun
