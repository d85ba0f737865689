"""Which figure of a passage is meant."""

import pytest

from parc_search.answering.extract.amounts import counts, fits, is_date_or_code, share_fits
from parc_search.answering.extract.figure_words import words_of
from parc_search.answering.extract.target import behind_names, together
from parc_search.question.asked.asks import parts_of
from parc_search.text.patterns import Sign, figures


def kept(text: str, question: str) -> list[str]:
    return [
        sign.text
        for sign in figures(text)
        if not is_date_or_code(sign, text) and fits(sign, parts_of(question)[0], text)
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


def own(text: str) -> dict[str, str]:
    found = [sign for sign in figures(text) if not is_date_or_code(sign, text)]
    return {sign.text: words_of(sign, found, text).own for sign in found}


def test_a_percentage_speaks_of_the_thing_after_it_and_of_its_own_clause_only() -> None:
    words = own("Duy trì, có 20% hồ sơ được giải quyết tại chỗ, 50% thủ tục được nhận tại huyện.")
    assert words["20% hồ sơ"] == "Duy trì, có 20% hồ sơ được giải quyết tại chỗ, "
    assert words["50% thủ tục"] == "50% thủ tục được nhận tại huyện."


def test_a_percentage_that_closes_its_clause_speaks_of_what_stands_before_it() -> None:
    words = own("100% thủ tục được triển khai, trong đó tỷ lệ giao dịch trực tuyến đạt từ 50% trở lên.")
    assert words["đạt từ 50% trở lên"].strip() == "tỷ lệ giao dịch trực tuyến đạt từ 50% trở lên"


@pytest.mark.parametrize(
    "text",
    [
        "theo hướng dẫn của Ban Chỉ đạo 19 và Sở Y tế",
        "phương châm “4 tại chỗ” ở Trung tâm",
        "trực tuyến mức độ 3, 4, được cung cấp",
        "ISO 9001:2015",
    ],
)
def test_figures_of_names_and_levels_are_no_amounts(text: str) -> None:
    assert kept(text, "bao nhieu") == []


def test_a_unit_shows_that_a_misread_word_before_a_figure_is_not_the_year() -> None:
    assert kept("21 sở và năm 09 UBND huyện", "bao nhieu so") == ["21 sở", "09 UBND huyện"]


def test_a_number_asked_for_with_its_share_is_the_number() -> None:
    assert kept("trễ hẹn 375 hồ sơ (tỷ lệ 2%)", "bao nhieu ho so, chiem ty le bao nhieu") == ["375 hồ sơ"]


def test_a_total_is_no_percentage() -> None:
    assert kept("100% trong 98 thủ tục", "tong so thu tuc la bao nhieu") == ["trong 98 thủ tục"]


def test_a_stretch_of_time_counts_nothing() -> None:
    assert kept("trong 6 tháng có 14 người", "bao nhieu nguoi") == ["14 người"]
    assert kept("trả kết quả sau 6 ngày", "bao nhieu ngay") == ["6 ngày"]


def test_the_number_of_a_row_is_no_amount() -> None:
    assert kept("Thường xuyên 8 Nghiên cứu dự án", "muc do la the nao") == []
    assert kept("xử 1 kiến nghị của 25 trường", "bao nhieu truong") == ["25"]


def test_an_office_behind_its_name_is_no_number_of_a_document() -> None:
    assert kept("thẩm định của Sở 45 dự thảo", "bao nhieu du thao") == ["45"]


@pytest.mark.parametrize(
    ("question", "fitting"), [("giam bao nhieu ho ngheo", True), ("hien co bao nhieu ho ngheo", False)]
)
def test_a_percentage_says_how_many_only_of_a_change(question: str, fitting: bool) -> None:
    text = "giảm bình quân 5% hộ nghèo mỗi năm"
    sign = next(sign for sign in figures(text) if "%" in sign.text)
    assert share_fits(sign, parts_of(question)[0], text) is fitting


def test_the_number_of_a_decree_is_no_amount_whatever_letters_follow() -> None:
    assert kept("ND 130/2005/NW-CP", "bao nhieu") == []


def test_each_name_that_is_listed_gets_the_figure_behind_it() -> None:
    text = "Chỉ số ICT xếp vị thứ 2 (tăng 3 bậc), PCI xếp vị thứ 20, PAPI xếp vị thứ 5, PAR xếp vị thứ 13."
    found = [sign for sign in figures(text) if "thứ" in sign.text]
    asked = "cac chi so pci, papi va ict lan luot dung thu may"
    assert [sign.text for sign in behind_names(found, asked, text)] == ["xếp vị thứ 20", "xếp vị thứ 5", "xếp vị thứ 2"]
    assert behind_names(found, "cac chi so pci va sipas lan luot dung thu may", text) == []


def test_what_is_said_of_a_part_goes_with_the_whole() -> None:
    text = (
        "Tối thiểu 70% thủ tục của địa phương có yêu cầu nghĩa vụ tài chính được triển khai cho người dân thanh toán "
        "qua mạng, trong số đó, tỷ lệ giao dịch đạt từ 30% trở lên; việc khảo sát được làm mỗi năm, hài lòng 90%."
    )
    whole, part, other = [sign for sign in figures(text) if "%" in sign.text]
    assert together(part, [whole, part, other], text, near=40) == [whole, part]
    assert together(other, [whole, part, other], text, near=40) == [other]
