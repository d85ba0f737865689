"""Tasks as lists: under the agency that leads them, and in time, month by month; pure functions to HTML."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ingest.documents import Metadata, Task
from parc_search.ui import words
from parc_search.ui.deadline_calendar import Month, anchor_of, deadline_calendar, month_of
from parc_search.ui.formats import date_text, number_text, one_line
from parc_search.ui.markup import Html, element, join, link, plain_label, text
from parc_search.ui.registers import AgencyGroup, document_name, task_link
from parc_search.ui.successors import now_called

_LIST_BREAK = "; "
# What a browser draws without delay; a filter by agency, document or day brings the others.
MAX_IN_TIME = 300
_SOON = timedelta(days=30)


def group_label(group: AgencyGroup) -> str:
    """The agency with its name of today and how many tasks it leads, for the label of a widget."""
    if not group.name:
        name = words.AGENCY_GROUP_NONE
    else:
        found = now_called(group.name)
        name = f"{group.name} ({found[0]})" if found else group.name
    return plain_label(words.AGENCY_GROUP.format(name=name, n=number_text(len(group.tasks))))


def task_list(tasks: Sequence[Task], metadata: Mapping[str, Metadata], *, with_lead: bool = False) -> Html:
    """The tasks one under the other, each with its partners, deadline, product and source."""
    return element("ul", *(_item(task, metadata, with_lead=with_lead) for task in tasks), css="parc task-list")


def timeline(tasks: Sequence[Task], metadata: Mapping[str, Metadata], *, today: date | None = None) -> Html:
    """The tasks that have a day, month by month, the earliest first; how many have none stands at the end."""
    now = today or date.today()
    dated = sorted(
        (task for task in tasks if task.deadline_date), key=lambda task: (task.deadline_date or now, task.id)
    )
    months: dict[Month, list[Task]] = {}
    for task in dated[:MAX_IN_TIME]:
        months.setdefault(month_of(task.deadline_date or now), []).append(task)
    most = max(map(len, months.values()), default=1)
    blocks = [_month(key, own, metadata, now, most) for key, own in months.items()]
    if dated:
        days = [task.deadline_date for task in dated if task.deadline_date]
        blocks.insert(0, deadline_calendar(days, today=now, linked=months))
    if len(dated) > MAX_IN_TIME:
        cut = words.TIMELINE_CUT.format(shown=number_text(MAX_IN_TIME), all=number_text(len(dated)))
        blocks.append(text(cut, "lead", "p"))
    without = len(tasks) - len(dated)
    rest = text(words.TIMELINE_NONE.format(n=number_text(without)), "meta", "p") if without and dated else Html("")
    if not dated:
        rest = text(words.TIMELINE_EMPTY, "lead", "p")
    return element("div", join(blocks), rest, css="parc timeline")


def _month(key: Month, tasks: Sequence[Task], metadata: Mapping[str, Metadata], now: date, most: int) -> Html:
    year, month = key
    # A bar of whole twentieths, so that the width is a class and no style is written into the page.
    bar = element("i", css=f"bar w{max(1, round(20 * len(tasks) / most))}")
    count = text(words.TIMELINE_COUNT.format(n=number_text(len(tasks))), "meta")
    head = text(words.TIMELINE_MONTH.format(month=f"{month:02d}/{year}"), tag="h3")
    items = element("ul", *(_item(task, metadata, with_lead=True, now=now) for task in tasks), css="task-list")
    return element("section", element("header", head, bar, count), items, css="month", anchor=anchor_of(key))


def _item(task: Task, metadata: Mapping[str, Metadata], *, with_lead: bool, now: date | None = None) -> Html:
    said = [_LIST_BREAK.join(task.lead)] if with_lead and task.lead else []
    if task.coordinate:
        said.append(f"{words.FIELD_COORDINATE}: {_LIST_BREAK.join(task.coordinate)}")
    if task.product:
        said.append(f"{words.FIELD_PRODUCT}: {one_line(task.product)}")
    if task.deadline and not task.deadline_date:
        said.append(f"{words.FIELD_DEADLINE}: {one_line(task.deadline)}")
    day = text(date_text(task.deadline_date), "day") if task.deadline_date else Html("")
    place = metadata[task.source].place
    source = " · ".join(dict.fromkeys([*place[-1:], document_name(task.source, metadata)]))
    return element(
        "li",
        element("div", day, _due(task.deadline_date, now), css="due") if day else Html(""),
        element(
            "div",
            text(one_line(task.task), "what", "p"),
            text(" · ".join(said), "meta", "p") if said else Html(""),
            element("p", text(source, "meta"), Html(" "), link(task_link(task), words.OPEN_SOURCE), css="from"),
            css="body",
        ),
    )


def _due(day: date | None, now: date | None) -> Html:
    if day is None or now is None:
        return Html("")
    if day < now:
        return text(words.TIMELINE_PAST, "past")
    return text(words.TIMELINE_NEXT, "soon") if day <= now + _SOON else Html("")
