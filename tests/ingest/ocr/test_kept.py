from pathlib import Path

from ingest.ocr.kept import forget_words, keep_words, kept_words
from ingest.ocr.words import Word

WORDS = (Word(text="Điều", confidence=91.5, left=1.5, top=2, right=3, bottom=4, line=0),)


def test_what_is_kept_comes_back_until_it_is_forgotten(tmp_path: Path) -> None:
    assert kept_words(tmp_path, "abc", 2, engine="5.3") is None
    keep_words(tmp_path, "abc", 2, WORDS, engine="5.3")
    assert kept_words(tmp_path, "abc", 2, engine="5.3") == WORDS
    assert kept_words(tmp_path, "abc", 1, engine="5.3") is None
    forget_words(tmp_path, "abc")
    assert kept_words(tmp_path, "abc", 2, engine="5.3") is None
    assert list(tmp_path.rglob("*")) == []


def test_the_words_of_another_engine_are_not_taken(tmp_path: Path) -> None:
    keep_words(tmp_path, "abc", 1, WORDS, engine="5.3")
    assert kept_words(tmp_path, "abc", 1, engine="5.5") is None


def test_a_damaged_file_counts_as_none(tmp_path: Path) -> None:
    keep_words(tmp_path, "abc", 1, WORDS, engine="5.3")
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(file.read_bytes()[:-5])
    assert kept_words(tmp_path, "abc", 1, engine="5.3") is None
