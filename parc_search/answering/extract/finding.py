"""A candidate answer of one passage: the short value, and the spans of the passage that support it."""

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.documents import Heading, Passage, Span
from ingest.repair import RepairedText
from parc_search.citing.value_support import stands_in

# Kinds of findings that are figures of something.
AMOUNT_KINDS = frozenset({"target", "figure", "budget"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateAnswer:
    """A short answer from one passage. `spans` lie in `source`, the one to show first first.

    `values` are the parts that must stand in the quotes ("Sở Nội vụ", "90%"); `strength`, 0..1, says how directly
    the passage gives the answer: 1 a register's field, lower what was cut out of prose. `is_certain` says that the
    document itself is what was asked about, so that shared words need not prove it.
    `years` are those that the text sets a figure for, where it says. `leads` is off where an agency is named for
    something else than leading: who guides, who is reported to.
    """

    value: str
    source: str
    spans: tuple[Span, ...]
    values: tuple[str, ...]
    strength: float
    kind: str
    is_certain: bool = False
    years: tuple[int, ...] = ()
    leads: bool = True


def whole(passage: Passage) -> Span:
    """The span of the whole passage."""
    return Span(start=passage.start, end=passage.end)


def heading_of(outline: Iterable[Heading], passage: Passage, title: str) -> Span | None:
    """The span of the nearest heading with this title above the passage; None where the outline has none."""
    above = [
        heading
        for heading in outline
        if heading.title == title and heading.start <= passage.start and passage.end <= heading.section_end
    ]
    if not above:
        return None
    nearest = max(above, key=lambda heading: heading.start)
    return Span(start=nearest.start, end=nearest.end)


def as_quoted(value: str, field: Span | None, quoted: Iterable[Span], reading: RepairedText) -> str:
    """A register's value, or the words of its field in the document's reading where the quotes read otherwise.

    A cell that was put together from pieces may be read better than the page; what is shown must stand in the quote.
    """
    quotes = [reading.read(span.start, span.end) for span in quoted]
    if field is None or any(stands_in(value, quote) for quote in quotes):
        return value
    return " ".join(reading.read(field.start, field.end).split())


def source_span(reading: RepairedText, passage: Passage, start: int, end: int) -> Span:
    """The source span behind the stretch `start:end` of the passage's reading."""
    reading_start, _ = reading.to_reading(passage.start, passage.end)
    first, last = reading.to_source(reading_start + start, reading_start + end)
    return Span(start=max(first, passage.start), end=min(max(last, first), passage.end))
