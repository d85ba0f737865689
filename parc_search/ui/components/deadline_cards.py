"""Tasks as lists and in time: under the agency that leads them, month by month, and all months at a glance."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from ingest.documents import Metadata, Task
from parc_search.ui import messages
from parc_search.ui.components.markup import Html, fill, plain_label
from parc_search.ui.state.formats import date_text, number_text, one_line
from parc_search.ui.state.task_filter import AgencyGroup, document_name, now_called, task_link

_TEMPLATE = "deadline_cards.html"
_LIST_BREAK = "; "
# What a browser draws without delay; a filter by agency, document or day brings the others.
MAX_IN_TIME = 300
_SOON = timedelta(days=30)
Month = tuple[int, int]
_MONTHS = range(1, 13)


def group_label(group: AgencyGroup) -> str:
    """The agency with its name of today and how many tasks it leads, for the label of a widget."""
    if not group.name:
        name = messages.AGENCY_GROUP_NONE
    else:
        found = now_called(group.name)
        name = f"{group.name} ({found[0]})" if found else group.name
    return plain_label(messages.AGENCY_GROUP.format(name=name, n=number_text(len(group.tasks))))


def task_list(tasks: Sequence[Task], metadata: Mapping[str, Metadata], *, with_lead: bool = False) -> Html:
    """The tasks one under the other, each with its partners, deadline, product and source."""
    rows = [_row(task, metadata, with_lead=with_lead) for task in tasks]
    return fill(_TEMPLATE, "task_list", rows=rows)


def timeline(tasks: Sequence[Task], metadata: Mapping[str, Metadata], *, today: date | None = None) -> Html:
    """The tasks that have a day, month by month, the earliest first; how many have none stands at the end."""
    now = today or date.today()
    dated = sorted(
        (task for task in tasks if task.deadline_date), key=lambda task: (task.deadline_date or now, task.id)
    )
    months: dict[Month, list[Task]] = {}
    for task in dated[:MAX_IN_TIME]:
        months.setdefault(month_of(task.deadline_date or now), []).append(task)
    days = [task.deadline_date for task in dated if task.deadline_date]
    most = max(map(len, months.values()), default=1)
    said = messages.TIMELINE_CUT.format(shown=number_text(MAX_IN_TIME), all=number_text(len(dated)))
    return fill(
        _TEMPLATE,
        "timeline",
        calendar=deadline_calendar(days, today=now, linked=months) if days else "",
        months=[_month(key, own, metadata, now, most) for key, own in months.items()],
        cut=said if len(dated) > MAX_IN_TIME else "",
        without_day=len(tasks) - len(dated),
    )


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
    key: Month, tasks: Sequence[Task], metadata: Mapping[str, Metadata], now: date, most: int
) -> dict[str, object]:
    year, month = key
    return {
        "anchor": anchor_of(key),
        "title": messages.TIMELINE_MONTH.format(month=f"{month:02d}/{year}"),
        # A bar of whole twentieths, so that the width is a class and no style is written into the page.
        "bar": f"bar w{max(1, round(20 * len(tasks) / most))}",
        "rows": [_row(task, metadata, with_lead=True, now=now) for task in tasks],
    }


def _row(task: Task, metadata: Mapping[str, Metadata], *, with_lead: bool, now: date | None = None) -> dict[str, str]:
    said = [_LIST_BREAK.join(task.lead)] if with_lead and task.lead else []
    if task.coordinate:
        said.append(f"{messages.FIELD_COORDINATE}: {_LIST_BREAK.join(task.coordinate)}")
    if task.product:
        said.append(f"{messages.FIELD_PRODUCT}: {one_line(task.product)}")
    if task.deadline and not task.deadline_date:
        said.append(f"{messages.FIELD_DEADLINE}: {one_line(task.deadline)}")
    place = metadata[task.source].place
    return {
        "what": one_line(task.task),
        "said": " · ".join(said),
        "day": date_text(task.deadline_date) if task.deadline_date else "",
        "due": _due(task.deadline_date, now),
        "source": " · ".join(dict.fromkeys([*place[-1:], document_name(task.source, metadata)])),
        "address": task_link(task),
    }


def _due(day: date | None, now: date | None) -> str:
    if day is None or now is None:
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
