"""The next day on which a recurring deadline falls: "ngày 10/12 hằng năm" is the tenth of December of each year.

Where the words name no day, the work is due when its month, quarter, half year or year ends. What recurs by the day or
the week, or at no set time ("định kỳ", "thường xuyên", "đột xuất"), has no day that a calendar could hold.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ingest.documents import Task
from ingest.language.periods import periods

MONTHS_BETWEEN = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""By kind of recurrence that a calendar can hold, the months from one time to the next."""
_YEARLY = re.compile(r"(?:h[àằ]ng|mỗi|từng)\s+năm|thường\s+niên", re.IGNORECASE)
_MONTHLY = re.compile(r"(?:h[àằ]ng|mỗi|từng)\s+tháng", re.IGNORECASE)


def occurrences(task: Task, *, since: date, until: date) -> Iterator[date]:
    """The days from `since` to `until`, both included, on which a recurring task is due, in order."""
    step = MONTHS_BETWEEN.get(task.recurrence or "")
    if step is None:
        return
    for year in range(since.year, until.year + 1):
        for month in range(step, 13, step):
            day = _day(task.deadline or "", year, month, step)
            if since <= day <= until:
                yield day


def next_due(task: Task, *, today: date, last_year: int | None = None) -> date | None:
    """The next day on which a recurring task is due, today included; None where it has none, or its time is over.

    `last_year` is the last that the task's document plans for; None goes on.
    """
    until = date(today.year + 1, 12, 31)
    if last_year is not None:
        until = min(until, date(last_year, 12, 31))
    if task.deadline_date is not None:
        until = min(until, task.deadline_date)
    since = today if task.deadline_from is None else max(today, task.deadline_from)
    return next(occurrences(task, since=since, until=until), None)


def _day(words: str, year: int, month: int, step: int) -> date:
    """The day in the period that ends with `month`: the one that the words name, else its last."""
    said = words
    if step == MONTHS_BETWEEN["year"]:
        said = _YEARLY.sub(f"năm {year}", words)
    elif step == MONTHS_BETWEEN["month"]:
        said = _MONTHLY.sub(f"tháng {month} năm {year}", words)
    if said != words:
        named = [found.last for found in periods(said, year=year) if found.last is not None and found.every is None]
        inside = [day for day in named if day.year == year and (step > 1 or day.month == month)]
        if inside:
            return max(inside)
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
