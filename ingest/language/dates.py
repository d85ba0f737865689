"""Dates as official texts write them, "ngày 22 tháng 12 năm 2023" and "ngày 22/12/2023", also as scans leave them."""

import re
from datetime import date

LONG_DATE = re.compile(
    r"\bng\w{1,3}\W{0,4}([0-3]?\d)\s{0,3}\W?th\S{2,3}\W{0,3}([01]?\d)\s{0,3}\W?n\S{1,2}\W{0,3}((?:19|20)\d\s?\d)\b"
)
_SHORT_DATE = re.compile(r"\bng\w{1,4}\W{0,4}([0-3]?\d)\s?[/.-]\s?([01]?\d)\s?[/.-]\s?((?:19|20)\d\d)\b")


def first_date(folded: str) -> date | None:
    """The first date of a folded text that is in the calendar, a written-out one before a short one."""
    for pattern in (LONG_DATE, _SHORT_DATE):
        for found in pattern.finditer(folded):
            day, month, year = (int(re.sub(r"\s", "", part)) for part in found.groups())
            try:
                return date(year, month, day)
            except ValueError:
                continue  # a misread digit: no day of the calendar
    return None
