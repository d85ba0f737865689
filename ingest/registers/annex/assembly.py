"""Tables as a reader thinks of them: heads by column, sections, rows, over page breaks and from whatever file.

A head is the first row or two that name columns; one that is printed again is left out. A row that only titles what
follows is a section. A row that a page break cut is one row. A cell over several rows stands in each of them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.documents import Page, Span, Table
from ingest.language.fold import fold
from ingest.registers.annex.heads import head_rows_of, is_row_of_numbers

_SAME_COLUMN_PT = 4.0
# So much text may stand between two parts of one table: a page number, a title of a section.
_MOST_BETWEEN = 12
_ROMAN = re.compile(r"[IVXLC]{1,7}")
_DOTTED = re.compile(r"(?:[IVXLC]{1,7}|\d{1,3}|[A-Z])((?:\.\d{1,3})+)")
_MARK = re.compile(r"\s*\(?((?:[IVXLC]{1,7}|\d{1,3}|[A-ZĐ])(?:\.\d{1,3})*)(?:[.)]{1,2}(?:\s|$)|\s*$)")
_LETTER_LEVEL, _ROMAN_LEVEL, _NUMBER_LEVEL, _UNNUMBERED_LEVEL = 0, 1, 2, 9
# Share of the rows with a number from which on the first column is one of numbers.
_NUMBERED_SHARE = 0.5
_LONGEST_NUMBER = 10
_MOST_COLUMNS = 63  # no page has room for more


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedCell:
    """The words of one cell: their spans in the source text, and how many columns it takes.

    `is_over` says that it was begun in a row above.
    """

    spans: tuple[Span, ...]
    columns: int = 1
    is_over: bool = False


Row = tuple[PlacedCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The title of the rows below it: its numeral, "" where it has none, the words behind that, and their spans."""

    number: str
    words: str
    level: int
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssembledRow:
    """One row: a cell for each column, None where it is empty, and the sections above it, outermost first."""

    cells: tuple[PlacedCell | None, ...]
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssembledTable:
    """A whole table: the words of its heads by column, its rows, and the stretch of the source text that it takes.

    `merged` are the columns in which a cell takes several rows; in others an empty cell may say "as above". So it may
    at the top of a page, in a table that `is_paged`: there the page break cut a cell over several rows.
    """

    heads: tuple[str, ...]
    rows: tuple[AssembledRow, ...]
    merged: frozenset[int]
    is_paged: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of a table that stands on one page, as a grid: rows of cells by column."""

    rows: tuple[tuple[PlacedCell | None, ...], ...]
    head_rows: int
    edges: tuple[float, ...]
    merged: frozenset[int]
    start: int
    end: int
    page: int

    @property
    def width(self) -> int:
        return len(self.rows[0])


def assembled_tables(pages: Sequence[Page], text: str) -> tuple[AssembledTable, ...]:
    """The tables of a document in their order; `text` is its source text."""
    parts = [
        part
        for number, page in enumerate(pages)
        for table in page.tables
        if (part := _part(table, page.start, number, text)) is not None
    ]
    parts.sort(key=lambda part: part.start)
    groups: list[list[_Part]] = []
    for part in parts:
        if groups and _go_on(groups[-1], part, text):
            groups[-1].append(part)
        else:
            groups.append([part])
    return tuple(_assembled(group, text) for group in groups)


def column_words(table: AssembledTable, text: str) -> list[list[str]]:
    """The words of each column's cells, row by row; a cell over several rows is said once, then empty."""
    return [
        ["" if (cell := row.cells[column]) is None or cell.is_over else words_of(cell, text) for row in table.rows]
        for column in range(len(table.heads))
    ]


def words_of(cell: PlacedCell | None, text: str) -> str:
    """The words of a cell on one line; nothing for an empty one."""
    return "" if cell is None else " ".join(" ".join(text[span.start : span.end] for span in cell.spans).split())


def _part(table: Table, offset: int, page: int, text: str) -> _Part | None:
    filled = [cell for cell in table.cells if cell.spans]
    if not filled:
        return None
    width = max(cell.column + cell.columns for cell in table.cells)
    height = max(cell.row for cell in filled) + 1
    if width > _MOST_COLUMNS:
        return None
    grid: list[list[PlacedCell | None]] = [[None] * width for _ in range(height)]
    for cell in table.cells:
        spans = tuple(Span(start=span.start + offset, end=span.end + offset) for span in cell.spans)
        if not spans:
            continue
        for row in range(cell.row, min(cell.row + cell.rows, height)):
            grid[row][cell.column] = PlacedCell(spans=spans, columns=cell.columns, is_over=row > cell.row)
    boxes = [cell.box for cell in table.cells if cell.box is not None]
    spans = tuple(span for cell in filled for span in cell.spans)
    rows = tuple(tuple(row) for row in grid)
    return _Part(
        rows=rows,
        head_rows=head_rows_of(table, rows, text),
        edges=_edges(boxes),
        merged=frozenset(cell.column for cell in table.cells if cell.rows > 1 and cell.row >= 1),
        start=min(span.start for span in spans) + offset,
        end=max(span.end for span in spans) + offset,
        page=page,
    )


