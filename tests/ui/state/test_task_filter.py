"""Which rows a register shows, and how they read and leave."""

import csv
import io
from datetime import date, datetime

from openpyxl import load_workbook

from ingest.documents import Metadata, Span, Task
from parc_search.results import Answer, Citation, Interpretation
from parc_search.ui.components.register_tables import as_csv, as_xlsx
from parc_search.ui.state.task_filter import TODAY, TaskFilter, agency_choices, by_agency, row_behind, task_cells

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


def keeps(chosen: TaskFilter, row: Task) -> bool:
    return chosen.keeps(row, METADATA)


def test_a_filter_that_asks_for_nothing_keeps_everything() -> None:
    assert keeps(TaskFilter(), task())


def test_an_agency_is_looked_for_in_the_chosen_role_only() -> None:
    row = task(coordinate=("Sở Tài chính",))
    assert keeps(TaskFilter(agency="Sở Tài chính"), row)
    assert keeps(TaskFilter(agency="Sở Tài chính", role="coordinate"), row)
    assert not keeps(TaskFilter(agency="Sở Tài chính", role="lead"), row)
    assert not keeps(TaskFilter(role="advise"), row)


def test_words_are_found_without_diacritics_and_over_line_ends() -> None:
    assert keeps(TaskFilter(wanted="chu tri ap dung"), task())
    assert not keeps(TaskFilter(wanted="thanh tra"), task())


def test_a_task_without_a_date_is_not_due_before_any() -> None:
    by = date(2024, 12, 31)
    assert keeps(TaskFilter(due_until=by), task(deadline_date=date(2024, 12, 31)))
    assert not keeps(TaskFilter(due_until=by), task(deadline_date=date(2025, 1, 1)))
    assert not keeps(TaskFilter(due_until=by), task())


def test_a_place_or_a_year_is_that_of_the_document() -> None:
    assert keeps(TaskFilter(place="Huế", year=2023), task())
    assert not keeps(TaskFilter(place="Quảng Trị"), task())
    assert not keeps(TaskFilter(year=2026), task())
    assert not keeps(TaskFilter(year=2023), task(source="b.txt"))


def test_agencies_of_all_roles_are_choices_with_their_names_of_today() -> None:
    rows = [task(coordinate=("Ủy ban",)), task(lead=("Sở Kế hoạch và Đầu tư",), advise=("Sở Tài chính",))]
    assert agency_choices(rows) == {
        "Sở Nội vụ": "Sở Nội vụ",
        "nay:Sở Tài chính": "Sở Tài chính (gồm Sở Kế hoạch và Đầu tư trước đây)",
        "Sở Kế hoạch và Đầu tư": "Sở Kế hoạch và Đầu tư (nay là Sở Tài chính)",
        "Sở Tài chính": "Sở Tài chính",
        "Ủy ban": "Ủy ban",
    }


def test_an_agency_of_today_finds_the_tasks_of_those_it_took_in() -> None:
    old = task(lead=("Sở Kế hoạch và Đầu tư",))
    assert keeps(TaskFilter(agency=f"{TODAY}Sở Tài chính"), old)
    assert not keeps(TaskFilter(agency="Sở Tài chính"), old)
    assert not keeps(TaskFilter(agency=f"{TODAY}Sở Xây dựng"), old)


def test_tasks_stand_under_each_agency_that_leads_them_and_those_without_come_last() -> None:
    both, alone, none = task("1", lead=("Sở Y tế", "Sở Nội vụ")), task("2"), task("3", lead=())
    groups = by_agency([none, both, alone])
    assert [(group.name, [row.id for row in group.tasks]) for group in groups] == [
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
