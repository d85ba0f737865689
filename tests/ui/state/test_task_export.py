"""A row leaves with its document, page, line and link, what people wrote, and what was read before a correction."""

import io
from datetime import date

from openpyxl import load_workbook

from index.store.task_ledger import CORRECTED, NOTE, STATE, LedgerEntry
from ingest.documents import Document, Metadata, Page, SourceDocument, Span, Task
from ingest.repaired_text import RepairedText
from parc_search.documents.task_rows import TaskRow, followed_by_key, keys_of, task_rows
from parc_search.ui.components.register_tables import as_csv, as_xlsx
from parc_search.ui.state.task_export import absolute, calendar_entries, export_cells

TODAY = date(2024, 6, 1)
TEXT = "Kế hoạch\n\fII. Tổ chức\n- Kiểm tra\n- Báo cáo"
METADATA = {"a.pdf": Metadata(title="Kế hoạch", number="1/KH-UBND", years=(2024, 2024))}
ADDRESS = "http://may-chu:8501/nhiem-vu?nam=2024"


def document(source: str) -> Document:
    cut = TEXT.index("\f")
    pages = (Page(page_no=1, start=0, end=cut, quality=0.9), Page(page_no=2, start=cut + 1, end=len(TEXT), quality=0.9))
    raw = SourceDocument(source=source, content_hash="h", media_type="application/pdf", text=TEXT, pages=pages)
    return Document(raw=raw, reading=RepairedText(TEXT, ()), metadata=METADATA["a.pdf"], outline=())


def row(kinds: dict[str, str], **fields: object) -> TaskRow:
    start = TEXT.index("Kiểm tra")
    given: dict[str, object] = {
        "id": "t", "source": "a.pdf", "part": "body", "group": "II", "task": "=Kiểm tra",
        "task_span": Span(start=start, end=start + 8), "lead": ("Sở Nội vụ",), "confidence": 0.6,
        "deadline_date": date(2024, 5, 1),
    }  # fmt: skip
    task = Task(**{**given, **fields})  # type: ignore[arg-type]
    entries = [
        LedgerEntry(
            source="a.pdf", key=keys_of([task])[0], kind=kind, value=value, words="", content_hash="h", by="an@x.vn",
            at="2024-05-02T08:00:00+00:00", position=position,
        )
        for position, (kind, value) in enumerate(kinds.items(), start=1)
    ]  # fmt: skip
    return task_rows([task], followed_by_key(entries), hashes={"a.pdf": "h"}, last_years={}, today=TODAY)[0]


def test_a_row_has_its_page_its_line_and_an_address_that_can_be_opened() -> None:
    [cells] = export_cells([row({})], METADATA, document, address=ADDRESS, today=TODAY)
    start = TEXT.index("Kiểm tra")
    assert (cells["Trang"], cells["Dòng"], cells["Văn bản"], cells["Trạng thái"]) == ("2", "3", "1/KH-UBND", "Quá hạn")
    assert cells["Đường dẫn"] == f"http://may-chu:8501/doi-chieu?nguon=a.pdf&tu={start}&den={start + 8}"
    assert cells["Cần xem lại"] == "Máy đọc chưa chắc, nên đối chiếu nguồn"


def test_what_was_written_leaves_with_who_and_when_and_what_was_read_before() -> None:
    said = {STATE: "done", NOTE: "Đã gửi\nSở", CORRECTED: '{"lead": "[\\"Sở Y tế\\"]"}'}
    [cells] = export_cells([row(said)], METADATA, document, address="", today=TODAY)
    assert (cells["Trạng thái"], cells["Người ghi trạng thái"], cells["Ghi chú"]) == ("Xong", "an@x.vn", "Đã gửi Sở")
    assert (cells["Chủ trì"], cells["Chữ đọc được trước khi sửa"]) == ("Sở Y tế", "Chủ trì: Sở Nội vụ")
    assert (cells["Đường dẫn"], cells["Cần xem lại"]) == ("", "Đã sửa tay")


def test_no_cell_is_a_formula_and_the_link_of_each_row_can_be_followed() -> None:
    rows = export_cells([row({NOTE: "=1+1"})], METADATA, document, address=ADDRESS, today=TODAY)
    sheet = load_workbook(io.BytesIO(as_xlsx(rows, title="Nhiệm vụ"))).active
    header = [cell.value for cell in sheet[1]]
    cells = dict(zip(header, sheet[2], strict=True))
    assert "f" not in {cell.data_type for cell in sheet[2]}
    assert cells["Ghi chú"].value == "=1+1"
    assert cells["Đường dẫn"].hyperlink.target == rows[0]["Đường dẫn"]
    assert "'=Kiểm tra" in as_csv(rows).decode("utf-8-sig")


def test_an_address_that_is_no_address_of_the_web_is_no_link_in_a_workbook() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx([{"Đường dẫn": "javascript:alert(1)"}], title="x"))).active
    assert sheet["A2"].hyperlink is None


def test_a_deadline_in_the_calendar_leads_to_its_row_under_the_address_of_the_app() -> None:
    [entry] = calendar_entries([row({})], METADATA, address="https://h/parc/nhiem-vu")
    assert entry.address.startswith("https://h/parc/nhiem-vu?viec=")
    assert calendar_entries([row({STATE: "done"})], METADATA, address="") == ()
    assert absolute("", "/doi-chieu?a=1") == ""
