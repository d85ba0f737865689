"""When two findings say the same, when they are rivals, and of which type an answer must be."""

import pytest

from ingest.documents import Span
from parc_search.answering.candidates import agree, is_of_type, rivals
from parc_search.answering.extract import CandidateAnswer
from parc_search.question.asked.asks import parts_of


def finding(value: str, kind: str) -> CandidateAnswer:
    return CandidateAnswer(
        value=value, source="s", spans=(Span(start=0, end=1),), values=(value,), strength=1.0, kind=kind
    )


def test_two_passages_that_give_the_same_amount_agree_however_they_put_it() -> None:
    assert agree(finding("tối thiểu 20%", "target"), finding("20%", "target"))
    assert not agree(finding("20%", "target"), finding("20", "target"))
    assert not agree(finding("ít", "target"), finding("nhiều", "target"))
    assert agree(finding("Sở Nội vụ", "agency"), finding("sở nội vụ", "agency"))


def test_what_holds_the_other_is_no_rival() -> None:
    assert not rivals(finding("Sở Nội vụ", "agency"), finding("Sở Nội vụ chủ trì lập báo cáo", "passage"))
    assert rivals(finding("Sở Nội vụ", "agency"), finding("Sở Y tế", "agency"))


@pytest.mark.parametrize(
    ("value", "asked", "fits"),
    [
        ("12.500 hồ sơ", "figure", True),
        ("hai lần", "figure", True),
        ("bảo đảm tỷ lệ cán bộ nữ", "figure", False),
        ("Trước ngày 15/6", "time", True),
        ("Thường xuyên", "time", True),
        ("Các đơn vị", "time", False),
        ("theo Nghị quyết số 197/2031/QH15", "time", False),
        ("Kế hoạch số 14-KH/TU ngày 17/4/2031", "figure", False),
        ("Sở Nội vụ", "agency", True),
        ("nâng cao chất lượng", "agency", False),
        ("nâng cao chất lượng", "", True),
    ],
)
def test_an_answer_is_of_the_type_that_is_asked_for(value: str, asked: str, fits: bool) -> None:
    assert is_of_type(value, asked) is fits


def test_a_share_is_no_sum_of_money() -> None:
    asked = parts_of("tong kinh phi la bao nhieu ty dong")
    assert is_of_type("12 tỷ đồng", "figure", asked)
    assert not is_of_type("90%", "figure", asked)
    assert not is_of_type("12 hồ sơ", "figure", asked)
