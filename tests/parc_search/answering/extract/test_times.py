"""Which words are a time, and whose."""

import pytest

from parc_search.answering.extract.deadline import asked_time, is_date_of_document, is_time, specificity, times
from parc_search.text.patterns import dates, quarters_as_written


@pytest.mark.parametrize(
    "text",
    [
        "trước ngày 20/11/2023",
        "ngày 5/4 hằng năm",
        "Quý III",
        "tháng 8/2021",
        "giữa tháng 2/2022",
        "hằng quý",
        "Thường xuyên",
        "năm 2027",
        "kể từ ngày ký",
    ],
)
def test_words_that_say_when_are_a_time(text: str) -> None:
    assert is_time(text)


@pytest.mark.parametrize("text", ["6", "1", "9/27", "44/3/2020", "05/12", "Phòng Nội vụ", "12 xã"])
def test_numbers_and_days_that_no_calendar_has_are_none(text: str) -> None:
    assert not is_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "theo Quyết định số 77/QĐ-UBND ngày 03/4/2019",
        "tại Công văn số 812/BTC-NSNN ngày 05 tháng 6 năm 2020",
        "Luật Lưu trữ ngày 11/11/2011",
        "Kết luận số 14-KL/TW ngày 22/9/2021",
    ],
)
def test_the_date_of_a_document_is_no_deadline(text: str) -> None:
    assert all(is_date_of_document(sign, text) for sign in dates(text))


def test_a_day_set_for_a_task_is_no_date_of_a_document() -> None:
    text = "Gửi báo cáo về Sở Tài chính trước ngày 15/7/2023"
    assert [sign.text for sign in times(text) if not is_date_of_document(sign, text)] == ["trước ngày 15/7/2023"]


def test_a_day_says_more_than_the_years_of_a_plan_or_how_often() -> None:
    order = ["trước ngày 15/7/2023", "hằng năm", "giai đoạn 2021-2025"]
    assert sorted(order, key=specificity, reverse=True) == order


@pytest.mark.parametrize(
    ("question", "fitting", "other"),
    [
        ("truoc ngay nao", "ngày 15/7/2023", "hằng năm"),
        ("vao quy may", "Quý II", "tháng 6/2023"),
        ("in which quarters", "Quý II", "năm 2023"),
        ("thang nao phai xong", "tháng 6/2023", "Quý II"),
        ("tu thang may den thang may", "từ tháng 4/2020 đến tháng 10/2020", "ngày 30/12/2019"),
    ],
)
def test_a_time_of_the_kind_asked_for_is_given(question: str, fitting: str, other: str) -> None:
    asked = asked_time(question)
    assert asked.fits(fitting)
    assert not asked.fits(other)


@pytest.mark.parametrize(
    ("scanned", "shown"),
    [("Quý II, Quý 111/2022", "Quý II, Quý III/2022"), ("Quý 1V", "Quý IV"), ("Quý 1 năm 2022", "Quý 1 năm 2022")],
)
def test_quarters_misread_as_ones_are_shown_as_quarters(scanned: str, shown: str) -> None:
    assert quarters_as_written(scanned) == shown
