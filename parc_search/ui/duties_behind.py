"""The register rows behind a list of an agency's tasks: the answer cuts them short, the screen need not."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Task
from parc_search.results import Answer, Citation

# A citation that holds less of a task quotes something else.
_LEAST_SHARE_OF_TASK = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class DutiesBehind:
    """The tasks that the citations quote, each with its citation's number, and how many the agency leads in all."""

    agency: str
    source: str
    shown: tuple[tuple[int, Task], ...]
    whole: int


def duties_behind(answer: Answer, tasks: Sequence[Task]) -> DutiesBehind | None:
    """The rows behind a list of tasks; None where a citation quotes anything but a task of one and the same agency.

    `tasks` are those of the cited document.
    """
    if answer.kind != "list" or len(answer.citations) < 2 or len({cited.source for cited in answer.citations}) > 1:
        return None
    rows = [(cited.n, _row_of(cited, tasks)) for cited in answer.citations]
    shown = tuple((n, row) for n, row in rows if row is not None)
    agencies = set.intersection(*(set(row.lead) for _, row in shown)) if len(shown) == len(rows) else set()
    if not agencies:
        return None
    agency = min(agencies, key=shown[0][1].lead.index)
    whole = sum(agency in task.lead for task in tasks)
    return DutiesBehind(agency=agency, source=answer.citations[0].source, shown=shown, whole=whole)


def _row_of(citation: Citation, tasks: Sequence[Task]) -> Task | None:
    """The task that the citation holds most of."""
    shares = [(_share(task, citation), task.id, task) for task in tasks]
    share, _, task = max(shares, key=lambda item: item[:2], default=(0.0, "", None))
    return task if share >= _LEAST_SHARE_OF_TASK else None


def _share(task: Task, citation: Citation) -> float:
    span, quoted = task.task_span, citation.span
    shared = max(0, min(span.end, quoted.end) - max(span.start, quoted.start))
    return shared / max(1, span.end - span.start)
