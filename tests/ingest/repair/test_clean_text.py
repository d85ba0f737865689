import numpy as np

from ingest.repair.clean_text import open_spans
from ingest.repair.tokens import tokenize


def spans(text: str, words: set[str]) -> list[tuple[int, int]]:
    tokens = tokenize(text)
    numbers = np.array([token.surface in words for token in tokens], np.int32)
    return open_spans(tokens, numbers, np.ones(len(tokens), np.bool_))


def test_sound_text_of_known_words_is_not_read() -> None:
    assert spans("một hai ba 45,2 a) x1", {"một", "hai", "ba", "a"}) == []


def test_a_strange_word_in_sound_text_is_read_with_its_neighbours() -> None:
    text = " ".join(["một"] * 100 + ["xqz"] + ["một"] * 100)
    assert spans(text, {"một"}) == [(84, 117)]


def test_spans_that_meet_are_one() -> None:
    text = " ".join(["xqz"] + ["một"] * 20 + ["xqz"] + ["một"] * 100)
    assert spans(text, {"một"}) == [(0, 38)]


def test_text_that_is_not_sound_is_read_whole() -> None:
    tokens = tokenize("một hai ba")
    assert open_spans(tokens, np.array([1, 1, 1]), np.zeros(3, np.bool_)) == [(0, 3)]
