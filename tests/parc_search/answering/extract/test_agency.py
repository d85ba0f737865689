"""Who leads, and what is no question of who leads."""

import pytest

from ingest.language.fold import fold
from parc_search.answering.extract.agency import asked_outcome, names_a_person


@pytest.mark.parametrize(
    ("question", "verb"),
    [
        ("Đơn vị nào được chọn làm điểm?", "chon"),
        ("Ai bị kỷ luật vì trễ hẹn?", "ky"),
        ("Những ai được khen thưởng cuối năm?", "khen"),
        ("Công ty nào trúng thầu?", "trung thau"),
        ("Đơn vị nào ở huyện Phú Lộc được chọn làm điểm?", "chon"),
        ("Sở nào được giao xây dựng đề án?", ""),
        ("Cơ quan nào được phân công theo dõi?", ""),
        ("Ai chủ trì việc này?", ""),
    ],
)
def test_what_became_of_somebody_is_no_assignment(question: str, verb: str) -> None:
    assert asked_outcome(fold(question)) == verb


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("Chủ tịch phường ký kế hoạch 2031-2035 tên là gì?", True),
        ("Giám đốc Sở Y tế tên gì vậy?", True),
        ("Chủ tịch phường là ai?", True),
        ("Giám đốc Sở Y tế chủ trì việc gì?", False),
    ],
)
def test_a_name_of_a_person_is_asked_for(question: str, person: bool) -> None:
    assert names_a_person(fold(question)) is person