def _edges(boxes: Sequence[tuple[float, float, float, float]]) -> tuple[float, ...]:
    """Where the columns begin and end; down the page where the table was printed sideways."""
    if not boxes:
        return ()
    top = min(boxes, key=lambda box: (box[1], box[0]))
    axis = 0 if len({box[0] for box in boxes if abs(box[1] - top[1]) < 1.0}) > 1 else 1
    return tuple(sorted({box[axis] for box in boxes} | {box[axis + 2] for box in boxes}))


def _go_on(above: Sequence[_Part], part: _Part, text: str) -> bool:
    """Whether a part is the rest of the table above it."""
    last = above[-1]
    if last.width != part.width:
        return False
    between = text[last.end : part.start]
    near = sum(map(str.isalnum, between)) <= _MOST_BETWEEN
    same_head = part.head_rows == above[0].head_rows and all(
        _head_words(part, text, row) == _head_words(above[0], text, row) for row in range(part.head_rows)
    )
    if part.edges:
        alike = len(last.edges) == len(part.edges) and all(
            abs(one - other) <= _SAME_COLUMN_PT for one, other in zip(last.edges, part.edges, strict=True)
        )
        next_page = part.page == last.page + 1
        return next_page and alike and (not part.head_rows or same_head)
    return near and (not part.head_rows or same_head)


def _head_words(part: _Part, text: str, row: int) -> list[str]:
    return [fold(words_of(cell, text)) for cell in part.rows[row]]


def _assembled(parts: Sequence[_Part], text: str) -> AssembledTable:
    rows: list[Row] = []
    breaks: set[int] = set()  # the rows that open a page
    head = {tuple(_head_words(parts[0], text, row)) for row in range(parts[0].head_rows)}
    for part in parts:
        breaks.add(len(rows))
        begin = _body_from(part, text)
        # A head that is typed again inside a table is no row of it.
        rows += [
            row
            for at, row in enumerate(part.rows[begin:], start=begin)
            if not head or tuple(_head_words(part, text, at)) not in head
        ]
    rows = _with_cut_cells(rows, breaks, text)
    merged = frozenset().union(*(part.merged for part in parts))
    return AssembledTable(
        heads=_heads(parts[0], text),
        rows=tuple(_sectioned(_whole(rows, breaks, text), text)),
        merged=merged,
        is_paged=bool(parts[0].edges),
        start=parts[0].start,
        end=parts[-1].end,
    )


def _body_from(part: _Part, text: str) -> int:
    """The first row behind the head, and behind the row that numbers the columns."""
    at = part.head_rows
    if at and at < len(part.rows) and is_row_of_numbers([words_of(cell, text) for cell in part.rows[at]]):
        at += 1
    return at


def _heads(part: _Part, text: str) -> tuple[str, ...]:
    """The words of the head by column: what stands over several columns, then what stands over each of them."""
    heads: list[list[str]] = [[] for _ in range(part.width)]
    head = part.rows[: part.head_rows]
    for number, row in enumerate(head):
        if is_row_of_numbers([words_of(cell, text) for cell in row]):
            continue
        for column, cell in enumerate(row):
            if cell is None or cell.is_over or cell.columns >= part.width:
                continue
            words = words_of(cell, text)
            reach = column + cell.columns
            if number + 1 < len(head) and cell.columns == 1:
                below = head[number + 1]
                # A text does not say how far a head reaches: over the empty ones beside it that have a head below.
                while below[column] and reach < part.width and row[reach] is None and below[reach]:
                    reach += 1
            for over in range(column, min(reach, part.width)):
                heads[over].append(words)
    return tuple(" ".join(words) for words in heads)


