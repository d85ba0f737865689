"""Tables of word processors and web pages as lines of text in reading order, and where each cell stands in them.

A row is a line, its cells parted by tabs, so that the columns of a text are those of the table. A table that only
lays out a page (a letterhead, a signature) is no table: its cells are texts of their own.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.documents import Span, Table, TableCell

Cell = Sequence[str]
"""The lines of a cell."""

# Letterheads and signatures are laid out in tables of one or two rows: each cell is a text of its own there.
_LAYOUT_ROWS = 2
# Nor has a letterhead three columns whose second row opens with a number.
_LAYOUT_COLUMNS = 2
_LAYOUT_CELL_CHARS = 1_500  # a cell with a whole page in it is layout, where there are no more than two columns


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidCell:
    """A cell as a file describes it: its place in the grid, and its lines and inner tables in their order."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    parts: "tuple[str | Grid, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as a file describes it: its cells row by row; `head_rows` is how many rows it calls the head."""

    cells: tuple[LaidCell, ...]
    head_rows: int = 0


def laid_out(parts: Iterable[str | Grid]) -> tuple[str, tuple[Table, ...]]:
    """The text of lines and grids, and the tables in it, their cells' spans counted in that text."""
    writer = _Writer()
    writer.write(parts)
    return "\n".join(writer.lines), tuple(writer.tables)


class _Writer:
    """Writes line after line and keeps count of where each begins."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.tables: list[Table] = []
        self._at = 0

    def write(self, parts: Iterable[str | Grid]) -> None:
        for part in parts:
            if isinstance(part, str):
                self._line(part)
            elif _is_layout(part):
                for cell in part.cells:
                    self.write(inner for inner in cell.parts if not isinstance(inner, str) or inner.strip())
            else:
                self.tables.append(self._table(part))

    def _line(self, line: str) -> None:
        self.lines.append(line)
        self._at += len(line) + 1

    def _table(self, grid: Grid) -> Table:
        placed: list[TableCell] = []
        rows: dict[int, list[LaidCell]] = {}
        for cell in grid.cells:
            rows.setdefault(cell.row, []).append(cell)
        filled = sorted(row for row, cells in rows.items() if any(_words(cell) for cell in cells))
        for number, row in enumerate(filled):
            pieces: list[str] = []
            length = tabs = 0
            for cell in sorted(rows[row], key=lambda each: each.column):
                words = _words(cell)
                if words:
                    gap = max(cell.column - tabs, 0)
                    pieces += ["\t" * gap, words]
                    tabs += gap
                    length += gap + len(words)
                end = self._at + length
                placed.append(
                    TableCell(
                        row=number,
                        column=cell.column,
                        rows=max(bisect_left(filled, row + cell.rows) - number, 1),
                        columns=cell.columns,
                        spans=(Span(start=end - len(words), end=end),) if words else (),
                    )
                )
            self._line("".join(pieces))
        heads = sum(row < grid.head_rows for row in filled)
        return Table(cells=tuple(placed), head_rows=heads if heads < len(filled) else 0)


def _is_layout(grid: Grid) -> bool:
    filled = [cell for cell in grid.cells if _words(cell)]
    rows = {cell.row for cell in filled}
    columns = {cell.column for cell in filled}
    if len(columns) < 2 or len(rows) < 2:
        return True
    if len(rows) <= _LAYOUT_ROWS:
        last = [cell for cell in filled if cell.row == max(rows)]
        numbered = _words(min(last, key=lambda cell: cell.column)).rstrip(".").isdecimal()
        return len(columns) <= _LAYOUT_COLUMNS or not numbered
    longest = max(len(_words(cell)) for cell in filled)
    return longest > _LAYOUT_CELL_CHARS and len(columns) <= _LAYOUT_COLUMNS


def _words(cell: LaidCell) -> str:
    """The words of a cell on one line, tabs and line ends squeezed; those of a table in it in their order."""
    return " ".join(" ".join(_lines(cell.parts)).split())


def _lines(parts: Iterable[str | Grid]) -> list[str]:
    return [
        line
        for part in parts
        for line in ([part] if isinstance(part, str) else [" ".join(_lines(cell.parts)) for cell in part.cells])
    ]


def table_lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The lines of a table of which a file tells rows and cells, and no more."""
    cells = (
        LaidCell(row=row, column=column, parts=tuple(cell))
        for row, each in enumerate(rows)
        for column, cell in enumerate(each)
    )
    text, _ = laid_out([Grid(cells=tuple(cells))])
    return text.split("\n") if text else []
