"""Tables that are ruled: cells between level and upright lines, a line that is missing joining two of them.

Pure geometry in one frame: points, origin top left, y downwards. What a cell says is no matter here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# Borders of neighbouring cells are drawn apart by up to their thickness, and stop short of each other by as much.
_SAME_PT = 2.5
_TOUCH_PT = 4.0
# A side of a cell is ruled where lines cover this share of it.
_RULED_SHARE = 0.6
_FEWEST_CELLS = 4
_SMALLEST_CELL_PT = 5.0

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell of a grid: its first row and column, how many of each it spans, and its rectangle."""

    row: int
    column: int
    rows: int
    columns: int
    box: Rect


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines of one direction of a table: places across, and where each begins and ends along."""

    at: npt.NDArray[np.float64]
    start: npt.NDArray[np.float64]
    end: npt.NDArray[np.float64]

    def covers(self, at: float, start: float, end: float) -> bool:
        """Whether the lines at one place cover most of a stretch."""
        near = np.abs(self.at - at) <= _SAME_PT
        pieces = sorted(zip(self.start[near].tolist(), self.end[near].tolist(), strict=True))
        covered, reached = 0.0, start
        for first, last in pieces:
            first, last = max(first, reached), min(last, end)
            if last > first:
                covered, reached = covered + last - first, last
        return covered >= _RULED_SHARE * (end - start)


def ruled_grids(rules: npt.NDArray[np.float64]) -> list[tuple[GridCell, ...]]:
    """The grids that the lines draw, from top to bottom; `rules` is (n, 4): left, top, right, bottom of each line."""
    grids = [grid for group in _groups(rules) if len(grid := _grid(rules[group])) >= _FEWEST_CELLS]
    return sorted(grids, key=lambda grid: (min(cell.box[1] for cell in grid), min(cell.box[0] for cell in grid)))


def _groups(rules: npt.NDArray[np.float64]) -> list[list[int]]:
    """The lines in groups of those that touch, directly or through others."""
    left, top, right, bottom = (rules[:, side] for side in range(4))
    unseen = set(range(len(rules)))
    groups = []
    while unseen:
        group = [unseen.pop()]
        for index in group:
            x = (left <= right[index] + _TOUCH_PT) & (right >= left[index] - _TOUCH_PT)
            y = (top <= bottom[index] + _TOUCH_PT) & (bottom >= top[index] - _TOUCH_PT)
            touching = unseen.intersection(np.flatnonzero(x & y).tolist())
            unseen -= touching
            group += sorted(touching)
        groups.append(group)
    return groups


def _grid(rules: npt.NDArray[np.float64]) -> tuple[GridCell, ...]:
    upright = (rules[:, 3] - rules[:, 1]) > (rules[:, 2] - rules[:, 0])
    level_rules, upright_rules = rules[~upright], rules[upright]
    if len(level_rules) < 2 or len(upright_rules) < 1:
        return ()
    level = _Lines(level_rules[:, 1], level_rules[:, 0], level_rules[:, 2])
    columns = _Lines(upright_rules[:, 0], upright_rules[:, 1], upright_rules[:, 3])
    # The outer sides may be open: where its other lines end, a table ends.
    xs = _places([*columns.at.tolist(), float(level.start.min()), float(level.end.max())])
    ys = _places([*level.at.tolist(), float(columns.start.min()), float(columns.end.max())])
    if len(xs) < 3 or len(ys) < 2:
        return ()
    return _joined(xs, ys, level, columns)


def _places(values: Sequence[float]) -> list[float]:
    """The places at which lines lie, those of one border as one."""
    places: list[list[float]] = []
    for value in sorted(values):
        if places and value - places[-1][0] <= _SMALLEST_CELL_PT:
            places[-1].append(value)
        else:
            places.append([value])
    return [sum(near) / len(near) for near in places]


def _joined(xs: Sequence[float], ys: Sequence[float], level: _Lines, columns: _Lines) -> tuple[GridCell, ...]:
    """The cells between the places, grown to the right and then downwards over sides that are not ruled."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            right, below = column + 1, row + 1
            while right < len(xs) - 1 and not columns.covers(xs[right], ys[row], ys[below]):
                right += 1
            while below < len(ys) - 1 and not any(
                level.covers(ys[below], xs[at], xs[at + 1]) for at in range(column, right)
            ):
                below += 1
            taken.update((r, c) for r in range(row, below) for c in range(column, right))
            box = (xs[column], ys[row], xs[right], ys[below])
            cells.append(GridCell(row=row, column=column, rows=below - row, columns=right - column, box=box))
    return tuple(cells)
