import io
import zipfile
from pathlib import Path

import pytest

from ingest.errors import UnreadableFile, UnsupportedFormat
from ingest.readers import read
from ingest.readers.docx import read_word, written

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def make_docx(body: str, **parts: str) -> bytes:
    """A Word package with this body; `parts` are other parts of word/ by name ("numbering", "styles", "footnotes")."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {NAMESPACE}>{content}</w:{name}>")
    return buffer.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ["".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def in_list(list_id: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def text_of(body: str, **parts: str) -> str:
    return read_word(make_docx(body, **parts), "a.docx")[0]


def test_paragraphs_are_lines_and_the_name_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.txt"
    path.write_bytes(make_docx(paragraph("KẾ HOẠCH") + paragraph("Sở  Nội vụ")))
    document = read(path)
    assert document.text == "KẾ HOẠCH\nSở  Nội vụ"
    assert document.media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert [(page.page_no, page.start, page.end) for page in document.pages] == [(None, 0, 19)]


def test_what_is_deleted_coded_or_kept_twice_is_no_text() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = (
        f"<w:p {mc}><w:r><w:t>Đi</w:t></w:r><w:ins><w:r><w:t>ều</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>xoá</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:tab/><w:t>1</w:t><w:br/><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>"
        "<mc:AlternateContent><mc:Choice><w:r><w:t>!</w:t></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:t>?</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert text_of(body) == "Điều\t1\na-b!"


def test_text_boxes_and_footnotes_are_text() -> None:
    box = f"<w:r><w:txbxContent>{paragraph('trong khung')}</w:txbxContent></w:r>"
    body = f'<w:p>{box}<w:r><w:t>ngoài</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    note = f'<w:footnote w:id="2">{paragraph("chú thích")}</w:footnote><w:footnote w:id="0" w:type="separator"/>'
    assert text_of(body, footnotes=note) == "ngoài[2]\ntrong khung\n[2] chú thích"


def test_rows_of_a_list_are_lines_of_cells() -> None:
    rows = [
        (paragraph("TT"), paragraph("Việc")),
        (paragraph("1"), paragraph("a") + paragraph("b")),
        ("", paragraph("c")),
    ]
    assert text_of(table(*rows)) == "TT\tViệc\n1\ta b\n\tc"


def test_a_letterhead_is_read_cell_by_cell() -> None:
    left = paragraph("ỦY BAN NHÂN DÂN") + paragraph("TỈNH A")
    right = paragraph("CỘNG HÒA") + paragraph("Độc lập")
    assert text_of(table((left, right))) == "ỦY BAN NHÂN DÂN\nTỈNH A\nCỘNG HÒA\nĐộc lập"


def test_numbers_of_lists_are_counted_as_word_counts_them() -> None:
    levels = [("upperRoman", "%1."), ("decimal", "%1.%2."), ("bullet", "\uf0b7")]
    lvls = "".join(
        f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for n, (form, pattern) in enumerate(levels)
    )
    start = '<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{lvls}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="8">{start}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    )
    styles = f'<w:style w:styleId="Muc"><w:pPr>{in_list(1, 1)}</w:pPr></w:style><w:style w:styleId="Con">'
    styles += '<w:basedOn w:val="Muc"/></w:style>'
    body = (
        paragraph("một", in_list(1))
        + paragraph("hai", '<w:pStyle w:val="Con"/>')
        + paragraph("ba", in_list(1, 2))
        + paragraph("", in_list(1, 1))
        + paragraph("bốn", in_list(1, 1))
        + paragraph("năm", in_list(1))
        + paragraph("sáu", in_list(1, 1))
        + paragraph("bảy", in_list(2))
        + paragraph("tám", '<w:pStyle w:val="Con"/>' + in_list(0))
    )
    lines = text_of(body, numbering=numbering, styles=styles).split("\n")
    assert lines == ["I. một", "I.1. hai", "- ba", "", "I.2. bốn", "II. năm", "II.1. sáu", "d) bảy", "tám"]


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [(14, "lowerRoman", "xiv"), (1999, "upperRoman", "MCMXCIX"), (28, "lowerLetter", "bb"), (3, "decimalZero", "03")],
)
def test_forms_of_numbers(number: int, form: str, expected: str) -> None:
    assert written(number, form) == expected


def test_runs_in_an_old_font_become_unicode() -> None:
    run = '<w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>Céng hoµ</w:t></w:r>'
    assert text_of(f"<w:p>{run}<w:r><w:t> là nước</w:t></w:r></w:p>") == "Cộng hoà là nước"


@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_a_cut_package_is_refused(tmp_path: Path, keep: float) -> None:
    content = make_docx(paragraph("Kế hoạch " * 500))
    path = tmp_path / "a.docx"
    path.write_bytes(content[: int(keep * len(content))])
    with pytest.raises((UnreadableFile, UnsupportedFormat), match=r"a\.docx"):
        read(path)


def test_broken_markup_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="bị hỏng"):
        read_word(make_docx("<w:p>"), "a.docx")


def test_a_workbook_is_no_word_document(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnsupportedFormat, match=r"a\.docx"):
        read(path)


def merged(text: str, *, down: str = "", wide: int = 1) -> str:
    """A cell that takes columns, and opens ("restart") or goes on with ("continue") one over rows."""
    over = f'<w:vMerge w:val="{down}"/>' if down else ""
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{wide}"/>{over}</w:tcPr>{paragraph(text)}</w:tc>'


def cells_of(body: str, **parts: str) -> list[tuple[int, int, int, int, str]]:
    """Row, column, rows, columns and words of each cell of the document's tables."""
    text, pages = read_word(make_docx(body, **parts), "a.docx")
    return [
        (cell.row, cell.column, cell.rows, cell.columns, cell.text_of(text))
        for one in pages[0].tables
        for cell in one.cells
    ]


