"""The grammar of times."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.periods import Period, periods


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("ngày 21 tháng 09 năm 2025", date(2025, 9, 21), date(2025, 9, 21)),
        ("từ ngày 01 đến ngày 15 tháng 9 năm 2025", date(2025, 9, 1), date(2025, 9, 15)),
        ("từ ngày 01/5 đến 30/6/2025", date(2025, 5, 1), date(2025, 6, 30)),
        ("từ tháng 3 đến tháng 6 năm 2025", date(2025, 3, 1), date(2025, 6, 30)),
        ("tháng 02/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("quý bốn năm 2025", date(2025, 10, 1), date(2025, 12, 31)),
        ("quý 4/2025", date(2025, 10, 1), date(2025, 12, 31)),
        ("quý I, II năm 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("từ quý III/2025 đến hết quý I/2026", date(2025, 7, 1), date(2026, 3, 31)),
        ("6 tháng cuối năm 2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("giai đoạn 2026 - 2030", date(2026, 1, 1), date(2030, 12, 31)),
        ("từ năm 2026 đến năm 2031", date(2026, 1, 1), date(2031, 12, 31)),
        ("trước tháng 9 năm 2025", None, date(2025, 8, 31)),
        ("trước quý I/2026", None, date(2025, 12, 31)),
        ("trước cuối năm 2025", None, date(2025, 12, 31)),
        ("kể từ ngày 01/01/2026", date(2026, 1, 1), None),
        ("năm 2026 và các năm tiếp theo", date(2026, 1, 1), None),
        ("đầu năm 2026", date(2026, 1, 1), None),
        ("truoc ngay 15/6/2025", None, date(2025, 6, 14)),
        ("đến hết năm 2025", None, date(2025, 12, 31)),
        ("trong năm 2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("ngày 15-17/9/2025", date(2025, 9, 15), date(2025, 9, 17)),
        ("trước 17 giờ ngày 20/5/2025", None, date(2025, 5, 20)),
        ("chậm nhất 16h30 ngày 20/5/2025", None, date(2025, 5, 20)),
    ],
)
def test_a_time_has_its_first_and_last_day(words: str, first: date | None, last: date | None) -> None:
    assert [(p.start, p.end, p.first, p.last) for p in periods(words)] == [(0, len(words), first, last)]


@pytest.mark.parametrize(
    ("words", "every"),
    [
        ("thường xuyên", "regular"),
        ("hằng năm", "year"),
        ("trước ngày 15 hằng tháng", "month"),
        ("định kỳ hằng quý, 6 tháng, hằng năm hoặc đột xuất", "quarter"),
        ("6 tháng, cuối năm", "half-year"),
        ("tháng 6, 12 hằng năm", "year"),
        ("trước ngày 15/6 và 15/12 hằng năm", "year"),
        ("hằng năm (trước ngày 15 tháng 11)", "year"),
        ("03 tháng/lần", "quarter"),
        ("02 lần/năm", "year"),
        ("đột xuất", "irregular"),
    ],
)
def test_a_recurring_time_has_its_rhythm_and_no_day(words: str, every: str) -> None:
    assert [(p.end, p.every, p.first, p.last) for p in periods(words)] == [(len(words), every, None, None)]


@pytest.mark.parametrize(
    "words",
    [
        "trong thời hạn 05 ngày làm việc kể từ khi nhận đủ hồ sơ",
        "chậm nhất 05 (năm) ngày làm việc, kể từ ngày nhận được văn bản",
        "30 ngày sau khi kết thúc",
    ],
)
def test_a_term_from_an_event_keeps_its_words_and_has_no_day(words: str) -> None:
    assert [(p.after, p.first, p.last) for p in periods(words)] == [(words, None, None)]


@pytest.mark.parametrize(
    "words",
    ["ngày 30/02/2026", "trước 31/11", "ngày 29 tháng 02 năm 2025", "tháng 13/2025", "quý V/2025", "ngày 32/1/2025"],
)
def test_a_time_that_does_not_exist_is_a_doubt_and_never_another(words: str) -> None:
    assert [(p.is_doubtful, p.first, p.last) for p in periods(words, year=2025)] == [(True, None, None)]


@pytest.mark.parametrize(
    "words",
    [
        "quan trọng",
        "Việt Nam 2030",
        "Nghị quyết số 12/2025/NQ-HĐND",
        "3/12 nền tảng",
        "trẻ từ 06 tháng đến 36 tháng tuổi",
    ],
)
def test_what_only_looks_like_a_time_is_none(words: str) -> None:
    assert periods(words) == ()


def test_a_day_without_a_year_takes_that_of_the_caller_or_has_none() -> None:
    assert [p.last for p in periods("trước 30/6")] == [None]
    assert [p.last for p in periods("trước 30/6", year=2025)] == [date(2025, 6, 29)]


_PIECES = [
    *[
        "trước ",
        "ngày ",
        "tháng ",
        "quý ",
        "năm ",
        "hằng ",
        "từ ",
        "đến ",
        "31",
        "2",
        "30/02",
        "/2025",
        "29/2/",
        "2026",
    ],
    *[
        "IV",
        "13",
        " - ",
        ", ",
        " và ",
        "6 tháng đầu năm ",
        "kể từ ",
        "05 ngày ",
        "cuối ",
        "(",
        ")",
        "\n",
        "Truoc ",
        "İ",
    ],
]


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join), st.sampled_from([None, 2025]))
def test_times_lie_in_order_inside_any_text(text: str, year: int | None) -> None:
    at = 0
    for period in periods(text, year=year):
        assert at <= period.start < period.end <= len(text)
        assert period.first is None or period.last is None or period.first <= period.last
        assert not (period.is_doubtful and (period.first or period.last))
        at = period.end


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_the_words_of_a_time_read_the_same_by_themselves(text: str) -> None:
    for period in periods(text):
        words = text[period.start : period.end]
        again = [(p.first, p.last, p.every, p.is_doubtful) for p in periods(words)]
        assert again == [(period.first, period.last, period.every, period.is_doubtful)]


@given(
    st.integers(1, 40), st.integers(1, 15), st.integers(1990, 2060), st.sampled_from(["{}/{}/{}", "{} tháng {} năm {}"])
)
def test_a_full_day_is_that_day_or_a_doubt(day: int, month: int, year: int, form: str) -> None:
    (found,) = periods("ngày " + form.format(day, month, year))
    try:
        expected = date(year, month, day)
    except ValueError:
        assert (found.is_doubtful, found.first, found.last) == (True, None, None)
    else:
        assert (found.is_doubtful, found.first, found.last) == (False, expected, expected)


@pytest.mark.parametrize("piece", ["tháng 6, ", "quý I ", "30/6 ", "  ", "năm 2025 - ", "1", "hằng tháng, ", "trước "])
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    assert _seconds(piece * 4_000) < 6 * _seconds(piece * 2_000) + 0.2


def _seconds(text: str) -> float:
    """The shortest of four: a machine that does other work now and then takes twice as long."""
    taken = []
    for longer in range(4):
        begun = time.process_time()
        assert all(isinstance(period, Period) for period in periods(text + " " * longer))
        taken.append(time.process_time() - begun)
    return min(taken)
