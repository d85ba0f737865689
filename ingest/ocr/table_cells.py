"""The words of a page's picture in reading order, those of its tables row by row and cell by cell.

An engine that is given a table takes its columns for columns of a newspaper and passes over lone figures; so cells are
cut out, put under one another in a single column, read at once, and put back. Doubtful cells are read a second time
from a softer picture, in which grain is no part of a letter.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from ingest.ocr.deskew import Pixels
from ingest.ocr.ocr_words import Word
from ingest.tables.ruled import GridCell

_FEWEST_FILLED = 4
# A letterhead, a signature beside recipients, or a stamp puts words into three columns too, but in a few rows only.
_FEWEST_FULL_COLUMNS = 3
Grid = tuple[GridCell, ...]
# Of made tables, scanned, 3 cells in 100 hold a word below this confidence, among them 11 of 12 that are wrong.
_SURE = 85.0
# A word below this confidence is rather worse than none.
_WORTHLESS = 40.0
_SOFT_PT = 0.19
Read = Callable[[Image.Image], Sequence[Word]]
# Letters are darker than this share of the paper; grain is not.
_INK_SHARE = 0.6
# A stroke that is left of a rule, or a speck, is no text.
_FEWEST_INKED_PT2 = 0.7
_INSET_PT = 1.0
_MARGIN_PT = 6.0
_WHITE = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of a picture: its words in reading order, and the tables that they name their cells of."""

    words: tuple[Word, ...]
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A cell that was cut out: its number, where its cut begins on the page and in the column, and its height."""

    cell: int
    left: int
    top: int
    at_left: int
    at_top: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CellStack:
    """The inked cells of a table under one another; `filled` are their numbers."""

    picture: Pixels
    pieces: tuple[_Piece, ...]

    @property
    def filled(self) -> tuple[int, ...]:
        """The numbers of the cells that hold ink."""
        return tuple(piece.cell for piece in self.pieces)

    def put_back(self, words: Sequence[Word], *, table: int) -> Iterator[Word]:
        """The words of the picture where they stand on the page, each with its cell, cell by cell."""
        for number, piece in enumerate(self.pieces):
            bottom = piece.at_top + piece.height if number + 1 < len(self.pieces) else self.picture.shape[0]
            top = piece.at_top if number else 0
            right, down = piece.left - piece.at_left, piece.top - piece.at_top
            for word in words:
                if top <= (word.top + word.bottom) / 2 < bottom:
                    yield replace(
                        word,
                        left=word.left + right,
                        right=word.right + right,
                        top=word.top + down,
                        bottom=word.bottom + down,
                        table=table,
                        cell=piece.cell,
                    )

    def of(self, cells: Container[int]) -> "CellStack":
        """The stack of these cells alone."""
        chosen = [piece for piece in self.pieces if piece.cell in cells]
        parts = [self.picture[piece.at_top : piece.at_top + piece.height] for piece in chosen]
        tops = accumulate((len(part) for part in parts), initial=0)
        empty = np.full((0, self.picture.shape[1]), _WHITE, dtype=np.uint8)
        return CellStack(
            picture=np.concatenate([empty, *parts]),
            pieces=tuple(replace(piece, at_top=top) for piece, top in zip(chosen, tops, strict=False)),
        )


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


def cell_words(stack: CellStack, read: Read, *, table: int, scale: float) -> list[Word]:
    """The words of the stack where they stand on the page, cell by cell; `scale` is the pixels of a point."""
    picture = Image.fromarray(stack.picture)
    first = _by_cell(stack.put_back(read(picture), table=table))
    doubtful = [cell for cell in stack.filled if min((w.confidence for w in first.get(cell, ())), default=0.0) < _SURE]
    second: dict[int | None, list[Word]] = {}
    if doubtful:
        again = stack.of(doubtful)
        soft = Image.fromarray(again.picture).filter(ImageFilter.GaussianBlur(_SOFT_PT * scale))
        second = _by_cell(again.put_back(read(soft), table=table))
    return [word for cell in stack.filled for word in max(first.get(cell, []), second.get(cell, []), key=_worth)]


def stack_of(grey: Pixels, grid: Sequence[GridCell], *, scale: float) -> CellStack:
    """The inked cells of the grid; `scale` is the pixels of a point, in which the grid is given."""
    ink = _INK_SHARE * float(np.median(grey))
    margin = round(_MARGIN_PT * scale)
    cuts: list[tuple[int, int, int, Pixels]] = []
    for number, cell in sorted(enumerate(grid), key=lambda item: (item[1].row, item[1].column)):
        left, top, right, bottom = (round(side * scale) for side in _inset(cell.box))
        cut = grey[max(0, top) : bottom, max(0, left) : right]
        inked = cut < ink
        if inked.sum() < _FEWEST_INKED_PT2 * scale * scale:
            continue
        rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
        above, before = int(rows[0]), int(columns[0])
        trimmed = cut[above : rows[-1] + 1, before : columns[-1] + 1]
        cuts.append((number, max(0, left) + before, max(0, top) + above, trimmed))
    width = max((cut.shape[1] for *_, cut in cuts), default=0) + 2 * margin
    height = sum(cut.shape[0] + margin for *_, cut in cuts) + margin
    picture: npt.NDArray[np.uint8] = np.full((height, width), _WHITE, dtype=np.uint8)
    pieces = []
    at = margin
    for number, left, top, cut in cuts:
        tall, wide = cut.shape
        picture[at : at + tall, margin : margin + wide] = cut
        pieces.append(
            _Piece(cell=number, left=left, top=top, at_left=margin, at_top=at - margin // 2, height=tall + margin)
        )
        at += tall + margin
    return CellStack(picture=picture, pieces=tuple(replace(p, top=p.top - margin // 2) for p in pieces))


def without_cells(grey: Pixels, grid: Sequence[GridCell], *, scale: float) -> Pixels:
    """The picture with white paper where the table stands."""
    clean = grey.copy()
    for cell in grid:
        left, top, right, bottom = (max(0, round(side * scale)) for side in cell.box)
        clean[top:bottom, left:right] = _WHITE
    return clean


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


def _by_cell(words: Iterable[Word]) -> dict[int | None, list[Word]]:
    cells: dict[int | None, list[Word]] = {}
    for word in words:
        cells.setdefault(word.cell, []).append(word)
    return cells


def _worth(words: Sequence[Word]) -> float:
    """How much of a cell a reading gives: its letters and figures, by how sure they are."""
    return sum(sum(map(str.isalnum, word.text)) * (word.confidence - _WORTHLESS) for word in words)


def _inset(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    return left + _INSET_PT, top + _INSET_PT, right - _INSET_PT, bottom - _INSET_PT
