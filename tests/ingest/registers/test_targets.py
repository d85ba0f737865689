"""The register of targets and figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Document, Metadata, SourceDocument, Target
from ingest.registers.targets import targets
from ingest.repaired_text import RepairedText


def _document(text: str, *, kind: str = "Kế hoạch") -> Document:
    raw = SourceDocument(source="a.txt", content_hash="0" * 64, media_type="text/plain", text=text, pages=())
    return Document(raw=raw, reading=RepairedText(text), metadata=Metadata(title="Kế hoạch", kind=kind), outline=())


def _read(text: str, *, kind: str = "Kế hoạch") -> list[tuple[str, str, str | None]]:
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
    ],
)
def test_comparison_value_and_year_are_read(text: str, expected: list[tuple[str, str, str | None]]) -> None:
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


@given(st.text(alphabet="aăâbcdđeêđạtốithiểu năm%0123456789,.;-\n ", max_size=200))
def test_every_span_holds_the_digits_of_its_value(text: str) -> None:
    document = _document("- " + text)
    for target in targets(document):
        assert _digits(target) <= set(document.raw.text[target.span.start : target.span.end])


def _digits(target: Target) -> set[str]:
    return {character for character in target.value if character.isdigit()}
