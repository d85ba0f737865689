"""A page made of two readings of it: one as it stands, with the other's words at the places that were chosen.

All else of the first stays to the letter: its lines, the places of its letters, the cells of its tables.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ingest.documents import Span, Table, TableCell

Boxes = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """One reading of a page, every span counted from the beginning of the page; `boxes` None without a layout."""

    text: str
    boxes: Boxes | None
    doubts: tuple[Span, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """The stretch `at` of one reading gives way to `words`, with their boxes where they are known."""

    at: Span
    words: str
    boxes: Boxes | None = None


class Moves:
    """Where the words of a text stand after swaps in it."""

    def __init__(self, swaps: Sequence[Swap]) -> None:
        """`swaps` are in their order and do not overlap."""
        self._swaps = swaps
        self._starts = [swap.at.start for swap in swaps]
        self._grown = [0]
        for swap in swaps:
            self._grown.append(self._grown[-1] + len(swap.words) - (swap.at.end - swap.at.start))

    def span(self, span: Span, *, grows: bool = False) -> Span:
        """Where the stretch stands now; what was swapped in for a part of it is a part of it.

        With `grows`, so is what was put in right behind it, unless that begins a line of its own.
        """
        start, end = self._moved(span.start, is_end=False), self._moved(span.end, is_end=True, grows=grows)
        return Span(start=start, end=max(start, end))

    def touches(self, span: Span) -> bool:
        """Whether any of the stretch gave way."""
        number = bisect_right(self._starts, span.end - 1) - 1
        return number >= 0 and self._swaps[number].at.end > span.start

    def swapped(self, number: int) -> Span:
        """Where the words of a swap stand."""
        start = self._starts[number] + self._grown[number]
        return Span(start=start, end=start + len(self._swaps[number].words))

    def _moved(self, at: int, *, is_end: bool, grows: bool = False) -> int:
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return at
        swap = self._swaps[number]
        if at >= swap.at.end:
            is_put_in_here = at == swap.at.start == swap.at.end
            stays = is_put_in_here and is_end and (not grows or swap.words.startswith("\n"))
            return at + self._grown[number if stays else number + 1]
        if at == swap.at.start:
            return at + self._grown[number]
        there = self.swapped(number)
        return there.end if is_end else there.start


def swapped(reading: PageReading, swaps: Sequence[Swap]) -> tuple[PageReading, Moves]:
    """The reading after the swaps, and where its words went; what gave way takes its doubts with it."""
    moves = Moves(swaps)
    texts: list[str] = []
    boxes: list[Boxes] = []
    at = 0
    has_boxes = reading.boxes is not None or any(swap.boxes is not None for swap in swaps)
    own = _boxes(reading.boxes, len(reading.text))
    for swap in swaps:
        texts += [reading.text[at : swap.at.start], swap.words]
        boxes += [own[at : swap.at.start], _boxes(swap.boxes, len(swap.words))]
        at = swap.at.end
    texts.append(reading.text[at:])
    boxes.append(own[at:])
    merged = PageReading(
        text="".join(texts),
        boxes=np.concatenate(boxes) if has_boxes else None,
        doubts=tuple(moves.span(doubt) for doubt in reading.doubts if not moves.touches(doubt)),
        tables=tuple(_with_spans(table, moves) for table in reading.tables),
    )
    return merged, moves


def spread(boxes: Boxes, length: int) -> Boxes:
    """Boxes of so many letters over the rectangle that holds some boxes."""
    if np.isnan(boxes).all():
        return np.full((length, 4), np.nan, dtype=np.float32)
    (left, top), (right, bottom) = np.nanmin(boxes[:, :2], axis=0), np.nanmax(boxes[:, 2:], axis=0)
    edges = np.linspace(left, right, length + 1)
    across = np.full(length, top), np.full(length, bottom)
    return np.stack([edges[:-1], across[0], edges[1:], across[1]], axis=1).astype(np.float32)


def _boxes(boxes: Boxes | None, length: int) -> Boxes:
    return np.full((length, 4), np.nan, dtype=np.float32) if boxes is None else boxes


def _with_spans(table: Table, moves: Moves) -> Table:
    def spans(cell: TableCell) -> tuple[Span, ...]:
        moved = (moves.span(span, grows=True) for span in cell.spans)
        return tuple(span for span in moved if span.start < span.end)

    return replace(table, cells=tuple(replace(cell, spans=spans(cell)) for cell in table.cells))
