"""Tables of word processors and web pages as lines of text, in reading order."""

from collections.abc import Sequence

Cell = Sequence[str]
"""The lines of a cell."""

# Letterheads and signatures are laid out in tables of one or two rows: each cell is a text of its own there.
_LAYOUT_ROWS = 2
_LAYOUT_CELL_CHARS = 1_500  # no cell of a list is so long; a cell with a whole page in it is layout


def table_lines(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """One line a row, its cells parted by tabs; or the lines of cell after cell where the table is mere layout."""
    filled = [row for row in rows if any(map(_words, row))]
    longest = max((len(_words(cell)) for row in filled for cell in row), default=0)
    if len(filled) <= _LAYOUT_ROWS or longest > _LAYOUT_CELL_CHARS:
        return [line for row in filled for cell in row for line in cell if line.strip()]
    return ["\t".join(map(_words, row)).rstrip("\t") for row in filled]


def _words(cell: Cell) -> str:
    return " ".join(" ".join(cell).split())
