"""One page's picture to words on the page: levelled, read, and turned upright where it lies on its side."""

from dataclasses import replace
from typing import Protocol

from PIL import Image

from ingest.ocr.picture import Levelled, levelled
from ingest.ocr.words import Word, page_text
from ingest.quality import read_quality

DPI = 300  # what Tesseract was trained for; 200 loses accents on worn pages

# A page that lies on its side gives rubbish; then it is asked which way is up.
_RUBBISH_QUALITY = 0.5
_POINTS_AN_INCH = 72.0


class Engine(Protocol):
    """What reading a page needs of an OCR engine."""

    def words(self, image: Image.Image, *, dpi: int) -> tuple[Word, ...]:
        """The words of a picture in reading order, their boxes in pixels."""

    def quarter_turns(self, image: Image.Image, *, dpi: int) -> int:
        """By how many quarter turns, counter-clockwise, the picture must be turned to stand upright."""


def read_picture(image: Image.Image, engine: Engine, *, width_pt: float, height_pt: float) -> tuple[Word, ...]:
    """The words of a page's picture, their boxes in points on the page as it is shown.

    Raises:
        PageNotRead: the engine failed.
        TimeoutError: it ran out of time.
    """
    dpi = max(1, round(image.width / width_pt * _POINTS_AN_INCH))
    words = _read_level(image, engine, dpi)
    if read_quality(page_text(words).text) < _RUBBISH_QUALITY:
        turns = engine.quarter_turns(image, dpi=dpi)
        if turns:
            upright = _read_level(image.rotate(90 * turns, expand=True), engine, dpi)
            if _worth(upright) > _worth(words):
                words = tuple(_turned_back(word, turns, image.width, image.height) for word in upright)
    across, down = width_pt / image.width, height_pt / image.height
    return tuple(
        replace(
            word, left=word.left * across, right=word.right * across, top=word.top * down, bottom=word.bottom * down
        )
        for word in words
    )


def _read_level(image: Image.Image, engine: Engine, dpi: int) -> tuple[Word, ...]:
    level = levelled(image)
    return tuple(_on_the_page(word, level) for word in engine.words(level.image, dpi=dpi))


def _on_the_page(word: Word, level: Levelled) -> Word:
    """The word with an upright box of its own size about the place where its middle lies on the page."""
    if not level.turned_degrees:
        return word
    x, y = level.on_the_page((word.left + word.right) / 2, (word.top + word.bottom) / 2)
    across, down = (word.right - word.left) / 2, (word.bottom - word.top) / 2
    return replace(word, left=x - across, right=x + across, top=y - down, bottom=y + down)


def _turned_back(word: Word, turns: int, width: int, height: int) -> Word:
    """The word's box in a picture of this size that was turned counter-clockwise before it was read."""
    corners = [(word.left, word.top), (word.right, word.bottom)]
    for _ in range(turns):
        corners = [(y, x) for x, y in corners]
    if turns == 1:
        corners = [(width - x, y) for x, y in corners]
    elif turns == 2:
        corners = [(width - x, height - y) for x, y in corners]
    elif turns == 3:
        corners = [(x, height - y) for x, y in corners]
    (left, right), (top, bottom) = (sorted(values) for values in zip(*corners, strict=True))
    return replace(word, left=left, top=top, right=right, bottom=bottom)


def _worth(words: tuple[Word, ...]) -> float:
    text = page_text(words).text
    return read_quality(text) * len(text.split())
