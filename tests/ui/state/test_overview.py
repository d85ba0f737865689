"""The figures of the overview, and that each leads to just the rows that it counts."""

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from index.store.task_ledger import STATE, LedgerEntry
from ingest.documents import Metadata, Span, Target, Task
from parc_search.documents.task_rows import TaskRow, followed_by_key, keys_of, task_rows
from parc_search.export.register_filter import TaskFilter
from parc_search.ui.components.date_field import typed_day
from parc_search.ui.screens.tasks import is_in
from parc_search.ui.state.overview import AgencyLoad, agency_loads, month_of, quarter_of, reached, totals
from parc_search.ui.state.task_filter import day_after

TODAY = date(2024, 11, 20)
METADATA = {
    "a.txt": Metadata(title="Kế hoạch", place=("Huế",), years=(2024, 2024)),
    "b.txt": Metadata(title="Báo cáo", place=("Huế",), years=(2023, 2023)),
    "c.txt": Metadata(title="Báo cáo", place=("Quảng Trị",), years=(2023, 2023)),
}


def rows() -> tuple[TaskRow, ...]:
    days = [
        date(2024, 11, 1), date(2024, 11, 20), date(2024, 11, 30), date(2024, 12, 31), date(2025, 1, 1), None,
        date(2024, 11, 25),
    ]  # fmt: skip
    tasks = [
        Task(
            id=str(n), source="a.txt", part="body", group="I", task=f"Việc {n}", task_span=Span(start=n, end=n + 1),
            lead=("Sở Nội vụ", "Sở Y tế") if n == 1 else ("Sở Nội vụ",), deadline_date=day, confidence=0.9,
        )
        for n, day in enumerate(days)
    ]  # fmt: skip
    done = LedgerEntry(
        source="a.txt", key=keys_of(tasks)[-1], kind=STATE, value="done", words="", content_hash="", by="",
        at="2024-11-02T00:00:00+00:00", position=1,
    )  # fmt: skip
    return task_rows(tasks, followed_by_key([done]), hashes={}, last_years={}, today=TODAY)


def behind(address: str) -> int:
    """How many rows the screen of tasks shows at an address."""
    said = dict(parse_qsl(urlsplit(address).query))
    chosen = TaskFilter(
        agency=said.get("co-quan", ""), role=said.get("vai-tro", ""), due_from=typed_day(said.get("tu-ngay", "")),
        due_before=day_after(typed_day(said.get("den-ngay", ""))),
    )  # fmt: skip
    kept = chosen.kept_rows(rows(), METADATA, task_of=lambda row: row.task, due_of=lambda row: row.due)
    return sum(is_in(row, said.get("trang-thai", ""), TODAY) for row in kept)


def test_each_row_that_is_not_done_is_counted_once_and_each_figure_leads_to_its_rows() -> None:
    figures = totals(rows(), TODAY)
    assert [figure.count for figure in figures] == [1, 2, 3]
    assert [behind(figure.address) for figure in figures] == [1, 2, 3]


def test_an_agency_has_the_rows_that_it_leads() -> None:
    def counts(load: AgencyLoad) -> tuple[str, int, int, int]:
        return load.agency, load.overdue.count, load.month.count, load.quarter.count

    loads = agency_loads(rows(), TODAY)
    assert list(map(counts, loads)) == [("Sở Nội vụ", 1, 2, 3), ("Sở Y tế", 0, 1, 1)]
    for load in loads:
        for figure in (load.overdue, load.month, load.quarter):
            assert behind(figure.address) == figure.count


@pytest.mark.parametrize(
    ("today", "month", "quarter"),
    [
        (date(2024, 11, 20), date(2024, 11, 30), date(2024, 12, 31)),
        (date(2024, 12, 31), date(2024, 12, 31), date(2024, 12, 31)),
        (date(2024, 1, 1), date(2024, 1, 31), date(2024, 3, 31)),
        (date(2024, 2, 29), date(2024, 2, 29), date(2024, 3, 31)),
    ],
)
def test_a_month_and_a_quarter_last_to_their_last_day(today: date, month: date, quarter: date) -> None:
    assert (month_of(today).first, month_of(today).last, quarter_of(today).last) == (today, month, quarter)


def target(identifier: str, source: str, value: str, *, kind: str = "target", year: str | None = None) -> Target:
    return Target(
        id=identifier, source=source, subject="Tỷ lệ hồ sơ giải quyết đúng hạn", comparison=">=", value=value, unit="%",
        year=year, kind=kind, confidence=0.9, span=Span(start=0, end=1),
    )  # fmt: skip


def test_a_target_stands_beside_the_latest_figure_of_its_own_place() -> None:
    targets = [
        target("set", "a.txt", "95%"),
        target("old", "b.txt", "97%", kind="achieved", year="2022"),
        target("new", "b.txt", "90%", kind="achieved", year="2023"),
        target("elsewhere", "c.txt", "99%", kind="achieved", year="2024"),
    ]
    [pair] = reached(targets, METADATA)
    assert (pair.target.id, pair.achieved.id, pair.place, pair.meets) == ("set", "new", "Huế", False)
    assert (pair.set_year, pair.achieved_year) == ("2024", "2023")
    assert reached(targets[:1] + targets[3:], METADATA) == ()
