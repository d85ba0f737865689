"""A question and a passage meet in the same terms, whatever the scan or the typing did to them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import lexical
from ingest.language.fold import fold
from tests.strategies import vietnamese_noise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quyết định số 2243/QĐ-UBND", ["2243/qd/ubnd"]),
        ("Quyjt clinh sa2243/QD-UBND ngety", ["2243/qd/ubnd"]),
        ("2243 / qđ – ubnd", ["2243/qd/ubnd"]),
        ("Nghị quyết số 76/NQ-\nCP", ["76/nq/cp"]),
        ("Nghi quyét sb 45-\nNQ/TW", ["45/nq/tw"]),
        ("03/CT- UBND", ["3/ct/ubnd"]),
        ("Thông tư 07/2015/TT-BKHCN", ["7/2015/tt/bkhcn"]),
        ("Nghị quyết số 226/2025/QH15", ["226/2025/qh15"]),
        ("10/2014/UBTVQH13", ["10/2014/ubtvqh13"]),
        ("giai đoạn 2021 - 2025, định hướng", []),
        ("ngày 10/9/2021", ["2021-09-10"]),
        ("ngày 10 tháng 09 năm 2021", ["2021-09-10"]),
        ("98,5%", ["98,5%", "98,5"]),
        ("đạt 80 % hồ sơ", ["80%"]),
        ("80 phần trăm", ["80%"]),
        ("1.234 hồ sơ", ["1,234"]),
    ],
)
def test_codes_dates_and_figures_have_one_form(text: str, expected: list[str]) -> None:
    assert lexical.whole_terms(text) == expected


def test_syllables_are_folded_and_part_from_digits() -> None:
    assert lexical.syllables("Đẩy mạnh sa2243, điều 07") == ["day", "manh", "sa", "2243", "dieu", "7"]


def test_pairs_are_neighbours() -> None:
    assert lexical.pairs(["cai", "cach", "hanh", "chinh"]) == ["cai_cach", "cach_hanh", "hanh_chinh"]
    assert lexical.pairs(["cai"]) == []


def test_marked_syllables_keep_their_marks_in_one_written_form() -> None:
    assert lexical.marked_syllables("Định HƯỚNG xa hoá, hóa") == ["định", "hướng", "hóa", "hóa"]


@given(text=vietnamese_noise)
def test_no_term_holds_white_space(text: str) -> None:
    every = [*lexical.syllables(text), *lexical.marked_syllables(text), *lexical.whole_terms(text)]
    assert [term for term in every if term.split() != [term]] == []


@given(text=st.text())
def test_terms_do_not_depend_on_composition_or_case(text: str) -> None:
    folded = fold(text)
    assert lexical.syllables(folded) == lexical.syllables(text)
    assert lexical.marked_syllables(unicodedata.normalize("NFD", text)) == lexical.marked_syllables(text)
