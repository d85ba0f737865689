import pytest

from ingest.errors import UnreadableFile
from ingest.readers.html import read_webpage


def text_of(page: str) -> str:
    return read_webpage(page.encode(), "a.html")[0]


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
