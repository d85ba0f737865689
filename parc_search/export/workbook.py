"""A register as an Excel workbook that reads and prints as it comes: widths and heights for what stands in it.

No cell of a document can become a formula: what is not a day is written as text.
"""

import io
import re
import textwrap
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties

from parc_search import messages
from parc_search.export.csv_cells import printable

# Decree 30/2020/NĐ-CP, annex I, for the face; 11 points as spreadsheets have it.
FONT, FONT_PT = "Times New Roman", 11
DAY_FORMAT = "dd/mm/yyyy"
# The column with most to read gets room for a sentence, the others for a name; widths are in characters.
MOST_READ_CHARS, OTHER_CHARS = 50, 22
# A name without a blank, such as that of a file, stays on one line up to this.
UNBROKEN_CHARS = 30
_LEAST_CHARS = 8
# Room beside the text, its indent included, and for the arrow of the filter in the header.
_BESIDE_CHARS, _ARROW_CHARS = 3, 4
_LINE_PT, _BETWEEN_ROWS_PT = 15.0, 4.0
# No spreadsheet shows a higher row.
_MAX_ROW_PT = 409.0
_HEAD = PatternFill("solid", fgColor="F2EFE8")
_RULE = Border(bottom=Side(style="hair", color="8A8578"))
_MARGIN_INCHES = 0.4
_FOLLOWED = re.compile(r"https?://")

# No sheet holds more. Source: Microsoft, "Excel specifications and limits".
_MAX_LINKS = 65_000


class Link(str):
    """An address that can be followed from its cell; the text of the cell is the address."""


Cell = str | date


def workbook(header: Sequence[str], rows: Sequence[Sequence[Cell]], *, title: str) -> bytes:
    """The rows as the bytes of a .xlsx file of one sheet; days are days of Excel, shown as dd/mm/yyyy."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    written = [[_written(cell) for cell in row] for row in rows]
    widths = _widths(header, written)
    for row_no, (cells, said) in enumerate(zip([header, *rows], [header, *written], strict=True), start=1):
        is_head = row_no == 1
        for column_no, value in enumerate(cells, start=1):
            cell = sheet.cell(row_no, column_no)
            if isinstance(value, date):
                cell.value, cell.number_format = value, DAY_FORMAT
            else:
                cell.value = printable(value)
                cell.data_type = "s"
            if isinstance(value, Link) and _FOLLOWED.match(value) and row_no <= _MAX_LINKS:
                cell.hyperlink = printable(value)
            cell.font = Font(name=FONT, size=FONT_PT, bold=is_head)
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
            cell.border = _RULE
            if is_head:
                cell.fill = _HEAD
        lines = max((_line_count(text, width) for text, width in zip(said, widths, strict=True)), default=1)
        sheet.row_dimensions[row_no].height = min(_MAX_ROW_PT, _LINE_PT * lines + _BETWEEN_ROWS_PT)
    for column_no, width in enumerate(widths, start=1):
        sheet.column_dimensions[sheet.cell(1, column_no).column_letter].width = width
    sheet.freeze_panes = "A2"
    if rows:
        sheet.auto_filter.ref = sheet.dimensions
    # Printed on A4 across, all columns on the sheet, the header on each.
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(*[_MARGIN_INCHES] * 2, *[2 * _MARGIN_INCHES] * 2)
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.left.text, sheet.oddFooter.center.text = title, messages.WORKBOOK_PAGE
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _written(cell: Cell) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else printable(cell)


def _widths(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """The width of each column: no wider than what stands in it, and no wider than its share of a page."""
    longest = [max((len(row[at]) for row in rows), default=0) for at in range(len(header))]
    unbroken = [max((len(word) for row in rows for word in row[at].split()), default=0) for at in range(len(header))]
    read = [sum(len(row[at]) for row in rows) for at in range(len(header))]
    most_read = max(range(len(header)), key=read.__getitem__, default=0)
    widths: list[float] = []
    for at, name in enumerate(header):
        cap = MOST_READ_CHARS if at == most_read else OTHER_CHARS
        cap = max(cap, min(UNBROKEN_CHARS, unbroken[at] + _BESIDE_CHARS))
        head = max(map(len, name.split()), default=0) + _ARROW_CHARS
        widths.append(max(_LEAST_CHARS, head, min(cap, longest[at] + _BESIDE_CHARS)))
    return widths


def _line_count(text: str, width: float) -> int:
    """The lines that a text takes in a column, as a spreadsheet breaks it."""
    wrapped = [textwrap.wrap(line, max(1, int(width) - _BESIDE_CHARS)) or [""] for line in text.split("\n")]
    return sum(map(len, wrapped))
