"""What the filters of tasks offer, in which groups tasks stand, how one reads, and who an agency of old is today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from ingest.documents import Metadata, Span, Task
from ingest.gazetteer.agencies import AGENCIES
from ingest.language.fold import fold
from parc_search.documents.task_rows import TaskRow
from parc_search.export.register_filter import TODAY, name_of_today
from parc_search.results import Answer
from parc_search.ui import messages
from parc_search.ui.state.formats import date_text, one_line
from parc_search.ui.state.links import source_link

# For these kinds the row behind the citation says more of the same work: who, with whom, until when, what comes out.
_KINDS_WITH_ROW = frozenset({"agency", "coordinating", "deadline", "product", "budget"})
# A quote of which a row covers less speaks of several tasks, and none of them may stand for the answer.
MIN_SHARE_OF_QUOTE = 0.6
_LIST_BREAK = "; "
TASKS_PATH, ROW = "nhiem-vu", "viec"
"""The address of the register of tasks, and the parameter that names one of its rows by key."""
Cells = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyGroup:
    """The rows whose tasks an agency leads; `name` is empty for those that no agency leads."""

    name: str
    rows: tuple[TaskRow, ...]


def row_behind(answer: Answer, tasks: Sequence[Task]) -> Task | None:
    """The task row that most of the first citation quotes, where the answer is about an assigned task."""
    if answer.kind not in _KINDS_WITH_ROW or not answer.citations:
        return None
    quoted = answer.citations[0].span
    shared = [(_overlap(quoted, task.task_span), task) for task in tasks]
    best = max(shared, key=lambda pair: (pair[0], pair[1].id), default=None)
    is_of_it = best is not None and best[0] >= MIN_SHARE_OF_QUOTE * (quoted.end - quoted.start)
    return best[1] if best is not None and is_of_it else None


def agency_choices(tasks: Sequence[Task]) -> dict[str, str]:
    """What can be filtered by, and how it reads: each agency that a task names, with its name of today.

    An agency of today that took others in is a choice of its own, before them.
    """
    named = sorted({name for task in tasks for name in (*task.lead, *task.coordinate, *task.advise)}, key=fold)
    forerunners: dict[str, list[str]] = {}
    for name in named:
        forerunners.setdefault(name_of_today(name), []).append(name)
    choices: dict[str, str] = {}
    for today, olds in sorted(forerunners.items(), key=lambda item: fold(item[0])):
        if olds != [today]:
            gone = ", ".join(old for old in olds if old != today)
            choices[f"{TODAY}{today}"] = messages.AGENCY_WITH_FORERUNNERS.format(name=today, olds=gone)
        for old in olds:
            found = now_called(old) if old != today else None
            choices[old] = f"{old} ({found[0]})" if found else old
    return choices


def by_agency(rows: Sequence[TaskRow]) -> tuple[AgencyGroup, ...]:
    """The rows by the agency that leads, those with most tasks first; a task with two leads stands under both."""
    led: dict[str, list[TaskRow]] = {}
    for row in rows:
        for name in row.task.lead or ("",):
            led.setdefault(name, []).append(row)
    groups = [AgencyGroup(name=name, rows=tuple(own)) for name, own in led.items()]
    return tuple(sorted(groups, key=lambda group: (not group.name, -len(group.rows), fold(group.name))))


def day_after(day: date | None) -> date | None:
    """The first day that "until `day`" leaves out; None where no day was asked for."""
    return None if day is None else day + timedelta(days=1)


def years_of(metadata: Metadata) -> range:
    """The years that a document plans for or reports on."""
    first, last = metadata.years or (0, -1)
    return range(first, last + 1)


def task_link(task: Task) -> str:
    """The address of the task's own words in its source."""
    return source_link(task.source, task.task_span)


def task_cells(task: Task, metadata: Mapping[str, Metadata]) -> Cells:
    """One task as the cells of a table, by column name."""
    return {
        messages.COLUMN_TASK: one_line(task.task),
        messages.FIELD_LEAD: _LIST_BREAK.join(task.lead),
        messages.FIELD_DEADLINE: one_line(task.deadline or ""),
        messages.COLUMN_DEADLINE_DATE: date_text(task.deadline_date) if task.deadline_date else "",
        messages.FIELD_PRODUCT: one_line(task.product or ""),
        messages.FIELD_COORDINATE: _LIST_BREAK.join(task.coordinate),
        messages.FIELD_ADVISE: _LIST_BREAK.join(task.advise),
        messages.COLUMN_GROUP: task.group,
        messages.COLUMN_DOCUMENT: document_name(task.source, metadata),
        messages.COLUMN_FILE: task.source,
    }


def row_cells(row: TaskRow, metadata: Mapping[str, Metadata], today: date) -> Cells:
    """One row as the cells of a table: how far it has come, then the task, then what is to be looked at again."""
    cells = task_cells(row.task, metadata)
    due = {messages.COLUMN_DEADLINE_DATE: date_text(row.due) if row.due else ""}
    return {
        messages.COLUMN_STATE: messages.STATE_LABELS[row.state_on(today)],
        messages.COLUMN_TASK: cells[messages.COLUMN_TASK],
        messages.FIELD_LEAD: cells[messages.FIELD_LEAD],
        **due,
        **{name: cell for name, cell in cells.items() if name not in due},
        messages.COLUMN_NOTES: " · ".join(one_line(note.text) for note in row.followed.notes),
        messages.COLUMN_CHECK: "; ".join(checks_of(row)),
    }


def checks_of(row: TaskRow) -> tuple[str, ...]:
    """Why a row should be looked at beside its source, or that it was corrected."""
    said = []
    if row.followed.corrections:
        said.append(messages.ROW_CORRECTED)
    if row.is_doubtful:
        said.append(messages.ROW_DOUBTFUL)
    if row.of_another_file:
        said.append(messages.ROW_OF_ANOTHER_FILE)
    return tuple(said)


def row_link(row: TaskRow) -> str:
    """The address of a row in the register."""
    return f"/{TASKS_PATH}?{urlencode({ROW: row.key})}"


def document_name(source: str, metadata: Mapping[str, Metadata]) -> str:
    """The short name of a document: its number, else its title, else its file."""
    said = metadata.get(source)
    return source if said is None else said.number or said.title


def now_called(name: str, signed_on: date | None = None) -> tuple[str, str] | None:
    """Its name of today and the note that proves it, where it was renamed or merged after `signed_on`; else None."""
    chain = AGENCIES.successors(name, on=signed_on)
    if not chain:
        return None
    last = chain[-1]
    note = messages.NOW_CALLED_SINCE.format(day=date_text(last.on), source=last.source)
    return messages.NOW_CALLED.format(name=last.name), note


def with_todays_name(name: str, signed_on: date | None = None) -> str:
    """The name, its name of today in brackets where that is another: "Sở X (nay là Sở Y)"."""
    found = now_called(name, signed_on)
    return f"{name} ({found[0]})" if found else name


def _overlap(left: Span, right: Span) -> int:
    return max(0, min(left.end, right.end) - max(left.start, right.start))
