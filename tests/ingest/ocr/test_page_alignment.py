"""Two readings of a page word by word: what both have, and the smallest places that can be chosen."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ocr.page_alignment import aligned
from ingest.ocr.page_merge import PageReading, Swap, swapped

WORDS = st.lists(st.sampled_from(["sở", "so", "nội", "noi", "vụ", "2024", "2025", "\n"]), max_size=25).map(" ".join)


def places(old: str, new: str) -> list[tuple[str, str]]:
    side = aligned(old, new)
    spans = [(side.old_span(place), side.new_span(place)) for place in side.differences]
    return [(old[was.start : was.end], new[now.start : now.end]) for was, now in spans]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Sở Noi vụ chủ tri", "Sở Nội vụ chủ trì", [("Noi", "Nội"), ("tri", "trì")]),
        ("Sở Noi vu\nchu trì", "Sở Nội vụ chủ trì", [("Noi", "Nội"), ("vu", "vụ"), ("chu", "chủ")]),
        ("Sở Tài chính", "SởTài chính", [("Sở Tài", "SởTài")]),
        ("năm 2024", "trong năm 2024", [("", "trong ")]),
        ("năm 2024 .", "năm 2024", [(" .", "")]),
        ("năm", "", [("năm", "")]),
        ("a b", "a\n b", []),
    ],
)
def test_places_are_as_small_as_can_be_chosen_alone(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert places(old, new) == expected


@given(WORDS, WORDS, st.data())
def test_any_choice_of_places_gives_the_words_of_one_reading_or_the_other(
    old: str, new: str, data: st.DataObject
) -> None:
    side = aligned(old, new)
    both = [(side.old_span(place), side.new_span(place)) for place in side.differences]
    reading = PageReading(text=old, boxes=None, doubts=(), tables=())
    all_taken, _ = swapped(reading, [Swap(at=was, words=new[now.start : now.end]) for was, now in both])
    assert all_taken.text.split() == new.split()
    takes = [number for number in range(len(both)) if data.draw(st.booleans())]
    some, moves = swapped(reading, [Swap(at=both[n][0], words=new[both[n][1].start : both[n][1].end]) for n in takes])
    for place, number in enumerate(takes):
        there = moves.swapped(place)
        assert some.text[there.start : there.end] == new[both[number][1].start : both[number][1].end]
    for first, _ in side.equal:
        word = side.old_words[first]
        there = moves.span(word)
        assert some.text[there.start : there.end] == old[word.start : word.end]


def test_a_text_that_is_made_to_compare_slowly_does_not() -> None:
    began = time.process_time()
    aligned("a b " * 1400, "b a c " * 900)
    aligned("a " * 20_000, "b a " * 20_000)
    aligned("ab" * 50_000, "ba" * 50_000)
    assert time.process_time() - began < 5
