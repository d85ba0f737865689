from ingest.documents import Page, Span, Table, TableCell
from ingest.readers.text import unpaged
from ingest.registers.annex.assembly import AssembledTable, assembled_tables, words_of


def tables_of(text: str) -> tuple[AssembledTable, ...]:
    return assembled_tables(unpaged(text, "a.txt")[1], text)


def said(table: AssembledTable, text: str) -> list[list[str]]:
    """The words of each row's cells."""
    return [[words_of(cell, text) for cell in row.cells] for row in table.rows]


def sections(table: AssembledTable) -> list[list[tuple[str, str]]]:
    """The sections above each row, outermost first."""
    return [[(section.number, section.words) for section in row.sections] for row in table.rows]


def grid(text: str, rows: list[list[tuple[str, int, int]]], *, start: int, at: float = 50.0) -> Table:
    """A ruled table whose cells' words stand in `text` in their order from `start`: words, rows and columns of each."""
    cells: list[TableCell] = []
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for words, tall, wide in row:
            while (number, column) in taken:
                column += 1
            taken |= {(number + down, column + over) for down in range(tall) for over in range(wide)}
            begin = text.index(words, start) if words else 0
            start = begin + len(words) if words else start
            spans = (Span(start=begin, end=begin + len(words)),) if words else ()
            box = (at + 100 * column, 10.0 * number, at + 100 * (column + wide), 10.0 * (number + tall))
            cells.append(TableCell(row=number, column=column, rows=tall, columns=wide, spans=spans, box=box))
            column += wide
    return Table(cells=tuple(cells))


def test_a_second_row_of_heads_stands_below_the_first_and_the_columns_numbers_are_left_out() -> None:
    text = (
        "STT\tNhiệm vụ\tPhân công thực hiện\t\tThời hạn\n\t\tChủ trì\tPhối hợp\n(1)\t(2)\t(3)\t(4)\t(5)\n"
        "1\tRà soát văn bản\tSở A\tSở B\tQuý I\n2\tTập huấn nghiệp vụ\tSở C\tSở D\tQuý II"
    )
    (table,) = tables_of(text)
    assert table.heads == ("STT", "Nhiệm vụ", "Phân công thực hiện Chủ trì", "Phân công thực hiện Phối hợp", "Thời hạn")
    assert said(table, text) == [
        ["1", "Rà soát văn bản", "Sở A", "Sở B", "Quý I"],
        ["2", "Tập huấn nghiệp vụ", "Sở C", "Sở D", "Quý II"],
    ]


def test_rows_that_title_others_are_their_sections() -> None:
    text = (
        "TT\tNhiệm vụ\tCơ quan chủ trì\nI\tThể chế\nI.1\tLuật\n1\tXây dựng luật\tBộ A\n2\tSửa đổi luật\n"
        "I.2\tNghị định\n1\tXây dựng nghị định\tBộ B\nII\tBộ máy\n1\tSắp xếp tổ chức\tBộ C"
    )
    (table,) = tables_of(text)
    assert sections(table) == [
        [("I", "Thể chế"), ("I.1", "Luật")],
        [("I", "Thể chế"), ("I.1", "Luật")],
        [("I", "Thể chế"), ("I.2", "Nghị định")],
        [("II", "Bộ máy")],
    ]
    assert said(table, text)[1] == ["2", "Sửa đổi luật", ""]  # counted on, so it is a row that lacks its owner


def test_a_number_that_opens_those_below_it_is_a_sections() -> None:
    text = (
        "TT\tNhiệm vụ\tCơ quan chủ trì\n1\tThể chế\n1.1\tXây dựng luật\tBộ A\n1.2\tSửa đổi luật\tBộ A\n"
        "2\tBộ máy\n2.1\tSắp xếp tổ chức\tBộ C"
    )
    (table,) = tables_of(text)
    assert sections(table) == [[("1", "Thể chế")], [("1", "Thể chế")], [("2", "Bộ máy")]]


def test_a_table_goes_on_over_a_page_with_its_rows_and_the_cell_over_them_whole() -> None:
    first = "STT Nhiệm vụ Chủ trì Thời hạn 1 Rà soát văn bản Các bộ, cơ quan thuộc Chính Quý I 2 Tập huấn nghiệp vụ cho"
    second = (
        "STT Nhiệm vụ Chủ trì Thời hạn công chức phủ Quý II 3 Sơ kết công tác Quý III 4 Tổng kết công tác Bộ A Quý IV"
    )
    text = f"{first}\f{second}"
    head = [("STT", 1, 1), ("Nhiệm vụ", 1, 1), ("Chủ trì", 1, 1), ("Thời hạn", 1, 1)]
    above = grid(
        text,
        [
            head,
            [("1", 1, 1), ("Rà soát văn bản", 1, 1), ("Các bộ, cơ quan thuộc Chính", 2, 1), ("Quý I", 1, 1)],
            [("2", 1, 1), ("Tập huấn nghiệp vụ cho", 1, 1), ("", 1, 1)],
        ],
        start=0,
    )
    below = grid(
        second,
        [
            head,
            [("", 1, 1), ("công chức", 1, 1), ("phủ", 2, 1), ("Quý II", 1, 1)],
            [("3", 1, 1), ("Sơ kết công tác", 1, 1), ("Quý III", 1, 1)],
            [("4", 1, 1), ("Tổng kết công tác", 1, 1), ("Bộ A", 1, 1), ("Quý IV", 1, 1)],
        ],
        start=0,
    )
    pages = (
        Page(page_no=1, start=0, end=len(first), quality=1.0, tables=(above,)),
        Page(page_no=2, start=len(first) + 1, end=len(text), quality=1.0, tables=(below,)),
    )
    (table,) = assembled_tables(pages, text)
    whole = "Các bộ, cơ quan thuộc Chính phủ"
    assert said(table, text) == [
        ["1", "Rà soát văn bản", whole, "Quý I"],
        ["2", "Tập huấn nghiệp vụ cho công chức", whole, "Quý II"],
        ["3", "Sơ kết công tác", whole, "Quý III"],
        ["4", "Tổng kết công tác", "Bộ A", "Quý IV"],
    ]


def test_tables_under_headings_of_their_own_stay_apart() -> None:
    rows = "STT\tNhiệm vụ\tChủ trì\n1\tRà soát văn bản\tSở A\n2\tTập huấn\tSở B"
    assert len(tables_of(f"{rows}\n2. Các nhiệm vụ quá hạn chưa hoàn thành\n{rows}")) == 2


def test_a_head_that_is_typed_again_inside_a_table_is_no_row() -> None:
    head = "STT\tNhiệm vụ\tChủ trì"
    text = f"{head}\n1\tRà soát văn bản\tSở A\n2\tTập huấn\tSở B\n{head}\n3\tSơ kết\tSở C"
    (table,) = tables_of(text)
    assert [row[0] for row in said(table, text)] == ["1", "2", "3"]


def test_a_table_wider_than_any_page_is_none() -> None:
    wide = "\t".join(str(column) for column in range(200))
    assert assembled_tables((Page(page_no=None, start=0, end=9, quality=1.0, tables=(_wide(),)),), wide) == ()


def _wide() -> Table:
    spans = (Span(start=0, end=1),)
    cells = (TableCell(row=row, column=99 * row, rows=1, columns=1, spans=spans) for row in range(2))
    return Table(cells=tuple(cells))
