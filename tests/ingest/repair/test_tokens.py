from hypothesis import given
from hypothesis import strategies as st

from ingest.repair.tokens import tokenize


def surfaces(text: str) -> list[str]:
    return [token.surface for token in tokenize(text)]


def protected(text: str) -> list[str]:
    return [token.surface for token in tokenize(text) if token.protected]


@given(st.text())
def test_every_token_is_a_slice_of_its_text_and_they_do_not_overlap(text: str) -> None:
    last = 0
    for token in tokenize(text):
        assert text[token.start : token.end] == token.surface
        assert last <= token.start < token.end
        last = token.end


def test_marks_that_stand_for_letters_stay_inside_the_word() -> None:
    assert surfaces("linh vu.c, thi:r hạng; &Ong b6") == ["linh", "vu.c", "thi:r", "hạng", "&Ong", "b6"]


def test_a_list_number_and_a_figure_come_off_the_word_they_are_glued_to() -> None:
    assert surfaces("1.Miic dich ngay15/7/2021") == ["1", "Miic", "dich", "ngay", "15", "7", "2021"]


def test_numbers_codes_and_acronyms_are_protected() -> None:
    assert protected("Nghi quyet so 76/NQ-CP, 02-NQ/TU ve CCHC tang 10%") == [
        "76",
        "NQ",
        "CP",
        "02",
        "NQ",
        "TU",
        "CCHC",
        "10",
    ]


def test_of_a_heading_in_capitals_only_its_number_is_protected() -> None:
    assert protected("II. M1JC TIEU VA NOI DUNG") == ["II"]
