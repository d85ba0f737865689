"""Negations and exceptions are seen where they govern, and only there."""

import pytest

from parc_search.text.negation import cut_after, cut_before, denying_lead_in, exception_after, is_denied

TEXT = "- 100% TTHC được tiếp nhận tại Bộ phận Một cửa (trừ các TTHC đặc thù). Sở Nội vụ không chủ trì việc này.\n"


@pytest.mark.parametrize(
    ("before", "value"),
    [
        ("Thời gian không quá ", "05 ngày"),
        ("Các sở, trừ ", "Sở Y tế"),
        ("Hồ sơ trễ hạn không vượt quá mức ", "5%"),
        ("cac don vi, ngoai tru ", "Sở Y tế"),
        ("mức độ hài lòng chưa đạt ", "80%"),
    ],
)
def test_a_value_behind_a_negation_is_denied(before: str, value: str) -> None:
    assert is_denied(before + value, len(before))


@pytest.mark.parametrize(
    "before", ["Thanh toán không dùng tiền mặt đạt ", "Bảo đảm an toàn không gian mạng. ", "Trụ sở "]
)
def test_a_value_behind_other_words_is_not_denied(before: str) -> None:
    assert not is_denied(f"{before}50%", len(before))


@pytest.mark.parametrize("before", ["mở lớp cho không ", "toàn tỉnh có khong "])
def test_a_number_right_behind_a_bare_denial_is_an_estimate_misread(before: str) -> None:
    assert not is_denied(f"{before}1.200 lượt", len(before))


def test_a_span_that_leaves_the_denial_of_its_clause_behind_is_cut() -> None:
    assert cut_before(TEXT, TEXT.index("việc này"))
    assert not cut_before(TEXT, TEXT.index("Sở Nội vụ"))
    assert cut_after(TEXT, TEXT.index(" không chủ trì"))
    assert cut_after(TEXT, TEXT.index(" tại Bộ phận"))
    assert not cut_after(TEXT, TEXT.index(" Sở Nội vụ"))


def test_a_wrapped_line_is_no_end_and_a_new_bullet_is_one() -> None:
    assert cut_before("- Không yêu cầu người dân\nnộp lại giấy tờ", len("- Không yêu cầu người dân\n"))
    assert not cut_before("- Không yêu cầu nộp lại\n- Công khai kết quả", len("- Không yêu cầu nộp lại\n"))


def test_the_exception_after_a_figure_is_found() -> None:
    assert exception_after(TEXT, TEXT.index(" TTHC được")) == "trừ các TTHC đặc thù"
    assert exception_after(TEXT, TEXT.index("Sở Nội vụ")) == ""


def test_an_agency_takes_only_the_exception_right_behind_it() -> None:
    text = "Các sở, ngành (trừ Sở Y tế) báo cáo kết quả, trừ trường hợp đặc biệt."
    assert exception_after(text, len("Các sở, ngành"), close=True) == "trừ Sở Y tế"
    assert exception_after(text, text.index(" báo cáo"), close=True) == ""


@pytest.mark.parametrize("lead_in", ["Cán bộ không được:", "1. Nghiêm cấm công chức\nlàm các việc sau đây:"])
def test_what_leads_into_a_list_and_denies_it_governs_every_bullet(lead_in: str) -> None:
    text = f"Quy định chung.\n{lead_in}\n- Nhận hồ sơ ngoài\nBộ phận Một cửa;\n- Yêu cầu giấy tờ đã có.\n"
    begin = text.index(lead_in)
    assert denying_lead_in(text, text.index("- Nhận")) == begin
    assert denying_lead_in(text, text.index("- Yêu cầu")) == begin


def test_a_list_that_nothing_denies_stands_for_itself() -> None:
    text = "Cán bộ không được chậm trễ. Các sở có nhiệm vụ:\n- Báo cáo;\n\n2. Không nhận quà.\n- Tiếp dân.\n"
    assert denying_lead_in(text, text.index("- Báo cáo")) is None
    assert denying_lead_in(text, text.index("- Tiếp dân")) is None


def test_only_a_bullet_is_governed_by_what_stands_over_it() -> None:
    text = "Cán bộ không được:\n- Nhận quà;\nSở Nội vụ báo cáo.\n"
    assert denying_lead_in(text, text.index("Sở Nội vụ")) is None
    assert denying_lead_in(text, text.index("Nhận quà")) is None
