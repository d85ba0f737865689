"""What a second reader is shown, and what becomes of words that it takes for others."""

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from ingest.documents import Span
from ingest.ocr.ctc_verifier import looked_at_again
from ingest.ocr.deskew import Pixels
from ingest.ocr.ocr_words import Word, page_text

SHEET: Pixels = np.full((100, 900), 255, dtype=np.uint8)


@dataclass(frozen=True)
class Listed:
    """A reader that is against the words of a list, and keeps what it was asked and shown."""

    disputed: frozenset[str]
    version: str = "1"
    asked: list[str] = field(default_factory=list)
    shapes: list[tuple[int, ...]] = field(default_factory=list)

    def against(self, picture: Pixels, text: str) -> float:
        self.asked.append(text)
        self.shapes.append(picture.shape)
        return 9.0 if text in self.disputed else 0.5


def line(*words: tuple[str, float]) -> list[Word]:
    return [
        Word(text=text, confidence=sure, left=10 + 40 * number, right=40 + 40 * number, top=20, bottom=40, line=0)
        for number, (text, sure) in enumerate(words)
    ]


def test_a_word_that_is_taken_for_another_is_a_doubt_and_nothing_else_changes() -> None:
    words = line(("Ngày", 97), ("12", 96), ("thăng", 90))
    looked = looked_at_again(SHEET, words, Listed(frozenset({"thăng"})))
    assert [word.is_disputed for word in looked] == [False, False, True]
    assert [replace(word, is_disputed=False) for word in looked] == words
    assert page_text(looked).doubts == (Span(start=8, end=13),)
    assert page_text(looked).text == page_text(words).text


def test_figures_are_always_shown_names_and_other_words_if_they_are_unsure_and_doubts_never() -> None:
    reader = Listed(frozenset())
    looked_at_again(SHEET, line(("năm", 94), ("2024", 99), ("Hà", 95), ("Nội", 97), ("họp", 92), ("vụ", 40)), reader)
    assert reader.asked == ["họp", "Hà", "2024"]


def test_a_page_of_unsure_words_costs_no_more_than_the_least_sure_of_them() -> None:
    reader = Listed(frozenset())
    looked_at_again(SHEET, [word for n in range(200) for word in line((f"từ{n}", 61 + n / 10))], reader)
    assert reader.asked == [f"từ{n}" for n in range(24)]


def test_the_cut_is_as_high_as_the_line_and_keeps_off_the_neighbours() -> None:
    words = line(("xa", 90), ("Đề", 97))
    words[0] = replace(words[0], top=28, bottom=36)
    reader = Listed(frozenset())
    looked_at_again(SHEET, words, reader)
    # High: 20 px of Đ and a quarter above and below. Wide: 30 px, 6 px at the end of the line, 5 px of a gap of 10.
    assert reader.shapes == [(31, 42)]


@pytest.mark.parametrize("text", ["", "x"])
def test_a_word_outside_the_picture_is_not_shown(text: str) -> None:
    reader = Listed(frozenset({text}))
    word = Word(text=text, confidence=80, left=2000, right=2010, top=10, bottom=20, line=0)
    assert looked_at_again(SHEET, [word], reader) == (word,)
