import numpy as np

from ingest.documents import Span
from ingest.ocr.ocr_words import Word, page_text


def word(text: str, *, line: int = 0, confidence: float = 95, left: float = 10, right: float = 30) -> Word:
    return Word(text=text, confidence=confidence, left=left, right=right, top=5, bottom=15, line=line)


def test_words_of_a_line_are_parted_by_spaces_and_lines_by_line_feeds() -> None:
    page = page_text([word("Sở"), word("Nội"), word("vụ", line=1)])
    assert page.text == "Sở Nội\nvụ"


def test_each_character_has_its_share_of_the_box_of_its_word() -> None:
    page = page_text([word("ab", left=10, right=30), word("c", left=40, right=48)])
    expected = [[10, 5, 20, 15], [20, 5, 30, 15], [np.nan] * 4, [40, 5, 48, 15]]
    np.testing.assert_array_equal(page.boxes, np.array(expected, dtype=np.float32))


def test_words_that_were_hard_to_read_are_doubts() -> None:
    page = page_text([word("năm"), word("2O24", confidence=45), word("x", confidence=95)])
    assert page.doubts == (Span(start=4, end=8),)
    assert page.text[4:8] == "2O24"


def test_scratches_and_unreadable_ink_are_no_text() -> None:
    words = [word("|"), word(".Điều"), word("~%@", confidence=10), word("1.")]
    words += [word("ẹ¥", line=1, confidence=12), word("6L", line=1, confidence=20)]
    assert page_text(words).text == "Điều 1."


def test_a_worn_syllable_stays_in_its_line() -> None:
    words = [word("Cộng"), word("hòa"), word("nghĩa", confidence=8), word("XqKw", confidence=8)]
    assert page_text(words).text == "Cộng hòa nghĩa"


def test_a_page_without_words_has_no_boxes() -> None:
    page = page_text([])
    assert (page.text, page.boxes.shape, page.doubts) == ("", (0, 4), ())
