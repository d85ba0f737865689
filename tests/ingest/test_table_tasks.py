import re
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.chunk import chunk
from ingest.documents import Document
from ingest.readers import read
from ingest.repair.repaired import Repaired
from ingest.structure import metadata, outline
from ingest.table_rows import table_rows
from ingest.tasks import tasks
from tests.ingest.made_tables import COLUMN_WIDTHS, HEAD, KnownCell, made_table

ROWS = 40


def made_document(folder: Path, *, ruled: bool, sideways: bool = False) -> tuple[Document, list[list[KnownCell]]]:
    """A document of one table over several pages, and its known rows without the heads."""
    content, known = made_table(ROWS, ruled=ruled, seed=7, sideways=sideways)
    path = folder / "ke-hoach.pdf"
    path.write_bytes(content)
    raw = read(path)
    reading = Repaired(raw.text)
    document = Document(raw=raw, reading=reading, metadata=metadata(raw, reading), outline=outline(raw, reading))
    width = len(COLUMN_WIDTHS)
    rows = [known[at : at + width] for at in range(0, len(known), width)]
    return document, [row for row in rows if row[0].words != HEAD[0]]


@pytest.mark.parametrize(("ruled", "sideways"), [(True, False), (True, True), (False, False)])
def test_every_row_of_a_table_over_pages_is_a_row_of_the_register(tmp_path: Path, ruled: bool, sideways: bool) -> None:
    document, known = made_document(tmp_path, ruled=ruled, sideways=sideways)
    found = [(task.task, task.lead, task.coordinate, task.deadline) for task in tasks(document)]
    assert found == [
        (task.words, (lead.words,), tuple(re.split(", ", partners.words)), deadline.words)
        for _, task, lead, partners, deadline in known
    ]


def test_rows_are_passages_and_a_head_that_is_printed_again_is_none(tmp_path: Path) -> None:
    document, known = made_document(tmp_path, ruled=True)
    readings = [passage.reading for passage in chunk(document)]
    assert [
        " ".join(cell.words for cell in row) for row in known if " ".join(c.words for c in row) not in readings
    ] == []
    assert sum(" ".join(HEAD) in reading for reading in readings) == 1


def test_rows_of_the_source_text_do_not_overlap(tmp_path: Path) -> None:
    document, _ = made_document(tmp_path, ruled=False)
    rows = table_rows(document.raw.pages, document.raw.text)
    assert [row for row, after in pairwise(rows) if row.end > after.start] == []
    assert sum(row.is_repeated for row in rows) == len(document.raw.pages) - 1


def test_a_text_without_tables_has_no_rows() -> None:
    assert table_rows((), "Điều 1. Phạm vi điều chỉnh") == ()
