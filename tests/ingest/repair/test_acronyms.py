import pytest

from ingest.repair.edit_gates import drops_letters, is_acronym


@pytest.mark.parametrize("surface", ["HS", "SV", "TTATGT", "KPI", "WAN", "GDĐT", "BHXH"])
def test_capitals_that_no_syllable_is_written_with_are_an_acronym(surface: str) -> None:
    assert is_acronym(surface)


@pytest.mark.parametrize("surface", ["UY", "BAN", "ĐIEU", "Hs", "hs", "S", "T6", "H&S"])
def test_what_may_be_a_syllable_or_holds_other_signs_is_none(surface: str) -> None:
    assert not is_acronym(surface)


@pytest.mark.parametrize(
    ("surface", "reading", "drops"),
    [
        ("UBNDTP", "UBND", True),
        ("TTTU", "TƯ", True),
        ("CQNG", "CỘNG", False),
        ("VIIET", "VIỆT", False),
        ("DINH", "ĐI", False),
        ("ubndtp", "UBND", False),
    ],
    ids=["acronym", "short acronym", "misread letter", "split letter", "syllable", "small letters"],
)
def test_a_reading_that_leaves_letters_of_an_acronym_out_spoils_it(surface: str, reading: str, drops: bool) -> None:
    assert drops_letters(surface, reading) == drops
