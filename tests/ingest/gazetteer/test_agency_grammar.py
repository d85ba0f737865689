"""Agencies that no list has, told by their grammar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.gazetteer.agency_grammar import agencies_in, leading_agencies


def _names(text: str) -> list[str]:
    return [mention.name for mention in leading_agencies(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ban quản lý Khu Kinh tế Phú Yên chủ trì thẩm định", ["Ban quản lý Khu Kinh tế Phú Yên"]),
        ("Thuế tỉnh Đắk Lắk", ["Thuế tỉnh Đắk Lắk"]),
        ("Tổ đảng ở Thường trực Ủy ban Tài chính, Ngân sách", ["Tổ đảng ở Thường trực Ủy ban Tài chính, Ngân sách"]),
        ("Sở Văn hóa, Thể thao và Du lịch chủ trì", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Sở An toàn thực phẩm xây dựng kế hoạch", ["Sở An toàn thực phẩm"]),
        ("Các bộ khẩn trương trình Chính phủ ban hành", ["Các bộ"]),
        ("Cơ quan phối hợp có trách nhiệm trả lời", ["Cơ quan phối hợp"]),
        ("Người đứng đầu các cơ quan, đơn vị chịu trách nhiệm", ["Người đứng đầu các cơ quan, đơn vị"]),
    ],
)
def test_a_name_ends_before_the_word_that_cannot_belong_to_it(text: str, names: list[str]) -> None:
    assert _names(text) == names


def test_a_list_is_cut_where_another_head_a_post_or_a_plural_begins() -> None:
    text = "Giám đốc các sở, Thủ trưởng các ban, ngành cấp tỉnh và Chủ tịch UBND các xã, các cơ quan liên quan theo"
    assert _names(text) == [
        "Giám đốc các sở",
        "Thủ trưởng các ban, ngành cấp tỉnh",
        "Chủ tịch UBND các xã",
        "Các cơ quan liên quan",
    ]


def test_departments_share_the_head_in_front_of_them() -> None:
    assert _names("các sở: Tài chính, Nội vụ và Tư pháp chủ trì") == ["Sở Tài chính", "Sở Nội vụ", "Sở Tư pháp"]
    assert _names("Bộ Tài chính, Nội vụ") == ["Bộ Tài chính", "Bộ Nội vụ"]


def test_what_opens_with_a_verb_names_nobody() -> None:
    assert [_names(text) for text in ("Tổ chức tập huấn cho cán bộ", "Nâng cao chất lượng", "Bảo đảm an toàn")] == [
        [],
        [],
        [],
    ]


def test_agencies_in_a_sentence_stand_at_their_places() -> None:
    text = "Chủ trì, phối hợp với Sở Tư pháp và Trung tâm Thông tin tỉnh rà soát văn bản."
    assert [(text[m.start : m.end], m.name) for m in agencies_in(text)] == [
        ("Sở Tư pháp", "Sở Tư pháp"),
        ("Trung tâm Thông tin tỉnh", "Trung tâm Thông tin tỉnh"),
    ]


@given(st.text(alphabet="ScácsởbộUBNDTỉnh ,;và()xãphường:-\n", max_size=200))
def test_mentions_of_any_text_lie_in_it_in_order(text: str) -> None:
    ends = [0]
    for mention in agencies_in(text):
        assert ends[-1] <= mention.start < mention.end <= len(text)
        ends.append(mention.end)
