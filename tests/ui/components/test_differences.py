"""What differs between two plans, as it is said over them."""

import pytest

from parc_search.results import ComparisonSide
from parc_search.ui.components.differences import difference, differing_words


def sides(*values: str | None) -> list[ComparisonSide]:
    return [ComparisonSide(name=name, value=value) for name, value in zip("ABC", values, strict=False)]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("tối thiểu 50%", "đạt 80%"), "B cao hơn A: 80% so với 50%, chênh 30 điểm phần trăm."),
        (("98,5%", "đạt tối thiểu 98%"), "A cao hơn B: 98,5% so với 98%, chênh 0,5 điểm phần trăm."),
        (("ít nhất 12 cơ quan", "20 cơ quan"), "B cao hơn A: 20 cơ quan so với 12 cơ quan, chênh 8 cơ quan."),
        (("1.200 hồ sơ", "900 hồ sơ"), "A cao hơn B: 1.200 hồ sơ so với 900 hồ sơ, chênh 300 hồ sơ."),
        (("50% trong năm 2024", "30% đến năm 2022"), "A cao hơn B: 50% so với 30%, chênh 20 điểm phần trăm."),
        (("50%", "80%", "80%"), "Cao nhất: B, C (80%); thấp nhất: A (50%)."),
        (("đạt 50%", "tối thiểu 50%"), "Cùng một mức 50%, khác nhau ở lời văn."),
        (
            ("trước ngày 30/6/2023", "31/12/2023"),
            "A có hạn sớm hơn B: 29/06/2023 so với 31/12/2023, trước 185 ngày.",
        ),
        (("50%", None), "Chỉ A có nêu; B không nêu."),
        (("Sở Nội vụ", "Sở Tài chính"), "Các văn bản nêu khác nhau."),
    ],
)
def test_the_difference_is_said_in_one_sentence(values: tuple[str | None, ...], said: str) -> None:
    assert difference(sides(*values)) == said


def test_several_figures_units_or_directions_are_not_ranked() -> None:
    several = difference(sides("tối thiểu 50%, đạt 30%", "đạt 40%"))
    assert several == "Có văn bản nêu nhiều con số nên không xếp cao thấp được; hãy xem từng trích dẫn."
    for values in (("ít nhất 5%", "không quá 5 ngày"), ("ít nhất 20%", "không quá 10%"), ("50%", "Sở Nội vụ")):
        assert difference(sides(*values)) == "Các văn bản nêu khác nhau."


def test_the_sentence_begins_with_a_capital_whatever_the_side_is_called() -> None:
    low, high = ComparisonSide(name="Huế", value="50%"), ComparisonSide(name="phường Trần Liễu", value="85%")
    assert difference([low, high]) == "Phường Trần Liễu cao hơn Huế: 85% so với 50%, chênh 35 điểm phần trăm."


def test_sides_that_say_the_same_do_not_differ() -> None:
    assert difference(sides("Sở Nội vụ", "sở nội vụ")) is None


def test_only_the_words_that_differ_are_set_off() -> None:
    value = "Sở Thông tin và Truyền thông"
    marks = differing_words("Sở Khoa học và Công nghệ", value)
    assert ["Sở Khoa học và Công nghệ"[mark.start : mark.end] for mark in marks] == ["Khoa học", "Công nghệ"]
    assert differing_words("đạt 50%", "đạt 50%") == ()
    assert differing_words("Văn phòng", "Sở Nội vụ") == ()
