import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from eval.datasets.synthetic_tables import COLUMN_WIDTHS, HEAD, KnownCell, made_table
from ingest.documents import Document, Page
from ingest.layout.chunk import chunk
from ingest.pipeline import metadata, outline
from ingest.readers import read
from ingest.registers.tasks import tasks
from ingest.repaired_text import Edit, RepairedText
from ingest.tables.rows import table_rows

ROWS = 40


def made_document(folder: Path, *, ruled: bool, sideways: bool = False) -> tuple[Document, list[list[KnownCell]]]:
    """A document of one table over several pages, and its known rows without the heads."""
    content, known = made_table(ROWS, ruled=ruled, seed=7, sideways=sideways)
    path = folder / "ke-hoach.pdf"
    path.write_bytes(content)
    raw = read(path)
    reading = RepairedText(raw.text)
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


FLATTENED = """
TT Nhiệm vụ cụ thể Hoạt động Kết quả/Sản phẩm

1

Công khai thủ tục hành chính
lên cơ sở dữ liệu quốc gia

Cập nhật, công khai
thủ tục hành chính

Báo cáo của
UBND tỉnh

Văn phòng
UBND tỉnh

Các sở, ban,
ngành; UBND
cấp huyện

Năm 2022
"""


def test_a_flattened_annex_behind_a_table_has_its_rows_too(tmp_path: Path) -> None:
    with_table, known = made_document(tmp_path, ruled=True)
    raw = with_table.raw
    body = "III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ:\n- Theo dõi việc thực hiện Kế hoạch này./.\n"
    text = f"{body}\f{raw.text}\f{FLATTENED}"
    shift = len(body) + 1
    moved = [replace(page, start=page.start + shift, end=page.end + shift) for page in raw.pages]
    pages = [Page(page_no=1, start=0, end=len(body), quality=1.0), *moved]
    pages.append(Page(page_no=len(pages) + 1, start=shift + len(raw.text) + 1, end=len(text), quality=1.0))
    raw = replace(raw, text=text, pages=tuple(pages))
    at = text.index("Tài chính")
    edit = Edit(start=at, end=at + 3, was="Tài", now="Tàài", rule="r", confidence=1)  # the reading is longer
    reading = RepairedText(text, (edit,))
    document = Document(raw=raw, reading=reading, metadata=metadata(raw, reading), outline=outline(raw, reading))
    found = [(task.task, task.lead) for task in tasks(document) if task.part == "annex"]
    assert [task for task, _ in found[: len(known)]] == [row[1].words for row in known]
    assert found[len(known) :] == [
        ("Công khai thủ tục hành chính lên cơ sở dữ liệu quốc gia", ("Văn phòng UBND tỉnh",))
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
