"""Lines become blocks: headings, items, bullets, paragraphs, cells. Every visible line is in exactly one.

The one place that decides where a unit begins and ends. `ingest.layout.outline` takes its headings from the blocks,
`ingest.layout.chunk` its passages, so that nothing is lost between the two.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.documents import SourceDocument
from ingest.layout.footnotes import opens_note
from ingest.layout.lines import Line, split_lines
from ingest.layout.numbering import RANKS, Marker, is_upper, marker_of, roman, roman_value
from ingest.layout.regions import Region, split_regions
from ingest.repaired_text import RepairedText

_SENTENCE_ENDS = (".", ";", ":", "!", "?", "…")
_CLOSING = re.compile(r"\W*tren day la\b")
# A document number that the line end cuts ("số 3373/QĐ-") goes on in the next line, whatever stands between.
_CUT_CODE = re.compile(r"\d\s*/\s*(?:\d{4}\s*/\s*)?[^\W\d_]{2,6}-$")
_OPEN_END = re.compile(r"(:\W*|[^\s.;!?,…])$")
_LAW_RANKS = ("part", "chapter", "section", "article", "annex")
_MAX_HEADING_CHARS = 220
_MAX_HEADING_LINES = 3
_MAX_LETTER_HEADING_CHARS = 150
_MAX_SKIP = 3
_MAX_ARTICLE_SKIP = 10
_CELL_HEADING_CHARS = 100
_MIN_CELL_TITLE_LETTERS = 10
_FRAGMENT_CHARS = 60
_FRAGMENTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A unit of the text from its first to past its last visible character.

    `kind` is one of "heading", "text" (a paragraph, item or bullet), "title", "cell" and "furniture". `rank` is the
    marker's rank, None for running text; `name` its numeral, corrected by its order. `words` is where the words
    after the marker begin. `closes` marks the last paragraph of a document, which belongs to no sub-section, and the
    first block of what follows the body: its recipients or its table.
    """

    kind: str
    start: int
    end: int
    rank: str | None = None
    name: str = ""
    words: int = 0
    closes: bool = False
    new_row: bool = False


def blocks_of(raw: SourceDocument, reading: RepairedText) -> tuple[Block, ...]:
    """The blocks of the document in order."""
    lines = split_lines(raw.text, reading, raw.pages)
    blocks: list[Block] = []
    for region in split_regions(lines):
        part = lines[region.first : region.last]
        if region.kind == "body":
            blocks += _fragments_as_cells(_classified(list(_body(part)), reading))
        elif region.kind == "table":
            first, *others = _table(part)
            blocks += [replace(first, closes=True), *others]
        elif region.kind == "title":
            blocks += _title(lines, region)
        else:
            closes = region.kind == "recipients"
            blocks += [replace(_furniture(line), closes=closes and line is part[0]) for line in part]
    return tuple(blocks)


def _furniture(line: Line) -> Block:
    return Block(kind="furniture", start=line.start, end=line.end, words=line.start)


def _title(lines: Sequence[Line], region: Region) -> list[Block]:
    first, last = lines[region.first], lines[region.last - 1]
    words = lines[region.words if region.words is not None else region.first].start
    return [Block(kind="title", start=first.start, end=last.end, words=words)]


