"""A document on a page is made of its rows alone, each with its place; documents are compared by rows that match."""

from datetime import date

from ingest.documents import Document, Heading, Metadata, SourceDocument, Span, Target, Task
from ingest.repaired_text import RepairedText
from parc_search.documents.task_rows import TaskRow, task_rows
from parc_search.ui.state.digest import HEADINGS_SHOWN, TASKS_SHOWN, compared, digest

TODAY = date(2024, 6, 1)


def target(source: str, value: str, subject: str = "Tỷ lệ hồ sơ giải quyết đúng hạn", **fields: object) -> Target:
    given: dict[str, object] = {
        "id": f"{source}{value}{subject}", "source": source, "subject": subject, "comparison": ">=", "value": value,
        "unit": "%", "year": "2024", "kind": "target", "confidence": 0.9, "span": Span(start=5, end=9),
    }  # fmt: skip
    return Target(**{**given, **fields})  # type: ignore[arg-type]


def rows(*tasks: tuple[str, str, str, str]) -> tuple[TaskRow, ...]:
    """Rows of source, words, agency and deadline."""
    made = [
        Task(
            id=str(n), source=source, part="body", group="I", task=words, task_span=Span(start=n, end=n + 1),
            lead=(agency,), deadline=deadline or None, confidence=0.9,
        )
        for n, (source, words, agency, deadline) in enumerate(tasks)
    ]  # fmt: skip
    return task_rows(made, {}, hashes={}, last_years={}, today=TODAY)


def test_each_line_of_a_summary_stands_somewhere_and_what_is_left_out_is_counted() -> None:
    outline = tuple(
        Heading(level=1 + (n > 0) * (n % 2), label=str(n), title=f"Phần {n}", start=n, end=n + 1, section_end=n + 1)
        for n in range(40)
    )
    raw = SourceDocument(source="a.txt", content_hash="h", media_type="text/plain", text="x" * 50, pages=())
    document = Document(raw=raw, reading=RepairedText(raw.text, ()), metadata=Metadata(title="A"), outline=outline)
    many = rows(*[("a.txt", f"Việc {n}", "Sở Nội vụ", "") for n in range(TASKS_SHOWN + 3)])
    found = digest(document, many, [target("a.txt", "95%"), target("a.txt", "97%", kind="achieved")], today=TODAY)
    assert (len(found.headings), found.whole["headings"]) == (HEADINGS_SHOWN, 20)
    assert found.headings[0].address == "/doi-chieu?nguon=a.txt&tu=0&den=1"
    assert (len(found.tasks), found.whole["tasks"]) == (TASKS_SHOWN, TASKS_SHOWN + 3)
    assert [(cited.text, cited.beside) for cited in found.agencies] == [("Sở Nội vụ", f"{TASKS_SHOWN + 3} nhiệm vụ")]
    assert [cited.beside for cited in found.targets] == ["ít nhất 95% (2024)"]
    every = (*found.headings, *found.agencies, *found.tasks, *found.targets)
    assert all(cited.address.startswith(("/doi-chieu?", "/nhiem-vu?")) for cited in every)


def test_what_differs_stands_first_and_a_year_alone_is_no_difference() -> None:
    targets = [
        target("a.txt", "95%"), target("b.txt", "98%", year="2025"),
        target("a.txt", "50%", "Mức độ hài lòng của người dân"),
        target("b.txt", "50%", "Mức độ hài lòng của người dân", year="2025"),
        target("a.txt", "10%", "Biên chế tinh giản"),
        target("b.txt", "90%", kind="achieved"),
    ]  # fmt: skip
    found = compared(["a.txt", "b.txt"], (), targets)
    assert [(row.subject, row.differs, [cell.text for cell in row.cells if cell]) for row in found] == [
        ("Tỷ lệ hồ sơ giải quyết đúng hạn", True, ["ít nhất 95%", "ít nhất 98%"]),
        ("Mức độ hài lòng của người dân", False, ["ít nhất 50%", "ít nhất 50%"]),
    ]


def test_a_row_is_matched_with_the_likest_and_with_no_other() -> None:
    found = compared(
        ["a.txt", "b.txt"], (),
        [
            target("a.txt", "1%", "Tỷ lệ hồ sơ đúng hạn"), target("a.txt", "2%", "Tỷ lệ hồ sơ đúng hạn cấp xã"),
            target("b.txt", "3%", "Tỷ lệ hồ sơ đúng hạn cấp xã"),
        ],
    )  # fmt: skip
    assert [[cell and cell.text for cell in row.cells] for row in found] == [["ít nhất 2%", "ít nhất 3%"]]
    other_unit = [target("a.txt", "1%"), target("b.txt", "1", unit="hồ sơ")]
    assert compared(["a.txt", "b.txt"], (), other_unit) == ()


def test_tasks_and_agencies_are_compared_with_their_deadlines_and_counts() -> None:
    found = compared(
        ["a.txt", "b.txt", "c.txt"],
        rows(
            ("a.txt", "Kiểm tra cải cách hành chính", "Sở Nội vụ", "Quý II"),
            ("b.txt", "Kiểm tra cải cách hành chính", "Sở Nội vụ", "Quý IV"),
            ("c.txt", "Việc khác hẳn", "Sở Y tế", ""),
        ),
        (),
    )
    assert [(row.kind, row.differs) for row in found] == [("task", True), ("agency", True)]
    assert [cell and cell.text for cell in found[0].cells] == ["Sở Nội vụ · Quý II", "Sở Nội vụ · Quý IV", None]
    assert [cell and cell.text for cell in found[1].cells] == ["1 nhiệm vụ", "1 nhiệm vụ", None]
