"""The rows of the tables that a reader saw, over page breaks: which stretch of the source text is which row.

A table goes on where the next page opens with one of the same columns; a head that is printed again is furniture.
Only a table whose rows stand in the source text one after the other, as they do on the page, has rows here; what
stands in cells of several rows belongs to none of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.documents import Page, Span, Table, TableCell
from ingest.language.fold import fold

_SAME_COLUMN_PT = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: its place in the source text, its cells, and those above it that span several rows.

    The spans of its cells are counted in the source text. `head` are the words of the table's first row by column,
    folded; `is_head` says that this row is that row, and `is_repeated` that it says it again on a later page.
    """

    start: int
    end: int
    cells: tuple[TableCell, ...]
    over: tuple[TableCell, ...]
    head: tuple[str, ...]
    is_head: bool
    is_repeated: bool


def table_rows(pages: Sequence[Page], text: str) -> tuple[TableRow, ...]:
    """The rows of all tables in the order of the source text."""
    rows: list[TableRow] = []
    above: tuple[Table, tuple[str, ...]] | None = None
    for page in pages:
        for number, table in enumerate(_in_source(table, page) for table in page.tables):
            goes_on = number == 0 and above is not None and _are_alike(above[0], table)
            head = above[1] if goes_on and above is not None else _head(table, text)
            found = list(_rows(table, text, head, goes_on=goes_on))
            if all(before.end <= after.start for before, after in pairwise(found)):
                rows += found
            above = table, head
        if not page.tables:
            above = None
    rows.sort(key=lambda row: row.start)
    return tuple(row for at, row in enumerate(rows) if at + 1 == len(rows) or row.end <= rows[at + 1].start)


def _in_source(table: Table, page: Page) -> Table:
    """The table with the spans of its cells counted in the source text."""
    return Table(
        cells=tuple(
            replace(
                cell,
                spans=tuple(Span(start=page.start + span.start, end=page.start + span.end) for span in cell.spans),
            )
            for cell in table.cells
        )
    )


def _rows(table: Table, text: str, head: tuple[str, ...], *, goes_on: bool) -> Iterator[TableRow]:
    filled = [cell for cell in table.cells if cell.spans]
    for number in sorted({cell.row for cell in filled}):
        own = tuple(cell for cell in filled if cell.row == number)
        single = [cell for cell in own if cell.rows == 1] or list(own)
        if len(own) < 2 and not any(cell.row < number < cell.row + cell.rows for cell in filled):
            continue  # a title over all columns, or what is left of a cell that a page break cut
        says_head = number == 0 and _words(own, text) == head
        yield TableRow(
            start=min(span.start for cell in single for span in cell.spans),
            end=max(span.end for cell in single for span in cell.spans),
            cells=own,
            over=tuple(cell for cell in filled if cell.row < number < cell.row + cell.rows),
            head=head,
            is_head=says_head and not goes_on,
            is_repeated=says_head and goes_on,
        )


def _head(table: Table, text: str) -> tuple[str, ...]:
    return _words([cell for cell in table.cells if cell.row == 0], text)


def _words(cells: Sequence[TableCell], text: str) -> tuple[str, ...]:
    """The folded words of a row's cells, one for each column that they span."""
    return tuple(fold(cell.text_of(text)) for cell in cells for _ in range(cell.columns))


def _columns(table: Table) -> list[float]:
    """Where the columns begin and end, down the page where the table was printed sideways; nowhere without pages."""
    boxes = [(cell.row, cell.box) for cell in table.cells if cell.box is not None]
    axis = 0 if len({box[0] for row, box in boxes if row == 0}) > 1 else 1
    return sorted({box[axis] for _, box in boxes} | {box[axis + 2] for _, box in boxes})


def _are_alike(table: Table, other: Table) -> bool:
    """Whether two tables have columns at the same places."""
    ours, theirs = _columns(table), _columns(other)
    return len(ours) == len(theirs) and all(
        abs(one - another) <= _SAME_COLUMN_PT for one, another in zip(ours, theirs, strict=True)
    )
