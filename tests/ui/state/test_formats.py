"""Dates, numbers and levels as a Vietnamese reader writes them."""

from datetime import date

import pytest

from parc_search.ui.state import formats


def test_dates_are_written_day_first_and_a_missing_one_is_a_dash() -> None:
    assert formats.date_text(date(2023, 12, 2)) == "02/12/2023"
    assert formats.date_text(None) == "—"


@pytest.mark.parametrize(
    ("number", "decimals", "written"),
    [(1234.5, 1, "1.234,5"), (1234567, 0, "1.234.567"), (0, 0, "0"), (-1234.56, 2, "-1.234,56"), (999, 0, "999")],
)
def test_numbers_have_points_between_thousands_and_a_comma_before_decimals(
    number: float, decimals: int, written: str
) -> None:
    assert formats.number_text(number, decimals) == written


def test_a_share_is_whole_percent() -> None:
    assert formats.percent_text(0.934) == "93%"
    assert formats.percent_text(1.0) == "100%"


def test_one_year_stands_alone_and_two_are_a_range() -> None:
    assert formats.years_text((2024, 2024)) == "2024"
    assert formats.years_text((2021, 2025)) == "2021–2025"
    assert formats.years_text(None) == "—"


@pytest.mark.parametrize(("quality", "level"), [(0.85, "good"), (0.84, "fair"), (0.60, "fair"), (0.59, "poor")])
def test_the_borders_of_read_quality_belong_to_the_better_level(quality: float, level: str) -> None:
    assert formats.quality_level(quality) == level


@pytest.mark.parametrize(("confidence", "level"), [(0.8, "high"), (0.79, "medium"), (0.55, "medium"), (0.54, "low")])
def test_the_borders_of_confidence_belong_to_the_better_level(confidence: float, level: str) -> None:
    assert formats.confidence_level(confidence) == level
