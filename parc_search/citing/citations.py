"""Citations of spans: the verbatim quote with its reading, place, page, lines and boxes; checked before it leaves.

A heading and the bullet under it are cited as one stretch where they stand close, else as two.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from ingest.documents import Document, Page, Span
from parc_search.citing.quotes import Verdict, check_quote
from parc_search.citing.value_support import figures_stand, occurs_in, stands_in
from parc_search.ranking.snapshot import Snapshot
from parc_search.results import Citation
from parc_search.text.negation import cut_after, denying_lead_in

MAX_QUOTE_CHARS = 900
# A heading and its bullet are one quote when both with what lies between are no longer than this: about ten lines.
MAX_JOINED_CHARS = 600
_BOX_DIGITS = 1
_SENTENCE_END = re.compile(r"[.;](?=\s)")
# Justified lines have spaces of up to two heights of a letter; columns of a table or parts of a formula stand further.
_FAR_HEIGHTS = 2.5
# A space of a turned line is half as long as its letters are wide; lines lie further apart.
_TURNED_GAP = 0.7

_Rect = tuple[float, float, float, float]


def cite(source: str, spans: Iterable[Span], library: Snapshot) -> tuple[Citation, ...]:
    """The spans of one document as citations, close ones joined, in the order given, none over 900 characters."""
    document = library.document(source)
    joined = join_spans(_with_lead_in(span, document) for span in spans)
    found = [_citation(document, shorten(span, document.raw.text)) for span in joined]
    return tuple(replace(citation, n=n) for n, citation in enumerate(found, start=1))


def join_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans without those that lie in others; the first is joined with each that stands close to it."""
    ordered = list(dict.fromkeys(spans))
    if not ordered:
        return ()
    first, rest = ordered[0], []
    for span in ordered[1:]:
        start, end = min(first.start, span.start), max(first.end, span.end)
        if first.start <= span.start and span.end <= first.end:
            continue
        if end - start <= MAX_JOINED_CHARS:
            first = Span(start=start, end=end)
        else:
            rest.append(span)
    kept = [span for span in rest if not (first.start <= span.start and span.end <= first.end)]
    return (first, *kept)


def _with_lead_in(span: Span, document: Document) -> Span:
    """The span, begun at the words over its list where those deny the list's items ("Cán bộ không được: …")."""
    begin = denying_lead_in(document.raw.text, span.start)
    if begin is None:
        reading = document.reading
        first = denying_lead_in(reading.text, reading.to_reading(span.start, span.end)[0])
        begin = reading.to_source(first, first + 1)[0] if first is not None else None
    return span if begin is None else Span(start=begin, end=span.end)


def shorten(span: Span, text: str) -> Span:
    """The span, cut at a blank before its 900th character where it is longer; where a sentence ends if the cut denies.

    A cut denies when a negation or an exception of the last sentence would be left out.
    """
    if span.end - span.start <= MAX_QUOTE_CHARS:
        return span
    end, least = span.start + MAX_QUOTE_CHARS, span.start + MAX_QUOTE_CHARS // 2
    closed = [found.end() for found in _SENTENCE_END.finditer(text, least, end)]
    while end > least and not text[end].isspace():
        end -= 1
    if closed and cut_after(text, end):
        end = closed[-1]
    return Span(start=span.start, end=end)


def verdict(citation: Citation, library: Snapshot) -> Verdict:
    """Whether the citation is of its document: verbatim, whole, with what denies it, and read as it is stored."""
    document = library.document(citation.source)
    span = citation.span
    found = check_quote(document.raw.text, span.start, span.end, citation.quote_raw, document.reading)
    if not found.is_good:
        return found
    if citation.quote != document.reading.read(span.start, span.end):
        return Verdict(is_good=False, why="not the reading of its span")
    if citation.metadata != document.metadata:
        return Verdict(is_good=False, why="under the name of another document")
    return found


def supports(citations: Sequence[Citation], values: Sequence[str], shown: str = "") -> bool:
    """Whether each value stands in one of the quotes, as read or as written, and each figure of what is shown too.

    As written it counts only where the reading lacks it: a scan may misspell the "không" that the reading shows.
    """
    quotes = [quote for citation in citations for quote in (citation.quote, citation.quote_raw)]
    stand = all(
        any(
            stands_in(value, citation.quote)
            or (stands_in(value, citation.quote_raw) and not occurs_in(value, citation.quote))
            for citation in citations
        )
        for value in values
    )
    return stand and figures_stand(shown, quotes)


