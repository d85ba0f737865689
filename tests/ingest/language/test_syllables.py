import unicodedata

import pytest

from ingest.language.syllables import is_syllable, share_of_syllables

GOOD = "nghiêng khuỷu quốc giếng gì quyết thuở ngoằn hóa hoá Đẩy ỦY yêu quý gỡ ghế nghỉ xoong khuya tuyệt a y"
BAD = "phap thirc nhiGn dugc wain ceo ngi kông gê cê quôn ńga tỉnhh hànḿ luât 2024"


@pytest.mark.parametrize("token", GOOD.split())
def test_vietnamese_syllables_are_syllables(token: str) -> None:
    assert is_syllable(token)
    assert is_syllable(unicodedata.normalize("NFD", token))


@pytest.mark.parametrize("token", BAD.split())
def test_broken_or_foreign_tokens_are_not(token: str) -> None:
    assert not is_syllable(token)


def test_the_share_counts_words_but_neither_acronyms_nor_labels() -> None:
    assert share_of_syllables("a) UBND tỉnh thirc hiện, b) CCHC") == 3 / 4


def test_a_text_without_words_has_no_share() -> None:
    assert share_of_syllables("12/2024 - 30%") == 0.0
