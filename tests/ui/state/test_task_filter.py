"""What a register offers to filter by, and how its rows read and leave."""

import csv
import io
from datetime import date, datetime

from openpyxl import load_workbook

from ingest.documents import Metadata, Span, Task
from parc_search.documents.task_rows import task_rows
from parc_search.export.register_filter import TaskFilter
from parc_search.results import Answer, Citation, Interpretation
from parc_search.ui.components.register_tables import as_csv, as_xlsx
from parc_search.ui.state.task_filter import agency_choices, by_agency, day_after, row_behind, task_cells

METADATA = {
    "a.txt": Metadata(title="Kế hoạch", number="1/KH-UBND", place=("Huế",), years=(2021, 2025)),
    "b.txt": Metadata(title="Báo cáo"),
}


def task(identifier: str = "t", **fields: object) -> Task:
    given: dict[str, object] = {
        "id": identifier,
        "source": "a.txt",
        "part": "body",
        "group": "III.7",
        "task": "Chủ trì\náp dụng ISO",
        "task_span": Span(start=10, end=30),
        "lead": ("Sở Nội vụ",),
        "confidence": 0.9,
    }
    return Task(**{**given, **fields})  # type: ignore[arg-type]


def test_until_a_day_is_before_the_day_after_it() -> None:
    until = TaskFilter(due_before=day_after(date(2024, 12, 31)))
    rows = [task("on", deadline_date=date(2024, 12, 31)), task("after", deadline_date=date(2025, 1, 1)), task("none")]
    assert [row.id for row in until.kept(rows, METADATA)] == ["on"]
    assert day_after(None) is None


def test_agencies_of_all_roles_are_choices_with_their_names_of_today() -> None:
    rows = [task(coordinate=("Ủy ban",)), task(lead=("Sở Kế hoạch và Đầu tư",), advise=("Sở Tài chính",))]
    assert agency_choices(rows) == {
        "Sở Nội vụ": "Sở Nội vụ",
        "nay:Sở Tài chính": "Sở Tài chính (gồm Sở Kế hoạch và Đầu tư trước đây)",
        "Sở Kế hoạch và Đầu tư": "Sở Kế hoạch và Đầu tư (nay là Sở Tài chính)",
        "Sở Tài chính": "Sở Tài chính",
        "Ủy ban": "Ủy ban",
    }


def test_each_choice_shows_the_tasks_that_its_name_says() -> None:
    rows = [task("old", lead=("Sở Kế hoạch và Đầu tư",)), task("now", lead=("Sở Tài chính",)), task("other")]
    shown = {
        name: [row.id for row in TaskFilter(agency=name).kept(rows, METADATA)] for name in ["", *agency_choices(rows)]
    }
    assert shown == {
        "": ["old", "now", "other"],
        "Sở Nội vụ": ["other"],
        "nay:Sở Tài chính": ["old", "now"],
        "Sở Kế hoạch và Đầu tư": ["old"],
        "Sở Tài chính": ["now"],
    }


def test_tasks_stand_under_each_agency_that_leads_them_and_those_without_come_last() -> None:
    both, alone, none = task("1", lead=("Sở Y tế", "Sở Nội vụ")), task("2"), task("3", lead=())
    rows = task_rows([none, both, alone], {}, hashes={}, last_years={}, today=date(2024, 1, 1))
    groups = by_agency(rows)
    assert [(group.name, [row.task.id for row in group.rows]) for group in groups] == [
        ("Sở Nội vụ", ["1", "2"]),
        ("Sở Y tế", ["1"]),
        ("", ["3"]),
    ]


def test_cells_are_one_line_each_with_the_dates_of_the_reader() -> None:
    cells = task_cells(task(deadline="Quý\nIV", deadline_date=date(2024, 12, 31)), METADATA)
    assert cells == {
        "Nhiệm vụ": "Chủ trì áp dụng ISO",
        "Chủ trì": "Sở Nội vụ",
        "Phối hợp": "",
        "Tham mưu": "",
        "Thời hạn": "Quý IV",
        "Hạn (ngày)": "31/12/2024",
        "Sản phẩm": "",
        "Mục": "III.7",
        "Văn bản": "1/KH-UBND",
        "Tệp": "a.txt",
    }


def answer(kind: str, span: Span) -> Answer:
    citation = Citation(
        n=1, source="a.txt", span=span, quote_raw="", quote="", metadata=METADATA["a.txt"], path=(), page=None,
        line_start=1, line_end=1, read_quality=1.0,
    )  # fmt: skip
    return Answer(
        id=None, question="?", status="answered", kind=kind, interpretation=Interpretation(question="?"),
        citations=(citation,),
    )  # fmt: skip


def test_the_row_behind_an_answer_is_the_one_that_its_quote_is_of() -> None:
    rows = [task("left", task_span=Span(start=0, end=15)), task("right", task_span=Span(start=15, end=40))]
    assert row_behind(answer("agency", Span(start=10, end=30)), rows) == rows[1]
    assert row_behind(answer("agency", Span(start=0, end=40)), rows) == rows[1]
    assert row_behind(answer("agency", Span(start=5, end=25)), rows) is None
    assert row_behind(answer("agency", Span(start=50, end=60)), rows) is None
    assert row_behind(answer("target", Span(start=10, end=30)), rows) is None


def test_no_cell_becomes_a_formula_in_either_file() -> None:
    cells = {"Nhiệm vụ": "=HYPERLINK(1)", "Mục": "+1", "Tệp": "- gạch đầu dòng\x0b"}
    assert as_csv([cells]).startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(as_csv([cells]).decode("utf-8-sig")))
    assert row == {"Nhiệm vụ": "'=HYPERLINK(1)", "Mục": "'+1", "Tệp": "– gạch đầu dòng\x0b"}
    sheet = load_workbook(io.BytesIO(as_xlsx([cells], title="Nhiệm vụ"))).active
    assert sheet is not None
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:C2", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()] == [
        [("Nhiệm vụ", "s"), ("Mục", "s"), ("Tệp", "s")],
        [("=HYPERLINK(1)", "s"), ("+1", "s"), ("- gạch đầu dòng", "s")],
    ]


def test_a_deadline_is_a_day_of_excel_and_what_is_none_stays_as_it_is() -> None:
    rows = [{"Nhiệm vụ": "31/12/2024", "Hạn (ngày)": day} for day in ("31/12/2024", "", "quý I", "31/02/2024")]
    sheet = load_workbook(io.BytesIO(as_xlsx(rows, title="Nhiệm vụ"))).active
    assert sheet is not None
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [datetime(2024, 12, 31), None, "quý I", "31/02/2024"]
    assert (sheet["B2"].number_format, sheet["A2"].value) == ("dd/mm/yyyy", "31/12/2024")
