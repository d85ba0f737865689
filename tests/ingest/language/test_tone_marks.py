import pytest

from ingest.language.syllables import bare, is_possible, one_tone_place


@pytest.mark.parametrize(
    ("new", "old"), [("hoá", "hóa"), ("uỷ", "ủy"), ("khoẻ", "khỏe"), ("quý", "quý"), ("toàn", "toàn"), ("hóa", "hóa")]
)
def test_both_tone_placements_read_as_one(new: str, old: str) -> None:
    assert one_tone_place(new) == old


def test_bare_letters_keep_their_case() -> None:
    assert bare("Đường Nguyễn Huệ") == "Duong Nguyen Hue"


@pytest.mark.parametrize("syllable", ["nghiêng", "quyết", "gì", "ủy", "khuya", "thuở", "xoong", "ươm"])
def test_syllables_are_possible(syllable: str) -> None:
    assert is_possible(syllable)


@pytest.mark.parametrize("other", ["dugc", "chirc", "website", "ấạ", ""])
def test_other_strings_are_not(other: str) -> None:
    assert not is_possible(other)
