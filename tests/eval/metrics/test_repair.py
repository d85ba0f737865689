"""Syllable errors, harm and kept numbers, scored by hand."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.ranking import Ratio
from eval.metrics.reading import harm, numbers_kept, syllable_errors, syllables


def test_syllables_are_lower_case_runs_of_letters_with_one_place_for_the_tone() -> None:
    assert syllables("HOÁ học, thuỷ 90% quý") == ["hóa", "học", "thủy", "quý"]


def test_one_wrong_one_missing_and_one_extra_syllable_are_three_errors() -> None:
    # gold: cải cách hành chính; output: cai cách chính chính nhé -> substitute, substitute, insert
    assert syllable_errors("cai cách chính chính nhé", "cải cách hành chính") == Ratio(3.0, 4.0)


def test_harm_is_what_was_right_and_is_gone() -> None:
    # right before: cách, chính; the output lost chính
    assert harm("cải cách hành chinh", raw="cai cách hanh chính", gold="cải cách hành chính") == Ratio(1.0, 2.0)


def test_a_lost_number_is_counted_once_for_each_time_it_stood() -> None:
    # shared by raw and gold: 90, 90, 30/6/2024; the raw text's 7 is no number of the gold
    score = numbers_kept("90% và 3O/6/2024", raw="90 90 30/6/2024 7", gold="90 90 30/6/2024")
    assert score == Ratio(1.0, 3.0)


@given(st.text(alphabet="hoáoàuỷqúy 1,"))
def test_normal_forms_of_a_text_have_the_same_syllables(text: str) -> None:
    assert syllables(unicodedata.normalize("NFD", text)) == syllables(unicodedata.normalize("NFC", text))
