"""The words of deadlines and the last day that they allow."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.registers.deadlines import (
    DeadlineTerms,
    DeadlineWords,
    deadline_in_clause,
    deadline_terms,
    is_deadline,
    last_day,
    read_cell,
)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("Thithng \nxuyên", "Thường xuyên"),
        ("Qu II, Qu \n111/2022", "Quý II, Quý III/2022"),
        ("TnrOc ngày \n31/01/2023", "Trước ngày 31/01/2023"),
        ("TruOC ngày \n18/1 1/2022", "Trước ngày 18/11/2022"),
        ("Thang 12 \nhang nam", "Tháng 12 hàng năm"),
        ("Näm 2022", "Năm 2022"),
        ("2021 - 2022", "2021 - 2022"),
        ("Theo Kê \nhoach phê \nduyt", "Theo kế hoạch phê duyệt"),
    ],
)
def test_a_misread_cell_reads_as_the_deadline_it_is(cell: str, words: str) -> None:
    assert read_cell(cell) == words
    assert is_deadline(cell)


@pytest.mark.parametrize(
    "cell", ["Kế hoạch", "Quyết định", "Sở Nội vụ", "Báo cáo", "90% vào năm 2025", "27/3/2021 của"]
)
def test_other_cells_are_no_deadlines(cell: str) -> None:
    assert not is_deadline(cell)


@pytest.mark.parametrize(
    ("words", "year", "day"),
    [
        ("trước ngày 05/01/2024", None, date(2024, 1, 4)),
        ("ngày 05/01/2024", None, date(2024, 1, 5)),
        ("Quý II, Quý III/2022", None, date(2022, 9, 30)),
        ("Quý IV", 2022, date(2022, 12, 31)),
        ("Quý IV", None, None),
        ("Tháng 02/2024", None, date(2024, 2, 29)),
        ("Hoàn thành trước Quý I", 2023, date(2022, 12, 31)),
        ("Năm 2024", None, date(2024, 12, 31)),
        ("2021-2022", None, date(2022, 12, 31)),
        ("Tháng 12 hàng năm", 2022, None),
        ("Thường xuyên", 2022, None),
        ("trước ngày 31/02/2022", None, None),
        ("trước tháng 9 năm 2025", None, date(2025, 8, 31)),
        ("trước ngày 15/6 và ngày 15/12/2025", None, date(2025, 12, 14)),
        ("trong 6 tháng đầu năm 2025", None, date(2025, 6, 30)),
        ("trước 30/6", 2025, date(2025, 6, 29)),
        ("trước ngày 15 hằng tháng", 2025, None),
        ("năm 2026 và các năm tiếp theo", None, None),
    ],
)
def test_the_last_day_is_the_last_that_the_words_allow(words: str, year: int | None, day: date | None) -> None:
    assert last_day(words, year=year) == day


def test_a_clause_gives_the_words_of_its_deadline_with_their_place() -> None:
    clause = "hoàn thành việc ban hành kế hoạch trước ngày 05/01/2024."
    assert deadline_in_clause(clause) == DeadlineWords(words="trước ngày 05/01/2024", start=34, end=55)


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("Định kỳ hàng quý, 6 tháng, năm hoặc đột xuất báo cáo UBND", "Định kỳ hàng quý, 6 tháng, năm hoặc đột xuất"),
        ("Hang nam, to chuc boi duong", "Hàng năm"),
        ("tổng kết việc thực hiện vào năm 2030", "vào năm 2030"),
    ],
)
def test_recurring_and_distant_deadlines_are_seen(clause: str, words: str) -> None:
    found = deadline_in_clause(clause)
    assert found is not None
    assert found.words == words


@pytest.mark.parametrize(
    ("clause", "words", "terms"),
    [
        (
            "gửi Ủy ban nhân dân tỉnh trước ngày 15 hằng tháng.",
            "trước ngày 15 hằng tháng",
            DeadlineTerms(recurrence="month"),
        ),
        ("Kiểm tra việc tiếp công dân thường xuyên.", "thường xuyên", DeadlineTerms(recurrence="regular")),
        (
            "Ban hành bộ tiêu chí chấm điểm, hoàn thành trong quý III/2025.",
            "trong quý III/2025",
            DeadlineTerms(first=date(2025, 7, 1), last=date(2025, 9, 30)),
        ),
        (
            "Sơ kết phong trào thi đua, hoàn thành trong 6 tháng đầu năm 2025.",
            "trong 6 tháng đầu năm 2025",
            DeadlineTerms(first=date(2025, 1, 1), last=date(2025, 6, 30)),
        ),
        ("Trình quy chế phối hợp trước 30/6.", "trước 30/6", DeadlineTerms()),
        (
            "Thành lập tổ công tác, chậm nhất sau 30 ngày kể từ ngày Kế hoạch này được ban hành.",
            "chậm nhất sau 30 ngày kể từ ngày Kế hoạch này được ban hành",
            DeadlineTerms(relative="chậm nhất sau 30 ngày kể từ ngày Kế hoạch này được ban hành"),
        ),
        (
            "Tổ chức hội thi công chức giỏi trước ngày 21 tháng 09 năm 2025.",
            "trước ngày 21 tháng 09 năm 2025",
            DeadlineTerms(last=date(2025, 9, 20)),
        ),
        (
            "Công bố kết quả xếp hạng chậm nhất ngày 05 tháng 10 năm 2025.",
            "chậm nhất ngày 05 tháng 10 năm 2025",
            DeadlineTerms(last=date(2025, 10, 5)),
        ),
        (
            "Sắp xếp đơn vị sự nghiệp công lập trong giai đoạn 2025 - 2030.",
            "trong giai đoạn 2025 - 2030",
            DeadlineTerms(first=date(2025, 1, 1), last=date(2030, 12, 31)),
        ),
        ("Nộp hồ sơ lưu trữ trước ngày 31/02/2025.", "trước ngày 31/02/2025", DeadlineTerms(is_doubtful=True)),
        (
            "Báo cáo kết quả định kỳ hằng quý, trước ngày 20 của tháng cuối quý.",
            "định kỳ hằng quý, trước ngày 20 của tháng cuối quý",
            DeadlineTerms(recurrence="quarter"),
        ),
        ("Hoàn thiện phần mềm trước cuối năm 2025.", "trước cuối năm 2025", DeadlineTerms(last=date(2025, 12, 31))),
    ],
)
def test_every_way_to_write_a_deadline_keeps_its_words_and_gives_its_days(
    clause: str, words: str, terms: DeadlineTerms
) -> None:
    found = deadline_in_clause(clause)
    assert found is not None
    assert found.words == clause[found.start : found.end] == words
    assert deadline_terms(found.words) == terms


@pytest.mark.parametrize(
    "clause",
    [
        "Bảo đảm chi thường xuyên",
        "tính đến ngày 30/6/2025 có 12 xã",
        "áp dụng từ ngày 01/7/2025",
        "Xây dựng kế hoạch CCHC hàng năm",
        "triển khai Nghị quyết số 99/NQ-CP ngày 03/10/2017 của Chính phủ",
    ],
)
def test_a_date_that_only_dates_a_plan_is_no_deadline(clause: str) -> None:
    assert deadline_in_clause(clause) is None


@given(st.text(max_size=60))
def test_any_text_can_be_read_and_a_found_deadline_lies_inside_it(text: str) -> None:
    read_cell(text)
    last_day(text, year=2022)
    found = deadline_in_clause(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
