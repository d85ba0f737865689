"""The items of a sort that a sentence counts up."""

import pytest

from parc_search.answering.extract.enumeration import asked_noun, enumerated
from parc_search.ranking.match import Subject

NO_SUBJECT = Subject(weights={}, pairs={}, synonyms={})


@pytest.mark.parametrize(
    ("question", "noun"),
    [
        ("Huyện mở lớp dạy những nghề nào?", "nghe"),
        ("xa dau tu vao nhung linh vuc nao", "linh vuc"),
        ("Ba nguyên tắc quản lý nào được nêu?", "nguyen tac"),
        ("Kể tên các cơ sở dữ liệu dùng chung", "co so"),
        ("Thư viện mở cửa lúc mấy giờ?", ""),
    ],
)
def test_the_noun_asked_for_stands_before_which(question: str, noun: str) -> None:
    assert asked_noun(question) == noun


@pytest.mark.parametrize(
    ("question", "text", "items"),
    [
        (
            "Trường dạy những môn nghệ thuật nào?",
            "Nhà trường dạy các môn nghệ thuật gồm: âm nhạc, hội họa và múa.",
            "âm nhạc, hội họa và múa",
        ),
        (
            "Tỉnh kêu gọi đầu tư ở những lĩnh vực nào?",
            "Ưu đãi các dự án thuộc lĩnh vực thủy sản, chế biến gỗ, du lịch và cảng biển.",
            "thủy sản, chế biến gỗ, du lịch và cảng biển",
        ),
        (
            "Thông tin được đưa qua những kênh nào?",
            "Thông tin đến người dân qua loa phường, bảng tin, trang Zalo.",
            "loa phường, bảng tin, trang Zalo",
        ),
        (
            "Xã muốn nâng những chỉ số nào?",
            "Phấn đấu nâng Chỉ số xanh, Chỉ số an toàn (ATI) và Chỉ số hạnh phúc.",
            "Chỉ số xanh, Chỉ số an toàn (ATI) và Chỉ số hạnh phúc",
        ),
        (
            "Ba cái “không” nào được nêu?",
            "Thực hiện phương châm “không phiền hà, không chậm trễ; không tiêu cực”; tăng cường kiểm tra.",
            "không phiền hà, không chậm trễ; không tiêu cực",
        ),
        (
            "Hồ sơ thuộc những lĩnh vực nào phải xong sớm?",
            "Hồ sơ lĩnh vực hộ tịch, chứng thực, thương binh được giải quyết trong ngày.",
            "hộ tịch, chứng thực, thương binh",
        ),
        (
            "Huyện có những ngành nào?",
            "Các ngành, nghề: dệt may, cơ khí, đóng tàu; tổ chức hội chợ hằng năm.",
            "dệt may, cơ khí, đóng tàu",
        ),
    ],
)
def test_the_items_come_whole_and_alone(question: str, text: str, items: str) -> None:
    found = enumerated(text, question, NO_SUBJECT)
    assert found is not None
    assert found.text == items
    assert found.text in text


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Huyện có những chợ nào?", "Huyện tiếp tục nâng cấp chợ và bến xe."),
        ("Xã có những chỉ số nào?", "Cải thiện chỉ số hài lòng của người dân, tổ chức đối với xã."),
    ],
)
def test_a_sentence_that_counts_nothing_up_gives_none(question: str, text: str) -> None:
    assert enumerated(text, question, NO_SUBJECT) is None
