"""Names, months and places of a question that an amount's passage must have."""

import pytest

from ingest.documents import Passage
from parc_search.answering.selection import lacks_a_name, months_are_told
from parc_search.question.catalogue import local_places_in
from parc_search.question.years import is_named_alone, is_named_only_as_horizon, without_compared, years_in

KNOWN = ("Lâm Bình", "thị trấn Lâm Bình")


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("Phường Sơn Hòa có bao nhiêu trạm?", ("Sơn Hòa",)),
        ("xã Bình An (Lâm Bình) đạt mấy phần trăm", ("Bình An",)),
        ("Huyện Phong Châu nhận bao nhiêu hồ sơ?", ("Phong Châu",)),
        ("In Son Hoa ward how many stations are there?", ("Son Hoa",)),
        ("Thị trấn Lâm Bình có bao nhiêu trạm?", ()),
        ("UBND cấp xã Lâm Bình nhận bao nhiêu hồ sơ?", ()),
        ("UBND huyện, Sở Y tế và xã hội", ()),
        ("PHƯỜNG NÀO CÓ TRẠM Y TẾ", ()),
    ],
)
def test_a_capitalised_name_behind_a_level_is_another_place(question: str, places: tuple[str, ...]) -> None:
    assert local_places_in(question, KNOWN) == places


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("thang 5/2021 nhan bao nhieu", True),
        ("thang 9/2021 nhan bao nhieu", False),
        ("thang 3/2021 nhan bao nhieu", False),
        ("quy ii nhan bao nhieu", False),
        ("den thang 9/2021 nhan bao nhieu", True),
        ("trong 5 thang dau nam nhan bao nhieu", True),
    ],
)
def test_a_figure_of_several_months_is_none_of_one_of_them(question: str, told: bool) -> None:
    assert months_are_told(question, "tu ngay 01/01/2021 den ngay 31/5/2021 da nhan 900 don") is told


def passage(reading: str) -> Passage:
    return Passage(
        id="p",
        source="s.txt",
        start=0,
        end=len(reading),
        text=reading,
        reading=reading,
        path=(),
        kind="bullet",
        page_no=None,
        quality=1.0,
    )


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("Chỉ số SIPAS xếp thứ mấy?", True),
        ("Chỉ số PAPI xếp thứ mấy?", False),
        ("CHỈ SỐ SIPAS XẾP THỨ MẤY", False),
        ("TTHC đạt bao nhiêu?", False),
    ],
)
def test_an_index_that_the_passage_does_not_name_is_lacking(question: str, lacks: bool) -> None:
    assert lacks_a_name(question, passage("Chỉ số PAPI xếp thứ 5, thủ tục hành chính được công khai")) is lacks


def test_a_year_by_which_something_is_to_be_names_no_plan() -> None:
    mention = years_in("kế hoạch năm 2025")[0]
    assert is_named_only_as_horizon(mention, "đạt 90% vào năm 2025")
    assert not is_named_only_as_horizon(mention, "kết quả năm 2025 là 90%")


def test_a_year_to_compare_with_is_left_out() -> None:
    assert "2018" not in without_compared("xếp thứ 5 (tăng 3 bậc so với năm 2018)")
    assert "2019" in without_compared("năm 2019 tăng so với năm 2018")


def test_an_end_of_a_period_names_no_year_for_itself() -> None:
    mention = years_in("kế hoạch năm 2025")[0]
    assert not is_named_alone(mention, "kế hoạch giai đoạn 2021-2025")
    assert is_named_alone(mention, "kế hoạch giai đoạn 2021-2025 và năm 2025")


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("Ở Hòa Sơn có bao nhiêu hồ sơ?", ("Hòa Sơn",)),
        ("Hòa Sơn đạt bao nhiêu phần trăm?", ("Hòa Sơn",)),
        ("Kết quả của Sơn Hạ Trung là gì?", ("Sơn Hạ Trung",)),
        ("Quyết định 12 của Bộ Nội vụ nói gì?", ()),
        ("Nhiệm vụ tại Văn phòng Chính phủ là gì?", ()),
        ("Ở Lâm Bình có bao nhiêu hồ sơ?", ()),
        ("Ở Việt Nam có bao nhiêu tỉnh?", ()),
        ("Theo Thông báo 12, cơ quan nào chủ trì?", ()),
        ("Dân Lâm Bình nộp hồ sơ ở đâu?", ()),
    ],
)
def test_a_capitalised_name_where_a_place_stands_may_be_one(question: str, places: tuple[str, ...]) -> None:
    assert local_places_in(question, KNOWN) == places
