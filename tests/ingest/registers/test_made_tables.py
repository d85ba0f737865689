"""Every layout of made tables, in every format, gives the rows that are known: lead, partners, deadline, product."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.datasets.synthetic_documents import LAYOUTS, KnownTask, MadeTable, made_table
from eval.datasets.synthetic_formats import as_html, as_text, as_word
from ingest.documents import Document, Task
from ingest.registers.registers import registers
from tests.ingest.registers.reading import document_of

FORMATS: dict[str, Callable[[MadeTable], str | bytes]] = {"txt": as_text, "html": as_html, "docx": as_word}
SEEDS = (11, 12)
YEAR = "2025"  # of the plan, where a table names none


def plain(words: str | None) -> str:
    """Words without marks and case, as cells and registers may write them."""
    return " ".join(re.findall(r"\w+", (words or "").lower()))


def row(task: Task | KnownTask) -> tuple[object, ...]:
    return (
        plain(task.task),
        tuple(map(plain, task.lead)),
        tuple(sorted(map(plain, task.coordinate))),
        plain(task.deadline),
        plain(task.product),
    )


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_rows_of_a_made_table_are_those_that_are_known(layout: str, form: str, tmp_path: Path) -> None:
    for seed in SEEDS:
        table = made_table(layout, seed=seed)
        document = document_of(tmp_path, FORMATS[form](table), f"a.{form}")
        tasks, targets = registers(document)
        assert [row(task) for task in tasks if task.part == "annex"] == [row(task) for task in table.tasks]
        if table.targets:
            found = [(plain(each.subject), each.value, each.year, each.lead) for each in targets]
            assert found == [
                (plain(known.subject), known.value, known.year or YEAR, known.lead) for known in table.targets
            ]
        assert_spans_hold_their_words(document, tasks)


def assert_spans_hold_their_words(document: Document, tasks: tuple[Task, ...]) -> None:
    for task in tasks:
        for words, span in ((task.task, task.task_span), (task.deadline, task.deadline_span)):
            if words is not None and span is not None:
                assert plain(document.raw.text[span.start : span.end]) == plain(words)
