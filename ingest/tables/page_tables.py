"""The tables of a page: grids found by their rules or by the alignment of their words, filled with the page's letters.

A letter belongs to the cell in which its middle lies. A table that was printed sideways is turned upright for the
search, and its boxes are turned back.
"""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ingest.documents import Span, Table, TableCell
from ingest.tables.aligned import aligned_grids
from ingest.tables.ruled import GridCell, ruled_grids

_FEWEST_FILLED = 4
# The dots that a form leaves to be written over: no words, and no column.
_DOTS = re.compile(r"(?:[.…_]\s?){4,}")


def tables_of(
    text: str,
    boxes: npt.NDArray[np.float32],
    rules: npt.NDArray[np.float64],
    *,
    size: tuple[float, float],
    quarter: int,
) -> tuple[Table, ...]:
    """The tables of a page from top to bottom.

    `boxes` and `rules` are (n, 4): left, top, right, bottom on the page as it is shown; `quarter` is by how many
    degrees it has to be turned clockwise to be read.
    """
    width, height = size
    upright = _turned(boxes.astype(np.float64), quarter, width, height)
    grids = ruled_grids(_turned(rules, quarter, width, height))
    owners = [_owners(upright, grid) for grid in grids]
    free = upright.astype(np.float32)
    for owner in owners:
        free[owner >= 0] = np.nan
    for dots in _DOTS.finditer(text):
        free[dots.start() : dots.end()] = np.nan
    for grid in aligned_grids(free):
        grids.append(grid)
        owners.append(_owners(free.astype(np.float64), grid))
    back = (width, height) if quarter % 180 == 0 else (height, width)
    tables = []
    for grid, owner in zip(grids, owners, strict=True):
        cells = tuple(
            TableCell(
                row=cell.row,
                column=cell.column,
                rows=cell.rows,
                columns=cell.columns,
                spans=_spans(text, np.flatnonzero(owner == number).tolist()),
                box=_box(cell, -quarter % 360, *back),
            )
            for number, cell in enumerate(grid)
        )
        filled = [cell for cell in cells if cell.spans]
        if len(filled) >= _FEWEST_FILLED and min(len({c.column for c in filled}), len({c.row for c in filled})) > 1:
            tables.append(Table(cells=cells))
    return tuple(tables)


def _owners(boxes: npt.NDArray[np.float64], grid: Sequence[GridCell]) -> npt.NDArray[np.int64]:
    """For each letter the number of its cell, -1 where it has none."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    owners = np.full(len(boxes), -1, dtype=np.int64)
    for number, cell in enumerate(grid):
        left, top, right, bottom = cell.box
        owners[(x >= left) & (x <= right) & (y >= top) & (y <= bottom)] = number
    return owners


def _spans(text: str, letters: Sequence[int]) -> tuple[Span, ...]:
    """The stretches of the page's text that hold these letters, the white space between two of them included."""
    spans: list[list[int]] = []
    for letter in letters:
        if spans and not text[spans[-1][1] : letter].strip():
            spans[-1][1] = letter + 1
        else:
            spans.append([letter, letter + 1])
    return tuple(Span(start=first, end=last) for first, last in spans)


def _box(cell: GridCell, quarter: int, width: float, height: float) -> tuple[float, float, float, float]:
    turned = _turned(np.array([cell.box], dtype=np.float64), quarter, width, height)[0]
    left, top, right, bottom = (round(side, 1) for side in turned.tolist())
    return left, top, right, bottom


def _turned(boxes: npt.NDArray[np.float64], quarter: int, width: float, height: float) -> npt.NDArray[np.float64]:
    """Boxes on a page of this size after it was turned clockwise."""
    left, top, right, bottom = (boxes[:, side] for side in range(4))
    turned = {
        0: (left, top, right, bottom),
        90: (height - bottom, left, height - top, right),
        180: (width - right, height - bottom, width - left, height - top),
        270: (top, width - right, bottom, width - left),
    }[quarter]
    return np.stack(turned, axis=1)