def _body(lines: Sequence[Line]) -> Iterator[Block]:
    """Markers accepted or corrected by their order, and the lines that go on from each."""
    numbering = _Numbering()
    open_lines: list[Line] = []
    opened: Marker | None = None
    waiting: list[Line] = []  # furniture that a sentence may run across
    crossed: list[Line] = []  # furniture that it did run across

    def finished() -> Iterator[Block]:
        if open_lines:
            first, last = open_lines[0], open_lines[-1]
            closes = last.text.endswith("./.") or bool(opened is None and _CLOSING.match(first.folded))
            rank, name, offset = (opened.rank, opened.name, opened.offset) if opened else (None, "", 0)
            words = min(first.start + offset, last.end)
            yield Block(kind="text", start=first.start, end=last.end, rank=rank, name=name, words=words, closes=closes)
        for line in [*crossed, *waiting]:
            yield _furniture(line)

    notes: list[Line] = []  # the lines of the footnote that is open
    for line in lines:
        if notes and (not line.is_note or opens_note(line.text)):
            yield _note(notes)
            notes = []
        if line.is_note or line.row is not None:
            yield from finished()
            open_lines, opened, waiting, crossed = [], None, [], []
            if line.is_note:
                notes.append(line)
            else:
                yield from _row(line, lines)
            continue
        if line.is_furniture:
            waiting.append(line)
            continue
        before = open_lines[-1] if open_lines else None
        marker = numbering.accept(marker_of(line), line, before)
        if marker is None and _is_second_half(open_lines, opened, line, lines):
            open_lines.append(line)
            continue
        if marker is None and before is not None and _goes_on(before, line, opened, len(open_lines), bool(waiting)):
            open_lines.append(line)
            crossed += waiting
            waiting = []
            continue
        yield from finished()
        open_lines, opened, waiting, crossed = [line], marker, [], []
    if notes:
        yield _note(notes)
    yield from finished()


def _row(line: Line, lines: Sequence[Line]) -> Iterator[Block]:
    """The row of a table that the line opens, nothing where it goes on with one; a head printed again is furniture."""
    of_row = [other for other in lines if other.row == line.row]
    if line.is_furniture:
        yield _furniture(line)
    elif line is of_row[0]:
        yield Block(kind="cell", start=line.start, end=of_row[-1].end, words=line.start, new_row=True)


def _note(lines: Sequence[Line]) -> Block:
    """A footnote: a paragraph of its own, wherever it interrupts the text."""
    return Block(kind="text", start=lines[0].start, end=lines[-1].end, words=lines[0].start)


def _is_second_half(open_lines: Sequence[Line], opened: Marker | None, line: Line, lines: Sequence[Line]) -> bool:
    """Whether a numbered line that names several bodies ("…; Chủ tịch UBND cấp huyện; …") goes on in this one."""
    if opened is None or opened.rank not in ("arabic", "dotted") or len(open_lines) != 1 or line.gap > 1:
        return False
    index = lines.index(line)
    below = lines[index + 1] if index + 1 < len(lines) else None
    under = marker_of(below) if below is not None else None
    lists = under is not None and under.rank in ("bullet", "plus")
    return open_lines[0].text.endswith(";") and lists and not line.text.endswith((".", ";"))


def _goes_on(before: Line, line: Line, opened: Marker | None, count: int, across_page: bool) -> bool:
    """Whether the line carries on the sentence or heading of the line before it."""
    if opened is not None and opened.rank in (*_LAW_RANKS, "roman"):
        if is_upper(line.text) and not line.opens_page and line.gap <= 1:
            names_only = count == 1 and opened.rank != "article"
            return names_only or is_upper(before.text)
        return opened.rank == "article" and line.gap == 0 and line.text[:1].islower()
    if _CUT_CODE.search(before.text):
        return True
    starts_low = line.text[:1].islower()
    if line.gap == 0 and not across_page and not line.opens_page:
        unfinished = before.text.endswith((",", "-", "(")) or (before.is_full and line.text[:1].isdigit())
        if starts_low or unfinished:
            return True
        if before.text.endswith(_SENTENCE_ENDS):
            return before.is_full and not before.text.endswith((":", "./.", ";"))
        return before.is_full
    if before.text.endswith(_SENTENCE_ENDS):
        return False
    return starts_low or before.is_full


