"""Text for the cells of a spreadsheet: nothing that a document says can become a formula there."""

import re

# What spreadsheets take for the beginning of a formula; an apostrophe before it keeps it text.
# Source: OWASP, "CSV Injection".
_FORMULA_START = re.compile(r"[=+@\-\t\r]")
# A bullet's dash would be read as a minus, so it is written as the dash that only stands for itself.
_BULLET = re.compile(r"-(?=\s*[^\W\d_])")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Excel takes a CSV file for UTF-8 only if it begins with this.
BYTE_ORDER_MARK = "\ufeff"


def defused(cell: str) -> str:
    """The text of a CSV cell that no spreadsheet calculates: "'=1+1", "– một gạch đầu dòng"."""
    cell = _BULLET.sub("–", cell, count=1) if _BULLET.match(cell) else cell
    return f"'{cell}" if _FORMULA_START.match(cell) else cell


def printable(cell: str) -> str:
    """The text without the control characters that a workbook cannot hold."""
    return _NOT_IN_XML.sub("", cell)
