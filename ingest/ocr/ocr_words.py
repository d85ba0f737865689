"""Words as an OCR engine found them, and the text of a page made of them with a box for each character.

Words that stand in the cells of a table give the table its cells, as stretches of that text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ingest.documents import Span, Table, TableCell
from ingest.language.syllables import is_syllable
from ingest.tables.ruled import GridCell

# Tesseract's confidence in percent. Ink that is no letter (a stamp's rim, a fold, a signature) is read as short
# words of low confidence; but worn letters are too, so a word that may be a syllable stays in a line of writing.
_LEAST_CONFIDENCE = 25.0
_LEAST_LINE_CONFIDENCE = 40.0
_DOUBTFUL_CONFIDENCE = 60.0
_SCRATCHES = frozenset("_|¦`´ˆ˜~¬^“”‘’'\"°•·*.,")
# No word begins so; a speck before a letter is read so.
_SPECKS_BEFORE = re.compile(r"^[.,;:„_|¦~¬`´ˆ]+(?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word on a page: its box in PDF points from the top left, `line` equal for words of one line.

    `confidence` is 0..100. `table` and `cell` are numbers among the tables of the page and the cells of that table,
    None for a word that stands in none. A word is disputed if a second reader takes it for another.
    """

    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float
    line: int
    table: int | None = None
    cell: int | None = None
    is_disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The text of a page: (len(text), 4) float32 boxes, NaN where there is no ink, the spans in doubt, the tables.

    `confidences`, 0..100, has one for each word of the text in its order.
    """

    text: str
    boxes: npt.NDArray[np.float32]
    doubts: tuple[Span, ...]
    tables: tuple[Table, ...] = ()
    confidences: tuple[float, ...] = ()


def is_in_doubt(word: Word) -> bool:
    """Whether a reader should look at the word itself."""
    return word.is_disputed or word.confidence < _DOUBTFUL_CONFIDENCE


def page_text(words: Sequence[Word], grids: Sequence[Sequence[GridCell]] = ()) -> PageText:
    """The words in their order, one line a line; a character's box is its share of the word's width.

    `grids` are the tables of the page, whose cells the words name.
    """
    parts: list[str] = []
    boxes: list[npt.NDArray[np.float32]] = []
    doubts: list[Span] = []
    stretches: dict[tuple[int | None, int | None], list[Span]] = {}
    confidences: list[float] = []
    last: tuple[int | None, int | None] | None = None
    at = 0
    line: int | None = None
    for word in _legible(words):
        if line is not None:
            parts.append(" " if word.line == line else "\n")
            boxes.append(np.full((1, 4), np.nan, dtype=np.float32))
            at += 1
        line = word.line
        parts.append(word.text)
        confidences += [word.confidence] * len(word.text.split())
        boxes.append(_character_boxes(word))
        if is_in_doubt(word):
            doubts.append(Span(start=at, end=at + len(word.text)))
        place = word.table, word.cell
        spans = stretches.setdefault(place, [])
        start = spans.pop().start if place == last else at
        spans.append(Span(start=start, end=at + len(word.text)))
        last = place
        at += len(word.text)
    joined = np.concatenate(boxes) if boxes else np.zeros((0, 4), dtype=np.float32)
    tables = tuple(
        Table(
            cells=tuple(
                TableCell(
                    row=cell.row,
                    column=cell.column,
                    rows=cell.rows,
                    columns=cell.columns,
                    spans=tuple(stretches.get((table, number), ())),
                    box=cell.box,
                )
                for number, cell in enumerate(grid)
            )
        )
        for table, grid in enumerate(grids)
    )
    return PageText(
        text="".join(parts), boxes=joined, doubts=tuple(doubts), tables=tables, confidences=tuple(confidences)
    )


def _legible(words: Sequence[Word]) -> list[Word]:
    """The words less what is most likely no writing: by its own low confidence, or with the whole of its line."""
    lines: dict[int, list[Word]] = {}
    for word in words:
        if not _SCRATCHES.issuperset(word.text):
            cleaned = replace(word, text=_SPECKS_BEFORE.sub("", word.text))
            lines.setdefault(word.line, []).append(cleaned)
    kept = []
    for found in lines.values():
        chars = sum(len(word.text) for word in found)
        mean = sum(word.confidence * len(word.text) for word in found) / chars
        # In a cell there is little but writing, and one word that is sure says that its line is.
        is_sure = any(word.cell is not None and _is_sure(word) for word in found)
        if (mean >= _LEAST_LINE_CONFIDENCE or is_sure) and any(c.isalnum() for word in found for c in word.text):
            kept += [word for word in found if word.confidence >= _LEAST_CONFIDENCE or _may_be_text(word)]
    return kept


def _is_sure(word: Word) -> bool:
    return word.confidence >= _DOUBTFUL_CONFIDENCE and _may_be_text(word)


def _may_be_text(word: Word) -> bool:
    """Whether it may be a syllable, or, in the cell of a table, a figure."""
    if word.cell is not None and any(character.isdigit() for character in word.text):
        return True
    letters = "".join(character for character in word.text if character.isalpha())
    return len(letters) > 1 and is_syllable(letters)


def _character_boxes(word: Word) -> npt.NDArray[np.float32]:
    edges = np.linspace(word.left, word.right, len(word.text) + 1)
    top, bottom = np.full(len(word.text), word.top), np.full(len(word.text), word.bottom)
    return np.stack([edges[:-1], top, edges[1:], bottom], axis=1).astype(np.float32)
