"""Which rows of a register a screen shows, and how a row reads: pure functions over tasks and targets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.documents import Metadata, Span, Target, Task
from ingest.vietnamese.fold import fold
from parc_search.results import Answer
from parc_search.ui import words
from parc_search.ui.formats import date_text, one_line

# For these kinds the row behind the citation says more of the same work: who, with whom, until when, what comes out.
_KINDS_WITH_ROW = frozenset({"agency", "coordinating", "deadline", "product", "budget"})
# A quote of which a row covers less speaks of several tasks, and none of them may stand for the answer.
MIN_SHARE_OF_QUOTE = 0.6
_LIST_BREAK = "; "

Cells = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFilter:
    """What a task must have to be shown; an empty field asks for nothing. `role` is lead, coordinate or advise."""

    agency: str = ""
    role: str = ""
    source: str = ""
    wanted: str = ""
    due_until: date | None = None

    def keeps(self, task: Task) -> bool:
        """Whether the task is shown."""
        named = {"lead": task.lead, "coordinate": task.coordinate, "advise": task.advise}
        roles = [named[self.role]] if self.role else list(named.values())
        if self.role and not named[self.role]:
            return False
        return (
            (not self.agency or any(self.agency in agencies for agencies in roles))
            and (not self.source or task.source == self.source)
            and fold(self.wanted.strip()) in fold(one_line(task.task))
            and (self.due_until is None or (task.deadline_date is not None and task.deadline_date <= self.due_until))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFilter:
    """What a target must have to be shown; an empty field asks for nothing."""

    source: str = ""
    kind: str = ""
    year: str = ""
    wanted: str = ""

    def keeps(self, target: Target) -> bool:
        """Whether the target is shown."""
        return (
            (not self.source or target.source == self.source)
            and (not self.kind or target.kind == self.kind)
            and (not self.year or target.year == self.year)
            and fold(self.wanted.strip()) in fold(one_line(target.subject))
        )


def row_behind(answer: Answer, tasks: Sequence[Task]) -> Task | None:
    """The task row that most of the first citation quotes, where the answer is about an assigned task."""
    if answer.kind not in _KINDS_WITH_ROW or not answer.citations:
        return None
    quoted = answer.citations[0].span
    shared = [(_overlap(quoted, task.task_span), task) for task in tasks]
    best = max(shared, key=lambda pair: (pair[0], pair[1].id), default=None)
    is_of_it = best is not None and best[0] >= MIN_SHARE_OF_QUOTE * (quoted.end - quoted.start)
    return best[1] if best is not None and is_of_it else None


def agencies(tasks: Sequence[Task]) -> list[str]:
    """Every agency that a task names in any role, in alphabetical order."""
    return sorted({name for task in tasks for name in (*task.lead, *task.coordinate, *task.advise)}, key=fold)


def task_cells(task: Task, metadata: Mapping[str, Metadata]) -> Cells:
    """One task as the cells of a table, by column name."""
    return {
        words.COLUMN_TASK: one_line(task.task),
        words.FIELD_LEAD: _LIST_BREAK.join(task.lead),
        words.FIELD_COORDINATE: _LIST_BREAK.join(task.coordinate),
        words.FIELD_ADVISE: _LIST_BREAK.join(task.advise),
        words.FIELD_DEADLINE: one_line(task.deadline or ""),
        words.COLUMN_DEADLINE_DATE: date_text(task.deadline_date) if task.deadline_date else "",
        words.FIELD_PRODUCT: one_line(task.product or ""),
        words.COLUMN_GROUP: task.group,
        words.COLUMN_DOCUMENT: document_name(task.source, metadata),
        words.COLUMN_FILE: task.source,
    }


def target_cells(target: Target, metadata: Mapping[str, Metadata]) -> Cells:
    """One target as the cells of a table, by column name."""
    return {
        words.COLUMN_SUBJECT: one_line(target.subject),
        words.COLUMN_COMPARISON: words.COMPARISON_LABELS.get(target.comparison, target.comparison),
        words.COLUMN_VALUE: one_line(target.value),
        words.COLUMN_YEAR: target.year or "",
        words.COLUMN_KIND: words.TARGET_KIND_LABELS.get(target.kind, target.kind),
        words.COLUMN_DOCUMENT: document_name(target.source, metadata),
        words.COLUMN_FILE: target.source,
    }


def document_name(source: str, metadata: Mapping[str, Metadata]) -> str:
    """The short name of a document: its number, else its title, else its file."""
    said = metadata.get(source)
    return source if said is None else said.number or said.title


def _overlap(left: Span, right: Span) -> int:
    return max(0, min(left.end, right.end) - max(left.start, right.start))
