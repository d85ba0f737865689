"""Both registers of one document: its assigned tasks and its targets, those of tables and those of the body."""

from bisect import bisect_right
from collections.abc import Sequence

from ingest.documents import Document, Span, Target, Task
from ingest.registers.annex.ruled_annex import only_tasks, stretches_of_tasks
from ingest.registers.table_targets import stretches_of_targets, table_targets, with_owners
from ingest.registers.targets import targets
from ingest.registers.tasks import tasks


def registers(document: Document) -> tuple[tuple[Task, ...], tuple[Target, ...]]:
    """Every assigned task and every target of a document, each in order of place; a row of a table is read once."""
    in_tables, by_column = stretches_of_tasks(document), stretches_of_targets(document)
    assigned = tuple(task for task in tasks(document) if task.part == "annex" or not _meets(task.task_span, in_tables))
    told = targets(document, skip=[*in_tables, *by_column])
    in_rows = targets(only_tasks(document)) if in_tables else ()
    found = [*told, *with_owners(in_rows, document), *table_targets(document)]
    return assigned, tuple(sorted(found, key=lambda target: (target.span, target.value, target.id)))


def _meets(span: Span, stretches: Sequence[Span]) -> bool:
    """Whether a span has something in common with one of the stretches, which are in order and apart."""
    at = bisect_right(stretches, span.start, key=lambda stretch: stretch.end)
    return at < len(stretches) and stretches[at].start < span.end
