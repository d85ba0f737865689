from pathlib import Path

import pytest

from ingest.registers.registers import registers
from tests.ingest.registers.reading import document_of

PLAN = (
    "ỦY BAN NHÂN DÂN TỈNH BẮC SƠN\nSố: 12/KH-UBND\nBắc Sơn, ngày 12 tháng 01 năm 2025\nKẾ HOẠCH\n"
    "Phát triển kinh tế số năm 2025\nI. MỤC TIÊU\n- Nâng cao chất lượng phục vụ.\nTrên đây là Kế hoạch./.\n"
)


def values_of(folder: Path, table: str) -> list[tuple[str, str | None, str, str, str | None, tuple[str, ...]]]:
    """Subject, comparison, value, unit, year and lead of each target of a plan with this table."""
    _, targets = registers(document_of(folder, PLAN + table))
    return [(t.subject, t.comparison, t.value, t.unit, t.year, t.lead) for t in targets]


def test_a_table_by_years_gives_a_row_for_each_year_with_who_answers_for_it(tmp_path: Path) -> None:
    table = (
        "PHỤ LỤC\nTT\tChỉ tiêu\tĐơn vị\t2025\t2030\tCơ quan chủ trì\n"
        "1\tTỷ lệ hồ sơ trực tuyến\t%\t80\t95\tVăn phòng UBND tỉnh\n"
        "2\tSố doanh nghiệp công nghệ số\tDoanh nghiệp\t1.200\t≥ 2.000\tSở Khoa học và Công nghệ"
    )
    office, department = ("Văn phòng UBND tỉnh",), ("Sở Khoa học và Công nghệ",)
    assert values_of(tmp_path, table) == [
        ("Tỷ lệ hồ sơ trực tuyến", "=", "80%", "%", "2025", office),
        ("Tỷ lệ hồ sơ trực tuyến", "=", "95%", "%", "2030", office),
        ("Số doanh nghiệp công nghệ số", "=", "1.200", "Doanh nghiệp", "2025", department),
        ("Số doanh nghiệp công nghệ số", ">=", "2.000", "Doanh nghiệp", "2030", department),
    ]


@pytest.mark.parametrize(
    ("cell", "comparison", "value"),
    [
        ("Tối thiểu 90%", ">=", "90%"),
        ("90% trở lên", ">=", "90%"),
        ("Dưới 5%", "<=", "5%"),
        ("không dưới 70%", ">=", "70%"),
        ("≤ 3,5%", "<=", "3,5%"),
        ("85-90%", "between", "85%-90%"),
        ("Từ 5 đến 10%", "between", "5%-10%"),
    ],
)
def test_a_value_is_compared_as_its_cell_says(tmp_path: Path, cell: str, comparison: str, value: str) -> None:
    table = (
        f"PHỤ LỤC\nTT\tChỉ tiêu\tĐơn vị tính\tMục tiêu năm 2026\tGhi chú\n1\tTỷ lệ hộ nghèo đa chiều\t%\t{cell}\t\n"
        "2\tTỷ lệ dân số dùng nước sạch\t%\tx\t"
    )
    assert values_of(tmp_path, table) == [("Tỷ lệ hộ nghèo đa chiều", comparison, value, "%", "2026", ())]


def test_the_year_of_a_section_binds_its_rows_and_the_plans_own_where_none_is_named(tmp_path: Path) -> None:
    head = "PHỤ LỤC\nTT\tChỉ tiêu\tĐơn vị\tKết quả\tCơ quan theo dõi\n"
    rows = "1\tTỷ lệ dữ liệu mở\t%\t50%\tSở Nội vụ\n2\tTỷ lệ hồ sơ được số hóa\t%\t60%\tSở Nội vụ\n"
    years = [
        target[4] for target in values_of(tmp_path, f"{head}I\tGiai đoạn 2025-2027\n{rows}II\tĐến năm 2030\n{rows}")
    ]
    assert years == ["2027", "2027", "2030", "2030"]
    assert [target[4] for target in values_of(tmp_path, head + rows)] == ["2025", "2025"]


def test_aims_that_say_their_values_themselves_are_tasks_of_their_owners_and_so_are_the_values(tmp_path: Path) -> None:
    table = (
        "PHỤ LỤC\n\nTT\tMục tiêu\tCơ quan chủ trì\n1\tTỷ lệ hồ sơ được giải quyết đúng hạn đạt trên 95%\tSở Nội vụ\n"
        "2\tTối thiểu 80% cán bộ, công chức được bồi dưỡng về kỹ năng số\tSở Khoa học và Công nghệ\n"
    )
    tasks, targets = registers(document_of(tmp_path, PLAN + table))
    assert [(task.task[:12], task.lead) for task in tasks if task.part == "annex"] == [
        ("Tỷ lệ hồ sơ ", ("Sở Nội vụ",)),
        ("Tối thiểu 80", ("Sở Khoa học và Công nghệ",)),
    ]
    assert {target.value for target in targets} == {"95%", "80%"}
