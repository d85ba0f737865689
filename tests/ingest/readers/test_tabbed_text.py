from ingest.documents import Table
from ingest.readers.tabbed_text import tabbed_tables

HEAD = "STT\tNhiệm vụ\tCơ quan chủ trì\tThời hạn"


def rows_of(text: str, table: Table) -> list[list[str]]:
    """The words of each cell, row by row."""
    rows: list[list[str]] = []
    for cell in table.cells:
        while len(rows) <= cell.row:
            rows.append([])
        rows[cell.row].append(cell.text_of(text))
    return rows


def test_lines_of_tabbed_cells_are_the_rows_of_a_table() -> None:
    text = f"PHỤ LỤC\n{HEAD}\n1\tRà soát văn bản\tSở Tư pháp\tQuý I/2025\n2\tTập huấn\t\tQuý II/2025\nHết"
    (table,) = tabbed_tables(text)
    assert rows_of(text, table) == [
        ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"],
        ["1", "Rà soát văn bản", "Sở Tư pháp", "Quý I/2025"],
        ["2", "Tập huấn", "", "Quý II/2025"],
    ]
    assert not table.tells_merged


def test_a_title_without_a_tab_between_two_rows_is_a_row_over_all_columns() -> None:
    text = (
        f"{HEAD}\nI. Thể chế\n1\tRà soát văn bản\tSở Tư pháp\tQuý I/2025\nII. Bộ máy\n2\tSắp xếp\tSở Nội vụ\tNăm 2025"
    )
    (table,) = tabbed_tables(text)
    assert [(cell.row, cell.text_of(text)) for cell in table.cells if cell.columns == 4] == [
        (1, "I. Thể chế"),
        (3, "II. Bộ máy"),
    ]


def test_a_cell_that_a_line_end_cut_goes_on_and_its_row_with_it() -> None:
    text = f"{HEAD}\n1\tRà soát văn bản\tSở Nông nghiệp\nvà Môi trường\tQuý I/2025\n2\tTập huấn\tSở Nội vụ\tNăm 2025"
    (table,) = tabbed_tables(text)
    assert rows_of(text, table)[1] == ["1", "Rà soát văn bản", "Sở Nông nghiệp và Môi trường", "Quý I/2025"]
    assert len(rows_of(text, table)) == 3


def test_a_head_that_comes_again_behind_a_heading_opens_another_table() -> None:
    rows = f"{HEAD}\n1\tRà soát văn bản\tSở Tư pháp\tQuý I/2025\n2\tTập huấn\tSở Nội vụ\tNăm 2025"
    assert len(tabbed_tables(f"{rows}\n2. Các nhiệm vụ khác\n{rows}")) == 2


def test_letterheads_fields_and_tabs_that_only_indent_are_no_tables() -> None:
    letterhead = "UBND TỈNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/KH-UBND\tHà Nội, ngày 01 tháng 01 năm 2025"
    fields = "Số hiệu\t1/KH-UBND\nNgày ban hành\t01/01/2025\nNgười ký\tA\nCơ quan\tUBND tỉnh"
    indented = "\tĐiều 1. Phạm vi\n\tĐiều 2. Hiệu lực\n\tĐiều 3. Thi hành"
    scattered = "ngu\ttri\tdan\nkinh\tdoanh\tbdo\noh\tnguai\tdan"
    assert [tabbed_tables(text) for text in (letterhead, fields, indented, scattered)] == [(), (), (), ()]


def test_two_columns_are_a_table_where_the_first_counts() -> None:
    text = "TT\tChỉ tiêu\n1\tĐạt 90%\n2\tĐạt 80%\n3\tĐạt 70%"
    assert [len(table.cells) for table in tabbed_tables(text)] == [8]
