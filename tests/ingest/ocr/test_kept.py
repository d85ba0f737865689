from pathlib import Path

from ingest.ocr.ocr_words import Word
from ingest.ocr.page_ocr import forget_readings, keep_reading, kept_reading
from ingest.ocr.table_cells import Reading
from ingest.tables.ruled import GridCell

READ = Reading(
    words=(Word(text="Điều", confidence=91.5, left=1.5, top=2, right=3, bottom=4, line=0, table=0, cell=0),),
    grids=((GridCell(row=0, column=0, rows=1, columns=2, box=(1.5, 2.0, 9.0, 9.5)),),),
)


def test_what_is_kept_comes_back_until_it_is_forgotten(tmp_path: Path) -> None:
    assert kept_reading(tmp_path, "abc", 2, engine="5.3") is None
    keep_reading(tmp_path, "abc", 2, READ, engine="5.3")
    assert kept_reading(tmp_path, "abc", 2, engine="5.3") == READ
    assert kept_reading(tmp_path, "abc", 1, engine="5.3") is None
    forget_readings(tmp_path, "abc")
    assert kept_reading(tmp_path, "abc", 2, engine="5.3") is None
    assert list(tmp_path.rglob("*")) == []


def test_the_words_of_another_engine_are_not_taken(tmp_path: Path) -> None:
    keep_reading(tmp_path, "abc", 1, READ, engine="5.3")
    assert kept_reading(tmp_path, "abc", 1, engine="5.5") is None


def test_a_damaged_file_counts_as_none(tmp_path: Path) -> None:
    keep_reading(tmp_path, "abc", 1, READ, engine="5.3")
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(file.read_bytes()[:-5])
    assert kept_reading(tmp_path, "abc", 1, engine="5.3") is None
