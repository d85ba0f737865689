from pathlib import Path

import pytest

from eval.datasets.synthetic_tables import KnownCell, made_table
from ingest.documents import SourceDocument
from ingest.readers import read

NEAR_PT = 2.0


def cells_read(document: SourceDocument) -> list[tuple[int, str, tuple[float, float, float, float]]]:
    """Page, words and box of every cell with words."""
    return [
        (number, cell.text_of(document.text[page.start : page.end]), cell.box)
        for number, page in enumerate(document.pages, 1)
        for table in page.tables
        for cell in table.cells
        if cell.spans
    ]


def read_made(folder: Path, content: bytes) -> SourceDocument:
    path = folder / "bang.pdf"
    path.write_bytes(content)
    return read(path)


def is_near(box: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return all(abs(side - known) <= NEAR_PT for side, known in zip(box, other, strict=True))


def is_inside(box: tuple[float, ...], other: tuple[float, ...]) -> bool:
    left, top, right, bottom = other
    return box[0] >= left - 1 and box[1] >= top - 1 and box[2] <= right + 1 and box[3] <= bottom + 1


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("sideways", [False, True])
def test_every_cell_of_a_ruled_table_has_its_words_and_its_box(tmp_path: Path, seed: int, sideways: bool) -> None:
    content, known = made_table(40, ruled=True, seed=seed, sideways=sideways)
    found = cells_read(read_made(tmp_path, content))
    assert [(page, words) for page, words, _ in found] == [(cell.page_no, cell.words) for cell in known]
    assert [box for (_, _, box), cell in zip(found, known, strict=True) if not is_near(box, cell.box)] == []


@pytest.mark.parametrize("seed", range(3))
def test_cells_of_a_table_without_rules_have_their_words_and_lie_in_their_place(tmp_path: Path, seed: int) -> None:
    content, known = made_table(40, ruled=False, seed=seed)
    found = cells_read(read_made(tmp_path, content))
    right = [cell for cell in known if any(matches(cell, *each) for each in found)]
    assert len(right) >= 0.98 * len(known)
    assert len(found) <= 1.02 * len(known)


def matches(cell: KnownCell, page_no: int, words: str, box: tuple[float, ...]) -> bool:
    return (page_no, words) == (cell.page_no, cell.words) and is_inside(box, cell.box)
