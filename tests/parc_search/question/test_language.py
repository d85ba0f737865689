"""Questions in English: which they are, and which ask for things that no administration writes about."""

import pytest

from parc_search.question.language import is_english, is_of_other_things, to_vietnamese_terms


def test_terms_meet_vietnamese_text_the_longest_first() -> None:
    assert to_vietnamese_terms("Which department of home affairs") == "Which sở nội vụ"


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the novel about the old sailor?",
        "What is the tallest mountain in Asia?",
        "Who sings the song of the blue river?",
    ],
)
def test_what_is_asked_of_other_things_is_known_by_its_words(question: str) -> None:
    assert is_english(question)
    assert is_of_other_things(question)


@pytest.mark.parametrize(
    "question",
    [
        "Which department leads the one-stop shop in Quang Ninh?",
        "By when must districts report on administrative procedures?",
        "What is ISO 9001?",
    ],
)
def test_what_is_asked_of_an_administration_is_looked_for(question: str) -> None:
    assert not is_of_other_things(question)
