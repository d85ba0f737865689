"""Runs of ink along the rows of a picture: what rules and words are both found from."""

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.intp]


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