def _citation(document: Document, span: Span) -> Citation:
    text = document.raw.text
    quote_raw = text[span.start : span.end]
    page = _page_of(document.raw.pages, span)
    return Citation(
        n=0,
        source=document.source,
        span=span,
        quote_raw=quote_raw,
        quote=document.reading.read(span.start, span.end),
        metadata=document.metadata,
        path=path_of(document, span),
        page=page.page_no if page else None,
        line_start=text.count("\n", 0, span.start) + 1,
        line_end=text.count("\n", 0, span.end) + 1,
        read_quality=page.quality if page else 0.0,
        boxes=boxes_of(document.raw.pages, span),
        passage_hash=hashlib.sha256(quote_raw.encode("utf-8")).hexdigest(),
    )


def path_of(document: Document, span: Span) -> tuple[str, ...]:
    """The headings over the span, outermost first, each with its own numeral: "7. Sở Khoa học và Công nghệ"."""
    over = [heading for heading in document.outline if heading.start <= span.start and span.end <= heading.section_end]
    named = []
    for heading in sorted(over, key=lambda heading: (heading.start, heading.level)):
        numeral = heading.label.rsplit(".", 1)[-1].split(" ")[-1]
        named.append(f"{numeral}. {heading.title}" if numeral and numeral.isalnum() else heading.title)
    return tuple(named)


def boxes_of(pages: Sequence[Page], span: Span) -> tuple[tuple[int, float, float, float, float], ...]:
    """The rectangles of the span, one for each line of each page, in PDF points from the top left."""
    boxes = []
    for page in pages:
        if page.char_boxes is None or page.page_no is None:
            continue
        first, last = max(span.start, page.start) - page.start, min(span.end, page.end) - page.start
        if first >= last:
            continue
        inked = page.char_boxes[first:last]
        inked = inked[~np.isnan(inked).any(axis=1)]
        boxes += [(page.page_no, *line) for line in _lines(inked)]
    return tuple(boxes)


def _lines(inked: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> list[_Rect]:
    """Boxes of the stretches of letters that stand side by side on a line, or one under another on a turned one.

    A new one begins where a letter lies on another line, or far off on the same: other words may stand in between.
    """
    stretches: list[_Rect] = []
    runs: Callable[[_Rect, _Rect], bool] | None = None  # how the last stretch runs, once it has two letters
    for left, top, right, bottom in inked.tolist():
        letter = left, top, right, bottom
        goes_on = next((run for run in _RUNS if runs in (None, run) and stretches and run(stretches[-1], letter)), None)
        if goes_on is None:
            stretches.append(letter)
        else:
            before = stretches[-1]
            stretches[-1] = min(before[0], left), min(before[1], top), max(before[2], right), max(before[3], bottom)
        runs = goes_on
    return [
        (round(left, _BOX_DIGITS), round(top, _BOX_DIGITS), round(right, _BOX_DIGITS), round(bottom, _BOX_DIGITS))
        for left, top, right, bottom in stretches
    ]


def _runs_level(stretch: _Rect, letter: _Rect) -> bool:
    """Whether the letter stands in or close beside the stretch: after it, or before it where a page is upside down."""
    left, top, right, bottom = letter
    far = _FAR_HEIGHTS * max(stretch[3] - stretch[1], bottom - top)
    follows = left >= stretch[0] and left - stretch[2] <= far
    precedes = right <= stretch[0] and stretch[0] - right <= far
    return (follows or precedes) and stretch[1] <= (top + bottom) / 2 <= stretch[3]


def _runs_turned(stretch: _Rect, letter: _Rect) -> bool:
    """Whether the letter stands close above or below the stretch."""
    left, top, right, bottom = letter
    gap = max(top - stretch[3], stretch[1] - bottom)
    close = gap <= _TURNED_GAP * max(stretch[2] - stretch[0], right - left)
    return close and stretch[0] <= (left + right) / 2 <= stretch[2]


_RUNS = (_runs_level, _runs_turned)


def _page_of(pages: Sequence[Page], span: Span) -> Page | None:
    return next((page for page in pages if page.start <= span.start < page.end), None)
