"""Made papers in the layouts of plans, notices and directives: every row with its owner, partners and time."""

from pathlib import Path

from ingest.documents import Task
from ingest.registers.tasks import tasks
from tests.ingest.registers.reading import document_of

_HEAD = "UBND TỈNH AN SƠN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc\n"
_PLAN = _HEAD + "Số: 41/KH-UBND\tAn Sơn, ngày 12 tháng 3 năm 2025\nKẾ HOẠCH\nPhát triển du lịch cộng đồng năm 2025\n"
_NOTICE = _HEAD + (
    "Số: 210/TB-UBND\tAn Sơn, ngày 02 tháng 6 năm 2025\nTHÔNG BÁO\nKết luận tại phiên họp thường kỳ tháng 5 năm 2025\n"
)
_TAIL = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\nTrần Văn An\n"

_Row = tuple[str, tuple[str, ...], tuple[str, ...], str | None]


def _rows(folder: Path, text: str) -> list[Task]:
    return list(tasks(document_of(folder, text + _TAIL)))


def _told(rows: list[Task]) -> list[_Row]:
    """The first two words of each task, who leads it, who helps, and by when."""
    return [(" ".join(row.task.split()[:2]), row.lead, row.coordinate, row.deadline) for row in rows]


def test_items_take_lead_and_partners_from_a_heading_that_names_both(tmp_path: Path) -> None:
    text = _PLAN + (
        "II. NHIỆM VỤ\n1. Sở Văn hóa, Thể thao và Du lịch chủ trì, phối hợp với Sở Tài chính, UBND các xã, phường:\n"
        "- Khảo sát các điểm du lịch trước ngày 30 tháng 4 năm 2025.\n"
        "- Phối hợp với Sở Y tế kiểm tra nhà lưu trú; hoàn thành trong quý II/2025.\n"
        "2. Sở Xây dựng chủ trì, phối hợp với Công an tỉnh thực hiện:\na) Kiểm tra biển báo trên các tuyến đường.\n"
    )
    culture, partners = "Sở Văn hóa, Thể thao và Du lịch", ("Sở Tài chính", "UBND các xã, phường")
    assert _told(_rows(tmp_path, text)) == [
        ("Khảo sát", (culture,), partners, "trước ngày 30 tháng 4 năm 2025"),
        ("Phối hợp", (), (culture, "Sở Y tế"), "trong quý II/2025"),
        ("Kiểm tra", ("Sở Xây dựng",), ("Công an tỉnh",), None),
    ]


def test_labelled_lines_do_not_take_the_rows_of_the_items_before_them_and_may_refer_to_the_line_above(
    tmp_path: Path,
) -> None:
    text = _PLAN + (
        "II. NHIỆM VỤ\n1. Sở Y tế, Sở Công Thương\na) Kiểm tra an toàn thực phẩm tại các điểm đến.\n"
        "2. Đào tạo kỹ năng đón khách cho người dân.\n- Cơ quan chủ trì: Sở Nội vụ.\n"
        "- Cơ quan phối hợp: Trường Cao đẳng Du lịch, UBND các xã, phường.\n- Thời gian: Quý III/2025.\n"
        "3. Xây dựng trang thông tin về điểm đến.\n- Cơ quan chủ trì: Sở Khoa học và Công nghệ.\n"
        "- Cơ quan phối hợp: Như trên.\n- Thời gian thực hiện: Thường xuyên.\n"
    )
    school = ("Trường Cao đẳng Du lịch", "UBND các xã, phường")
    assert _told(_rows(tmp_path, text)) == [
        ("Kiểm tra", ("Sở Y tế", "Sở Công Thương"), (), None),
        ("Đào tạo", ("Sở Nội vụ",), school, "Quý III/2025"),
        ("Xây dựng", ("Sở Khoa học và Công nghệ",), school, "Thường xuyên"),
    ]


def test_labels_that_name_nobody_leave_the_row_to_whom_the_sentence_names(tmp_path: Path) -> None:
    text = _PLAN + (
        "II. NHIỆM VỤ\n1. Văn phòng UBND tỉnh chủ trì, phối hợp với các sở, ban, ngành kiểm tra việc niêm yết thủ tục "
        "hành chính; sản phẩm: báo cáo kiểm tra; thời gian: quý II, quý IV/2025.\n"
    )
    (row,) = _rows(tmp_path, text)
    assert (row.lead, row.coordinate, row.deadline, row.product) == (
        ("Văn phòng UBND tỉnh",),
        ("Các sở, ban, ngành",),
        "quý II, quý IV/2025",
        "báo cáo kiểm tra",
    )


def test_a_label_with_a_sentence_names_the_agencies_and_not_their_work(tmp_path: Path) -> None:
    text = _PLAN + (
        "II. NHIỆM VỤ\n1. Rà soát văn bản có liên quan.\n"
        "- Cơ quan thực hiện: Sở Tư pháp rà soát văn bản của tỉnh; UBND cấp xã.\n- Thời gian thực hiện: năm 2025.\n"
    )
    assert _told(_rows(tmp_path, text)) == [("Rà soát", ("Sở Tư pháp", "UBND cấp xã"), (), "năm 2025")]