def _with_cut_cells(rows: list[Row], breaks: set[int], text: str) -> list[Row]:
    """The rows with each cell over several of them whole again where a page break cut its words."""
    whole: dict[tuple[Span, ...], tuple[Span, ...]] = {}
    for at in sorted(breaks - {0, len(rows)}):
        for column, cell in enumerate(rows[at]):
            above = rows[at - 1][column]
            if cell is None or above is None:
                continue
            over_rows = above.is_over or (at + 1 < len(rows) and (below := rows[at + 1][column]) and below.is_over)
            if over_rows and words_of(cell, text)[:1].islower():
                joined = (*whole.get(above.spans, above.spans), *cell.spans)
                whole[above.spans] = whole[cell.spans] = joined
    if not whole:
        return rows
    return [
        tuple(replace(cell, spans=whole.get(cell.spans, cell.spans)) if cell is not None else None for cell in row)
        for row in rows
    ]


def _whole(rows: Sequence[Row], breaks: set[int], text: str) -> list[Row]:
    """The rows with those that go on with the one above joined to it; `breaks` are the rows that open a page."""
    numbered = sum(_is_number(words_of(row[0], text)) for row in rows) >= _NUMBERED_SHARE * len(rows)
    whole: list[Row] = []
    for at, row in enumerate(rows):
        if whole and numbered and row[0] is None and _continues(whole[-1], row, text, opens_page=at in breaks):
            whole[-1] = tuple(_joined(above, below) for above, below in zip(whole[-1], row, strict=True))
        else:
            whole.append(row)
    return whole


def _continues(above: Row, row: Row, text: str, *, opens_page: bool) -> bool:
    """Whether a row without a number is the rest of the one above: its words go on there, or a page parted the two."""
    filled = [column for column, cell in enumerate(row) if cell is not None]
    if not any(above[column] for column in filled) or any(cell and cell.is_over for cell in row):
        return False
    # A title of a section stands alone in the first columns; another owner of the task above stands behind them.
    if opens_page and (len(filled) == 1) == (filled[0] > 1):
        return True
    for column in filled:
        words, before = words_of(row[column], text), words_of(above[column], text)
        goes_on = words[:1].islower() or (opens_page and words[:1].isdigit())
        if goes_on or (before and before[-1] in ",;-–" and words[:1] != "-"):
            return True
    return False


def _joined(above: PlacedCell | None, below: PlacedCell | None) -> PlacedCell | None:
    if above is None or below is None or above.spans == below.spans:
        return above or below
    return replace(above, spans=(*above.spans, *below.spans))


def _is_number(words: str) -> bool:
    return len(words) <= _LONGEST_NUMBER and _MARK.fullmatch(words) is not None


def _sectioned(rows: Sequence[Row], text: str) -> Iterator[AssembledRow]:
    sections: list[Section] = []
    expected: int | None = None  # the number of the next row, where the rows are counted
    for at, row in enumerate(rows):
        below = words_of(rows[at + 1][0], text) if at + 1 < len(rows) else ""
        section = _section(row, text, expected=expected, below=below)
        if section is None:
            number = words_of(row[0], text).strip(" .)(")
            expected = int(number) + 1 if number.isdecimal() else expected
            yield AssembledRow(cells=row, sections=tuple(sections))
            continue
        while sections and sections[-1].level >= section.level:
            sections.pop()
        sections.append(section)


def _section(row: Row, text: str, *, expected: int | None, below: str) -> Section | None:
    """The section that a row titles; None for a row of its own."""
    filled = [(column, cell) for column, cell in enumerate(row) if cell is not None]
    if not filled or any(cell.is_over for _, cell in filled):
        return None
    first = words_of(filled[0][1], text)
    numbered = len(filled) == 2 and filled[0][0] == 0 and _is_number(first)
    if not (numbered or len(filled) == 1) or (len(filled) == 1 and _is_number(first)):
        return None
    column, cell = filled[-1]
    mark = first.strip(" .)(") if numbered else ""
    words = words_of(cell, text)
    if not numbered:
        opening = _MARK.match(words)
        if opening is not None:
            mark, words = opening[1], words[opening.end() :].strip()
    takes_all = cell.columns > 1 and column + cell.columns >= len(row)
    if numbered and not takes_all and mark.isdecimal():
        # A row that only lacks its owner is counted on; a section's number opens those below it.
        opens = below.strip(" .)(").startswith(f"{mark}.") or (below.strip(" .)(") == "1" and mark != "0")
        if not opens and (expected is None or int(mark) == expected):
            return None
    return Section(number=mark, words=words, level=_level(mark), spans=cell.spans)


def _level(mark: str) -> int:
    if not mark:
        return _UNNUMBERED_LEVEL
    dotted = _DOTTED.fullmatch(mark)
    if dotted:
        return _ROMAN_LEVEL + dotted[1].count(".") + (not mark[0].isalpha())
    if mark.isdecimal():
        return _NUMBER_LEVEL
    return _ROMAN_LEVEL if _ROMAN.fullmatch(mark) else _LETTER_LEVEL
