"""What a task must bring forth: the register's product; prose names none that could be told from its subject."""

from ingest.documents import Passage
from parc_search.extract.agency import best_task, register_strength, row_spans
from parc_search.extract.clauses import tidy
from parc_search.extract.finding import Finding
from parc_search.extract.places import as_quoted, whole
from parc_search.library import Library
from parc_search.match import Subject
from parc_search.query import Query

MAX_WORDS = 40


def extract(query: Query, passage: Passage, subject: Subject, library: Library) -> Finding | None:
    """The product of the passage's task; None where the register has none."""
    tasks = [
        task
        for task in library.tasks_with(passage.source, whole(passage), lambda task: task.product_span)
        if task.product
    ]
    task = best_task(tasks, subject)
    if task is None or not task.product:
        return None
    spans = row_spans(task, passage, task.product_span)
    said = as_quoted(task.product, task.product_span, spans, library.reading(passage.source))
    value = tidy(said, max_words=MAX_WORDS)
    return Finding(
        value=value[:1].upper() + value[1:],
        source=passage.source,
        spans=spans,
        values=(value,),
        strength=register_strength(task, subject),
        kind="product",
    )
