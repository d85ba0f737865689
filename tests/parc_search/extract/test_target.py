"""Which figure of a passage is meant."""

from parc_search.extract.target import counts, fits_question, is_date_or_code
from parc_search.signs import Sign, figures


def kept(text: str, question: str) -> list[str]:
    return [
        sign.text for sign in figures(text) if not is_date_or_code(sign, text) and fits_question(sign, question, text)
    ]


def test_a_thing_is_counted_by_the_figure_before_it_not_by_one_beyond_another_figure() -> None:
    text = "tiếp nhận 49.183 hồ sơ hợp 10; đã giải quyết 42.875 hồ sơ"
    assert kept(text, "bao nhieu ho so") == ["49.183 hồ sơ", "42.875 hồ sơ"]


def test_an_abbreviation_is_counted_by_its_words() -> None:
    text = "và 09 UBND huyện"
    assert counts(Sign("09", 3, 5), "uy", text)


def test_a_letter_bent_into_a_digit_is_no_figure() -> None:
    assert kept("Tỷ 1& hồ sơ đạt tối thiểu 85%", "bao nhieu phan tram") == ["đạt tối thiểu 85%"]
    assert kept("mức độ hài 10ng", "muc do bao nhieu") == []


def test_a_total_of_money_is_no_bare_number() -> None:
    assert kept("thực hiện 4 mục, 21.500 triệu đồng", "tong kinh phi la bao nhieu") == ["21.500 triệu đồng"]


def test_a_rank_is_not_its_change() -> None:
    assert kept("xếp vị thứ 5 (tăng 38 bậc)", "xep thu may") == ["xếp vị thứ 5"]
