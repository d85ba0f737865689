"""The grammar of figures."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.amounts import COUNT, FRACTION, MONEY, PERCENT, RANK, RATE, TIME, amounts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("là 1 250 000 đồng cho mỗi lớp", [("1 250 000 đồng", "đồng", MONEY)]),
        ("là 3\u00a0600 nghìn đồng", [("3 600 nghìn đồng", "nghìn đồng", MONEY)]),
        ("Số hóa 12 500 hồ sơ lưu trữ trong năm 2025", [("12 500", "hồ sơ", COUNT)]),
        ("Số hóa 12. 500 hồ sơ lưu trữ", [("12. 500", "hồ sơ", COUNT)]),
        ("Bố trí 1.250. 000 đồng", [("1.250. 000 đồng", "đồng", MONEY)]),
        ("Đầu tư 2,5 - 3 tỷ đồng cho trung tâm", [("2,5 - 3 tỷ đồng", "tỷ đồng", MONEY)]),
        ("45 công chức, 120 viên chức", [("45", "công chức", COUNT), ("120", "viên chức", COUNT)]),
        ("mới phân bổ 11,7/12,7 nghìn tỷ đồng", [("11,7/12,7 nghìn tỷ đồng", "nghìn tỷ đồng", MONEY)]),
        ("Chỉ 3/12 nền tảng trọng yếu", [("3/12", "nền tảng", FRACTION)]),
        ("ít nhất 05 bộ dữ liệu mở", [("05", "bộ dữ liệu", COUNT)]),
        ("từ 25% - 35% số lãnh đạo", [("25%-35%", "%", PERCENT)]),
        ("từ 30% đến 40%", [("30%-40%", "%", PERCENT)]),
        ("tăng 0,5 điểm phần trăm", [("0,5 điểm phần trăm", "điểm phần trăm", PERCENT)]),
        ("thuộc nhóm 4 nước dẫn đầu và 60 nước dẫn đầu thế giới", [("4", "nước", RANK), ("60", "nước", RANK)]),
        ("phấn đấu xếp vị thứ 5", [("5", "vị thứ", RANK)]),
        ("định kỳ 3 tháng/lần", [("3 tháng/lần", "tháng/lần", RATE)]),
        ("không quá 05 ngày làm việc", [("05", "ngày làm việc", TIME)]),
        ("phát triển 20.000 trạm phát sóng", [("20.000", "trạm", COUNT)]),
        ("đạt tối thiểu 100 Mbps", [("100", "Mbps", COUNT)]),
        ("3. 500 hồ sơ", [("500", "hồ sơ", COUNT)]),
        ("-100% xã", [("100%", "%", PERCENT)]),
        ("lắp đặt tổng số 200 camera", [("200", "camera", COUNT)]),
        ("thành lập 01 Trung tâm dữ liệu", [("01", "Trung tâm", COUNT)]),
        ("xây dựng 05 (năm) mô hình", [("05", "mô hình", COUNT)]),
    ],
)
def test_a_figure_is_read_whole_with_what_it_counts(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(amount.value, amount.unit, amount.kind) for amount in amounts(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 71/2025/QH15 ngày 14/10/2025",
        "Đề án 06; cấp độ 3; nhóm 1, nhóm 2",
        "năm 2025",
        "24/7",
        "đến năm 2050 đồng bộ với các quy hoạch",
        "1\tXây dựng kế hoạch",
        "48 CÔNG BÁO",
    ],
)
def test_names_days_and_numbers_of_papers_are_no_figures(text: str) -> None:
    assert amounts(text) == ()


_PIECES = [
    *["12", " ", ".", ",", "500", "%", "/", "-", "nghìn ", "tỷ ", "đồng ", "hồ sơ ", "nhóm ", "ngày", "\n", "\t"],
    *["đạt ", "0", "İ"],
]


@given(st.lists(st.sampled_from(_PIECES), max_size=16).map("".join))
def test_figures_lie_in_order_inside_any_text_and_hold_their_own_digits(text: str) -> None:
    at = 0
    for amount in amounts(text):
        assert at <= amount.start < amount.number_end <= amount.end <= len(text)
        digits = [character for character in text[amount.start : amount.end] if character.isdigit()]
        assert [character for character in amount.value if character.isdigit()] == digits
        at = amount.end


@given(st.integers(0, 10**12), st.sampled_from([" ", ".", "\u00a0"]))
def test_a_number_in_groups_is_never_cut(number: int, sign: str) -> None:
    written = f"{number:,}".replace(",", sign)
    (found,) = amounts(f"đạt {written} hồ sơ")
    assert found.value == " ".join(written.split())


@pytest.mark.parametrize("piece", ["1 250 ", "100% ", "1.", "3/12 ", "5 - ", "10 tỷ "])
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    assert _seconds(piece * 6_000) < 6 * _seconds(piece * 3_000) + 0.2


def _seconds(text: str) -> float:
    begun = time.process_time()
    amounts(text)
    return time.process_time() - begun
