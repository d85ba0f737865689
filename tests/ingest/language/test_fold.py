import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from ingest.language.fold import fold, fold_with_map


def test_folding_loses_case_marks_and_the_bar_of_the_d() -> None:
    assert fold("Đẩy mạnh CẢI CÁCH hành chính, ＣＣＨＣ") == "day manh cai cach hanh chinh, cchc"


def test_a_decomposed_text_folds_like_a_composed_one() -> None:
    assert fold(unicodedata.normalize("NFD", "Quyết định")) == "quyet dinh"


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_the_map_agrees_with_folding_and_never_runs_backwards(text: str) -> None:
    folded = fold_with_map(text)
    assert folded.text == fold(text)
    assert len(folded.starts) == len(folded.text) + 1
    assert folded.starts[-1] == len(text)
    assert list(folded.starts) == sorted(folded.starts)


@given(st.text(min_size=1), st.data())
def test_a_span_of_the_folded_text_maps_to_a_source_span_that_folds_to_it(text: str, data: st.DataObject) -> None:
    folded = fold_with_map(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    source_start, source_end = folded.to_source(start, end)
    assert folded.text[start:end] in fold(text[source_start:source_end])


def test_a_match_brings_its_combining_marks_along() -> None:
    text = unicodedata.normalize("NFD", "Sở Nội vụ")
    folded = fold_with_map(text)
    at = folded.text.index("noi")
    start, end = folded.to_source(at, at + 3)
    assert unicodedata.normalize("NFC", text[start:end]) == "Nội"
