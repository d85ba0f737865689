"""Workbooks: what stands in a cell can be read, and can do nothing."""

import io
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from parc_search.export.workbook import FONT, workbook

LONG = "Chủ trì, phối hợp với các sở, ngành kiểm tra cải cách hành chính tại ít nhất 12 cơ quan, đơn vị " * 3


def sheet(header: list[str], *rows: list[str | date]) -> Worksheet:
    found = load_workbook(io.BytesIO(workbook(header, rows, title="Sổ"))).active
    assert isinstance(found, Worksheet)
    return found


def test_a_column_is_as_wide_as_its_text_and_the_longest_gets_most() -> None:
    made = sheet(["Số", "Nhiệm vụ", "Cơ quan chủ trì"], ["1", LONG, "Sở Nội vụ; Sở Tài chính; Sở Tư pháp"])
    widths = [made.column_dimensions[letter].width for letter in "ABC"]
    assert widths == [8, 50, 22]


def test_the_name_of_a_file_is_not_broken_but_a_long_one_is() -> None:
    made = sheet(["Việc", "Tệp", "Mã"], [LONG, "003_851f8fa5d7079beb.txt", "ab" * 32])
    assert [made.column_dimensions[letter].width for letter in "BC"] == [27, 30]


def test_a_row_is_high_enough_for_the_text_that_wraps_in_it() -> None:
    made = sheet(["Số", "Nhiệm vụ"], ["1", "ngắn"], ["2", "một\nhai\nba"], ["3", LONG], ["4", "x" * 20_000])
    heights = [made.row_dimensions[row].height for row in range(1, 6)]
    assert heights[:3] == [19.0, 19.0, 49.0]
    # Some 290 letters over 47 in a line are seven lines at least; words do not fill theirs.
    assert 7 * 15.0 <= (heights[3] or 0) <= 9 * 15.0
    assert heights[4] == 409.0


def test_every_cell_has_the_face_of_official_texts_and_days_are_days() -> None:
    made = sheet(["Việc", "Hạn"], ["=1+1", date(2024, 3, 5)])
    assert {cell.font.name for row in made.iter_rows() for cell in row} == {FONT}
    assert (made["A2"].value, made["A2"].data_type) == ("=1+1", "s")
    assert (made["B2"].value, made["B2"].number_format) == (datetime(2024, 3, 5), "dd/mm/yyyy")


def test_a_register_without_rows_is_its_header() -> None:
    made = sheet(["Việc", "Hạn"])
    assert [[cell.value for cell in row] for row in made.iter_rows()] == [["Việc", "Hạn"]]
    assert sheet([]).max_row == 1
