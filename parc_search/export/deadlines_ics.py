"""Deadlines as an iCalendar file that any calendar takes in: an entry a task, whole days, recurring ones with a rule.

Source: RFC 5545. An entry's UID is made of the document and the row, so that a file taken in again moves entries
instead of doubling them.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from icalendar import Alarm, Calendar, Event

from ingest.registers.recurrence import MONTHS_BETWEEN
from parc_search import messages
from parc_search.documents.task_rows import DONE, TaskRow
from parc_search.export.csv_cells import printable

_REMIND_BEFORE = timedelta(days=-3)
_PRODUCT = "-//PARC Search//Deadlines//VI"
_DAYS_OF_FEBRUARY = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One entry of the calendar: what is due on `day`, told in `details`, found at `address` (empty without one).

    `recurrence` is that of the task, `until` the last day on which it may fall; both None for a single day.
    """

    identifier: str
    day: date
    summary: str
    details: str
    address: str = ""
    recurrence: str | None = None
    until: date | None = None


def deadlines_ics(deadlines: Iterable[Deadline], *, name: str, made_at: datetime) -> bytes:
    """The deadlines as the bytes of an .ics file; `made_at` in UTC."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", printable(name))
    for deadline in deadlines:
        calendar.add_component(_event(deadline, made_at))
    return bytes(calendar.to_ical())


def deadlines_of(
    rows: Iterable[TaskRow],
    *,
    name_of: Callable[[str], str] = lambda source: source,
    address_of: Callable[[TaskRow], str] = lambda row: "",
    last_years: Mapping[str, int] = MappingProxyType({}),
) -> tuple[Deadline, ...]:
    """The rows that have a day and are not done, or recur; `name_of` and `last_years` are by a document's file."""
    found = []
    for row in rows:
        if row.due is None or (row.followed.state == DONE and row.task.recurrence is None):
            continue
        task, last_year = row.task, last_years.get(row.task.source)
        said = [
            ("; ".join(task.lead), messages.TASK_HEADINGS["lead"]),
            ("; ".join(task.coordinate), messages.TASK_HEADINGS["coordinate"]),
            (task.deadline or "", messages.TASK_HEADINGS["deadline"]),
            (task.product or "", messages.TASK_HEADINGS["product"]),
            (name_of(task.source), messages.TASK_HEADINGS["source"]),
        ]
        words = " ".join(task.task.split())
        found.append(
            Deadline(
                identifier=f"{task.source}/{row.key}",
                day=row.due,
                summary=f"{'; '.join(task.lead)}: {words}" if task.lead else words,
                details="\n".join(f"{label}: {' '.join(value.split())}" for value, label in said if value),
                address=address_of(row),
                recurrence=task.recurrence,
                until=task.deadline_date or (None if last_year is None else date(last_year, 12, 31)),
            )
        )
    return tuple(found)


def _event(deadline: Deadline, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{hashlib.sha256(deadline.identifier.encode()).hexdigest()[:32]}@parc-search")
    event.add("dtstamp", made_at)
    event.add("dtstart", deadline.day)
    event.add("dtend", deadline.day + timedelta(days=1))
    event.add("summary", printable(deadline.summary))
    event.add("description", printable(deadline.details))
    event.add("transp", "TRANSPARENT")
    if deadline.address:
        event.add("url", deadline.address)
    rule = _rule(deadline)
    if rule:
        event.add("rrule", rule)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", messages.ICS_REMINDER)
    alarm.add("trigger", _REMIND_BEFORE)
    event.add_component(alarm)
    return event


def _rule(deadline: Deadline) -> dict[str, object]:
    """How the entry recurs; a day at the end of its month stays at the end of each."""
    step = MONTHS_BETWEEN.get(deadline.recurrence or "")
    if step is None:
        return {}
    rule: dict[str, object] = {"freq": "MONTHLY", "interval": step}
    if step == MONTHS_BETWEEN["year"]:
        rule = {"freq": "YEARLY"}
    if deadline.day.day > _DAYS_OF_FEBRUARY and (deadline.day + timedelta(days=1)).month != deadline.day.month:
        rule |= {"bymonthday": -1} | ({"bymonth": deadline.day.month} if step == MONTHS_BETWEEN["year"] else {})
    if deadline.until is not None:
        rule["until"] = deadline.until
    return rule
