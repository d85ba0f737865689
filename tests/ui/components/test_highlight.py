"""The words of a quote that are set off."""

from hypothesis import given
from hypothesis import strategies as st

from parc_search.ui.components.highlight import found_marks

QUOTE = "7. Sở Khoa học và Công nghệ chủ trì triển khai việc áp dụng ISO 9001:2015 trong cơ quan nhà nước."


def marked(quote: str, *, question: str, answer: str | None = None) -> list[tuple[str, str]]:
    return [(quote[mark.start : mark.end], mark.css) for mark in found_marks(quote, question=question, answer=answer)]


def test_the_answer_and_the_pairs_of_the_question_are_set_off() -> None:
    question = "Cơ quan nào chủ trì áp dụng ISO 9001 ở Thừa Thiên Huế năm 2024?"
    assert marked(QUOTE, question=question, answer="Sở Khoa học và Công nghệ") == [
        ("Sở Khoa học và Công nghệ", "answer"),
        ("chủ trì", "found"),
        ("áp dụng ISO 9001", "found"),
        ("cơ quan", "found"),
    ]


def test_a_question_without_diacritics_finds_the_same_words() -> None:
    assert marked(QUOTE, question="co quan nao chu tri iso 9001") == [
        ("chủ trì", "found"),
        ("ISO 9001", "found"),
        ("cơ quan", "found"),
    ]


def test_a_figure_is_set_off_where_it_stands_alone() -> None:
    assert marked("đạt tối thiểu 80% hồ sơ", question="bao nhiêu", answer="80%") == [("80%", "answer")]
    assert marked("đạt 80 % và 5 hồ sơ", question="bao nhiêu", answer="80%, 5") == [("80 %", "answer"), ("5", "answer")]


def test_two_empty_syllables_say_nothing() -> None:
    assert marked("theo các quy định của các sở", question="theo các sở nào") == [("các sở", "found")]


def test_what_the_answer_takes_is_not_marked_twice() -> None:
    assert marked("Sở Nội vụ tỉnh", question="Sở Nội vụ tỉnh làm gì", answer="Nội vụ") == [
        ("Sở ", "found"),
        ("Nội vụ", "answer"),
        (" tỉnh", "found"),
    ]


@given(st.text(max_size=80), st.text(max_size=40), st.text(max_size=20))
def test_marks_lie_in_the_quote_in_order_and_apart(quote: str, question: str, answer: str) -> None:
    at = 0
    for mark in found_marks(quote, question=question, answer=answer):
        assert at <= mark.start < mark.end <= len(quote)
        at = mark.end
