"""A source text by its lines, each beside its repaired reading, with what to set off in both, as an HTML table.

Only line feeds end a line, as in the line numbers of citations; a line that goes on over the end of a page is shown in
a piece for each page. A repair that reaches over the end of a line is shown with the line it begins on.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.documents import Span
from ingest.repaired_text import Edit, RepairedText
from parc_search.ui.components.markup import Html, Mark, fill

PAGE_END = "\f"
"""What stands between the pages of a source text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One line, or its piece on one page: `number` is 1-based, `start` its place in the source text.

    Marks are ranges of `raw` and of `reading`.
    """

    number: int
    start: int
    raw: str
    reading: str
    raw_marks: tuple[Mark, ...] = ()
    reading_marks: tuple[Mark, ...] = ()
    is_quoted: bool = False


def line_starts(text: str) -> tuple[int, ...]:
    """Where each line begins."""
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return tuple(starts)


def line_of(starts: tuple[int, ...], offset: int) -> int:
    """The 1-based number of the line that holds the offset."""
    return bisect_right(starts, offset)


def source_lines(reading: RepairedText, *, first: int, count: int, quote: Span | None = None) -> tuple[SourceLine, ...]:
    """The lines `first` to `first + count - 1` (1-based), as far as there are lines."""
    text = reading.source
    starts = (*line_starts(text), len(text) + 1)
    first = max(first, 1)
    lines: list[SourceLine] = []
    shown_to = _read_to(reading, starts[first - 2], starts[first - 1]) if 1 < first < len(starts) else 0
    for number in range(first, min(first + count, len(starts))):
        for start, end in _pieces(text, starts[number - 1], starts[number] - 1):
            read_start, shown_to = shown_to, max(shown_to, _read_to(reading, start, end + 1))
            read_end = shown_to - 1 if reading.text[read_start:shown_to].endswith(("\n", PAGE_END)) else shown_to
            quoted = _cut(quote, start, end)
            quoted_reading = None if quoted is None else reading.to_reading(*quoted)
            edits = reading.edits_in(start, end)
            read_edits = [(edit, reading.to_reading(edit.start, edit.end)) for edit in edits]
            lines.append(
                SourceLine(
                    number=number,
                    start=start,
                    raw=text[start:end],
                    reading=" ".join(reading.text[read_start:read_end].split("\n")),
                    raw_marks=_marks(((edit, (edit.start, edit.end)) for edit in edits), quoted, start, end),
                    reading_marks=_marks(read_edits, quoted_reading, read_start, read_end),
                    is_quoted=quoted is not None,
                )
            )
    return tuple(lines)


def line_table(lines: Sequence[SourceLine], page_starts: Mapping[int, int], *, is_narrow: bool = False) -> Html:
    """The lines, the number of each page where it begins; `is_narrow` sets both readings one over the other.

    `page_starts` are page numbers by their places in the source text.
    """
    return fill("source_lines.html", "line_table", lines=lines, page_starts=page_starts, is_narrow=is_narrow)


def legend() -> Html:
    """What the marks in the lines mean."""
    return fill("source_lines.html", "legend")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a line between the ends of pages."""
    while (at := text.find(PAGE_END, start, end)) >= 0:
        yield start, at
        start = at + 1
    yield start, end


def _read_to(reading: RepairedText, start: int, end: int) -> int:
    """Where the reading of the source text from `start` to `end` ends."""
    return reading.to_reading(start, min(end, len(reading.source)))[1]


def _cut(span: Span | None, start: int, end: int) -> tuple[int, int] | None:
    if span is None or span.end <= start or span.start >= end:
        return None
    return max(span.start, start), min(span.end, end)


def _marks(
    edits: Iterable[tuple[Edit, tuple[int, int]]], quoted: tuple[int, int] | None, start: int, end: int
) -> tuple[Mark, ...]:
    """Marks of the edits and of the quote, cut where one ends inside the other, relative to `start`."""
    ranges = [(low, high, "doubt" if edit.is_doubtful else "edit") for edit, (low, high) in edits]
    borders = {start, end}
    for low, high, _ in ranges:
        borders.update((low, high))
    if quoted:
        borders.update(quoted)
    ordered = sorted(border for border in borders if start <= border <= end)
    marks = []
    for low, high in pairwise(ordered):
        classes = ["quote"] if quoted and quoted[0] <= low and high <= quoted[1] else []
        classes += [css for edit_low, edit_high, css in ranges if edit_low <= low and high <= edit_high]
        if classes:
            marks.append(Mark(start=low - start, end=high - start, css=" ".join(classes)))
    return tuple(marks)
