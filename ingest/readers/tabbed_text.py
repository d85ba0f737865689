"""Tables in plain text: runs of lines whose cells are parted by tabs.

Such a text comes out of a word processor or a web page: a row is a line. A line without a tab between two rows is a
row of one cell (the title of a section), or goes on with a cell that a line end cut. A letterhead and a list of fields
have two columns and few rows; they are no tables. Nor is a text in which a tab only indents a line, or opens each cell.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.documents import Span, Table, TableCell

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_FEWEST_COLUMNS = 3
# Two columns are a table from here on, if its first column counts.
_FEWEST_ROWS_OF_TWO = 4
_MOST_COLUMNS = 63
# Words a cell, where the first column counts and where it does not: scanned lines that tabs part word by word are no
# rows.
_FEWEST_WORDS_COUNTED = 1.5
_FEWEST_WORDS = 2
# Titles of sections that may stand between two rows; more lines are text between two tables.
_MOST_TITLES = 3
_LONGEST_TITLE = 200
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,7}(?:\.\d{1,3})*|[A-Za-zĐđ])[.)]{0,2}")
_FIRST_NUMBERS = ("1", "01", "I", "A", "a")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of cells, and those that go on with it: for each column the spans of its words, none where it is empty.

    `columns` is how many cells the tabs part, empty ones at the end included.
    """

    cells: tuple[tuple[Span, ...], ...]
    columns: int

    @property
    def filled(self) -> int:
        return sum(bool(cell) for cell in self.cells)


def tabbed_tables(text: str) -> tuple[Table, ...]:
    """The tables of a text in their order, the cells' spans counted in it."""
    if "\t" not in text:
        return ()
    return tuple(_table(rows) for rows in _runs(text) if _is_table(rows, text))


def _runs(text: str) -> Iterator[list[_Row]]:
    """Rows that may be one table: lines with tabs, and the titles that stand between two of them."""
    run: list[_Row] = []
    titles: list[_Row] = []
    width = 0
    for line in _LINE.finditer(text):
        row = _row(line)
        if row.filled == 0:
            continue
        if run and not titles and _goes_on(run[-1], row, width, text):
            run[-1] = _joined(run[-1], row)
        elif row.filled > 1 or (row.columns > 1 and run):
            if titles and (len(row.cells) > width or _opens_anew(row, run[0], text)):
                yield run
                run, titles, width = [], [], 0
            run += [*titles, row]
            titles, width = [], max(width, len(row.cells))
        elif run:
            titles.append(row)
            if len(titles) > _MOST_TITLES or _length(row) > _LONGEST_TITLE:
                yield run
                run, titles, width = [], [], 0
    yield run


def _length(row: _Row) -> int:
    return sum(span.end - span.start for cell in row.cells for span in cell)


def _goes_on(above: _Row, row: _Row, width: int, text: str) -> bool:
    """Whether a line is the rest of a row that lacks cells: it opens with no number and has no more than those."""
    lacks = above.filled > 2 and above.columns < width
    return lacks and bool(row.cells[0]) and above.columns + row.columns - 1 <= width and not _is_numbered(row, text)


def _is_numbered(row: _Row, text: str) -> bool:
    opening = " ".join(text[span.start : span.end] for span in row.cells[0]).split(None, 1)[:1]
    return bool(opening) and _NUMBER.fullmatch(opening[0]) is not None


def _joined(above: _Row, row: _Row) -> _Row:
    """The row with the rest of its last cell, and the cells behind it."""
    blank = ((),) * (above.columns - len(above.cells))
    cells = (*above.cells, *blank)
    return _Row((*cells[:-1], (*cells[-1], *row.cells[0]), *row.cells[1:]), above.columns + row.columns - 1)


def _opens_anew(row: _Row, head: _Row, text: str) -> bool:
    """Whether a row behind a title repeats the head of the table above, or is two words of a letterhead."""
    if [_said(cell, text) for cell in row.cells] == [_said(cell, text) for cell in head.cells]:
        return True
    return row.filled == row.columns == 2 and not _is_numbered(row, text)


def _said(cell: tuple[Span, ...], text: str) -> str:
    return " ".join(text[span.start : span.end] for span in cell).casefold()


def _row(line: re.Match[str]) -> _Row:
    cells: list[tuple[Span, ...]] = []
    at = line.start()
    parts = line.group().split("\t")[:_MOST_COLUMNS]
    for words in parts:
        start = at + len(words) - len(words.lstrip())
        end = at + len(words.rstrip())
        cells.append((Span(start=start, end=end),) if end > start else ())
        at += len(words) + 1
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return _Row(tuple(cells), len(parts))


def _is_table(rows: Sequence[_Row], text: str) -> bool:
    full = [row for row in rows if row.filled >= _FEWEST_COLUMNS]
    if len(full) >= 2:
        words = sum(len(_said(cell, text).split()) for row in full for cell in row.cells)
        cells = sum(row.filled for row in full)
        if _counts(rows, text):
            return words >= _FEWEST_WORDS_COUNTED * cells
        return words >= _FEWEST_WORDS * cells and len({len(row.cells) for row in full}) == 1
    pairs = [row for row in rows if row.filled == 2 and len(row.cells) == 2]
    return len(pairs) >= _FEWEST_ROWS_OF_TWO and _counts(rows, text)


def _counts(rows: Sequence[_Row], text: str) -> bool:
    """Whether the first column has numbers below the first row: most of what it says, and two of them in a row."""
    firsts = [
        said
        for row in rows[1:]
        if row.columns > 1 and (said := " ".join(text[span.start : span.end] for span in row.cells[0]))
    ]
    numbered = [_NUMBER.fullmatch(first) is not None for first in firsts]
    begins = any(first.strip("(.)") in _FIRST_NUMBERS for first in firsts)
    return 2 * sum(numbered) > len(firsts) and (begins or any(one and two for one, two in pairwise(numbered)))


def _table(rows: Sequence[_Row]) -> Table:
    width = max(len(row.cells) for row in rows)
    cells = [
        TableCell(
            row=number,
            column=column,
            rows=1,
            # A line without a tab is a row of one cell, over all columns.
            columns=width if row.columns == 1 else 1,
            spans=spans,
        )
        for number, row in enumerate(rows)
        for column, spans in enumerate(row.cells)
    ]
    return Table(cells=tuple(cells), tells_merged=False)
