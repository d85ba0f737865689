"""Made papers in the shapes of administrative assignment: partners however they are named, and deadlines from above."""

from pathlib import Path

import pytest

from ingest.registers.deadlines import deadline_in_clause, deadline_terms
from ingest.registers.roles import roles_of
from ingest.registers.tasks import tasks
from tests.ingest.registers.reading import document_of

_PLAN = (
    "UBND TỈNH AN SƠN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc\n"
    "Số: 41/KH-UBND\tAn Sơn, ngày 12 tháng 3 năm 2025\nKẾ HOẠCH\nPhát triển du lịch cộng đồng năm 2025\n"
)
_TAIL = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\nTrần Văn An\n"

_Row = tuple[str, tuple[str, ...], tuple[str, ...], str | None]


def _told(folder: Path, body: str) -> list[_Row]:
    """The first two words of each task, who leads it, who helps, and by when."""
    rows = tasks(document_of(folder, _PLAN + body + _TAIL))
    return [(" ".join(row.task.split()[:2]), row.lead, row.coordinate, row.deadline) for row in rows]


@pytest.mark.parametrize(
    ("clause", "partners"),
    [
        ("Phối hợp chặt chẽ, kịp thời với các sở, ngành và địa phương.", ("Các sở, ngành và địa phương",)),
        ("Phối hợp và hỗ trợ Sở Nội vụ kiểm tra công vụ.", ("Sở Nội vụ",)),
        ("Phối hợp thực hiện với Sở Tài chính trong phân bổ vốn.", ("Sở Tài chính",)),
        ("Phối hợp với lực lượng Công an, Quân sự tuần tra.", ("Công an", "Quân sự")),
        ("Tổ chức tập huấn, có sự phối hợp của Sở Y tế và Công an tỉnh.", ("Sở Y tế", "Công an tỉnh")),
        ("Cùng với Sở Tài chính rà soát định mức kinh phí thực hiện.", ("Sở Tài chính",)),
        (
            "Chủ trì, phối hợp với các trường đại học, viện nghiên cứu, doanh nghiệp đào tạo nhân lực.",
            ("Các trường đại học, viện nghiên cứu, doanh nghiệp",),
        ),
        ("Xây dựng quy chế về sự phối hợp giữa Sở Y tế và Công an tỉnh.", ()),
        ("Cùng với việc rà soát, tổ chức tập huấn cho cán bộ.", ()),
    ],
)
def test_partners_are_read_however_the_clause_joins_them(clause: str, partners: tuple[str, ...]) -> None:
    found = roles_of(clause, broken=False).partners
    assert (found.names if found is not None else ()) == partners


def test_a_line_that_only_says_by_when_dates_the_items_under_it_until_the_next(tmp_path: Path) -> None:
    body = (
        "II. NHIỆM VỤ\nHoàn thành trước ngày 30/6/2025:\n- Sở Y tế ban hành kế hoạch kiểm tra nhà lưu trú.\n"
        "- Sở Tài chính thẩm định dự toán trước ngày 10/5/2025.\nHoàn thành trong quý III/2025:\n"
        "- Sở Nội vụ rà soát biên chế của các đơn vị.\nIII. KINH PHÍ\n- Sở Tài chính bố trí kinh phí thực hiện.\n"
    )
    assert _told(tmp_path, body) == [
        ("ban hành", ("Sở Y tế",), (), "trước ngày 30/6/2025"),
        ("thẩm định", ("Sở Tài chính",), (), "trước ngày 10/5/2025"),
        ("rà soát", ("Sở Nội vụ",), (), "trong quý III/2025"),
        ("bố trí", ("Sở Tài chính",), (), None),
    ]


