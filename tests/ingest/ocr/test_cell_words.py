from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from ingest.ocr.ocr_words import Word
from ingest.ocr.table_cells import CellStack, cell_words, stack_of
from ingest.tables.ruled import GridCell

SCALE = 2.0  # pixels a point
Said = Sequence[Sequence[tuple[str, float]]]


def stack() -> CellStack:
    """Three cells under one another, a black square in each."""
    page = np.full((200, 100), 250, dtype=np.uint8)
    for top in (10, 70, 130):
        page[top : top + 20, 20:60] = 0
    grid = [GridCell(row=row, column=0, rows=1, columns=1, box=(0, 30 * row, 50, 30 * row + 30)) for row in range(3)]
    return stack_of(page, grid, scale=SCALE)


class FakeEngine:
    """Says what it was told to, square by square from the top: the first list at the first call, and so on."""

    def __init__(self, *calls: Said) -> None:
        self.calls = list(calls)
        self.seen: list[Image.Image] = []

    def __call__(self, picture: Image.Image) -> list[Word]:
        self.seen.append(picture)
        dark = (np.asarray(picture) < 100).any(axis=1)
        tops = np.flatnonzero(np.diff(dark.astype(np.int8), prepend=0) == 1)
        said = self.calls.pop(0)
        return [
            Word(text=text, confidence=confidence, left=12, right=52, top=top, bottom=top + 20, line=line)
            for line, (top, words) in enumerate(zip(tops.tolist(), said, strict=True))
            for text, confidence in words
        ]


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ([("7", 97.0)], "7"),
        ([("?", 20.0)], "Ỹ"),
        ([("§", 90.0)], "Ỹ"),
        ([], "Ỹ"),
        ([("7", 97.0), ("x", 5.0)], "7 x"),
    ],
    ids=["surer", "less sure", "a mark", "nothing", "surer, with a speck"],
)
def test_a_doubtful_cell_is_read_again_alone_and_the_surer_reading_stays(
    again: Sequence[tuple[str, float]], expected: str
) -> None:
    engine = FakeEngine([[("Quý", 96.0)], [("Ỹ", 50.0)], [("2024", 95.0)]], [again])
    words = cell_words(stack(), engine, table=0, scale=SCALE)
    read = {cell: " ".join(word.text for word in words if word.cell == cell) for cell in range(3)}
    assert read == {0: "Quý", 1: expected, 2: "2024"}
    assert engine.seen[1].height < engine.seen[0].height / 2


def test_words_of_a_second_look_stand_where_the_cell_does() -> None:
    engine = FakeEngine([[("a", 90.0)], [("b", 90.0)], []], [[("c", 90.0)]])
    words = cell_words(stack(), engine, table=4, scale=SCALE)
    assert [(word.text, word.table, word.cell) for word in words] == [("a", 4, 0), ("b", 4, 1), ("c", 4, 2)]
    assert [round(word.top / 60) for word in words] == [0, 1, 2]
    assert all(abs(word.top - 60 * row - 10) <= 2 for row, word in enumerate(words))


def test_cells_that_are_sure_are_read_once() -> None:
    engine = FakeEngine([[("a", 90.0)], [("b", 85.0)], [("c", 97.0)]])
    assert [word.text for word in cell_words(stack(), engine, table=0, scale=SCALE)] == ["a", "b", "c"]
    assert len(engine.seen) == 1
