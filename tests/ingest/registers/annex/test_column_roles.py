import pytest

from ingest.registers.annex.column_roles import NEITHER, TARGETS, TASKS, column_roles

TASK = ["Rà soát văn bản quy phạm pháp luật", "Xây dựng kế hoạch chuyển đổi số", "Tổ chức tập huấn cho công chức"]
LONG = [
    "Rà soát văn bản quy phạm pháp luật, trình Hội đồng nhân dân tỉnh sửa đổi, bãi bỏ",
    "Xây dựng kế hoạch chuyển đổi số của tỉnh giai đoạn 2026 - 2030",
    "Tổ chức tập huấn nghiệp vụ cho công chức cấp xã về tiếp công dân",
]
OWNER = ["Sở Tư pháp", "Sở Khoa học và Công nghệ", "Sở Nội vụ"]
PARTNERS = ["Các sở, ban, ngành", "Sở Tài chính; UBND cấp xã", "Các cơ quan liên quan"]
TIME = ["Quý I/2025", "Tháng 6/2025", "Thường xuyên"]
NUMBER = ["1", "2", "3"]


@pytest.mark.parametrize(
    ("heads", "columns", "expected"),
    [
        (["TT", "Việc", "Giao cho", "Xong trước"], [NUMBER, TASK, OWNER, TIME], ["number", "task", "lead", "deadline"]),
        (
            ["STT", "Phần việc", "Nơi chủ trì", "Nơi phối hợp", "Khi nào"],
            [NUMBER, TASK, OWNER, PARTNERS, TIME],
            ["number", "task", "lead", "coordinate", "deadline"],
        ),
        (["", "", "", ""], [NUMBER, LONG, OWNER, TIME], ["number", "task", "lead", "deadline"]),
    ],
)
def test_heads_that_nobody_listed_are_told_by_what_stands_below_them(
    heads: list[str], columns: list[list[str]], expected: list[str]
) -> None:
    found = column_roles(heads, columns)
    assert (found.kind, list(found.roles)) == (TASKS, expected)


def test_the_same_head_is_a_product_among_tasks_and_a_value_among_targets() -> None:
    among_tasks = column_roles(
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Kết quả"],
        [NUMBER, TASK, OWNER, ["Báo cáo", "Kế hoạch của UBND tỉnh", "Lớp tập huấn"]],
    )
    among_targets = column_roles(
        ["TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan theo dõi"],
        [
            NUMBER,
            ["Tỷ lệ hồ sơ đúng hạn", "Số xã đạt chuẩn", "Tỷ lệ số hóa"],
            ["%", "Xã", "%"],
            ["90", "12", "85%"],
            OWNER,
        ],
    )
    assert (among_tasks.kind, among_tasks.roles[-1]) == (TASKS, "product")
    assert (among_targets.kind, among_targets.roles[1:]) == (TARGETS, ("subject", "unit", "value", "lead"))


def test_a_list_of_procedures_and_a_list_of_people_assign_nothing() -> None:
    procedures = column_roles(
        ["TT", "Tên thủ tục hành chính", "Lĩnh vực", "Cơ quan thực hiện", "Căn cứ pháp lý"],
        [
            NUMBER,
            ["Cấp giấy phép xây dựng", "Đăng ký môi trường", "Cấp lại thẻ"],
            ["Xây dựng", "Môi trường", "Y tế"],
            OWNER,
            ["Luật Xây dựng", "Nghị định số 08/2022/NĐ-CP", "Thông tư số 1/2024/TT-BYT"],
        ],
    )
    people = column_roles(
        ["STT", "Họ và tên", "Năm sinh", "Địa chỉ", "Ghi chú"],
        [
            NUMBER,
            ["Nguyễn Văn A", "Trần Thị B", "Lê Văn C"],
            ["1980", "1975", "1991"],
            ["Xã A", "Xã B", "Xã C"],
            ["", "", ""],
        ],
    )
    assert (procedures.kind, people.kind) == (NEITHER, NEITHER)


def test_a_table_without_columns_of_either_kind_is_neither() -> None:
    assert column_roles([], []).kind == NEITHER
