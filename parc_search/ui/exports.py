"""Register rows as files for a spreadsheet, where no cell of a document can become a formula."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

from parc_search.export.csv_cells import defused
from parc_search.export.workbook import workbook
from parc_search.ui import words
from parc_search.ui.registers import Cells

# What a spreadsheet can sort and filter as days.
_DAYS = frozenset({words.COLUMN_DEADLINE_DATE})


def as_csv(rows: Sequence[Cells]) -> bytes:
    """The rows as CSV in UTF-8 with a byte order mark, as Excel needs it; a would-be formula gets an apostrophe."""
    written = io.StringIO()
    if rows:
        writer = csv.DictWriter(written, fieldnames=list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({name: defused(cell) for name, cell in row.items()} for row in rows)
    return written.getvalue().encode("utf-8-sig", errors="replace")


def as_xlsx(rows: Sequence[Cells], *, title: str) -> bytes:
    """The rows as one sheet of an Excel workbook: text, and days where a column is of days."""
    header = list(rows[0]) if rows else []
    cells = [[_day(row[name]) if name in _DAYS else row[name] for name in header] for row in rows]
    return workbook(header, cells, title=title)


def _day(cell: str) -> date | str:
    """The day that a cell of days holds, else what stands there."""
    try:
        return datetime.strptime(cell, "%d/%m/%Y").date()
    except ValueError:
        return cell
