"""Tasks in time and under their agencies, with hostile words in them."""

from datetime import date

import pytest

from ingest.documents import Metadata, Span, Task
from parc_search.ui.deadline_cards import group_label, task_list, timeline
from parc_search.ui.markup import link
from parc_search.ui.registers import AgencyGroup

METADATA = {"a&b.txt": Metadata(title="Kế hoạch <b>A</b>", place=("Huế",))}
TODAY = date(2024, 11, 20)


def task(identifier: str, due: date | None = None, **fields: object) -> Task:
    given: dict[str, object] = {
        "id": identifier, "source": "a&b.txt", "part": "body", "group": "1", "task": f"việc {identifier}",
        "task_span": Span(start=1, end=9), "lead": ("Sở Nội vụ",), "deadline_date": due, "confidence": 0.9,
    }  # fmt: skip
    return Task(**{**given, **fields})  # type: ignore[arg-type]


def test_months_follow_each_other_and_those_without_a_day_are_counted() -> None:
    tasks = [task("3", date(2025, 1, 15)), task("1", date(2024, 11, 1)), task("2", date(2024, 12, 15)), task("4")]
    shown = timeline(tasks, METADATA, today=TODAY)
    order = [shown.index(said) for said in ("Tháng 11/2024", "việc 1", "Tháng 12/2024", "việc 2", "Tháng 01/2025")]
    assert order == sorted(order)
    assert shown.count('class="past"') == 1
    assert shown.count('class="soon"') == 1
    assert "1 nhiệm vụ không ghi ngày hạn" in shown


def test_a_register_without_days_says_so() -> None:
    assert "không ghi ngày hạn nào" in timeline([task("1")], METADATA, today=TODAY)


def test_hostile_words_are_shown_as_they_are_and_the_link_stays_within_the_app() -> None:
    hostile = task("1", task="<img src=x onerror=alert(1)> **việc**", product="<script>1</script>")
    shown = task_list([hostile], METADATA)
    assert "<img" not in shown
    assert "<script" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt; **việc**" in shown
    assert 'href="/doi-chieu?nguon=a%26b.txt&amp;tu=1&amp;den=9"' in shown
    label = group_label(AgencyGroup(name="[Sở](javascript:alert(1)) **Nội vụ**", tasks=(hostile,)))
    assert label.startswith("\\[Sở\\]\\(javascript\\:")


@pytest.mark.parametrize("address", ["https://x.vn", "//x.vn", "/a?q=<", "javascript:alert(1)", "/a?q=1#x", "/a\n"])
def test_no_link_leads_out_of_the_app(address: str) -> None:
    with pytest.raises(ValueError, match="not an address within the app"):
        link(address, "Mở")