def test_a_notice_of_conclusions_gives_orders_with_partners_behind_cung_and_days_behind_the_province(
    tmp_path: Path,
) -> None:
    text = _NOTICE + (
        "1. Về giải ngân vốn đầu tư công\na) Giám đốc Sở Tài chính chịu trách nhiệm rà soát, điều chuyển vốn, báo cáo "
        "UBND tỉnh trước ngày 15 tháng 7 năm 2025.\n"
        "2. Về phòng, chống thiên tai: Giao Sở Nông nghiệp và Môi trường chủ trì, cùng Bộ Chỉ huy quân sự tỉnh, Công "
        "an tỉnh và UBND các xã, phường kiểm tra hồ đập, xong trong tháng 6/2025.\n"
    )
    helpers = ("Bộ Chỉ huy quân sự tỉnh", "Công an tỉnh", "UBND các xã, phường")
    assert _told(_rows(tmp_path, text)) == [
        ("chịu trách", ("Giám đốc Sở Tài chính",), (), "trước ngày 15 tháng 7 năm 2025"),
        ("chủ trì,", ("Sở Nông nghiệp và Môi trường",), helpers, "xong trong tháng 6/2025"),
    ]


def test_the_name_of_an_agency_ends_at_the_colon_before_its_task(tmp_path: Path) -> None:
    text = _PLAN + "II. NHIỆM VỤ\n1. Cổng Thông tin điện tử thành phố: Tăng thời lượng tin, bài về du lịch.\n"
    assert _told(_rows(tmp_path, text)) == [("Tăng thời", ("Cổng Thông tin điện tử thành phố",), (), None)]


def test_the_description_of_a_procedure_assigns_nothing(tmp_path: Path) -> None:
    text = _PLAN + (
        "1. Công bố sự cố môi trường\n1.1. Trình tự thực hiện:\n"
        "- Ủy ban nhân dân cấp xã công bố sự cố sau khi xác minh.\n"
        "1.2. Cơ quan giải quyết thủ tục:\n- Cơ quan có thẩm quyền: Ủy ban nhân dân cấp xã.\n"
        "- Cơ quan phối hợp: các cơ quan có liên quan.\n"
    )
    assert _rows(tmp_path, text) == []


def test_days_and_rhythms_and_terms_are_data_of_the_task_in_the_year_of_its_paper(tmp_path: Path) -> None:
    text = _PLAN + (
        "II. NHIỆM VỤ\n1. Sở Nội vụ\na) Trình quy chế phối hợp trong quý II.\n"
        "b) Trước ngày 25 hằng tháng, báo cáo kết quả thực hiện.\n"
        "c) Công khai danh mục trong thời hạn 05 ngày làm việc kể từ ngày công bố.\n"
    )
    rows = _rows(tmp_path, text)
    days = [
        (row.deadline_from and row.deadline_from.isoformat(), row.deadline_date and row.deadline_date.isoformat())
        for row in rows
    ]
    assert days == [("2025-04-01", "2025-06-30"), (None, None), (None, None)]
    assert [(row.recurrence, row.relative) for row in rows] == [
        (None, None),
        ("month", None),
        (None, "trong thời hạn 05 ngày làm việc kể từ ngày công bố"),
    ]


def test_a_paper_without_a_head_is_no_report_for_a_word_of_its_text(tmp_path: Path) -> None:
    text = (
        "Tại phiên họp ngày 28/2/2025, sau khi nghe Ban Tổ chức báo cáo về các nội dung sắp xếp, Ban Thường vụ kết "
        "luận như sau:\n1. Giao Ban Tổ chức Tỉnh ủy xây dựng đề án trước ngày 09/3/2025.\n"
    )
    assert _told(_rows(tmp_path, text)) == [("xây dựng", ("Ban Tổ chức Tỉnh ủy",), (), "trước ngày 09/3/2025")]


def test_verbs_that_look_like_states_without_their_marks_are_orders(tmp_path: Path) -> None:
    text = _PLAN + (
        "II. NHIỆM VỤ\n1. Đề nghị Tỉnh đoàn vận động đoàn viên tham gia ứng phó.\n"
        "2. Sở Khoa học và Công nghệ đăng tải kết quả trên trang thông tin.\n"
        "3. Sở Nội vụ đã hoàn thành việc rà soát hồ sơ.\n"
    )
    assert _told(_rows(tmp_path, text)) == [
        ("vận động", ("Tỉnh đoàn",), (), None),
        ("đăng tải", ("Sở Khoa học và Công nghệ",), (), None),
    ]


def test_persons_are_told_by_their_office_and_helpers_may_stand_before_their_verb(tmp_path: Path) -> None:
    text = _NOTICE + (
        "1. Giao đồng chí Đỗ Văn Ánh - Phó Chủ tịch UBND tỉnh trực tiếp chỉ đạo các dự án chậm tiến độ.\n"
        "2. Thành lập đoàn kiểm tra do Sở Xây dựng chủ trì, Công an tỉnh, Tỉnh ủy và Sở Y tế phối hợp.\n"
    )
    assert _told(_rows(tmp_path, text)) == [
        ("trực tiếp", ("Phó Chủ tịch UBND tỉnh",), (), None),
        ("Thành lập", ("Sở Xây dựng",), ("Công an tỉnh", "Tỉnh ủy", "Sở Y tế"), None),
    ]
