"""A value stands in a quote or it does not."""

import pytest

from parc_search.citing.value_support import figures_stand, occurs_in, stands_in


def test_a_figure_must_stand_as_a_whole_figure() -> None:
    assert stands_in("tối thiểu 85%", "đạt tối thiểu 85% tổng số hồ sơ")
    assert not stands_in("5%", "đạt tối thiểu 85% tổng số hồ sơ")


def test_a_share_is_not_a_number_of_things() -> None:
    assert not stands_in("10%", "thuộc nhóm 10 địa phương dẫn đầu")
    assert stands_in("80%", "ít nhất 80 % hồ sơ; 80 phần trăm văn bản")


def test_words_of_two_places_do_not_make_a_value() -> None:
    assert not stands_in("Sở Tài chính", "Sở Nội vụ và Ban Tài chính")
    quote = "Sở Nội vụ chủ trì kiểm tra công vụ tại các huyện, Sở Tài chính thẩm định kinh phí hằng năm của tỉnh"
    assert not stands_in("Sở Nội vụ chủ trì thẩm định kinh phí hằng năm của tỉnh", quote)


def test_a_value_without_its_negation_does_not_stand() -> None:
    quote = "Các cơ quan hành chính không yêu cầu người dân nộp bản sao giấy tờ đã được số hóa"
    assert not stands_in("cơ quan hành chính yêu cầu người dân nộp bản sao giấy tờ đã được số hóa", quote)
    assert not stands_in("yêu cầu người dân nộp bản sao", quote)
    assert stands_in("không yêu cầu người dân nộp bản sao", quote)


@pytest.mark.parametrize("quote", ["Các sở, trừ Sở Y tế", "Việc này không thuộc Sở Y tế", "Thời hạn không quá 05 ngày"])
def test_a_value_that_the_quote_denies_does_not_stand(quote: str) -> None:
    assert not stands_in("Sở Y tế", quote)
    assert not stands_in("5 ngày", quote)


def test_a_value_that_is_denied_in_one_place_and_said_in_another_stands() -> None:
    assert stands_in("Sở Y tế", "Sở Y tế chủ trì; các sở khác, trừ Sở Y tế, phối hợp")


def test_a_misread_agency_stands_in_its_quote() -> None:
    assert stands_in("Sở Khoa học và Công nghệ", "Sr Khoa hçc và Cong ngh")


def test_a_year_and_a_day_that_a_scan_cut_apart_stand_in_their_quote() -> None:
    assert stands_in("2021", "giai đoạn 202 1-2025")
    assert stands_in("18/11/2022", "trước ngày 18/1 1/2022")


def test_a_day_in_words_is_the_same_day() -> None:
    assert figures_stand("ngày 15/9/2025", ["ngày 15 tháng 9 năm 2025"])
    assert not figures_stand("ngày 15/9/2026", ["ngày 15 tháng 9 năm 2025"])
    assert stands_in("ngày 15 tháng 9", "trước ngày 15 tháng 9 năm 2025")
    assert not stands_in("ngày 15 tháng 8", "trước ngày 15 tháng 9 năm 2025")


def test_a_serial_stands_in_the_number_of_its_document_and_not_in_a_day() -> None:
    assert stands_in("18", "Nghị quyết số 18/2023/NQ-HĐND")
    assert not stands_in("18", "trước ngày 18/11/2022")


def test_every_figure_that_is_shown_must_stand_in_a_quote() -> None:
    quotes = ["đạt 90% vào năm 2025", "và 95% vào năm 2030"]
    assert figures_stand("90% (2025), 95% (2030)", quotes)
    assert not figures_stand("90% (2025), 96% (2030)", quotes)


def test_words_that_are_denied_still_occur() -> None:
    assert occurs_in("5 ngày", "không quá 5 ngày")
    assert not stands_in("5 ngày", "không quá 5 ngày")
    assert not occurs_in("5 ngày", "trong 15 ngày")


@pytest.mark.parametrize(
    ("agency", "quote", "stands"),
    [
        ("Sở Y tế", "Văn phòng UBND tỉnh; các Sở: Công Thương, Y tế và Tài chính", True),
        ("Sở Tài chính", "các sở Công Thương, Y tế và Tài chính", True),
        ("Sở Y tế", "Các sở, ban, ngành rà soát ngân sách y tế", False),
        ("Sở Tài chính", "các Sở: Công Thương, Xây dựng quản lý dự toán tài chính", False),
        ("Sở Y tế", "các Sở: Công Thương, Xây dựng; Phòng Y tế", False),
    ],
)
def test_departments_that_share_a_head_stand_in_a_quote_by_their_domains(agency: str, quote: str, stands: bool) -> None:
    assert stands_in(agency, quote) == stands
