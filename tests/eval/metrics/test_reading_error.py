from eval.metrics.ranking import Ratio
from eval.metrics.reading import character_errors, doubt_ratios, word_errors


def test_words_are_compared_with_their_marks() -> None:
    assert word_errors("Điều 1 Phạm vi", "Điều 1. Phạm  vi\nđiều chỉnh") == Ratio(3, 6)


def test_characters_are_compared_without_white_space() -> None:
    assert character_errors("Độc lập- Tự do", "Độc lập - Tự\ndo") == Ratio(0, 11)
    assert character_errors("Độc lạp", "Độc lập") == Ratio(3, 6)


def test_a_text_that_is_not_there_is_all_wrong() -> None:
    assert character_errors("", "Độc lập") == Ratio(6, 6)
    assert word_errors("", "Độc lập") == Ratio(2, 2)


def test_doubts_are_held_to_the_words_that_are_wrong() -> None:
    # Wrong: "Ngay" (in doubt), "2O24" (not); in doubt though right: "tháng".
    found, deserved = doubt_ratios("Ngay 12 tháng 6 năm\n2O24 .", "Ngày 12 tháng 6 năm\n2024 .", [(0, 4), (8, 13)])
    assert (found, deserved) == (Ratio(1.0, 2.0), Ratio(1.0, 2.0))
