"""Lines of a source text beside their repaired reading."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Span
from ingest.repaired_text import Edit, RepairedText
from parc_search.ui.components.markup import Mark
from parc_search.ui.components.source_lines import SourceLine, line_of, line_starts, source_lines


def edit(start: int, was: str, now: str) -> Edit:
    return Edit(start=start, end=start + len(was), was=was, now=now, rule="test", confidence=0.9)


def test_a_line_shows_both_readings_with_the_quote_and_the_edits_set_off() -> None:
    reading = RepairedText(
        "So Noi vu\nchu tri XYZ\nhet", (edit(0, "So", "Sở"), edit(10, "chu", "chủ"), edit(18, "XYZ", "XYZ"))
    )
    lines = source_lines(reading, first=2, count=1, quote=Span(start=3, end=17))
    assert lines == (
        SourceLine(
            number=2,
            start=10,
            raw="chu tri XYZ",
            reading="chủ tri XYZ",
            raw_marks=(
                Mark(start=0, end=3, css="quote edit"),
                Mark(start=3, end=7, css="quote"),
                Mark(start=8, end=11, css="doubt"),
            ),
            reading_marks=(
                Mark(start=0, end=3, css="quote edit"),
                Mark(start=3, end=7, css="quote"),
                Mark(start=8, end=11, css="doubt"),
            ),
            is_quoted=True,
        ),
    )


def test_a_word_joined_over_a_line_end_is_shown_once_with_the_first_line() -> None:
    reading = RepairedText("hành chí\nnh công", (edit(5, "chí\nnh", "chính"),))
    assert [(line.raw, line.reading) for line in source_lines(reading, first=1, count=9)] == [
        ("hành chí", "hành chính"),
        ("nh công", " công"),
    ]


def test_a_line_that_goes_on_over_the_end_of_a_page_has_a_piece_on_each_with_the_marks_of_its_own() -> None:
    reading = RepairedText("a\nhet trang\fdau trang\nb", (edit(2, "het", "hết"), edit(12, "dau", "đầu")))
    mark = Mark(start=0, end=3, css="edit")
    assert source_lines(reading, first=2, count=1) == (
        SourceLine(number=2, start=2, raw="het trang", reading="hết trang", raw_marks=(mark,), reading_marks=(mark,)),
        SourceLine(number=2, start=12, raw="dau trang", reading="đầu trang", raw_marks=(mark,), reading_marks=(mark,)),
    )


def test_lines_are_numbered_as_citations_number_them() -> None:
    text = "a\nb\f\nc"
    starts = line_starts(text)
    assert starts == (0, 2, 5)
    assert [line_of(starts, offset) for offset in (0, 1, 2, 4, 5)] == [1, 1, 2, 2, 3]


source = st.text(alphabet="ab \n\fế", max_size=60)


@st.composite
def repaired(draw: st.DrawFn) -> RepairedText:
    text = draw(source)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    edits = [
        edit(start, text[start:end], draw(st.text(alphabet="xyz \n", max_size=4)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return RepairedText(text, tuple(edits))


@given(repaired(), st.integers(0, 60), st.integers(0, 60))
def test_all_lines_together_are_the_source_and_its_reading(reading: RepairedText, start: int, end: int) -> None:
    lines = source_lines(reading, first=1, count=100, quote=Span(start=start, end=end))
    assert all(reading.source[line.start :].startswith(line.raw) for line in lines)
    ends = "".join(reading.source[line.start + len(line.raw) :][:1] for line in lines)
    assert "".join(line.raw + end for line, end in zip(lines, [*ends, ""], strict=True)) == reading.source
    assert [line_of(line_starts(reading.source), line.start) for line in lines] == [line.number for line in lines]
    shown = "".join(line.reading for line in lines).translate({ord(blank): None for blank in "\f "})
    assert shown == reading.text.translate({ord(blank): None for blank in "\n\f "})
    for line in lines:
        for marks, text in ((line.raw_marks, line.raw), (line.reading_marks, line.reading)):
            assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
            assert all(left.end <= right.start for left, right in pairwise(marks))
