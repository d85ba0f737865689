"""The lines of a source text with what their place says: gaps, page breaks, width, furniture; and lines joined again.

A line is where every structural reading starts. Furniture is what a printer put on the page and nobody would quote:
page numbers, running heads, mottoes, stamps, rules. It stays in the source text. Of a hyphen at a line's end a
document number or a range keeps its hyphen ("QĐ-" and "UBND"), a syllable that was cut in two loses it ("nghi-", "ệp").
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import quantiles

from ingest.documents import Page
from ingest.language.fold import fold
from ingest.language.syllables import is_syllable
from ingest.layout.footnotes import footnote_lines
from ingest.repaired_text import RepairedText
from ingest.tables.rows import table_rows

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_PAGE_NUMBER = re.compile(r"[-–—.\s]*\d{1,4}[-–—.\s]*")
_RULE = re.compile(r"[\W_]*")
_RUNNING_HEAD = re.compile(r"(\d+\s+)?cong bao\s*/\s*so\b.*")
_STAMP = re.compile(
    r"(ky boi|nguoi ky|ngay ky|thoi gian ky)\s*:.*|co quan\s*:\s*(van phong chinh phu|uy ban nhan dan|bo |so ).{0,60}"
    r"|email\s*:\s*\S+@\S+"
)
_PORTAL = re.compile(r"\W*c\w{1,3}\s?thong\s?t\w{1,2}\s?dien\s?t\w\b.{0,20}")
_COUNTRY = re.compile(r".*\bcong h\S{1,3} xa h\S{1,3} chu ng.*")
_MOTTO = re.compile(r".*(doc lap\s*[-–—]\s*tu do|\bt\S{1,2} do\s*[-–—]\s*hanh ph).*")
# A running head returns on at least three pages in ten, and on three pages at least.
_REPEATED_SHARE = 0.3
_REPEATED_PAGES = 3
_EDGE_LINES = 2
_MOTTO_CHARS = 120
# Lines of running text fill the measure; the widest fifth of a text's lines shows it.
_MIN_TEXT_LINE_CHARS = 40
_WIDTH_QUANTILE = 0.8
_UNWRAPPED_CHARS = 140
_FULL_SHARE = 0.8
_HYPHEN = re.compile(r"(?<![^\W_])([^\W_]++)-[^\S\n]*+\n\s*+([^\W_]++)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line without its outer white space.

    `folded` is the folded repaired reading. `gap` counts the empty lines above. `opens_page` says that a page
    break lies above: a form feed, or the traces of one (an indented line after a line end, three empty lines).
    `is_full` says that the line fills the measure, so its sentence may go on. `is_note` says that it is of a footnote;
    `row` is where the row of a table begins that it is of, None outside of tables that a reader saw.
    """

    start: int
    end: int
    text: str
    folded: str
    gap: int
    opens_page: bool
    has_tab: bool
    is_full: bool
    is_furniture: bool
    is_note: bool = False
    row: int | None = None


def split_lines(text: str, reading: RepairedText, pages: Sequence[Page]) -> tuple[Line, ...]:
    """The lines of the source text that hold a visible character, in order."""
    lines: list[Line] = []
    last_end = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        if not stripped:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        between = text[last_end : match.start()]
        breaks = between.replace("\r\n", "\n")
        gap = max(0, sum(breaks.count(mark) for mark in "\n\r\v\x85\u2028\u2029\f") - 1)
        lines.append(
            Line(
                start=start,
                end=start + len(stripped),
                text=stripped,
                folded=fold(reading.read(start, start + len(stripped))).strip(),
                gap=gap,
                opens_page="\f" in between or gap >= 3 or (bool(lines) and raw[0] == " " and raw[1:2].strip() != ""),
                has_tab=raw.lstrip(" ").startswith("\t"),
                is_full=False,
                is_furniture=False,
            )
        )
        last_end = match.end()
    width = _measure(lines)
    repeated = _running_heads(lines, pages)
    marked = tuple(
        replace(
            line,
            is_full=len(line.text) >= _FULL_SHARE * width,
            is_furniture=_is_furniture(lines, index) or line.start in repeated,
        )
        for index, line in enumerate(lines)
    )
    notes = footnote_lines(marked, pages)
    rows = table_rows(pages, text)
    if not notes and not rows:
        return marked
    starts = [row.start for row in rows]
    placed = []
    for line in marked:
        at = bisect_right(starts, line.start) - 1
        row = rows[at] if at >= 0 and line.start < rows[at].end else None
        placed.append(
            replace(
                line,
                is_note=line.start in notes,
                row=row.start if row else None,
                is_furniture=line.is_furniture if row is None else row.is_repeated,
            )
        )
    return tuple(placed)


def on_one_line(text: str) -> str:
    """The text with its hyphenated line ends joined and its white space squeezed."""
    return " ".join(_HYPHEN.sub(_joined, text).split())


def _measure(lines: Sequence[Line]) -> float:
    """The length of a full line in characters; infinite for a text whose paragraphs are not wrapped."""
    lengths = [len(line.text) for line in lines if len(line.text) >= _MIN_TEXT_LINE_CHARS]
    if len(lengths) < 2:
        return float("inf")
    width = quantiles(lengths, n=10, method="inclusive")[int(_WIDTH_QUANTILE * 10) - 1]
    return width if width <= _UNWRAPPED_CHARS else float("inf")


def _is_furniture(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    if _RULE.fullmatch(line.text) or _RUNNING_HEAD.fullmatch(line.folded) or _STAMP.fullmatch(line.folded):
        return True
    if len(line.folded) <= _MOTTO_CHARS and _MOTTO.fullmatch(line.folded):
        return True
    in_capitals = len(line.folded) <= _MOTTO_CHARS and line.text.upper() == line.text
    if in_capitals and (_COUNTRY.fullmatch(line.folded) or _PORTAL.fullmatch(line.folded)):
        return True  # in sentence case it is named in a sentence
    if _PAGE_NUMBER.fullmatch(line.text):
        below = lines[index + 1] if index + 1 < len(lines) else None
        return line.opens_page or below is None or (below.opens_page and line.gap > 0)
    return False


def _running_heads(lines: Sequence[Line], pages: Sequence[Page]) -> frozenset[int]:
    """The starts of the lines at page edges that return, but for their numbers, on page after page."""
    if len(pages) < _REPEATED_PAGES:
        return frozenset()
    edges: dict[str, list[int]] = {}
    at = 0
    for page in pages:
        first = at
        while at < len(lines) and lines[at].start < page.end:
            at += 1
        on_page = lines[first:at]
        for line in {*on_page[:_EDGE_LINES], *on_page[-_EDGE_LINES:]}:
            edges.setdefault(re.sub(r"\d+", "#", line.folded), []).append(line.start)
    enough = max(_REPEATED_PAGES, _REPEATED_SHARE * len(pages))
    counts = Counter({key: len(starts) for key, starts in edges.items()})
    return frozenset(start for key, starts in edges.items() if counts[key] >= enough for start in starts)


def _joined(found: re.Match[str]) -> str:
    before, after = found.groups()
    if (before[-1].isupper() and after[0].isupper()) or (before[-1].isdigit() and after[0].isdigit()):
        return f"{before}-{after}"
    whole = before + after
    if whole.islower() and is_syllable(whole) and not (is_syllable(before) and is_syllable(after)):
        return whole
    return found.group()
