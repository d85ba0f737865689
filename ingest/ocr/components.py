"""Connected components of ink on a picture, and the boxes of words before anyone reads them.

Good enough to see columns. Accents, dots and dashes are left out, pictures and signatures too.
"""

import numpy as np
import numpy.typing as npt

from ingest.ocr.deskew import Pixels

_DPI = 100
_INK_SHARE = 0.7
# Letters of a word stand closer than this, words further apart.
_WITHIN_WORD_PT = 1.6
_LOWEST_PT, _TALLEST_PT = 3.5, 40.0
_NARROWEST_PT = 1.5
_POINTS_AN_INCH = 72.0
Places = npt.NDArray[np.intp]


def ink_boxes(grey: Pixels, *, dpi: int) -> npt.NDArray[np.float32]:
    """Left, top, right, bottom of each word in points, (n, 4) float32, from top to bottom."""
    step = max(1, dpi // _DPI)
    rows, columns = grey.shape[0] // step, grey.shape[1] // step
    blocks = grey[: rows * step, : columns * step].reshape(rows, step, columns, step)
    small = blocks.min(axis=(1, 3)) if step > 1 else grey
    points = step * _POINTS_AN_INCH / dpi
    boxes = np.array(_hanging_together(small, gap=round(_WITHIN_WORD_PT / points)), dtype=np.float32).reshape(-1, 4)
    boxes *= points
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    words = boxes[(height >= _LOWEST_PT) & (height <= _TALLEST_PT) & (width >= _NARROWEST_PT)]
    return words[np.lexsort((words[:, 0], words[:, 1]))]


def runs_of(ink: npt.NDArray[np.bool_], *, gap: int) -> tuple[Places, Places, Places]:
    """The row, start and end of each run in a (height, width) mask, in order; a gap of so few pixels ends none."""
    edges = np.diff(np.pad(ink, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    if not len(rows):
        return rows, starts, ends
    parted = (rows[1:] != rows[:-1]) | (starts[1:] - ends[:-1] > gap)
    first = np.flatnonzero(np.concatenate([[True], parted]))
    last = np.flatnonzero(np.concatenate([parted, [True]]))
    return rows[first], starts[first], ends[last]


def _hanging_together(grey: Pixels, *, gap: int) -> list[tuple[int, int, int, int]]:
    """The boxes, in pixels, of the ink whose runs touch from row to row, small gaps within a row closed."""
    ink = grey < _INK_SHARE * float(np.median(grey))
    rows, starts, ends = runs_of(ink, gap=gap)
    # The runs of the row above that a run touches are neighbours in the order of all runs.
    wide = grey.shape[1] + 1
    touched_from = np.searchsorted(rows * wide + ends, (rows - 1) * wide + starts, side="right")
    touched_to = np.searchsorted(rows * wide + starts, (rows - 1) * wide + ends, side="left")
    group = list(range(len(rows)))
    for run, (lowest, highest) in enumerate(zip(touched_from.tolist(), touched_to.tolist(), strict=True)):
        for other in range(lowest, highest):
            group[_root(group, other)] = _root(group, run)
    boxes: dict[int, tuple[int, int, int, int]] = {}
    for run, (row, start, end) in enumerate(zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True)):
        root = _root(group, run)
        left, top, right, _ = boxes.get(root, (start, row, end, row))
        boxes[root] = min(left, start), top, max(right, end), row + 1
    return list(boxes.values())


def _root(group: list[int], run: int) -> int:
    while group[run] != run:
        group[run] = group[group[run]]
        run = group[run]
    return run
