import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.normalise import nfc, one_tone_place, plain_width, typed


@given(st.text())
def test_nfc_is_idempotent(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)


@given(st.text())
def test_typed_is_idempotent(text: str) -> None:
    assert typed(typed(text)) == typed(text)


def test_decomposed_full_width_input_reads_like_plain_input() -> None:
    assert typed(unicodedata.normalize("NFD", "Sở Nội vụ") + "\u3000ＣＣＨＣ　２０２４？") == "Sở Nội vụ CCHC 2024?"


def test_eth_is_read_as_the_letter_it_looks_like() -> None:
    assert typed("Ðiều 1") == "Điều 1"


def test_plain_width_leaves_vietnamese_letters_alone() -> None:
    assert plain_width("đẩy mạnh") == "đẩy mạnh"


@pytest.mark.parametrize(
    ("spelled", "expected"),
    [
        ("hoá", "hóa"),
        ("Hoà", "Hòa"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("quý", "quý"),
        ("hoàn", "hoàn"),
        ("số hoá", "số hóa"),
        ("UỶ", "ỦY"),
    ],
)
def test_the_tone_of_an_open_glide_has_one_place(spelled: str, expected: str) -> None:
    assert one_tone_place(spelled) == expected