def test_a_cell_over_rows_and_columns_is_one_cell_of_the_table() -> None:
    rows = [
        "<w:trPr><w:tblHeader/></w:trPr>" + merged("TT") + merged("Việc") + merged("Cơ quan"),
        merged("I") + merged("Thể chế", wide=2),
        merged("1") + merged("a") + merged("Sở A", down="restart"),
        merged("2") + merged("b") + merged("", down="continue"),
    ]
    body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert text_of(body) == "TT\tViệc\tCơ quan\nI\tThể chế\n1\ta\tSở A\n2\tb"
    assert cells_of(body)[3:] == [
        (1, 0, 1, 1, "I"),
        (1, 1, 1, 2, "Thể chế"),
        (2, 0, 1, 1, "1"),
        (2, 1, 1, 1, "a"),
        (2, 2, 2, 1, "Sở A"),
        (3, 0, 1, 1, "2"),
        (3, 1, 1, 1, "b"),
    ]
    assert read_word(make_docx(body), "a.docx")[1][0].tables[0].head_rows == 1


def test_a_table_inside_a_layout_is_a_table_and_one_inside_a_cell_is_its_words() -> None:
    inner = table(*[(paragraph(str(number)), paragraph("việc"), paragraph("Sở A")) for number in range(1, 4)])
    layout = table((inner,))
    assert cells_of(layout)[0] == (0, 0, 1, 1, "1")
    outer = table(*[(paragraph(str(number)), inner, paragraph("Sở B")) for number in range(1, 4)])
    assert cells_of(outer)[1] == (0, 1, 1, 1, "1 việc Sở A 2 việc Sở A 3 việc Sở A")


def test_automatic_numbers_stand_in_their_cells() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = table(*[(paragraph("Việc", in_list(5)), paragraph("a"), paragraph("b")) for _ in range(3)])
    words = [cell[-1] for cell in cells_of(body, numbering=numbering) if cell[1] == 0]
    assert words == ["1. Việc", "2. Việc", "3. Việc"]


def test_hidden_words_and_deleted_rows_are_no_text() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>Hiện</w:t></w:r></w:p>"
    rows = "".join(f"<w:tr>{row}</w:tr>" for row in (merged("1") + merged("a"), merged("2") + merged("b")))
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{merged('3')}{merged('c')}</w:tr>"
    assert text_of(f"{hidden}<w:tbl>{rows}{deleted}{rows}</w:tbl>") == "Hiện\n1\ta\n2\tb\n1\ta\n2\tb"


def test_a_raised_figure_is_no_digit_of_the_number_before_it() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>12</w:t></w:r>'
    body = f"<w:p><w:r><w:t>Trồng 1.250</w:t></w:r>{raised}<w:r><w:t> cây</w:t></w:r></w:p>"
    assert text_of(body) == "Trồng 1.250¹² cây"
