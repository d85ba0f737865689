"""The cells of a table as one column of text: cut out, put under one another, read at once, and put back.

An engine that is given a table takes its columns for columns of a newspaper and passes over lone figures. In a single
column every cell is a line of its own, or several, and no word of one cell can be taken for one of the next.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from ingest.ocr.picture import Pixels
from ingest.ocr.words import Word
from ingest.ruled_tables import GridCell

# Letters are darker than this share of the paper; grain is not.
_INK_SHARE = 0.6
# A stroke that is left of a rule, or a speck, is no text.
_FEWEST_INKED_PT2 = 0.7
_INSET_PT = 1.0
_MARGIN_PT = 6.0
_WHITE = 255


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


def _inset(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    return left + _INSET_PT, top + _INSET_PT, right - _INSET_PT, bottom - _INSET_PT
