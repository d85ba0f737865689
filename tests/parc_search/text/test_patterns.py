"""Figures, dates and document numbers in a reading, as they are written."""

from parc_search.text.patterns import dates, document_numbers, figures, named_groups, sums_of_money


def texts(signs: tuple[object, ...]) -> list[str]:
    return [str(getattr(sign, "text", "")) for sign in signs]


def test_a_figure_comes_with_its_comparison_and_unit() -> None:
    assert texts(figures("đạt tối thiểu 85%, khoảng 500 doanh nghiệp, 145/145 xã, phường, thị trấn")) == [
        "đạt tối thiểu 85%",
        "khoảng 500 doanh nghiệp",
        "145/145 xã, phường, thị trấn",
    ]


def test_a_sign_stands_where_it_says() -> None:
    text = "Đạt từ 30% trở lên vào năm 2022"
    assert all(text[sign.start : sign.end] == sign.text for sign in (*figures(text), *dates(text)))


def test_dates_frequencies_and_periods_are_found() -> None:
    text = "trước ngày 05/01/2024; hằng quý; 3 tháng/lần; Tháng 12 hằng năm; từ tháng 4/2020 đến tháng 10/2020"
    assert texts(dates(text)) == [
        "trước ngày 05/01/2024",
        "hằng quý",
        "3 tháng/lần",
        "Tháng 12 hằng năm",
        "từ tháng 4/2020 đến tháng 10/2020",
    ]


def test_document_numbers_of_state_and_party_are_found() -> None:
    assert texts(document_numbers("số 76/NQ-CP, 01-NQ/TU, 18/2023/NQ-HĐND")) == [
        "76/NQ-CP",
        "01-NQ/TU",
        "18/2023/NQ-HĐND",
    ]


def test_money_needs_its_unit() -> None:
    assert texts(sums_of_money("21.500 triệu đồng cho 12 huyện")) == ["21.500 triệu đồng"]


def test_a_comparison_is_a_word_of_its_own() -> None:
    assert texts(figures("giải ngân 100% vốn")) == ["100%"]


def test_a_range_of_percentages_is_one_figure() -> None:
    assert texts(figures("25% - 35% số lãnh đạo"))[0].startswith("25% - 35%")


def test_a_group_of_a_ranking_may_have_a_name_instead_of_a_number() -> None:
    assert texts(named_groups("thuộc nhóm khá hoặc nhóm tốt, trong nhóm 10 tỉnh")) == ["thuộc nhóm khá hoặc nhóm tốt"]


def test_a_range_of_bare_numbers_is_one_figure() -> None:
    assert texts(figures("trung bình 1,5-2 tin mỗi ngày")) == ["1,5-2"]


def test_an_amount_of_money_may_be_cut_by_a_speck() -> None:
    assert texts(sums_of_money("2021 - 2022 8.400, triệu đồng")) == ["8.400, triệu đồng"]


def test_a_word_that_folds_like_a_comparison_is_none() -> None:
    assert texts(figures("lĩnh vực đầu tư đạt 80%")) == ["đạt 80%"]
