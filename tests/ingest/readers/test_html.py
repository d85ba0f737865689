import pytest

from ingest.errors import UnreadableFile
from ingest.readers.html import read_webpage


def text_of(page: str) -> str:
    return read_webpage(page.encode(), "a.html")[0]


def cells_of(page: str) -> list[tuple[int, int, int, int, str]]:
    """Row, column, rows, columns and words of each cell of the page's tables."""
    text, pages = read_webpage(page.encode(), "a.html")
    return [
        (cell.row, cell.column, cell.rows, cell.columns, cell.text_of(text))
        for table in pages[0].tables
        for cell in table.cells
    ]


def test_blocks_are_lines_and_white_space_is_one_space() -> None:
    assert text_of("<html><body><p>Điều&nbsp;1.\n  Phê <b>duyệt</b><br>Kế hoạch</p>Hết<div>x</div>") == (
        "Điều 1. Phê duyệt\nKế hoạch\nHết\nx"
    )


def test_scripts_styles_and_heads_are_no_text() -> None:
    page = "<html><head><title>T</title><style>p{}</style></head><body><script>if (a < b) x()</script><!-- c -->a"
    assert text_of(page) == "a"


def test_a_head_that_is_never_closed_hides_nothing() -> None:
    assert text_of("<html><head><title>T</title><body>a") == "a"


def test_lists_show_their_numbers() -> None:
    assert text_of("<ol start=3><li>ba<li>bốn<ul><li>con</ul></ol>") == "3. ba\n4. bốn\n- con"


def test_rows_are_lines_of_cells_and_a_letterhead_is_read_cell_by_cell() -> None:
    head = "<table><tr><td>UBND<br>Số: 1</td><td><p>CỘNG HÒA</p><p>Độc lập</p></td></tr></table>"
    rows = "<table><tr><th>TT<th>Việc<tr><td>1<td><p>a</p><p>b</p><tr><td><td>c</table>"
    assert text_of(head + rows + "sau") == "UBND\nSố: 1\nCỘNG HÒA\nĐộc lập\nTT\tViệc\n1\ta b\n\tc\nsau"


def test_tables_in_tables_lose_nothing() -> None:
    assert text_of("<table><tr><td>a<table><tr><td>b<td>c</table>d</table>e") == "a\nb\nc\nd\ne"
    assert text_of("<table><tr><table><td>a</table>b") == "a\nb"


@pytest.mark.parametrize("declared", ["windows-1258", "utf-8", "khong-co"])
def test_the_declared_encoding_is_tried_first(declared: str) -> None:
    text = "Chi cu\u0323c va\u0300 tri\u0300nh"
    encoding = "utf-8" if declared == "utf-8" else "cp1258"
    page = f'<html><head><meta charset="{declared}"></head><body>{text}</body></html>'.encode(encoding)
    assert read_webpage(page, "a.html")[0] == text


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="không có chữ nào"):
        text_of("<html><body><script>1</script></body></html>")


def test_a_cell_over_rows_and_columns_is_one_cell_and_pushes_the_others_aside() -> None:
    page = (
        "<table><tr><th rowspan=2>TT<th colspan=2>Thực hiện</tr><tr><th>Chủ trì<th>Phối hợp</tr>"
        "<tr><td>1<td rowspan=2>Sở A<td>Sở B<tr><td>2<td>Sở C</table>"
    )
    assert text_of(page) == "TT\tThực hiện\n\tChủ trì\tPhối hợp\n1\tSở A\tSở B\n2\t\tSở C"
    assert cells_of(page) == [
        (0, 0, 2, 1, "TT"),
        (0, 1, 1, 2, "Thực hiện"),
        (1, 1, 1, 1, "Chủ trì"),
        (1, 2, 1, 1, "Phối hợp"),
        (2, 0, 1, 1, "1"),
        (2, 1, 2, 1, "Sở A"),
        (2, 2, 1, 1, "Sở B"),
        (3, 0, 1, 1, "2"),
        (3, 2, 1, 1, "Sở C"),
    ]
    assert [table.head_rows for table in read_webpage(page.encode(), "a.html")[1][0].tables] == [2]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='color: red; display: none'>40%</p>",
        "<p hidden>40%<p>",
        "<div hidden><div>1</div>40%</div>",
        "<p class='x an'>40%</p>",
        "<span id=k>40%</span>",
        "<tr style='display:none'><td>40%</td></tr>",
    ],
)
def test_what_the_page_does_not_show_is_no_text(hidden: str) -> None:
    styles = "<style>@media print { .in { display: none } } .an, #k { display:none } b { color: red }</style>"
    page = f"<html><head>{styles}</head><body><p>Tỷ lệ</p>{hidden}<p class=in>94%</p></body></html>"
    assert text_of(page) == "Tỷ lệ\n94%"


def test_a_hidden_row_of_a_table_is_left_out_and_the_next_one_is_not() -> None:
    page = "<table><tr><td>TT<td>a<td>b<tr hidden><td>1<td>c<td>d<tr><td>2<td>e<td>f<tr><td>3<td>g<td>h</table>"
    assert text_of(page) == "TT\ta\tb\n2\te\tf\n3\tg\th"


def test_a_cell_that_claims_a_million_rows_takes_those_that_are_there() -> None:
    page = "<table><tr><td rowspan=1000000>TT<td>a<td>b<tr><td>c<td>d<tr><td>e<td>f</table>"
    assert cells_of(page)[0] == (0, 0, 3, 1, "TT")


def test_h2_tables_nested_without_end_lose_no_word() -> None:
    page = "<table><tr><td>" * 3_000 + "sâu nhất" + "</td></tr></table>" * 3_000 + "<p>ở ngoài</p>"
    assert text_of(page) == "sâu nhất\nở ngoài"
