"""Tables of scanned pages: rules found, cells read one by one and put back, words in the order of the cells."""

import re
from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw

from eval.datasets.synthetic_tables import made_table
from eval.suites.tables import KINDS, read_scanned, score_made_tables
from ingest.documents import Document
from ingest.ocr.line_detection import picture_rules, without_rules
from ingest.ocr.ocr_words import Word, page_text
from ingest.ocr.table_cells import is_table_without_rules, stack_of, with_tables
from ingest.ocr.tesseract import installed_tesseract
from ingest.pipeline import metadata, outline
from ingest.registers.tasks import tasks
from ingest.repaired_text import RepairedText
from ingest.tables.ruled import GridCell, ruled_grids

DPI = 144  # two pixels a point


def sheet() -> Image.Image:
    """Two rows of two cells, 100 by 30 points each from (50, 40), a black square in each; a row of strokes."""
    image = Image.new("L", (600, 400), 255)
    draw = ImageDraw.Draw(image)
    for x in (100, 300, 500):
        draw.line((x, 80, x, 200), fill=40, width=2)
    for y in (80, 140, 200):
        draw.line((100, y, 500, y), fill=40, width=2)
    for x, y in ((120, 100), (340, 100), (120, 160), (340, 160)):
        draw.rectangle((x, y, x + 30, y + 19), fill=0)
    for x in range(100, 400, 6):
        draw.line((x, 300, x, 318), fill=0, width=3)  # stems that stand as close as letters
    return image


def grid() -> tuple[GridCell, ...]:
    (found,) = ruled_grids(picture_rules(np.asarray(sheet()), dpi=DPI) / 2)
    return found


def word(text: str, x: float, y: float, *, line: int = 0, cell: int | None = None) -> Word:
    table = None if cell is None else 0
    return Word(text=text, confidence=90, left=x, right=x + 10, top=y, bottom=y + 10, line=line, table=table, cell=cell)


def test_rules_are_found_and_letters_are_none() -> None:
    rules = picture_rules(np.asarray(sheet()), dpi=DPI)
    assert len(rules) == 6
    assert rules[:, 3].max() < 220  # nothing of the strokes
    assert [(cell.row, cell.column) for cell in grid()] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert max(abs(a - b) for a, b in zip(grid()[3].box, (150, 70, 250, 100), strict=True)) <= 1.5


def test_a_drawing_of_lines_alone_has_no_rules() -> None:
    drawing = np.full((3200, 3200), 255, dtype=np.uint8)
    for at in range(0, 3200, 80):
        for start in range(0, 3200, 80):
            drawing[at : at + 2, start : start + 70] = 0
    assert len(picture_rules(drawing, dpi=DPI)) == 0
    assert len(picture_rules(drawing[:800], dpi=DPI)) > 300


def test_a_picture_without_its_rules_keeps_all_else() -> None:
    grey = np.asarray(sheet())
    clean = without_rules(grey, picture_rules(grey, dpi=DPI))
    assert (clean[78:203, 305:495] < 100).sum() == 2 * 31 * 20
    assert (clean[140, 305:495] == 255).all()
    assert (clean[290:330] == grey[290:330]).all()


def test_the_cells_stand_under_one_another_and_go_back_where_they_were() -> None:
    grey = np.asarray(sheet())
    stack = stack_of(without_rules(grey, picture_rules(grey, dpi=DPI)), grid(), scale=2)
    assert stack.filled == (0, 1, 2, 3)
    tops = [
        row for row in range(1, len(stack.picture)) if stack.picture[row].min() < 50 <= stack.picture[row - 1].min()
    ]
    assert len(tops) == 4
    margin = int(np.flatnonzero(stack.picture[tops[0]] < 50)[0])
    seen = [word(str(number), margin, top) for number, top in enumerate(tops)]
    back = [(w.text, w.cell, w.left, w.top) for w in stack.put_back(seen, table=0)]
    assert back == [("0", 0, 120, 100), ("1", 1, 340, 100), ("2", 2, 120, 160), ("3", 3, 340, 160)]


