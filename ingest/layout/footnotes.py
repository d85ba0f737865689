"""Which lines of a page are footnotes: small letters at its foot, each numbered as a raised figure in the text above.

A footnote stands between the two halves of a sentence that runs over the page, and belongs to neither. Only a page
whose letters have boxes can show them; a small table at a page's foot has no figure that refers to it.
"""

import re
from collections.abc import Sequence
from statistics import quantiles
from typing import Protocol

import numpy as np

from ingest.documents import Page
from ingest.language.superscripts import LEVELLED, RAISED, SUPERSCRIPTS

# Footnotes are set in 10 to 12 points under a text of 13 or 14; letters of a line differ by a twentieth in height.
_SMALL = 0.9
_TEXT_DECILE = 6  # where half a document is tables and notes, its text still has the taller letters
_NUMBER = re.compile(r"\(?(\d{1,3})\)?\s+(?=\S*[^\W\d])")


class PlacedLine(Protocol):
    """What is needed of a line: its place in the source text, its words, and whether it is furniture."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def text(self) -> str: ...

    @property
    def is_furniture(self) -> bool: ...


def opens_note(text: str) -> bool:
    """Whether a line of a footnote begins one and does not go on with one."""
    return _NUMBER.match(text.translate(LEVELLED)) is not None


def footnote_lines(lines: Sequence[PlacedLine], pages: Sequence[Page]) -> frozenset[int]:
    """The starts of the lines that are footnotes or go on with one from the page before."""
    on_pages: list[tuple[Page, list[PlacedLine], list[float]]] = []
    for page in pages:
        if page.char_boxes is not None:
            placed = [line for line in lines if page.start <= line.start < page.end and not line.is_furniture]
            on_pages.append((page, placed, [_height(line, page) for line in placed]))
    heights = [height for _, _, of_page in on_pages for height in of_page if height > 0]
    if len(heights) < 2:
        return frozenset()
    small = _SMALL * quantiles(heights, n=10, method="inclusive")[_TEXT_DECILE]
    found: set[int] = set()
    goes_on = False
    for _, placed, of_page in on_pages:
        foot = len(placed)
        while foot and of_page[foot - 1] < small:
            foot -= 1
        above = " ".join(line.text for line in placed[:foot])
        notes = placed[foot:] if foot else []
        while notes and not (goes_on and not opens_note(notes[0].text)) and not _is_referred_to(notes[0].text, above):
            notes = notes[1:]
        found.update(line.start for line in notes)
        goes_on = bool(notes)
    return frozenset(found)


def _is_referred_to(note: str, above: str) -> bool:
    """Whether the figure that opens the note is glued to a word of the text above it, or stands raised in it."""
    number = _NUMBER.match(note.translate(LEVELLED))
    if number is None:
        return False
    raised = number.group(1).translate(RAISED)
    return bool(
        re.search(rf"[^\W\d_][.,;:)”\"]*{number.group(1)}(?![\d%])", above)
        or re.search(rf"(?<![{SUPERSCRIPTS}]){raised}(?![{SUPERSCRIPTS}])", above)
    )


def _height(line: PlacedLine, page: Page) -> float:
    """The height of a letter of the line in points, 0 where none has a box."""
    if page.char_boxes is None:
        return 0.0
    boxes = page.char_boxes[line.start - page.start : line.end - page.start]
    heights = (boxes[:, 3] - boxes[:, 1])[~np.isnan(boxes[:, 3])]
    return float(np.median(heights)) if len(heights) else 0.0
