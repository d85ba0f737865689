"""Which rows a register shows, and how they read and leave."""

import csv
import io
from datetime import date

from openpyxl import load_workbook

from ingest.documents import Metadata, Span, Target, Task
from parc_search.results import Answer, Citation, Interpretation
from parc_search.ui.exports import as_csv, as_xlsx
from parc_search.ui.registers import TargetFilter, TaskFilter, agencies, row_behind, target_cells, task_cells

METADATA = {"a.txt": Metadata(title="Kế hoạch", number="1/KH-UBND"), "b.txt": Metadata(title="Báo cáo")}


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


TARGET = Target(
    id="g", source="b.txt", subject="Hồ sơ trực tuyến", comparison=">=", value="80%", unit="%", year="2025",
    kind="target", confidence=0.9, span=Span(start=0, end=5),
)  # fmt: skip


def test_a_filter_that_asks_for_nothing_keeps_everything() -> None:
    assert TaskFilter().keeps(task())
    assert TargetFilter().keeps(TARGET)


def test_an_agency_is_looked_for_in_the_chosen_role_only() -> None:
    row = task(coordinate=("Sở Tài chính",))
    assert TaskFilter(agency="Sở Tài chính").keeps(row)
    assert TaskFilter(agency="Sở Tài chính", role="coordinate").keeps(row)
    assert not TaskFilter(agency="Sở Tài chính", role="lead").keeps(row)
    assert not TaskFilter(role="advise").keeps(row)


def test_words_are_found_without_diacritics_and_over_line_ends() -> None:
    assert TaskFilter(wanted="chu tri ap dung").keeps(task())
    assert not TaskFilter(wanted="thanh tra").keeps(task())


def test_a_task_without_a_date_is_not_due_before_any() -> None:
    by = date(2024, 12, 31)
    assert TaskFilter(due_until=by).keeps(task(deadline_date=date(2024, 12, 31)))
    assert not TaskFilter(due_until=by).keeps(task(deadline_date=date(2025, 1, 1)))
    assert not TaskFilter(due_until=by).keeps(task())


def test_targets_are_chosen_by_kind_year_and_document() -> None:
    assert TargetFilter(kind="target", year="2025", source="b.txt", wanted="HO SO").keeps(TARGET)
    assert not TargetFilter(kind="achieved").keeps(TARGET)
    assert not TargetFilter(year="2024").keeps(TARGET)


def test_agencies_of_all_roles_are_listed_once_in_order() -> None:
    rows = [task(coordinate=("Ủy ban", "Sở Nội vụ")), task(advise=("Ban Dân tộc",))]
    assert agencies(rows) == ["Ban Dân tộc", "Sở Nội vụ", "Ủy ban"]


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
    assert target_cells(TARGET, METADATA) == {
        "Nội dung": "Hồ sơ trực tuyến",
        "So sánh": "ít nhất",
        "Giá trị": "80%",
        "Năm": "2025",
        "Loại": "Chỉ tiêu đặt ra",
        "Văn bản": "Báo cáo",
        "Tệp": "b.txt",
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
    assert [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()] == [
        [("Nhiệm vụ", "s"), ("Mục", "s"), ("Tệp", "s")],
        [("=HYPERLINK(1)", "s"), ("+1", "s"), ("- gạch đầu dòng", "s")],
    ]
