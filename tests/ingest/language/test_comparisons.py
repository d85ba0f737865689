"""How figures are meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.amounts import RANK, amounts
from ingest.language.comparisons import comparison


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("đạt tối thiểu 90%", ">="),
        ("không dưới 90%", ">="),
        ("không thấp hơn 90%", ">="),
        ("trên 1.000 tỷ đồng", ">="),
        ("vượt 10%", ">="),
        ("≥ 95%", ">="),
        ("từ 50% trở lên", ">="),
        ("từ 50% số hồ sơ trở lên", ">="),
        ("ít nhất tại 30% xã", ">="),
        ("giảm ít nhất 30% thời gian", ">="),
        ("dưới 5%", "<="),
        ("thấp hơn 5%", "<="),
        ("không quá 15%", "<="),
        ("không vượt quá 15%", "<="),
        ("tối đa 3 xã", "<="),
        ("từ 20% trở xuống", "<="),
        ("từ 25% đến 35%", "between"),
        ("phấn đấu 100%", "="),
        ("giảm 10% so với năm 2021", "="),
        ("100% công chức có trình độ đại học luật hoặc chuyên ngành luật trở lên", "="),
        ("Tại địa bàn đô thị: 100% trẻ em", "="),
        ("thu hút vốn FDI đạt 1.219,11 triệu USD", "="),
        ("dat t6i thieu 90%", ">="),
        ("trên dưới 30%", None),
        ("± 5%", None),
    ],
)
def test_the_words_beside_a_figure_say_how_it_is_meant(text: str, expected: str | None) -> None:
    (amount,) = amounts(text)
    found = comparison(text, amount.start, amount.end, is_range=amount.is_range, is_rank=amount.kind == RANK)
    assert found == expected


def test_a_higher_place_is_a_smaller_number() -> None:
    text = "xếp vị thứ 5 trở lên"
    assert comparison(text, 11, 12, is_rank=True) == "<="


@given(st.text(alphabet="tốithểukhôgqád 90%ừrởlên.,;", max_size=60), st.integers(0, 60))
def test_any_place_of_any_text_can_be_asked(text: str, at: int) -> None:
    start = min(at, len(text))
    assert comparison(text, start, min(start + 2, len(text))) in ("=", ">=", "<=", None)
