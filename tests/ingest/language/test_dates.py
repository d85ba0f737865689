"""Written dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.dates import first_date, without_dates, written_dates, year_ranges
from ingest.language.fold import fold

DAY = date(2023, 7, 1)


@pytest.mark.parametrize(
    "text",
    [
        "ngày 01 tháng 7 năm 2023", "ngày 1/7/2023", "ngày 01.7.2023", "01-07-2023 10:17:01 +07:00", "2023-07-01",
        "ngày 0] tháng 7 năm 2023", "ngày 1 tháng 7 năm 202 3", "ngay l thang 7 nam 2023", "ngày\n01\ntháng 7 năm 2023",
    ],
)  # fmt: skip
def test_every_way_of_writing_a_day_gives_the_day(text: str) -> None:
    assert [written.day for written in written_dates(fold(text))] == [DAY]
    assert first_date(fold(text)) == DAY


@pytest.mark.parametrize(
    "text", ["ngày 31 tháng 4 năm 2023", "29/02/2023", "ngày tháng năm 2023", "số 12/11/2014/TT", "1.2.3.2023"]
)
def test_a_day_that_no_calendar_has_is_no_date(text: str) -> None:
    assert first_date(fold(text)) is None


def test_a_date_in_words_goes_before_one_in_figures() -> None:
    assert first_date("quyet dinh 5/6/2020, ngay 01 thang 7 nam 2023") == DAY


@given(st.dates(date(1945, 9, 2), date(2099, 12, 31)))
def test_a_written_day_is_read_back_where_it_stands(day: date) -> None:
    for form in (f"ngay {day.day:02d} thang {day.month} nam {day.year}", f"{day.day}/{day.month}/{day.year}"):
        text = f"ha noi, {form}."
        (written,) = written_dates(text)
        assert (written.day, text[written.start : written.end]) == (day, form)


def test_years_of_dates_are_no_years_of_a_title() -> None:
    title = fold("Kế hoạch thực hiện Quyết định ngày 22/12/2023 giai đoạn 2021 - 2025")
    assert list(year_ranges(without_dates(title))) == [(2021, 2025)]
    assert list(year_ranges("2030 - 2021")) == []