class _Numbering:
    """The last value seen at each rank, by which a candidate marker is accepted, corrected or refused."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def accept(self, marker: Marker | None, line: Line, before: Line | None) -> Marker | None:
        """The marker with the value that its place gives it; None if the line only looks like one."""
        if marker is None:
            return None
        hangs = (
            before is not None
            and line.gap == 0
            and before.is_full
            and not before.text.endswith(_SENTENCE_ENDS)
            and not is_upper(before.text)
        )
        if marker.rank in ("bullet", "plus"):
            low = line.text[marker.offset : marker.offset + 1].islower()
            return None if hangs and low else marker
        marker = self._in_order(marker, line)
        if hangs and marker is not None and marker.rank != "roman":
            next_in_row = marker.rank in ("arabic", "letter") and self._is_next(marker)
            if not (next_in_row and line.text[marker.offset : marker.offset + 1].isupper()):
                return None
        if marker is not None and marker.value is not None:
            self._last = {rank: value for rank, value in self._last.items() if RANKS[rank] < RANKS[marker.rank]}
            self._last[marker.rank] = marker.value
        return marker

    def _is_next(self, marker: Marker) -> bool:
        first = 1 if marker.rank == "arabic" else 0
        return marker.value in (first, self._last.get(marker.rank, first - 1) + 1)

    def _in_order(self, marker: Marker, line: Line) -> Marker | None:
        last, value = self._last.get(marker.rank), marker.value
        if marker.rank == "roman":
            return self._roman(marker, line, last)
        if marker.rank in ("arabic", "letter"):
            first = 1 if marker.rank == "arabic" else 0
            fits = value is not None and (value == first or (last if last is not None else first) < value)
            near = value is not None and value - (last if last is not None else first - 1) <= _MAX_SKIP
            return marker if fits and near else None
        if marker.rank == "dotted":
            parent = self._last.get("arabic")
            in_place = parent is None or parent == marker.parent
            return marker if in_place and value is not None and 0 < value - (last or 0) <= _MAX_SKIP else None
        if marker.rank == "article" and last is not None and value is not None:
            return marker if 0 < value - last <= _MAX_ARTICLE_SKIP else None
        return marker

    def _roman(self, marker: Marker, line: Line, last: int | None) -> Marker | None:
        upper = is_upper(line.text[marker.offset :])
        value, expected = marker.value, (last or 0) + 1
        if last is None and marker.name == "I" and line.text.lstrip(" ,.").startswith("1"):
            return replace(marker, rank="arabic", name="1", value=1)
        if value is None or not expected <= value <= expected + _MAX_SKIP:
            if not upper:
                return None
            value = expected
        elif not upper and (value != expected or line.is_full or line.text.endswith((".", ";"))):
            return None
        return replace(marker, value=value, name=roman(value))


def _classified(blocks: list[Block], reading: RepairedText) -> list[Block]:
    """The blocks with headings told from items: a heading is short, ends openly, and has something under it."""
    classified: list[Block] = []
    in_law = False
    for index, block in enumerate(blocks):
        if block.kind != "text" or block.rank is None:
            classified.append(block)
            continue
        if block.rank in _LAW_RANKS or block.rank == "roman":
            in_law = block.rank == "article"
            classified.append(replace(block, kind="heading"))
            continue
        below = next((other for other in blocks[index + 1 :] if other.kind == "text"), None)
        has_content = below is not None and (below.rank is None or RANKS[below.rank] > RANKS[block.rank])
        text = reading.source[block.words : block.end]
        open_end = bool(_OPEN_END.search(text))
        limit = _MAX_LETTER_HEADING_CHARS if block.rank == "letter" else _MAX_HEADING_CHARS
        short = len(text) <= limit and text.count("\n") < _MAX_HEADING_LINES
        numbered = block.rank in ("arabic", "dotted", "letter")
        heading = numbered and not in_law and has_content and open_end and short
        classified.append(replace(block, kind="heading") if heading else block)
    return classified


def _fragments_as_cells(blocks: list[Block]) -> list[Block]:
    """The blocks with runs of short unfinished paragraphs, which are what is left of a table, as cells."""
    run: list[int] = []
    cells: set[int] = set()
    for index, block in enumerate([*blocks, Block(kind="end", start=0, end=0)]):
        if block.kind == "text" and block.rank is None and block.end - block.start <= _FRAGMENT_CHARS:
            run.append(index)
        elif block.kind != "furniture":
            if len(run) >= _FRAGMENTS:
                cells.update(run)
            run = []
    return [replace(block, kind="cell") if index in cells else block for index, block in enumerate(blocks)]


def _table(lines: Sequence[Line]) -> list[Block]:
    """The cells of a flattened table, and the section headings that stand between its rows."""
    blocks: list[Block] = []
    last = 0
    annex = _annex_heading(lines)
    blocks += annex
    index = sum(line.start < block.end for block in annex for line in lines)
    has_gaps = any(line.gap for line in lines[1:])
    while index < len(lines):
        line = lines[index]
        if line.row is not None:
            blocks += _row(line, lines)
            index += 1
            continue
        if _is_surely_furniture(line):
            blocks.append(_furniture(line))
            index += 1
            continue
        value, offset, count = _cell_heading(lines, index, last)
        if value:
            end = lines[index + count - 1].end
            words = line.start + offset
            blocks.append(
                Block(kind="heading", start=line.start, end=end, rank="roman", name=roman(value), words=words)
            )
            last = value
            index += count
            continue
        closing = index + 1
        if has_gaps and not line.has_tab:
            while closing < len(lines) and not (lines[closing].gap or lines[closing].has_tab):
                if lines[closing].opens_page or _cell_heading(lines, closing, last)[0]:
                    break
                if _is_surely_furniture(lines[closing]) or lines[closing].row is not None:
                    break
                closing += 1
        end = lines[closing - 1].end
        after_row = index > 0 and lines[index - 1].row is not None
        blocks.append(
            Block(kind="cell", start=line.start, end=end, words=line.start, new_row=line.opens_page or after_row)
        )
        index = closing
    return blocks


def _is_surely_furniture(line: Line) -> bool:
    """Whether the line of a table is furniture: a bare number may be that of a row."""
    return line.is_furniture and not line.text.strip("-–—. ").isdigit()


def _annex_heading(lines: Sequence[Line]) -> list[Block]:
    """The heading "Phụ lục II" with its title in capitals, if the table opens with one."""
    marker = marker_of(lines[0])
    if marker is None or marker.rank != "annex":
        return []
    last = 0
    while last + 1 < len(lines) and is_upper(lines[last + 1].text) and not lines[last + 1].is_furniture:
        last += 1
    words = min(lines[0].start + marker.offset, lines[last].end)
    return [
        Block(kind="heading", start=lines[0].start, end=lines[last].end, rank="annex", name=marker.name, words=words)
    ]


def _cell_heading(lines: Sequence[Line], index: int, last: int) -> tuple[int, int, int]:
    """Value, offset of the words and number of lines of the table section that the line opens; zeros if none."""
    line = lines[index]
    if len(line.text) > _CELL_HEADING_CHARS:
        return 0, 0, 0
    bare = re.fullmatch(r"([IVX]{1,4})[.]?", line.text)
    if bare and index + 1 < len(lines):
        value = roman_value(bare.group(1)) or 0
        letters = sum(character.isalpha() for character in lines[index + 1].text)
        if 0 < value - last <= _MAX_SKIP and letters >= _MIN_CELL_TITLE_LETTERS:
            return value, lines[index + 1].start - line.start, 2
    match = re.match(r"([IVXivx]{1,4})[.\s]\s*(?=\S{2})", line.text)
    if match and (line.gap or line.opens_page or line.has_tab):
        title = line.text[match.end() :]
        for value in range(last + 1, last + 1 + _MAX_SKIP):
            if match.group(1).upper() == roman(value) and (value > 1 or is_upper(title)):
                return value, match.end(), 1
    letters = sum(character.isalpha() for character in line.text)
    alone = line.gap and (index + 1 == len(lines) or lines[index + 1].gap)
    if alone and letters >= _MIN_CELL_TITLE_LETTERS and is_upper(line.text):
        return last + 1, 0, 1
    return 0, 0, 0
