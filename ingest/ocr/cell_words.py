"""The words in the cells of a table, those of doubtful cells looked at twice.

A cell is a line or two, without the words around it that would tell what stands there. The engine knows where it is
unsure; a softer picture of just those cells, in which grain is no part of a letter, often settles it.
"""

from collections.abc import Callable, Iterable, Sequence

from PIL import Image, ImageFilter

from ingest.ocr.cell_stack import CellStack
from ingest.ocr.words import Word

# Of made tables, scanned, 3 cells in 100 hold a word below this confidence, among them 11 of 12 that are wrong.
_SURE = 85.0
# A word below this confidence is rather worse than none.
_WORTHLESS = 40.0
_SOFT_PT = 0.19

Read = Callable[[Image.Image], Sequence[Word]]


def cell_words(stack: CellStack, read: Read, *, table: int, scale: float) -> list[Word]:
    """The words of the stack where they stand on the page, cell by cell; `scale` is the pixels of a point."""
    picture = Image.fromarray(stack.picture)
    first = _by_cell(stack.put_back(read(picture), table=table))
    doubtful = [cell for cell in stack.filled if min((w.confidence for w in first.get(cell, ())), default=0.0) < _SURE]
    second: dict[int | None, list[Word]] = {}
    if doubtful:
        again = stack.of(doubtful)
        soft = Image.fromarray(again.picture).filter(ImageFilter.GaussianBlur(_SOFT_PT * scale))
        second = _by_cell(again.put_back(read(soft), table=table))
    return [word for cell in stack.filled for word in max(first.get(cell, []), second.get(cell, []), key=_worth)]


def _by_cell(words: Iterable[Word]) -> dict[int | None, list[Word]]:
    cells: dict[int | None, list[Word]] = {}
    for word in words:
        cells.setdefault(word.cell, []).append(word)
    return cells


def _worth(words: Sequence[Word]) -> float:
    """How much of a cell a reading gives: its letters and figures, by how sure they are."""
    return sum(sum(map(str.isalnum, word.text)) * (word.confidence - _WORTHLESS) for word in words)
