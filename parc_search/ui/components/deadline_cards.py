"""Tasks as lists and in time: under the agency that leads them, month by month, and all months at a glance."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from ingest.documents import Metadata
from ingest.registers.recurrence import occurrences
from parc_search.documents.task_rows import DONE, TO_DO, TaskRow
from parc_search.ui import messages
from parc_search.ui.components.markup import Html, fill, plain_label
from parc_search.ui.state.formats import date_text, number_text, one_line
from parc_search.ui.state.task_filter import AgencyGroup, checks_of, document_name, now_called, row_link, task_link

_TEMPLATE = "deadline_cards.html"
_LIST_BREAK = "; "
# What a browser draws without delay; a filter by agency, document or day brings the others.
MAX_IN_TIME = 300
_SOON = timedelta(days=30)
_YEAR_AHEAD = timedelta(days=365)
Month = tuple[int, int]
_MONTHS = range(1, 13)


def group_label(group: AgencyGroup) -> str:
    """The agency with its name of today and how many tasks it leads, for the label of a widget."""
    if not group.name:
        name = messages.AGENCY_GROUP_NONE
    else:
        found = now_called(group.name)
        name = f"{group.name} ({found[0]})" if found else group.name
    return plain_label(messages.AGENCY_GROUP.format(name=name, n=number_text(len(group.rows))))


def task_list(
    rows: Sequence[TaskRow], metadata: Mapping[str, Metadata], *, today: date | None = None, with_lead: bool = False
) -> Html:
    """The rows one under the other, each with its state, partners, deadline, product and source."""
    now = today or date.today()
    return fill(
        _TEMPLATE, "task_list", rows=[_row(row, row.due, metadata, with_lead=with_lead, now=now) for row in rows]
    )


def timeline(
    rows: Sequence[TaskRow],
    metadata: Mapping[str, Metadata],
    *,
    today: date | None = None,
    last_years: Mapping[str, int] = MappingProxyType({}),
) -> Html:
    """The rows that have a day, month by month: this month and what comes, then what is past, the latest first.

    What recurs stands in each month of the coming year in which it is due, until the last year of its document.
    """
    now = today or date.today()
    entries = sorted(_entries(rows, now, last_years), key=lambda entry: (entry[0], entry[1].task.id))
    ahead = [entry for entry in entries if month_of(entry[0]) >= month_of(now)]
    behind = entries[: len(entries) - len(ahead)][::-1]
    drawn = [*ahead, *behind][:MAX_IN_TIME]
    months: dict[Month, list[tuple[date, TaskRow]]] = {}
    for day, row in drawn:
        months.setdefault(month_of(day), []).append((day, row))
    days = [day for day, _ in entries]
    most = max(map(len, months.values()), default=1)
    said = messages.TIMELINE_CUT.format(shown=number_text(MAX_IN_TIME), all=number_text(len(entries)))
    parts: list[tuple[str, list[dict[str, object]]]] = [("", []), (messages.TIMELINE_BEHIND, [])]
    for key, own in months.items():
        parts[int(key < month_of(now))][1].append(_month(key, own, metadata, now, most))
    return fill(
        _TEMPLATE,
        "timeline",
        calendar=deadline_calendar(days, today=now, linked=months) if days else "",
        parts=[part for part in parts if part[1]],
        cut=said if len(entries) > MAX_IN_TIME else "",
        without_day=len({id(row) for row in rows} - {id(row) for _, row in entries}),
    )


def _entries(rows: Sequence[TaskRow], now: date, last_years: Mapping[str, int]) -> Iterator[tuple[date, TaskRow]]:
    for row in rows:
        if row.task.recurrence is None or row.due is None:
            if row.due is not None:
                yield row.due, row
            continue
        until = min(now + _YEAR_AHEAD, date(last_years.get(row.task.source, now.year + 1), 12, 31))
        if row.task.deadline_date is not None:
            until = min(until, row.task.deadline_date)
        days = list(occurrences(row.task, since=row.due, until=until)) or [row.due]
        yield from ((day, row) for day in days)


def month_of(day: date) -> Month:
    """The year and month of a day."""
    return day.year, day.month


def anchor_of(month: Month) -> str:
    """The name of a month's place on the screen."""
    year, number = month
    return f"han-{year}-{number:02d}"


def deadline_calendar(days: Sequence[date], *, today: date, linked: Collection[Month]) -> Html:
    """How many deadlines each month has, and how many lie behind and ahead; months in `linked` lead to their tasks."""
    counts = Counter(map(month_of, days))
    years = sorted({year for year, _ in counts})
    rows = [(year, [_cell((year, number), counts, today, linked) for number in _MONTHS]) for year in years]
    past = sum(day < today for day in days)
    said = messages.CALENDAR_SAID.format(past=number_text(past), ahead=number_text(len(days) - past))
    return fill(_TEMPLATE, "calendar", said=said, years=rows)


def _month(
    key: Month, entries: Sequence[tuple[date, TaskRow]], metadata: Mapping[str, Metadata], now: date, most: int
) -> dict[str, object]:
    year, month = key
    return {
        "anchor": anchor_of(key),
        "title": messages.TIMELINE_MONTH.format(month=f"{month:02d}/{year}"),
        # A bar of whole twentieths, so that the width is a class and no style is written into the page.
        "bar": f"bar w{max(1, round(20 * len(entries) / most))}",
        "rows": [_row(row, day, metadata, with_lead=True, now=now) for day, row in entries],
    }


def _row(
    row: TaskRow, day: date | None, metadata: Mapping[str, Metadata], *, with_lead: bool, now: date
) -> dict[str, object]:
    task = row.task
    said = [_LIST_BREAK.join(task.lead)] if with_lead and task.lead else []
    if task.coordinate:
        said.append(f"{messages.FIELD_COORDINATE}: {_LIST_BREAK.join(task.coordinate)}")
    if task.product:
        said.append(f"{messages.FIELD_PRODUCT}: {one_line(task.product)}")
    if task.deadline and not task.deadline_date:
        said.append(f"{messages.FIELD_DEADLINE}: {one_line(task.deadline)}")
    place = metadata[task.source].place
    is_later = day is not None and row.due is not None and day > row.due  # a later time of a recurring task
    state = TO_DO if is_later else row.state_on(now)
    return {
        "what": one_line(task.task),
        "said": " · ".join(said),
        "day": date_text(day) if day else "",
        "due": _due(day, now) if row.followed.state != DONE else "",
        "state": state,
        "checks": checks_of(row),
        "notes": len(row.followed.notes),
        "source": " · ".join(dict.fromkeys([*place[-1:], document_name(task.source, metadata)])),
        "address": task_link(task),
        "row_address": row_link(row),
    }


def _due(day: date | None, now: date) -> str:
    if day is None:
        return ""
    if day < now:
        return "past"
    return "soon" if day <= now + _SOON else ""


def _cell(month: Month, counts: Counter[Month], today: date, linked: Collection[Month]) -> dict[str, object]:
    count = counts[month]
    time = "past" if month < month_of(today) else "now" if month == month_of(today) else ""
    year, number = month
    return {
        "css": f"{time} {'' if count else 'none'}".strip(),
        "count": count,
        "anchor": anchor_of(month) if count and month in linked else "",
        "spoken": messages.CALENDAR_CELL.format(month=f"{number:02d}/{year}", n=number_text(count)),
    }
