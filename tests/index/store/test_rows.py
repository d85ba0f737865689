"""Register rows as they are stored, and back."""

import json
from dataclasses import replace
from datetime import date

from index.store.rows import target_of, target_row, task_of, task_row
from ingest.documents import Span, Target, Task

_TASK = Task(
    id="a", source="a.txt", part="body", group="III", task="Báo cáo", task_span=Span(start=3, end=9), confidence=0.5
)
_TARGET = Target(
    id="a",
    source="a.txt",
    subject="Tỷ lệ hồ sơ trực tuyến",
    comparison=None,
    value="90%",
    unit="%",
    year=None,
    kind="target",
    confidence=0.5,
    span=Span(start=3, end=9),
)


def test_the_terms_of_a_deadline_come_back_from_the_store() -> None:
    task = replace(_TASK, deadline_from=date(2025, 7, 1), recurrence="month", relative="30 ngày kể từ ngày ban hành")
    assert task_of("a.txt", task_row(task)) == task


def test_a_task_that_was_stored_before_its_deadline_had_terms_is_read_with_none() -> None:
    row = task_row(_TASK)
    assert json.loads(row[-1]).keys().isdisjoint({"deadline_from", "recurrence", "relative"})
    assert task_of("a.txt", row) == _TASK


def test_a_comparison_that_is_not_known_comes_back_as_not_known() -> None:
    assert target_of("a.txt", target_row(_TARGET)) == _TARGET
    assert target_row(_TARGET)[2] == ""
