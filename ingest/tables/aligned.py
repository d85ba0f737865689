"""Tables without rules: columns of words that stand under one another with a white lane between them.

Pure geometry in one frame: points, origin top left, y downwards. Only three columns or more are a table: two are
a letterhead, or a list of recipients beside a signature.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ingest.tables.ruled import GridCell

# Words of a line that are further apart than this many heights of a letter may belong to two columns.
_LANE_HEIGHTS = 0.9
# Letters whose middle is further below the line's than this are of the next line.
_LINE_HEIGHTS = 0.6
_FEWEST_COLUMNS = 3
_MOST_COLUMNS = 14
_FEWEST_ROWS = 3
# Lines of one cell follow each other closely; a new row stands further off, or opens its first column.
_ROW_GAP = 1.25
_TABLE_GAP = 3.0


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words that stand together on a line."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the page: its top and bottom, and the stretches of words on it from left to right."""

    top: float
    bottom: float
    stretches: tuple[_Stretch, ...]


def aligned_grids(boxes: npt.NDArray[np.float32]) -> list[tuple[GridCell, ...]]:
    """The grids that the letters form, from top to bottom; `boxes` is (n, 4), NaN where a letter has no ink."""
    inked = boxes[~np.isnan(boxes).any(axis=1)].astype(np.float64)
    rows = _rows(inked) if _jumps(inked) >= _FEWEST_ROWS * (_FEWEST_COLUMNS - 1) else []
    grids, at = [], 0
    while at < len(rows):
        last = _table_end(rows, at)
        if last > at:
            grids.append(_grid(rows[at:last]))
            at = last
        else:
            at += 1
    return grids


def _jumps(inked: npt.NDArray[np.float64]) -> int:
    """How often the reading jumps over a lane or back up the page, as it does from one cell to the next."""
    if len(inked) < 2:
        return 0
    height = float(np.median(inked[:, 3] - inked[:, 1]))
    middle = (inked[:, 1] + inked[:, 3]) / 2
    sinks, leaps = np.diff(middle), inked[1:, 0] - inked[:-1, 2]
    level = np.abs(sinks) <= _LINE_HEIGHTS * height
    return int(((level & (leaps > _LANE_HEIGHTS * height)) | (sinks < -_LINE_HEIGHTS * height)).sum())


def _rows(inked: npt.NDArray[np.float64]) -> list[_Row]:
    """The lines of the page, letters grouped by the height at which they stand."""
    if not len(inked):
        return []
    height = float(np.median(inked[:, 3] - inked[:, 1]))
    lines: list[list[list[float]]] = []
    level = 0.0  # the mean height of the last line's letters
    for box in inked[np.argsort(inked[:, 1] + inked[:, 3], kind="stable")].tolist():
        middle = (box[1] + box[3]) / 2
        if lines and middle - level <= _LINE_HEIGHTS * height:
            lines[-1].append(box)
            level += (middle - level) / len(lines[-1])
        else:
            lines.append([box])
            level = middle
    rows = []
    for line in lines:
        stretches: list[list[float]] = []
        for left, _, right, _ in sorted(line):
            if stretches and left - stretches[-1][1] <= _LANE_HEIGHTS * height:
                stretches[-1][1] = max(stretches[-1][1], right)
            else:
                stretches.append([left, right])
        top, bottom = min(box[1] for box in line), max(box[3] for box in line)
        rows.append(_Row(top, bottom, tuple(_Stretch(left, right) for left, right in stretches)))
    return rows


def _table_end(rows: Sequence[_Row], at: int) -> int:
    """One past the last line of the table that the line opens; `at` itself where it opens none."""
    if len(rows[at].stretches) < _FEWEST_COLUMNS:
        return at
    columns = list(rows[at].stretches)
    last, full = at + 1, 1
    while last < len(rows):
        gap = rows[last].top - rows[last - 1].bottom
        if gap > _TABLE_GAP * (rows[last].bottom - rows[last].top):
            break
        merged = _merged([*columns, *rows[last].stretches])
        if len(merged) < max(_FEWEST_COLUMNS, len(columns)):
            break
        if len(merged) > _MOST_COLUMNS:
            return at  # columns only become more; a page of scattered letters would be merged a million times
        columns = merged
        full += len(rows[last].stretches) >= _FEWEST_COLUMNS
        last += 1
    return last if full >= _FEWEST_ROWS and len(columns) <= _MOST_COLUMNS else at


def _merged(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """The stretches from left to right, those that overlap as one."""
    merged: list[_Stretch] = []
    for stretch in sorted(stretches, key=lambda each: each.left):
        if merged and stretch.left <= merged[-1].right:
            merged[-1] = _Stretch(merged[-1].left, max(merged[-1].right, stretch.right))
        else:
            merged.append(stretch)
    return merged


def _grid(rows: Sequence[_Row]) -> tuple[GridCell, ...]:
    columns = _merged([stretch for row in rows for stretch in row.stretches])
    starts = _row_starts(rows, columns)
    cells = []
    for number, first in enumerate(starts):
        last = starts[number + 1] if number + 1 < len(starts) else len(rows)
        top, bottom = rows[first].top, rows[last - 1].bottom
        for column, stretch in enumerate(columns):
            box = (stretch.left, top, stretch.right, bottom)
            cells.append(GridCell(row=number, column=column, rows=1, columns=1, box=box))
    return tuple(cells)


def _row_starts(rows: Sequence[_Row], columns: Sequence[_Stretch]) -> list[int]:
    """The lines that begin a row: set off by white, or, where all lines stand alike, with words in the first column."""
    pitches = [below.top - above.top for above, below in pairwise(rows)]
    closest = min(pitches, default=0.0)
    far = [at + 1 for at, pitch in enumerate(pitches) if pitch > _ROW_GAP * closest]
    opens = [at for at, row in enumerate(rows) if at and row.stretches[0].left <= columns[0].right]
    fills_all = all(len(row.stretches) >= len(columns) - 1 for row in rows)
    return sorted({0, *(opens if fills_all or not far else far)})
