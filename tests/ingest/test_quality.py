from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.quality import read_quality

CORPUS = Path("eval/corpus")


def test_the_clean_document_is_read_well() -> None:
    assert read_quality((CORPUS / "002_f8e8494414b91d6f.txt").read_text(encoding="utf-8")) >= 0.97


@pytest.mark.parametrize(
    "name",
    [
        "000_72ccafa25c81fd02.txt",
        "001_e7575475ed8434f2.txt",
        "003_851f8fa5d7079beb.txt",
        "004_57392e323e5b1f25.txt",
    ],
)
def test_the_broken_scans_are_read_badly(name: str) -> None:
    assert read_quality((CORPUS / name).read_text(encoding="utf-8")) <= 0.4


def test_a_clean_sentence_without_its_diacritics_is_worse_than_with_them() -> None:
    with_marks = read_quality("Đẩy mạnh cải cách thủ tục hành chính trên địa bàn tỉnh")
    without = read_quality("Day manh cai cach thu tuc hanh chinh tren dia ban tinh")
    assert with_marks == 1.0
    assert without < 0.5


def test_a_page_without_words_has_no_quality() -> None:
    assert read_quality("") == 0.0
    assert read_quality("12 / 2024 \n - 30% -") == 0.0


@given(st.text())
def test_quality_lies_between_0_and_1(text: str) -> None:
    assert 0.0 <= read_quality(text) <= 1.0
