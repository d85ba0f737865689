"""Register rows as files for a spreadsheet, where no cell of a document can become a formula."""

import csv
import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.properties import PageSetupProperties

from parc_search.spreadsheet import defused, printable
from parc_search.ui.registers import Cells

COLUMN_WIDTHS_CHARS = (60, 30)


def as_csv(rows: Sequence[Cells]) -> bytes:
    """The rows as CSV in UTF-8 with a byte order mark, as Excel needs it; a would-be formula gets an apostrophe."""
    written = io.StringIO()
    if rows:
        writer = csv.DictWriter(written, fieldnames=list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({name: defused(cell) for name, cell in row.items()} for row in rows)
    return written.getvalue().encode("utf-8-sig", errors="replace")


def as_xlsx(rows: Sequence[Cells], *, title: str) -> bytes:
    """The rows as one sheet of an Excel workbook, every cell of it text."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    header = list(rows[0]) if rows else []
    for line_no, cells in enumerate([header, *([row[name] for name in header] for row in rows)], start=1):
        for column_no, value in enumerate(cells, start=1):
            cell = sheet.cell(line_no, column_no)
            cell.value = printable(value)
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if line_no == 1:
                cell.font = Font(bold=True)
    for column_no, _ in enumerate(header, start=1):
        letter = sheet.cell(1, column_no).column_letter
        sheet.column_dimensions[letter].width = COLUMN_WIDTHS_CHARS[0 if column_no == 1 else 1]
    sheet.freeze_panes = "A2"
    if rows:
        sheet.auto_filter.ref = sheet.dimensions
    # Printed on A4 across, all columns on the sheet, the header on each.
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
