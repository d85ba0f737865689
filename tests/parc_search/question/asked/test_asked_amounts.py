"""What a question about amounts asks for, part by part."""

import pytest

from ingest.language.fold import fold
from parc_search.question.asked.asks import ANY, COUNT, MONEY, PERCENT, RANK, parts_of


def units(question: str) -> list[tuple[str, str]]:
    return [(part.unit, part.thing) for part in parts_of(fold(question))]


@pytest.mark.parametrize(
    ("question", "unit", "thing"),
    [
        ("Bao nhiêu phần trăm trường học có sân chơi?", PERCENT, ""),
        ("Tỷ lệ hộ dân dùng nước sạch là bao nhiêu?", PERCENT, ""),
        ("ti le tre em den truong may phan tram", PERCENT, ""),
        ("what share of schools has a library", PERCENT, ""),
        ("Chỉ số này đứng thứ mấy cả nước?", RANK, ""),
        ("Tỉnh phấn đấu vào nhóm nào?", RANK, ""),
        ("Lệ phí cấp giấy phép là bao nhiêu?", MONEY, ""),
        ("Xây cầu tốn bao nhiêu?", MONEY, ""),
        ("sửa chợ hết mấy tỷ", MONEY, ""),
        ("Có bao nhiêu trạm y tế đạt chuẩn?", COUNT, "tram"),
        ("may lop hoc duoc mo trong nam", COUNT, "lop"),
        ("Số trạm y tế là bao nhiêu trong năm 2024?", ANY, ""),
    ],
)
def test_the_unit_is_read_from_the_words_around_the_asking_word(question: str, unit: str, thing: str) -> None:
    assert units(question) == [(unit, thing)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Trồng mấy cây, chết mấy cây?", [(COUNT, "cay"), (COUNT, "cay")]),
        ("Mở mấy lớp cho bao nhiêu học viên?", [(COUNT, "lop"), (COUNT, "hoc")]),
        ("Bao nhiêu trường và bao nhiêu trạm được sửa?", [(COUNT, "truong"), (COUNT, "tram")]),
        ("sai bao nhieu phieu, chiem ty le bao nhieu", [(COUNT, "phieu"), (PERCENT, "")]),
        ("Xếp thứ mấy và tăng mấy bậc?", [(RANK, ""), (COUNT, "bac")]),
    ],
)
def test_each_value_asked_for_is_a_part(question: str, expected: list[tuple[str, str]]) -> None:
    assert units(question) == expected


@pytest.mark.parametrize(
    "question", ["Mấy trường trong huyện thiếu bao nhiêu giáo viên?", "Mấy xã thiếu bao nhiêu cây?"]
)
def test_a_plural_asks_for_no_number(question: str) -> None:
    assert len(parts_of(fold(question))) == 1


def test_a_conjunction_inside_a_noun_parts_nothing() -> None:
    assert len(parts_of(fold("Bao nhiêu phần trăm người già và trẻ em được khám?"))) == 1


@pytest.mark.parametrize("question", ["Máy tính của xã có mấy cái?", "may tinh cua xa co may cai"])
def test_a_machine_is_no_asking_word(question: str) -> None:
    assert [part.thing for part in parts_of(fold(question))] == ["cai"]


def test_a_change_and_a_stretch_of_time_are_told() -> None:
    assert parts_of(fold("Giảm bao nhiêu người?"))[0].is_change
    assert parts_of(fold("Làm trong bao nhiêu ngày?"))[0].is_time


def test_a_change_of_a_fund_may_be_a_share() -> None:
    assert units("Chi từ ngân sách phải giảm tối thiểu bao nhiêu?") != [(MONEY, "")]
    assert units("Chi từ ngân sách phải giảm bao nhiêu tiền?") == [(MONEY, "")]