def test_a_heading_that_sets_a_deadline_dates_its_items_and_one_that_names_the_year_of_the_plan_does_not(
    tmp_path: Path,
) -> None:
    body = (
        "II. NHIỆM VỤ\n1. Các nhiệm vụ hoàn thành trong tháng 6/2025\na) Sở Y tế kiểm tra nhà lưu trú cộng đồng.\n"
        "2. Các nhiệm vụ trọng tâm trong năm 2025\na) Sở Nội vụ rà soát biên chế của các đơn vị.\n"
        "3. Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính trong quý III/2025:\n"
        "a) Ban hành hướng dẫn về vệ sinh nhà lưu trú.\n4. Đào tạo (Thời gian: Quý IV/2025)\n"
        "- Sở Nội vụ mở lớp bồi dưỡng cho công chức.\n"
    )
    assert _told(tmp_path, body) == [
        ("kiểm tra", ("Sở Y tế",), (), "trong tháng 6/2025"),
        ("rà soát", ("Sở Nội vụ",), (), None),
        ("Ban hành", ("Sở Y tế",), ("Sở Tài chính",), "trong quý III/2025"),
        ("mở lớp", ("Sở Nội vụ",), (), "Quý IV/2025"),
    ]


def test_lead_and_partners_stand_in_one_bracket_one_label_or_on_both_sides_of_a_semicolon(tmp_path: Path) -> None:
    body = (
        "II. NHIỆM VỤ\n1. Xây dựng kế hoạch kiểm tra (Sở Y tế chủ trì, phối hợp với Sở Tài chính).\n"
        "2. Giao Sở Tư pháp chủ trì; Sở Nội vụ, Công an tỉnh phối hợp kiểm tra văn bản.\n"
        "3. Kiểm tra điểm đến\n- Phân công thực hiện: Sở Công Thương chủ trì; các sở, ngành, UBND các xã phối hợp.\n"
        "4. Phổ biến các quy định mới về du lịch\n- Cơ quan thực hiện: Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ.\n"
    )
    assert _told(tmp_path, body) == [
        ("Xây dựng", ("Sở Y tế",), ("Sở Tài chính",), None),
        ("chủ trì;", ("Sở Tư pháp",), ("Sở Nội vụ", "Công an tỉnh"), None),
        ("Kiểm tra", ("Sở Công Thương",), ("Các sở, ngành", "UBND các xã"), None),
        ("Phổ biến", ("Sở Tư pháp",), ("Sở Nội vụ",), None),
    ]


def test_a_paragraph_on_the_ground_of_duties_under_an_agency_is_its_task(tmp_path: Path) -> None:
    body = (
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế theo dõi, đôn đốc việc thực hiện.\n"
        "2. Các sở, ban, ngành, UBND các xã, phường:\n"
        "Căn cứ chức năng, nhiệm vụ, phối hợp chặt chẽ với Sở Y tế xây dựng kế hoạch.\n"
    )
    assert _told(tmp_path, body) == [
        ("theo dõi,", ("Sở Y tế",), (), None),
        ("Căn cứ", ("Các sở, ban, ngành", "UBND các xã, phường"), ("Sở Y tế",), None),
    ]


@pytest.mark.parametrize(
    ("clause", "words", "first", "last"),
    [
        ("Xây dựng kế hoạch năm 2026 trong quý IV/2025.", "trong quý IV/2025", "2025-10-01", "2025-12-31"),
        ("Báo cáo Sở Nội vụ trong tuần đầu tháng 7/2025.", "trong tuần đầu tháng 7/2025", "2025-07-01", "2025-07-31"),
        ("Trình HĐND tỉnh tại kỳ họp cuối năm 2025.", "tại kỳ họp cuối năm 2025", "2025-01-01", "2025-12-31"),
        ("Báo cáo trước kỳ họp thường lệ giữa năm 2025.", "trước kỳ họp thường lệ giữa năm 2025", "None", "None"),
        (
            "Thực hiện từ tháng 6 đến tháng 9 năm 2025.",
            "từ tháng 6 đến tháng 9 năm 2025",
            "2025-06-01",
            "2025-09-30",
        ),
    ],
)
def test_times_of_sessions_weeks_and_ranges_are_deadlines(clause: str, words: str, first: str, last: str) -> None:
    found = deadline_in_clause(clause, broken=False)
    assert found is not None
    terms = deadline_terms(found.words)
    assert (found.words, str(terms.first), str(terms.last)) == (words, first, last)
