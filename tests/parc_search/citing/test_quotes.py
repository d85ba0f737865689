"""Quote checks: what is shown as a quote is one."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.repaired_text import Edit, RepairedText
from parc_search.citing.quotes import check_quote

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


def test_a_quote_that_cuts_a_figure_fails() -> None:
    text = "Tỷ lệ đạt 98,5% theo Quyết định số 2243/QĐ-UBND, có 80 % hồ sơ"
    for end in (text.index(",5"), text.index("%"), text.index("/QĐ"), text.index(" % hồ")):
        assert check_quote(text, 0, end, text[:end]).why == "begins or ends inside a figure"
    start = text.index("5%")
    assert check_quote(text, start, len(text), text[start:]).why == "begins or ends inside a figure"


def test_a_quote_that_cuts_a_letter_from_its_mark_fails() -> None:
    text = "tha\u0301ng"
    assert check_quote(text, 0, 3, "tha").why == "begins or ends inside a word"


def test_a_quote_without_a_word_fails() -> None:
    assert check_quote("một … hai", 4, 5, "…").why == "holds no word"


def test_a_negation_that_the_scan_misspelled_is_seen_in_the_reading() -> None:
    raw = "So Noi vu kh6ng chu tri viec nay"
    at = raw.index("kh6ng")
    edit = Edit(start=at, end=at + 5, was="kh6ng", now="không", rule="test", confidence=1.0)
    start = raw.index("chu tri")
    assert check_quote(raw, start, len(raw), raw[start:]).is_good
    verdict = check_quote(raw, start, len(raw), raw[start:], RepairedText(raw, (edit,)))
    assert verdict.why == "a negation before it is cut off"
