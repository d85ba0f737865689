"""The register of tasks: who leads, who helps, by when."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Document, Metadata, SourceDocument, Task
from ingest.registers.tasks import tasks
from ingest.repaired_text import Edit, RepairedText

_PLAN = """KẾ HOẠCH
I. MỤC TIÊU, YÊU CẦU
1. Mục tiêu
- Đẩy mạnh cải cách hành chính trên địa bàn tỉnh.
2. Yêu cầu
- Các cơ quan, đơn vị, địa phương chủ động áp dụng những giải pháp mới trong quản lý, điều hành.
III. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ:
- Là cơ quan thường trực giúp UBND tỉnh theo dõi việc triển khai Kế hoạch này.
- Chủ trì, phối hợp với Sở Tài chính và các cơ quan, đơn vị liên quan tham mưu UBND tỉnh
bố trí kinh phí trước ngày 05/01/2024.
2. Sở Kế hoạch và Đầu tư:
- Phối hợp với Sở Tài chính thẩm định, bố trí các nguồn lực cho hoạt động CCHC.
3. Sở Khoa học và Công nghệ chủ trì triển khai việc áp dụng hệ thống quản lý chất lượng theo tiêu chuẩn ISO.
4. Văn phòng UBND tỉnh:
- Chủ trì theo dõi việc cung cấp dịch vụ công trực tuyến; phối hợp hướng dẫn các cơ quan thực hiện rà soát quy trình.
Giao Văn phòng UBND tỉnh, Sở Nội vụ đôn đốc, kiểm tra việc tổ chức thực hiện Kế hoạch này./.
"""

_ANNEX = (
    "\tII\n\tCải cách thủ tục hành chính\n"
    "\tRà soát, đánh giá thủ tục hành chính trong quá trình thực hiện\n"
    "\tBáo cáo kết quả rà soát thủ tục hành chính của tỉnh theo quy định\n"
    "\tBáo cáo, Phương án\n\tVăn phòng UBND tỉnh\n\tCác sở, ban, ngành cấp tỉnh\n\tNăm 2024\n"
    "\tTheo dự toán ngân sách hàng năm\n"
)


def _document(text: str, *, kind: str = "Kế hoạch", edits: tuple[Edit, ...] = ()) -> Document:
    raw = SourceDocument(source="a.txt", content_hash="0" * 64, media_type="text/plain", text=text, pages=())
    return Document(
        raw=raw,
        reading=RepairedText(text, edits),
        metadata=Metadata(title="Kế hoạch cải cách hành chính", kind=kind, years=(2024, 2024)),
        outline=(),
    )


def _row(words: str, found: tuple[Task, ...]) -> Task:
    return next(task for task in found if task.task.startswith(words))


def test_a_bullet_under_an_agency_is_led_by_it() -> None:
    row = _row("Là cơ quan thường trực", tasks(_document(_PLAN)))
    assert (row.lead, row.coordinate, row.advise) == (("Sở Nội vụ",), (), ())
    assert row.lead_span is not None
    assert _PLAN[row.lead_span.start : row.lead_span.end] == "Sở Nội vụ"


def test_partners_advice_and_deadline_are_read_from_the_clause_with_their_places() -> None:
    row = _row("Chủ trì, phối hợp với Sở Tài chính", tasks(_document(_PLAN)))
    assert row.coordinate == ("Sở Tài chính", "Các cơ quan, đơn vị liên quan")
    assert row.advise == ("Sở Nội vụ",)
    assert (row.deadline, row.deadline_date) == ("trước ngày 05/01/2024", date(2024, 1, 4))
    assert row.coordinate_span is not None and row.deadline_span is not None
    coordinate = _PLAN[row.coordinate_span.start : row.coordinate_span.end]
    assert coordinate == "Sở Tài chính và các cơ quan, đơn vị liên quan"
    assert _PLAN[row.deadline_span.start : row.deadline_span.end] == "trước ngày 05/01/2024"


def test_a_bullet_that_only_coordinates_has_no_lead() -> None:
    row = _row("Phối hợp với Sở Tài chính", tasks(_document(_PLAN)))
    assert (row.lead, row.coordinate) == ((), ("Sở Kế hoạch và Đầu tư", "Sở Tài chính"))


def test_a_numbered_line_may_name_its_agency_and_its_task() -> None:
    row = _row("chủ trì triển khai việc áp dụng", tasks(_document(_PLAN)))
    assert row.lead == ("Sở Khoa học và Công nghệ",)


def test_a_bullet_is_split_where_its_clauses_give_other_roles() -> None:
    found = tasks(_document(_PLAN))
    assert _row("Chủ trì theo dõi", found).lead == ("Văn phòng UBND tỉnh",)
    assert _row("phối hợp hướng dẫn", found).lead == ()


def test_a_closing_order_names_its_owners() -> None:
    row = _row("đôn đốc, kiểm tra", tasks(_document(_PLAN)))
    assert row.lead == ("Văn phòng UBND tỉnh", "Sở Nội vụ")


def test_outside_the_section_only_sentences_that_open_with_an_owner_are_tasks() -> None:
    found = [task for task in tasks(_document(_PLAN)) if task.group.startswith("I.") or task.group == "I"]
    assert [task.lead for task in found] == [("Các cơ quan, đơn vị, địa phương",)]


def test_a_report_of_what_was_done_assigns_nothing() -> None:
    text = "II. KẾT QUẢ THỰC HIỆN\n- Sở Tư pháp tiếp tục phát huy vai trò trong công tác tham mưu cho UBND tỉnh.\n"
    assert tasks(_document(text, kind="Báo cáo")) == ()


def test_an_annex_row_has_its_task_owner_partners_product_deadline_and_budget() -> None:
    found = [task for task in tasks(_document(_PLAN + _ANNEX)) if task.part == "annex"]
    assert [
        (row.group, row.task, row.lead, row.coordinate, row.product, row.deadline, row.budget) for row in found
    ] == [
        (
            "annex II",
            "Báo cáo kết quả rà soát thủ tục hành chính của tỉnh theo quy định",
            ("Văn phòng UBND tỉnh",),
            ("Các sở, ban, ngành cấp tỉnh",),
            "Báo cáo, Phương án",
            "Năm 2024",
            "Theo dự toán ngân sách hàng năm",
        )
    ]


def test_spans_point_into_the_source_when_the_reading_is_repaired() -> None:
    broken = _PLAN.replace("1. Sở Nội vụ:", "1. SNivii:")
    at = broken.index("triển khai Kế hoạch")
    edits = (Edit(start=at, end=at + 9, was="triển kha", now="triển  kha", rule="test", confidence=0.9),)
    row = _row("Là cơ quan thường trực", tasks(_document(broken, edits=edits)))
    assert row.lead == ("Sở Nội vụ",)
    assert broken[row.task_span.start : row.task_span.end].endswith("triển khai Kế hoạch này.")


def test_the_same_document_gives_the_same_ids_and_no_two_rows_share_one() -> None:
    first, second = tasks(_document(_PLAN + _ANNEX)), tasks(_document(_PLAN + _ANNEX))
    assert first == second
    assert len({task.id for task in first}) == len(first)


@given(st.text(alphabet="ABCDĐ abcdđôộ \n\t.-;:/%0123456789ISởVxãUBND", max_size=300))
def test_any_text_gives_rows_whose_spans_lie_in_it(text: str) -> None:
    for task in tasks(_document("III. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ:\n- " + text)):
        assert 0 <= task.task_span.start < task.task_span.end <= len(text) + 40
        assert 0 <= task.confidence <= 1
