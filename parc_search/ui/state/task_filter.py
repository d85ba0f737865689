"""What the filters of tasks offer, in which groups tasks stand, how one reads, and who an agency of old is today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.documents import Metadata, Span, Task
from ingest.gazetteer.agencies import AGENCIES
from ingest.language.fold import fold
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
Cells = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyGroup:
    """The tasks that an agency leads; `name` is empty for those that no agency leads."""

    name: str
    tasks: tuple[Task, ...]


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


def by_agency(tasks: Sequence[Task]) -> tuple[AgencyGroup, ...]:
    """The tasks by the agency that leads, those with most tasks first; a task with two leads stands under both."""
    led: dict[str, list[Task]] = {}
    for task in tasks:
        for name in task.lead or ("",):
            led.setdefault(name, []).append(task)
    groups = [AgencyGroup(name=name, tasks=tuple(own)) for name, own in led.items()]
    return tuple(sorted(groups, key=lambda group: (not group.name, -len(group.tasks), fold(group.name))))


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
