"""Register rows as they are stored, and back."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

from index.store.rows import (
    COLUMNS,
    page_of,
    page_row,
    passage_of,
    passage_row,
    target_of,
    target_row,
    task_of,
    task_row,
)
from index.store.schema import connect
from ingest.documents import Heading, Page, Passage, Span, Target, Task
from ingest.repaired_text import Edit

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


@pytest.mark.parametrize(
    ("table", "noun", "behind"),
    [
        ("pages", Page, ("tables",)),
        ("headings", Heading, ()),
        ("edits", Edit, ()),
        ("passages", Passage, ()),
        ("tasks", Task, ("spans",)),
        ("targets", Target, ("start", "end", "lead")),
    ],
)
def test_the_columns_of_a_table_are_the_fields_of_its_noun_in_their_order(
    tmp_path: Path, table: str, noun: type, behind: tuple[str, ...]
) -> None:
    with closing(connect(tmp_path / "parc.sqlite")) as connection:
        named = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    assert named == ["source", "position", *COLUMNS[noun], *behind]


def test_what_is_stored_of_a_task_is_text_that_an_older_store_holds_too() -> None:
    task = replace(_TASK, lead=("Sở Nội vụ", "Sở Y tế"), deadline="30/6/2026", deadline_date=date(2026, 6, 30))
    spans = (
        '{"task_span": [3, 9], "lead_span": null, "coordinate_span": null, "deadline_span": null, '
        '"product_span": null, "budget_span": null}'
    )
    row = ("a", "body", "III", "Báo cáo", '["Sở Nội vụ", "Sở Y tế"]', "[]", "[]", "30/6/2026", "2026-06-30")
    assert task_row(task) == (*row, None, None, 0.5, spans)
    with_terms = task_row(replace(task, deadline_from=date(2026, 1, 1)))
    assert with_terms[-1] == spans.replace("}", ', "deadline_from": "2026-01-01"}')


def test_what_is_stored_of_a_page_and_a_passage_is_text_that_an_older_store_holds_too() -> None:
    page = Page(page_no=1, start=0, end=9, quality=0.5, doubts=(Span(start=2, end=4), Span(start=5, end=6)))
    row = (1, 0, 9, 0.5, None, None, None, "layer", None, "[[2, 4], [5, 6]]", None)
    assert (page_row(page), page_of(row)) == (row, page)
    passage = Passage(
        id="p", source="a.txt", start=0, end=3, text="a b", reading="a b", path=("I. Mục tiêu",), kind="paragraph",
        page_no=None, quality=1.0,
    )  # fmt: skip
    kept = ("p", 0, 3, "a b", "a b", '["I. Mục tiêu"]', "paragraph", None, 1.0)
    assert (passage_row(passage), passage_of("a.txt", kept)) == (kept, passage)


@pytest.mark.parametrize("lead", ["[1]", '"Sở Nội vụ"', "[", "null"])
def test_a_row_whose_values_its_fields_cannot_hold_is_no_row(lead: str) -> None:
    row = list(task_row(_TASK))
    row[4] = lead
    with pytest.raises(msgspec.DecodeError):
        task_of("a.txt", tuple(row))
