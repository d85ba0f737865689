"""A recurring deadline has a next day, as its words say and while its document's time lasts."""

from datetime import date

import pytest

from ingest.documents import Span, Task
from ingest.registers.recurrence import next_due, occurrences

TODAY = date(2024, 5, 10)


def recurring(words: str, recurrence: str | None, **fields: object) -> Task:
    given: dict[str, object] = {
        "id": "t", "source": "a.txt", "part": "body", "group": "I", "task": "Báo cáo",
        "task_span": Span(start=0, end=7),
        "deadline": words, "recurrence": recurrence, "confidence": 0.9,
    }  # fmt: skip
    return Task(**{**given, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "recurrence", "day"),
    [
        ("Ngày 10/12 hàng năm", "year", date(2024, 12, 10)),
        ("Quý I hằng năm", "year", date(2025, 3, 31)),
        ("Hằng năm", "year", date(2024, 12, 31)),
        ("hàng quý", "quarter", date(2024, 6, 30)),
        ("6 tháng một lần", "half-year", date(2024, 6, 30)),
        ("hằng tháng", "month", date(2024, 5, 31)),
        ("ngày 05 hằng tháng", "month", date(2024, 6, 5)),
        ("thường xuyên", "regular", None),
        ("hằng tuần", "week", None),
        ("31/12/2024", None, None),
    ],
)
def test_the_next_day_is_the_one_that_the_words_name(words: str, recurrence: str, day: date | None) -> None:
    assert next_due(recurring(words, recurrence), today=TODAY) == day


def test_what_recurs_ends_with_the_years_of_its_document_and_with_its_own_last_day() -> None:
    assert next_due(recurring("hàng quý", "quarter"), today=TODAY, last_year=2023) is None
    ends = recurring("hàng quý", "quarter", deadline_date=date(2024, 6, 1))
    assert next_due(ends, today=TODAY) is None


def test_the_days_of_a_year_are_the_ends_of_its_quarters() -> None:
    days = list(occurrences(recurring("hàng quý", "quarter"), since=date(2024, 1, 1), until=date(2024, 12, 31)))
    assert days == [date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31)]
