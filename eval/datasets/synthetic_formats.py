"""Made tables written down in the formats that offices send: text with tabs, Word, web page; in a short plan each."""

import html
import io
import zipfile

from eval.datasets.synthetic_documents import MadeTable

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ABOVE = (
    "ỦY BAN NHÂN DÂN\nTỈNH BẮC SƠN\nSố: 12/KH-UBND\nBắc Sơn, ngày 12 tháng 01 năm 2025\nKẾ HOẠCH\n"
    "Triển khai công tác năm 2025\nI. MỤC TIÊU\n- Nâng cao chất lượng phục vụ người dân.\n"
    "Trên đây là Kế hoạch triển khai công tác năm 2025./.\nPHỤ LỤC\nDANH MỤC KÈM THEO"
)


def as_text(table: MadeTable) -> str:
    """A plan with the table behind it, a row a line, cells parted by tabs."""
    lines = ["\t".join(cell.words if cell else "" for cell in row.cells).rstrip("\t") for row in table.rows]
    return "\n".join([_ABOVE, *lines])


def as_html(table: MadeTable) -> str:
    """The plan as a web page; a cell over several rows or columns is one."""
    rows = []
    for number, row in enumerate(table.rows):
        tag = "th" if number < table.head_rows else "td"
        cells = [
            f'<{tag} rowspan="{cell.rows}" colspan="{cell.columns}">{html.escape(cell.words)}</{tag}>'
            for cell in row.cells
            if cell is not None
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    above = "".join(f"<p>{html.escape(line)}</p>" for line in _ABOVE.split("\n"))
    head = "<!DOCTYPE html><html><head><meta charset=utf-8></head>"
    return f"{head}<body>{above}<table>{''.join(rows)}</table></body></html>"


def as_word(table: MadeTable) -> bytes:
    """The plan as a Word package; a cell over several rows or columns is one."""
    rows = []
    for row in table.rows:
        cells = []
        column = 0
        while column < len(row.cells):
            cell = row.cells[column]
            if cell is None:
                cells.append("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>")
                column += 1
                continue
            down = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
            wide = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
            cells.append(f"<w:tc><w:tcPr>{wide}{down}</w:tcPr>{_paragraph(cell.words)}</w:tc>")
            column += cell.columns
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    above = "".join(map(_paragraph, _ABOVE.split("\n")))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        body = f"{above}<w:tbl>{''.join(rows)}</w:tbl>"
        package.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
    return buffer.getvalue()


def _paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{html.escape(words)}</w:t></w:r></w:p>"
