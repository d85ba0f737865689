"""Years in a question, and how documents and passages fit them."""

from parc_search.question.years import YearMention, names, passage_fit, without_gaps, year_fit, years_in


def spans(question: str) -> list[tuple[int, int]]:
    return [(mention.first, mention.last) for mention in years_in(question)]


def test_a_period_is_one_mention() -> None:
    assert spans("Kế hoạch giai đoạn 2021 - 2025 của tỉnh") == [(2021, 2025)]


def test_the_year_of_a_decree_is_no_scope() -> None:
    assert spans("Nghị định 60/2021/NĐ-CP được sửa năm 2025") == [(2025, 2025)]


def test_a_year_to_compare_with_is_no_scope() -> None:
    assert spans("Năm 2019 tăng mấy bậc so với năm 2018?") == [(2019, 2019)]


def test_by_a_year_is_a_horizon() -> None:
    assert [mention.is_horizon for mention in years_in("Đến năm 2030 và trong năm 2024")] == [True, False]


def test_a_document_of_just_the_year_fits_best() -> None:
    year = YearMention(first=2024, last=2024, start=0, end=4)
    assert [year_fit(year, years) for years in ((2024, 2024), (2021, 2025), (2020, 2020), None)] == [1.0, 0.6, 0.0, 0.0]


def test_a_passage_of_another_year_counts_against() -> None:
    year = YearMention(first=2023, last=2023, start=0, end=4)
    assert passage_fit([year], [0.0], [0.0], "năm 2022") == -1.0
    assert passage_fit([year], [0.0], [0.0], "năm 20 23") == 0.8


def test_gaps_inside_figures_are_closed() -> None:
    assert without_gaps("giai đoạn 202 1-2025") == "giai đoạn 2021-2025"


def test_a_period_is_named_as_a_period_not_by_two_dates() -> None:
    period = YearMention(first=2021, last=2025, start=0, end=9)
    assert names(period, "giai đoạn 2021 - 2025")
    assert not names(period, "Quyết định số 468/QĐ-TTg ngày 27/3/2021, đạt 90% vào năm 2025")