def test_some_cells_of_a_stack_go_back_where_they_were_too() -> None:
    grey = np.asarray(sheet())
    stack = stack_of(without_rules(grey, picture_rules(grey, dpi=DPI)), grid(), scale=2).of({1, 2})
    assert stack.filled == (1, 2)
    inked = np.flatnonzero((stack.picture < 50).any(axis=1))
    assert len(inked) == 2 * 20
    margin = int(np.flatnonzero(stack.picture[inked[0]] < 50)[0])
    seen = [word("1", margin, int(inked[0])), word("2", margin, int(inked[20]))]
    back = [(w.text, w.cell, w.left, w.top) for w in stack.put_back(seen, table=0)]
    assert back == [("1", 1, 340, 100), ("2", 2, 120, 160)]


def test_words_of_a_table_stand_where_the_table_does() -> None:
    outside = [word("trên", 50, 10), word("dưới", 50, 200, line=1)]
    inside = [word("a", 55, 50, cell=0), word("b", 70, 50, cell=0), word("c", 160, 50, cell=1)]
    reading = with_tables(outside, [(grid(), inside)])
    page = page_text(reading.words, reading.grids)
    assert page.text == "trên\na b\nc\ndưới"
    (table,) = page.tables
    assert [cell.text_of(page.text) for cell in table.cells] == ["a b", "c", "", ""]


@pytest.mark.parametrize(
    ("filled", "is_one"),
    [((0, 1, 2, 3, 4, 5), True), ((0, 1, 2, 3), False), ((0, 1, 3, 4), False)],
    ids=["three full columns", "a row and a word", "two columns"],
)
def test_two_columns_and_a_few_words_are_no_table_without_rules(filled: Sequence[int], is_one: bool) -> None:
    cells = tuple(
        GridCell(row=row, column=column, rows=1, columns=1, box=(0, 0, 1, 1)) for row in range(3) for column in range(3)
    )
    assert is_table_without_rules(cells, filled) == is_one


def test_a_figure_in_a_cell_is_kept_though_it_was_hard_to_read() -> None:
    hard = [
        Word(text="1/2024", confidence=9, left=0, right=9, top=0, bottom=9, line=0, table=table, cell=table)
        for table in (None, 0)
    ]
    good = [word("Trước", 0, 0), word("quý", 12, 0)]
    assert page_text([*good, hard[0]]).text == "Trước quý"
    assert page_text([*good, hard[1]]).text == "Trước quý 1/2024"


def test_a_line_in_a_cell_stays_where_one_of_its_words_is_sure() -> None:
    for first, table, expected in (("Quý", None, ""), ("Quý", 0, "Quý 1/2024"), ("Đ", 0, "")):
        sure, unsure = (
            Word(text=text, confidence=confidence, left=0, right=9, top=0, bottom=9, line=0, table=table, cell=table)
            for text, confidence in ((first, 96.0), ("1/2024", 0.0))
        )
        assert page_text([sure, unsure]).text == expected


@pytest.mark.ocr
@pytest.mark.slow
def test_a_scanned_table_feeds_the_register() -> None:
    engine = installed_tesseract()
    assert engine is not None, "apt-get install tesseract-ocr tesseract-ocr-vie"
    content, known = made_table(8, ruled=True, seed=4)
    raw = read_scanned(content, engine, seed=4)
    reading = RepairedText(raw.text)
    document = Document(raw=raw, reading=reading, metadata=metadata(raw, reading), outline=outline(raw, reading))
    found = [(task.lead, task.coordinate) for task in tasks(document)]
    expected = [((known[at + 2].words,), tuple(re.split(", ", known[at + 3].words))) for at in range(5, 45, 5)]
    assert found == expected


@pytest.mark.ocr
@pytest.mark.slow
@pytest.mark.parametrize("name", [kind.name for kind in KINDS if kind.scanned])
def test_cells_of_scanned_tables_have_their_words_and_boxes(name: str) -> None:
    kinds = [kind for kind in KINDS if kind.name == name]
    totals = score_made_tables(installed_tesseract(), system="", seeds=(0,), kinds=kinds).summary()["all"]
    assert totals["cell box"].value >= 0.98
    assert totals["cell text"].value >= 0.98
    assert totals["CER"].value <= 0.01
