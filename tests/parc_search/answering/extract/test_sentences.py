"""Cutting a reading into sentences and clauses."""

from hypothesis import given
from hypothesis import strategies as st

from parc_search.answering.extract.sentences import best_stretch, clauses, joined_digits, sentences, tidy, without_known
from parc_search.ranking.match import Subject


def subject(**weights: float) -> Subject:
    return Subject(weights=weights, pairs={}, synonyms={})


@given(st.text(alphabet="ab1 .,;:-\n", max_size=80))
def test_each_part_stands_where_it_says(text: str) -> None:
    for part in (*sentences(text), *clauses(text)):
        assert text[part.start : part.end] == part.text


def test_a_decimal_comma_does_not_cut() -> None:
    assert [part.text for part in clauses("đạt 98,5%, vượt kế hoạch")] == ["đạt 98,5%", "vượt kế hoạch"]


def test_the_stretch_that_holds_the_subject_is_chosen_and_no_longer_than_allowed() -> None:
    text = "Rà soát thủ tục. Cấp tỉnh đạt 90%. Kiểm tra công vụ."
    found = best_stretch(sentences(text), text, subject(tinh=1.0), max_words=5)
    assert found is not None
    assert found.text == "Cấp tỉnh đạt 90%."


def test_the_bullet_and_the_closing_stop_are_left_out() -> None:
    assert tidy("-  Phấn đấu\n100%.") == "Phấn đấu 100%"
    assert tidy("một hai ba", max_words=2) == "một hai"
    assert tidy("3. Chứng thư số") == "Chứng thư số"
    assert tidy("3.735 chứng thư số") == "3.735 chứng thư số"


def test_an_opening_that_repeats_the_question_is_cut() -> None:
    known = subject(thu=1.0, hang=1.0, cao=1.0)
    assert without_known("đạt thứ hạng cao về Chỉ số PAR Index và SIPAS", known) == "Chỉ số PAR Index và SIPAS"


def test_years_cut_apart_are_put_together() -> None:
    assert joined_digits("202 1-2025, 20 22") == "2021-2025, 2022"
