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


def test_a_name_that_the_grammar_knows_in_part_goes_on_to_the_next_agency_of_the_list() -> None:
    text = "Viện Nghiên cứu phát triển Thành phố, Sở Nội vụ và các đơn vị liên quan xây dựng đề án"
    assert _names(text) == ["Viện Nghiên cứu phát triển Thành phố", "Sở Nội vụ", "Các đơn vị liên quan"]


def test_a_post_and_its_bodies_may_be_parted_by_a_colon() -> None:
    assert _names("Giám đốc các Sở: Tài chính, Nội vụ") == ["Giám đốc Sở Tài chính", "Giám đốc Sở Nội vụ"]
    assert _names("Ủy ban nhân dân thành phố Hà Nội, Thành phố Hồ Chí Minh chủ trì") == [
        "Ủy ban nhân dân thành phố Hà Nội, Thành phố Hồ Chí Minh"
    ]


def test_a_post_that_stands_for_itself_may_end_the_text() -> None:
    assert _names("Các đồng chí Bộ trưởng") == ["Các đồng chí Bộ trưởng"]
    assert _names("Chánh Văn phòng") == ["Chánh Văn phòng"]


def test_short_forms_and_capitals_are_given_as_they_are_read() -> None:
    assert _names("VPCP chủ trì") == ["Văn phòng Chính phủ"]
    assert _names("SỞ GIÁO DỤC VÀ ĐÀO TẠO") == ["Sở Giáo dục và Đào tạo"]


@pytest.mark.parametrize(
    "text",
    ["Trường hợp các cơ quan có ý kiến khác", "Phòng ngừa rủi ro", "Bộ luật Dân sự", "Các cơ sở dữ liệu quốc gia"],
)
def test_words_that_only_look_like_a_head_name_nobody(text: str) -> None:
    assert _names(text) == []


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
