"""Terms: the form in which a question meets a passage."""

from hypothesis import given
from hypothesis import strategies as st

from parc_search.text.terms import deletions, expand_abbreviations, pairs, terms


def test_an_abbreviation_and_its_words_give_the_same_terms() -> None:
    assert terms("TTHC") == terms("thủ tục hành chính") == ("thu", "tuc", "hanh", "chinh")


def test_text_with_and_without_diacritics_gives_the_same_terms() -> None:
    assert terms("Sở Nội vụ") == terms("so noi vu")


def test_leading_zeros_of_a_date_do_not_matter() -> None:
    assert terms("ngày 05/01/2024") == ("ngay", "5/1/2024")


def test_abbreviations_are_written_out_but_document_codes_are_left() -> None:
    assert (
        expand_abbreviations("NĐ về CCHC theo 76/NQ-CP của UBND")
        == "nghị định về cải cách hành chính theo 76/NQ-CP của ủy ban nhân dân"
    )


def test_a_lower_case_word_is_no_capital_abbreviation() -> None:
    assert expand_abbreviations("kh") == "kh"


def test_pairs_are_neighbours_in_order() -> None:
    assert pairs(("a", "b", "c")) == (("a", "b"), ("b", "c"))


def test_two_terms_one_letter_apart_share_a_form() -> None:
    assert not deletions("nghiep").isdisjoint(deletions("nghip"))
    assert deletions("2021") == frozenset({"2021"})


@given(st.text(max_size=60))
def test_terms_of_terms_are_themselves(text: str) -> None:
    once = terms(text)
    assert all(" " not in term for term in once)
