"""Quote checks: what is shown as a quote is one, and says what the answer says."""

from hypothesis import given
from hypothesis import strategies as st

from parc_search.quotes import check_quote, exception_near, stands_in

TEXT = "- 100% TTHC được tiếp nhận tại Bộ phận Một cửa (trừ các TTHC đặc thù). Sở Nội vụ không chủ trì việc này.\n"


def verdict(quote: str) -> str:
    start = TEXT.index(quote)
    return check_quote(TEXT, start, start + len(quote), quote).why


def test_a_verbatim_quote_of_whole_words_passes() -> None:
    assert verdict("100% TTHC được tiếp nhận tại Bộ phận Một cửa (trừ các TTHC đặc thù)") == ""


def test_a_changed_digit_fails() -> None:
    assert check_quote(TEXT, 2, 6, "90% ").why == "not verbatim"


def test_a_quote_that_cuts_a_word_fails() -> None:
    assert verdict("TTHC được tiếp nh") == "begins or ends inside a word"


def test_a_quote_that_drops_the_negation_before_it_fails() -> None:
    assert verdict("chủ trì việc này") == "a negation before it is cut off"


def test_a_quote_that_drops_the_exception_after_it_fails() -> None:
    assert verdict("100% TTHC được tiếp nhận tại Bộ phận Một cửa") == "an exception after it is cut off"


def test_a_span_outside_the_text_fails() -> None:
    assert check_quote(TEXT, 0, len(TEXT) + 1, TEXT).why == "span outside the source text"


@given(st.integers(0, len(TEXT) - 2), st.integers(1, len(TEXT)), st.integers(0, 200), st.characters())
def test_no_quote_with_another_character_passes(start: int, length: int, at: int, letter: str) -> None:
    end = min(start + length, len(TEXT))
    quote = TEXT[start:end]
    at %= len(quote)
    changed = quote[:at] + letter + quote[at + 1 :]
    assert changed == quote or not check_quote(TEXT, start, end, changed).is_good


def test_a_figure_must_stand_as_a_whole_figure() -> None:
    assert stands_in("tối thiểu 85%", "đạt tối thiểu 85% tổng số hồ sơ")
    assert not stands_in("5%", "đạt tối thiểu 85% tổng số hồ sơ")


def test_words_of_two_places_do_not_make_a_value() -> None:
    assert not stands_in("Sở Tài chính", "Sở Nội vụ và Ban Tài chính")


def test_a_misread_agency_stands_in_its_quote() -> None:
    assert stands_in("Sở Khoa học và Công nghệ", "Sr Khoa hçc và Cong ngh")


def test_a_year_that_a_scan_cut_apart_stands_in_its_quote() -> None:
    assert stands_in("2021", "giai đoạn 202 1-2025")


def test_the_exception_after_a_figure_is_found() -> None:
    assert exception_near(TEXT, TEXT.index("TTHC")) == "trừ các TTHC đặc thù"
    assert exception_near(TEXT, TEXT.index("Sở Nội vụ")) == ""
