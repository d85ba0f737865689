"""What people type as they speak, written out; words that only look like it stay."""

import pytest

from parc_search.question.language import written_out


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("đạt bao nhiu % hồ sơ", "đạt bao nhiêu % hồ sơ"),
        ("cq nào ko nộp báo cáo", "cơ quan nào không nộp báo cáo"),
        ("sở mô lo việc ni", "sở nào lo việc ni"),
        ("Gửi báo cáo về mô?", "Gửi báo cáo về đâu?"),
        ("khi mô thì xong rứa", "khi nào thì xong vậy"),
        ("ông giám đốc tên chi rứa?", "ông giám đốc tên gì vậy?"),
        ("phải làm răng khi quá hạn", "phải làm sao khi quá hạn"),
        ("đầu ra là những văn bản chi?", "đầu ra là những văn bản gì?"),
        ("xếp vào nhóm mô, xong hôm mô?", "xếp vào nhóm nào, xong hôm nào?"),
    ],
)
def test_short_spellings_and_central_words_are_written_out(typed: str, written: str) -> None:
    assert written_out(typed) == written


@pytest.mark.parametrize(
    "typed",
    [
        "khi mô hình đã xong",
        "chi phí tuân thủ là chi thường xuyên",
        "văn bản 12/KH-dc",
        "khám răng miễn phí",
        "quy mô lớp học",
        "DV, CQ",
    ],
)
def test_what_only_looks_like_it_stays(typed: str) -> None:
    assert written_out(typed) == typed
