"""What a line that was typed anew changes, word by word."""

import pytest

from ingest.documents import Span
from parc_search.ui.screens.page_dialogs import word_changes

PAGE = "2. Sở Tai ch\n- Chủ trì"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2. Sở Tài ch", [("Tai", "Tài")]),
        ("2.  Sở Tài\nchính", [("Tai", "Tài"), ("ch", "chính")]),
        ("2. Sở Tai ch tỉnh", [("ch", "ch tỉnh")]),
        ("Mục 2. Sở Tai ch", [("2.", "Mục 2.")]),
        ("2. Sở ch", [("Sở Tai", "Sở")]),
        ("2. Sở Tai ch", []),
        ("  ", []),
    ],
)
def test_only_words_that_differ_change_and_a_word_more_or_less_goes_with_its_neighbour(
    typed: str, expected: list[tuple[str, str]]
) -> None:
    changes = word_changes(PAGE, Span(start=0, end=12), typed)
    assert [(change.was, change.now) for change in changes] == expected
    assert all(PAGE[change.at.start : change.at.end] == change.was for change in changes)


def test_places_are_counted_on_the_page() -> None:
    (change,) = word_changes(PAGE, Span(start=13, end=len(PAGE)), "- Chủ tri")
    assert change.at == Span(start=19, end=22)
