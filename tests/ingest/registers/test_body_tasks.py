"""Assignments in the layouts in which offices write them: one made paper for each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Document, Metadata, SourceDocument, Task
from ingest.registers.tasks import tasks
from ingest.repaired_text import RepairedText

_HEAD = (
    "KẾ HOẠCH\nTriển khai công tác năm 2026\n"
    "Thực hiện Nghị quyết số 57-NQ/TW, Ủy ban nhân dân tỉnh ban hành Kế hoạch triển khai thực hiện như sau:\n"
)


def _document(text: str) -> Document:
    raw = SourceDocument(source="a.txt", content_hash="0" * 64, media_type="text/plain", text=text, pages=())
    metadata = Metadata(title="Kế hoạch năm 2026", kind="Kế hoạch")
    return Document(raw=raw, reading=RepairedText(text), metadata=metadata, outline=())


def _rows(text: str) -> tuple[Task, ...]:
    return tasks(_document(_HEAD + text))


def _owners(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """The first two words of each task, who leads it and who helps."""
    return [(" ".join(row.task.split()[:2]), row.lead, row.coordinate) for row in _rows(text)]


@pytest.mark.parametrize(
    "labels",
    [
        "- Cơ quan chủ trì: Sở Nội vụ; cơ quan phối hợp: Sở Tài chính, các xã, phường; thời gian hoàn thành: "
        "Quý II/2026; sản phẩm: Báo cáo rà soát.\n",
        "Chủ trì: Sở Nội vụ\nPhối hợp: Sở Tài chính, các xã, phường\nThời hạn: Quý II/2026\nKết quả: Báo cáo rà soát\n",
        "- Đơn vị thực hiện: Sở Nội vụ.\n- Đơn vị phối hợp thực hiện: Sở Tài chính; các xã, phường.\n"
        "- Thời gian thực hiện: Quý II/2026.\n- Sản phẩm đầu ra: Báo cáo rà soát.\n",
    ],
)
def test_labelled_lines_give_the_task_above_them_all_its_fields(labels: str) -> None:
    text = "II. NHIỆM VỤ\n1. Hoàn thiện thể chế\na) Rà soát các văn bản quy phạm pháp luật còn chồng chéo.\n" + labels
    (row,) = _rows(text)
    assert (row.task, row.lead, row.coordinate, row.deadline, row.product) == (
        "Rà soát các văn bản quy phạm pháp luật còn chồng chéo.",
        ("Sở Nội vụ",),
        ("Sở Tài chính", "Các xã, phường"),
        "Quý II/2026",
        "Báo cáo rà soát",
    )


def test_labels_in_brackets_belong_to_the_task_that_they_close() -> None:
    text = (
        "II. NHIỆM VỤ\n1. Tổ chức tập huấn cho cán bộ y tế cơ sở (Đơn vị chủ trì: Sở Y tế; đơn vị phối hợp: "
        "UBND cấp xã; thời gian thực hiện: tháng 6/2026).\n"
    )
    (row,) = _rows(text)
    assert (row.task, row.lead, row.coordinate, row.deadline) == (
        "Tổ chức tập huấn cho cán bộ y tế cơ sở",
        ("Sở Y tế",),
        ("UBND cấp xã",),
        "tháng 6/2026",
    )


def test_labels_right_under_a_heading_belong_to_the_tasks_behind_them() -> None:
    text = (
        "II. NHIỆM VỤ\n1. Công tác tuyên truyền\nĐơn vị chủ trì: Sở Văn hóa, Thể thao và Du lịch.\n"
        "- Xây dựng chuyên mục về cải cách hành chính.\n- Tổ chức cuộc thi tìm hiểu pháp luật.\n"
    )
    owner = ("Sở Văn hóa, Thể thao và Du lịch",)
    assert _owners(text) == [("Xây dựng", owner, ()), ("Tổ chức", owner, ())]


def test_labels_under_a_heading_without_tasks_belong_to_the_heading() -> None:
    text = (
        "II. NHIỆM VỤ\n1. Xây dựng cơ sở dữ liệu đất đai của tỉnh\nChủ trì: Sở Nông nghiệp và Môi trường\n2. Số hóa\n"
    )
    assert _owners(text) == [("Xây dựng", ("Sở Nông nghiệp và Môi trường",), ())]


def test_an_article_names_who_answers_for_its_clauses() -> None:
    text = (
        "Điều 5. Trách nhiệm của Sở Xây dựng\n1. Hướng dẫn, kiểm tra việc thực hiện Quy định này.\n"
        "2. Phối hợp với Công an tỉnh xử lý vi phạm.\nĐiều 6. Trách nhiệm của Ủy ban nhân dân cấp xã\n"
        "1. Tuyên truyền, phổ biến Quy định này.\n"
    )
    assert _owners(text) == [
        ("Hướng dẫn,", ("Sở Xây dựng",), ()),
        ("Phối hợp", (), ("Sở Xây dựng", "Công an tỉnh")),
        ("Tuyên truyền,", ("Ủy ban nhân dân cấp xã",), ()),
    ]


@pytest.mark.parametrize("sign", ["-", "+"])
def test_an_agency_and_its_tasks_may_stand_behind_the_same_sign(sign: str) -> None:
    text = (
        f"IV. TỔ CHỨC THỰC HIỆN\n{sign} Sở Nội vụ:\n{sign} Chủ trì theo dõi việc thực hiện Kế hoạch này.\n"
        f"{sign} Tổng hợp kết quả báo cáo Ủy ban nhân dân tỉnh.\n{sign} Sở Tài chính:\n{sign} Thẩm định dự toán.\n"
    )
    assert _owners(text) == [
        ("Chủ trì", ("Sở Nội vụ",), ()),
        ("Tổng hợp", ("Sở Nội vụ",), ()),
        ("Thẩm định", ("Sở Tài chính",), ()),
    ]


def test_what_a_preface_orders_goes_to_whom_it_orders_unless_an_item_names_another() -> None:
    text = (
        "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu Thủ trưởng các sở, ban, ngành tập trung thực hiện các nội dung sau:\n"
        "1. Tăng cường kiểm tra an toàn thực phẩm tại các chợ.\n"
        "2. Sở Y tế tổ chức kiểm tra đột xuất các cơ sở chế biến.\n"
    )
    assert _owners(text) == [
        ("Tăng cường", ("Thủ trưởng các sở, ban, ngành",), ()),
        ("tổ chức", ("Sở Y tế",), ()),
    ]


def test_counted_clauses_of_one_sentence_are_rows_of_their_own() -> None:
    text = (
        "III. NHIỆM VỤ\n1. Xây dựng dữ liệu: (1) Bộ Công an ban hành hướng dẫn thực hiện; (2) Các bộ, ngành "
        "rà soát dữ liệu thuộc phạm vi quản lý.\n"
    )
    assert _owners(text) == [("ban hành", ("Bộ Công an",), ()), ("rà soát", ("Các bộ, ngành",), ())]


def test_whoever_is_to_act_may_stand_behind_a_clause_of_time_or_behind_do() -> None:
    text = (
        "II. NHIỆM VỤ\n- Hằng quý, các cơ quan, đơn vị báo cáo kết quả về Sở Nội vụ.\n"
        "- Xây dựng cổng dữ liệu mở do Sở Khoa học và Công nghệ chủ trì, phối hợp với Sở Tư pháp thực hiện.\n"
    )
    assert _owners(text) == [
        ("báo cáo", ("Các cơ quan, đơn vị",), ()),
        ("Xây dựng", ("Sở Khoa học và Công nghệ",), ("Sở Tư pháp",)),
    ]


def test_short_forms_that_a_paper_explains_are_written_out() -> None:
    text = (
        "Các cơ quan của Ủy ban Thường vụ Quốc hội (UBTVQH) triển khai.\nII. NHIỆM VỤ\n"
        "1. Các cơ quan thuộc UBTVQH tổ chức quán triệt Nghị quyết.\n"
    )
    assert _rows(text)[-1].lead == ("Các cơ quan thuộc Ủy ban Thường vụ Quốc hội",)


@pytest.mark.parametrize(
    "text",
    [
        "II. KẾT QUẢ ĐẠT ĐƯỢC\n1. Sở Nội vụ tham mưu tốt công tác cán bộ của tỉnh.\n",
        "III. TỔ CHỨC THỰC HIỆN\n1. Thủ tướng Chính phủ biểu dương những kết quả của tỉnh Bắc Ninh.\n",
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế đã hoàn thành tốt nhiệm vụ được giao trong năm.\n",
        "I. MỤC TIÊU\n- 100% các sở, ban, ngành triển khai nền tảng số.\n",
        "Kính gửi: Sở Nội vụ……………\nÔng (bà)…………… thực hiện nhiệm vụ được giao.\n",
    ],
)
def test_history_praise_targets_and_forms_assign_nothing(text: str) -> None:
    assert _rows(text) == ()


@given(st.text(alphabet="Sở Nội vụ:;,.()12\n-+ chủ trìphối hợpGiaoUBNDĐiều", max_size=300))
def test_spans_of_any_text_lie_in_it(text: str) -> None:
    whole = _HEAD + text
    for row in tasks(_document(whole)):
        assert 0 <= row.task_span.start < row.task_span.end <= len(whole)
