"""The register rows behind a list of an agency's tasks."""

from dataclasses import replace

from ingest.documents import Metadata, Span, Task
from parc_search.results import Answer, Citation, Interpretation
from parc_search.ui.components.answer_cards import answer_panel, duties_behind


def task(n: int, *lead: str) -> Task:
    return Task(
        id=f"t{n}", source="a.txt", part="body", group="1", task=f"việc <{n}>\nđủ chữ", lead=lead or ("Sở Nội vụ",),
        task_span=Span(start=100 * n, end=100 * n + 50), confidence=0.9,
    )  # fmt: skip


def cited(n: int, start: int, end: int) -> Citation:
    return Citation(
        n=n, source="a.txt", span=Span(start=start, end=end), quote_raw="", quote="", metadata=Metadata(title="KH"),
        path=(), page=None, line_start=1, line_end=1, read_quality=1.0,
    )  # fmt: skip


def listing(*citations: Citation, kind: str = "list") -> Answer:
    return Answer(
        id=None, question="?", status="answered", kind=kind, interpretation=Interpretation(question="?"),
        answer="việc; việc", sentence="Sở Nội vụ có các nhiệm vụ: việc; việc.", citations=citations,
    )  # fmt: skip


TASKS = (task(1), task(2), task(3), task(4, "Sở Tài chính"))


def test_the_tasks_that_are_cited_stand_in_full_and_the_others_are_counted() -> None:
    answer = listing(cited(1, 80, 150), cited(2, 200, 250))
    found = duties_behind(answer, TASKS)
    assert found is not None
    assert (found.agency, found.source, found.whole) == ("Sở Nội vụ", "a.txt", 3)
    assert [(n, row.id) for n, row in found.shown] == [(1, "t1"), (2, "t2")]
    shown = answer_panel(answer, duties=found)
    assert '<li><span>việc &lt;1&gt; đủ chữ</span> <span class="meta">[1]</span></li>' in shown
    assert "Đang hiện 2 trên 3 nhiệm vụ Sở Nội vụ chủ trì" in shown
    assert "Sở Nội vụ có các nhiệm vụ" not in shown
    phrased = replace(answer, sentence="Sở Nội vụ lo hai việc [1][2].")
    assert "Sở Nội vụ lo hai việc [1][2]." in answer_panel(phrased, duties=found)


def test_a_list_of_anything_else_has_no_tasks_behind_it() -> None:
    whole = cited(1, 100, 150)
    assert duties_behind(listing(whole, cited(2, 200, 250), kind="passage"), TASKS) is None
    assert duties_behind(listing(whole), TASKS) is None
    assert duties_behind(listing(whole, cited(2, 230, 300)), TASKS) is None
    assert duties_behind(listing(whole, cited(2, 400, 450)), TASKS) is None
