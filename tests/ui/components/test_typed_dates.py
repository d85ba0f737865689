"""Days as they are typed."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UsageError
from parc_search.ui.components.date_field import FIRST_YEAR, LAST_YEAR, typed_day, typed_years
from parc_search.ui.state.formats import date_text
from tests.strategies import any_text

DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "05/03/2024", "5/3/2024", "5/3/24", "05032024", "050324", "5-3-2024", "5.3.2024", " 05 / 03 / 2024 ",
        "ngày 5 tháng 3 năm 2024", "NGAY 5 THANG 3 NAM 2024", "5 tháng 3, 2024", "5 3 2024", "2024-03-05",
    ],
)  # fmt: skip
def test_every_way_of_writing_a_day_gives_that_day(typed: str) -> None:
    assert typed_day(typed) == date(2024, 3, 5)


@pytest.mark.parametrize("typed", ["", "  ", "\t"])
def test_an_empty_field_asks_for_no_day(typed: str) -> None:
    assert typed_day(typed) is None


@pytest.mark.parametrize(("typed", "year"), [("1/1/00", 2000), ("1/1/68", 2068), ("1/1/69", 1969), ("1/1/99", 1999)])
def test_two_digits_of_a_year_are_of_the_century_that_posix_takes_them_for(typed: str, year: int) -> None:
    assert typed_day(typed) == date(year, 1, 1)


@pytest.mark.parametrize("typed", ["3/2024", "2024", "quý I", "1/2/3/2024", "5/3/204", "5/3/20244", "/", "5032024"])
def test_what_is_no_day_is_said_to_be_none_with_an_example(typed: str) -> None:
    with pytest.raises(UsageError, match=re.escape(f"“{typed}” chưa phải là ngày. Hãy gõ ngày/tháng/năm, ví dụ ")):
        typed_day(typed)


@pytest.mark.parametrize("typed", ["31/02/2024", "29/2/2023", "12/25/2024", "00/01/2024", "32012024"])
def test_a_day_that_the_calendar_lacks_is_not_moved_to_another(typed: str) -> None:
    with pytest.raises(UsageError, match=f"Lịch không có ngày “{typed}”"):
        typed_day(typed)


def test_a_year_that_no_document_can_have_is_a_slip() -> None:
    with pytest.raises(UsageError, match=r"Năm trong “5/3/0204” nằm ngoài 1945–2100\."):
        typed_day("5/3/0204")


def test_a_pasted_page_is_named_by_its_beginning() -> None:
    with pytest.raises(UsageError) as caught:
        typed_day("Kế hoạch cải cách hành chính " * 40)
    assert str(caught.value).startswith("“Kế hoạch cải cách hành chính K…” chưa phải")


@given(DAYS)
def test_a_day_as_we_write_it_is_read_back(day: date) -> None:
    assert typed_day(date_text(day)) == day
    assert typed_day(f"{day:%d%m%Y}") == day
    assert typed_day(day.isoformat()) == day


@given(any_text)
def test_any_text_is_a_day_none_or_explained(typed: str) -> None:
    try:
        day = typed_day(typed)
    except UsageError:
        return
    assert day is None or FIRST_YEAR <= day.year <= LAST_YEAR


def test_one_year_alone_stands_for_both_and_none_for_none() -> None:
    assert [typed_years(2021, 2025), typed_years(2024, None), typed_years(None, 2024), typed_years(None, None)] == [
        (2021, 2025),
        (2024, 2024),
        (2024, 2024),
        None,
    ]


def test_years_that_run_backwards_are_explained() -> None:
    with pytest.raises(UsageError, match=r"“Từ năm” \(2025\) đang sau “Đến năm” \(2021\)"):
        typed_years(2025, 2021)
