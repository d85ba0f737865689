"""One page's picture to words on the page: levelled, read, and turned upright where it lies on its side.

Ruling lines are taken out before the page is read, and tell its tables afterwards.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

import numpy as np
import numpy.typing as npt
from PIL import Image

from ingest.ocr.components import ink_boxes
from ingest.ocr.ctc_verifier import SecondReader, looked_at_again
from ingest.ocr.deskew import Levelled, Pixels, levelled
from ingest.ocr.line_detection import picture_rules, without_rules
from ingest.ocr.ocr_words import Word, page_text
from ingest.ocr.table_cells import (
    Grid,
    Reading,
    cell_words,
    is_table,
    is_table_without_rules,
    stack_of,
    with_tables,
    without_cells,
)
from ingest.quality import read_quality
from ingest.tables.aligned import aligned_grids
from ingest.tables.ruled import Rect, ruled_grids

DPI = 300  # what Tesseract was trained for; 200 loses accents on worn pages

# A page that lies on its side gives rubbish; then it is asked which way is up.
_RUBBISH_QUALITY = 0.5
_LEAST_WORDS = 0.3  # of the signs between blanks, that hold two letters side by side; a page of numbers is asked too
_LETTERS = re.compile(r"(?<!\S)\S*[^\W\d_]{2}\S*")
_LONGER = re.compile(r"\w{2,}")
_POINTS_AN_INCH = 72.0
_ROOM_PT = 3.0


class Engine(Protocol):
    """What reading a page needs of an OCR engine."""

    def words(self, image: Image.Image, *, dpi: int, is_block: bool = False) -> tuple[Word, ...]:
        """The words of a picture in reading order, their boxes in pixels; `is_block` of one column of lines."""

    def quarter_turns(self, image: Image.Image, *, dpi: int) -> int:
        """By how many quarter turns, counter-clockwise, the picture must be turned to stand upright."""


def read_picture(
    image: Image.Image, engine: Engine, *, width_pt: float, height_pt: float, second: SecondReader | None = None
) -> Reading:
    """What stands on a page's picture, boxes in points on the page as it is shown; `second` disputes words of it.

    Raises:
        PageNotRead: the engine failed.
        TimeoutError: it ran out of time.
    """
    dpi = max(1, round(image.width / width_pt * _POINTS_AN_INCH))
    reading = _read_level(image, engine, second, dpi)
    if _is_rubbish(page_text(reading.words).text):
        turns = engine.quarter_turns(image, dpi=dpi)
        if turns:
            upright = _read_level(image.rotate(90 * turns, expand=True), engine, second, dpi)
            if _worth(upright.words) > _worth(reading.words):
                reading = _moved(upright, lambda box: _turned_back(box, turns, image.width, image.height))
    across, down = width_pt / image.width, height_pt / image.height
    return _moved(reading, lambda box: (box[0] * across, box[1] * down, box[2] * across, box[3] * down))


def _read_level(image: Image.Image, engine: Engine, second: SecondReader | None, dpi: int) -> Reading:
    level = levelled(image)
    scale = dpi / _POINTS_AN_INCH
    grey = np.asarray(level.image)
    rules = picture_rules(grey, dpi=dpi)
    whole = grey = without_rules(grey, rules)
    read_block = partial(engine.words, dpi=dpi, is_block=True)
    tables: list[tuple[Grid, list[Word]]] = []
    for grids, is_one in ((_ruled, is_table), (_aligned, is_table_without_rules)):
        for grid in grids(grey, rules, dpi):
            stack = stack_of(grey, grid, scale=scale)
            if is_one(grid, stack.filled):
                words = cell_words(stack, read_block, table=len(tables), scale=scale)
                if is_one(grid, sorted({word.cell for word in words if word.cell is not None})):
                    tables.append((_scaled_grid(grid, scale), words))
                    grey = without_cells(grey, grid, scale=scale)
    outside = engine.words(Image.fromarray(grey), dpi=dpi)
    reading = with_tables(outside, tables)
    if second is not None:
        reading = replace(reading, words=looked_at_again(whole, reading.words, second))
    return _moved(reading, lambda box: _on_the_page(box, level))


def _ruled(grey: Pixels, rules: npt.NDArray[np.float64], dpi: int) -> list[Grid]:
    return ruled_grids(rules * _POINTS_AN_INCH / dpi)


def _aligned(grey: Pixels, rules: npt.NDArray[np.float64], dpi: int) -> list[Grid]:
    return [_with_accents(grid) for grid in aligned_grids(ink_boxes(grey, dpi=dpi))]


def _with_accents(grid: Grid) -> Grid:
    """The grid of words with room for what stands above and below their letters."""
    return tuple(
        replace(
            cell, box=(cell.box[0] - _ROOM_PT, cell.box[1] - _ROOM_PT, cell.box[2] + _ROOM_PT, cell.box[3] + _ROOM_PT)
        )
        for cell in grid
    )


def _moved(reading: Reading, place: Callable[[Rect], Rect]) -> Reading:
    """The reading with every box at another place."""
    return Reading(
        words=tuple(_boxed(word, place(_box_of(word))) for word in reading.words),
        grids=tuple(tuple(replace(cell, box=place(cell.box)) for cell in grid) for grid in reading.grids),
    )


def _box_of(word: Word) -> Rect:
    return word.left, word.top, word.right, word.bottom


def _boxed(word: Word, box: Rect) -> Word:
    left, top, right, bottom = box
    return replace(word, left=left, top=top, right=right, bottom=bottom)


def _scaled_grid(grid: Grid, scale: float) -> Grid:
    return tuple(
        replace(cell, box=(cell.box[0] * scale, cell.box[1] * scale, cell.box[2] * scale, cell.box[3] * scale))
        for cell in grid
    )


def _on_the_page(box: Rect, level: Levelled) -> Rect:
    """An upright box of the same size about the place where the middle of a box of the levelled page lies."""
    if not level.turned_degrees:
        return box
    left, top, right, bottom = box
    x, y = level.on_the_page((left + right) / 2, (top + bottom) / 2)
    across, down = (right - left) / 2, (bottom - top) / 2
    return x - across, y - down, x + across, y + down


def _turned_back(box: Rect, turns: int, width: int, height: int) -> Rect:
    """The box in a picture of this size that was turned counter-clockwise before it was read."""
    corners = [(box[0], box[1]), (box[2], box[3])]
    for _ in range(turns):
        corners = [(y, x) for x, y in corners]
    if turns == 1:
        corners = [(width - x, y) for x, y in corners]
    elif turns == 2:
        corners = [(width - x, height - y) for x, y in corners]
    elif turns == 3:
        corners = [(x, height - y) for x, y in corners]
    (left, right), (top, bottom) = (sorted(values) for values in zip(*corners, strict=True))
    return left, top, right, bottom


def _is_rubbish(text: str) -> bool:
    """Whether a text is no Vietnamese, or mostly single signs, as lines on their side give."""
    signs = text.split()
    return read_quality(text) < _RUBBISH_QUALITY or len(_LETTERS.findall(text)) < _LEAST_WORDS * len(signs)


def _worth(words: tuple[Word, ...]) -> float:
    text = page_text(words).text
    return read_quality(text) * len(_LONGER.findall(text))
