"""What was read of a page's picture: its words in reading order, those of its tables row by row and cell by cell."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.ocr.words import Word
from ingest.ruled_tables import GridCell

_FEWEST_FILLED = 4
# A letterhead, a signature beside recipients, or a stamp puts words into three columns too, but in a few rows only.
_FEWEST_FULL_COLUMNS = 3

Grid = tuple[GridCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of a picture: its words in reading order, and the tables that they name their cells of."""

    words: tuple[Word, ...]
    grids: tuple[Grid, ...] = ()


def is_table(grid: Grid, filled: Sequence[int]) -> bool:
    """Whether a grid with words in these cells is a table, and no frame around a text."""
    cells = [grid[number] for number in filled]
    rows, columns = {cell.row for cell in cells}, {cell.column for cell in cells}
    return len(cells) >= _FEWEST_FILLED and min(len(rows), len(columns)) > 1


def is_table_without_rules(grid: Grid, filled: Sequence[int]) -> bool:
    """Whether columns of words, with words in these cells, are a table: three of them are full in half of the rows."""
    rows = len({cell.row for cell in grid})
    in_column = Counter(grid[number].column for number in filled)
    full = sum(2 * count >= rows for count in in_column.values())
    return full >= _FEWEST_FULL_COLUMNS and is_table(grid, filled)


def with_tables(words: Sequence[Word], tables: Sequence[tuple[Grid, Sequence[Word]]]) -> Reading:
    """The words of the page with those of each table before the first that stands under its upper edge."""
    ordered: list[Word] = []
    waiting = list(tables)
    for word in words:
        for grid, inside in [table for table in waiting if (word.top + word.bottom) / 2 > _top(table[0])]:
            ordered += inside
            waiting.remove((grid, inside))
        ordered.append(word)
    for _, inside in waiting:
        ordered += inside
    return Reading(words=tuple(_renumbered(ordered)), grids=tuple(grid for grid, _ in tables))


def _renumbered(words: Sequence[Word]) -> list[Word]:
    """The words with a new number for each line, as lines of a table may have those of lines outside."""
    found: list[Word] = []
    last: tuple[int | None, int | None, int] | None = None
    count = -1
    for word in words:
        place = word.table, word.cell, word.line
        count, last = (count if place == last else count + 1), place
        found.append(replace(word, line=count))
    return found


def _top(grid: Grid) -> float:
    return min(cell.box[1] for cell in grid)
