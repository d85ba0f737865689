"""Tasks in time and under their agencies, with hostile words in them."""

from dataclasses import replace
from datetime import date

import pytest

from ingest.documents import Metadata, Span, Task
from parc_search.documents.task_rows import TaskRow, task_rows
from parc_search.ui.components.deadline_cards import MAX_IN_TIME, deadline_calendar, group_label, task_list, timeline
from parc_search.ui.components.markup import link
from parc_search.ui.state.task_filter import AgencyGroup

METADATA = {"a&b.txt": Metadata(title="Kế hoạch <b>A</b>", place=("Huế",))}
TODAY = date(2024, 11, 20)


def task(identifier: str, due: date | None = None, **fields: object) -> TaskRow:
    given: dict[str, object] = {
        "id": identifier, "source": "a&b.txt", "part": "body", "group": "1", "task": f"việc {identifier}",
        "task_span": Span(start=1, end=9), "lead": ("Sở Nội vụ",), "deadline_date": due, "confidence": 0.9,
    }  # fmt: skip
    read = Task(**{**given, **fields})  # type: ignore[arg-type]
    return task_rows([read], {}, hashes={}, last_years={}, today=TODAY)[0]


def test_months_follow_each_other_and_those_without_a_day_are_counted() -> None:
    tasks = [task("3", date(2025, 1, 15)), task("1", date(2024, 11, 1)), task("2", date(2024, 12, 15)), task("4")]
    shown = timeline(tasks, METADATA, today=TODAY)
    order = [shown.index(said) for said in ("<h3>Tháng 11", "việc 1", "<h3>Tháng 12", "việc 2", "<h3>Tháng 01")]
    assert order == sorted(order)
    assert shown.count('class="past"') == 1
    assert shown.count('class="soon"') == 1
    assert "1 nhiệm vụ không ghi ngày hạn" in shown


def test_the_calendar_counts_each_month_and_leads_to_its_tasks() -> None:
    days = [date(2024, 10, 1), date(2024, 11, 1), date(2024, 12, 15), date(2024, 12, 31), date(2026, 2, 1)]
    linked = {(2024, 10), (2024, 11), (2024, 12)}
    shown = deadline_calendar(days, today=TODAY, linked=linked)
    assert "2 việc đã qua hạn, 3 việc còn trong hạn." in shown
    assert '<td class="past"><a href="#han-2024-10" aria-label="Tháng 10/2024: 1 việc">1</a></td>' in shown
    assert '<td class="now"><a href="#han-2024-11" aria-label="Tháng 11/2024: 1 việc">1</a></td>' in shown
    assert '<td><a href="#han-2024-12" aria-label="Tháng 12/2024: 2 việc">2</a></td>' in shown
    assert "<td><span>1</span></td>" in shown
    assert [shown.count(f"<th>{year}</th>") for year in (2024, 2025, 2026)] == [1, 0, 1]
    assert 'id="han-2024-12"' in timeline([task("1", date(2024, 12, 15))], METADATA, today=TODAY)


def test_what_comes_stands_before_what_is_past_and_the_latest_past_first() -> None:
    tasks = [task(n, day) for n, day in (("1", date(2021, 3, 1)), ("2", date(2024, 5, 1)), ("3", date(2025, 1, 15)))]
    shown = timeline(tasks, METADATA, today=TODAY)
    order = [
        shown.index(said)
        for said in ("<h3>Tháng 01/2025", "Các tháng đã qua", "<h3>Tháng 05/2024", "<h3>Tháng 03/2021")
    ]
    assert order == sorted(order)


def test_what_recurs_stands_in_each_month_of_the_coming_year_while_its_document_lasts() -> None:
    quarterly = [task("1", deadline="hàng quý", recurrence="quarter")]
    shown = timeline(quarterly, METADATA, today=TODAY, last_years={"a&b.txt": 2025})
    assert [f"<h3>Tháng {month}</h3>" in shown for month in ("12/2024", "03/2025", "06/2025", "09/2025")] == [True] * 4
    assert "<h3>Tháng 12/2025</h3>" not in shown  # more than a year ahead
    shown = timeline(quarterly, METADATA, today=TODAY, last_years={"a&b.txt": 2024})
    assert shown.count("<h3>") == 1


def test_a_state_is_that_of_the_next_time_alone() -> None:
    quarterly = task("1", deadline="hàng quý", recurrence="quarter")
    doing = replace(quarterly, followed=replace(quarterly.followed, state="doing"))
    shown = timeline([doing], METADATA, today=TODAY, last_years={"a&b.txt": 2025})
    assert (shown.count('class="state doing"'), shown.count('class="state todo"')) == (1, 3)


def test_more_tasks_than_a_browser_draws_are_counted() -> None:
    many = [task(f"{n:03d}", date(2024, 12, 15)) for n in range(MAX_IN_TIME + 2)]
    assert "Đang hiện 300 trên 302 việc" in timeline(many, METADATA, today=TODAY)


def test_a_register_without_days_says_so() -> None:
    assert "không ghi ngày hạn nào" in timeline([task("1")], METADATA, today=TODAY)


def test_hostile_words_are_shown_as_they_are_and_the_link_stays_within_the_app() -> None:
    hostile = task("1", task="<img src=x onerror=alert(1)> **việc**", product="<script>1</script>")
    shown = task_list([hostile], METADATA)
    assert "<img" not in shown
    assert "<script" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt; **việc**" in shown
    assert 'href="/doi-chieu?nguon=a%26b.txt&amp;tu=1&amp;den=9"' in shown
    label = group_label(AgencyGroup(name="[Sở](javascript:alert(1)) **Nội vụ**", rows=(hostile,)))
    assert label.startswith("\\[Sở\\]\\(javascript\\:")


@pytest.mark.parametrize("address", ["https://x.vn", "//x.vn", "/a?q=<", "javascript:alert(1)", "/a?q=1#x", "/a\n"])
def test_no_link_leads_out_of_the_app(address: str) -> None:
    with pytest.raises(ValueError, match="not an address within the app"):
        link(address, "Mở")
