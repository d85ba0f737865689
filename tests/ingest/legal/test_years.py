"""The years that a document plans for or reports on."""

from datetime import date

import pytest

from ingest.legal.title import years_of

SIGNED = date(2025, 3, 4)


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Kế hoạch cải cách hành chính năm 2026", "", (2026, 2026)),
        ("Kế hoạch giai đoạn 2026 - 2030", "", (2026, 2030)),
        ("Kế hoạch giai đoạn 2025 - 2035, định hướng đến năm 2045", "", (2025, 2035)),
        ("Kế hoạch thực hiện Đề án “Dữ liệu giai đoạn 2022 - 2025” năm 2025", "", (2025, 2025)),
        ("Kế hoạch thực hiện Chương trình “Giáo dục giai đoạn 2025 - 2035”", "", (2025, 2035)),
        ("Chiến lược phát triển đến năm 2030", "", (2025, 2030)),
        ("Kế hoạch thực hiện Quyết định số 80/2024/QĐ-UBND ngày 22/12/2023", "", None),
        ("Quyết định phê duyệt Chương trình phát triển Chính phủ số", "muc tieu cu the den nam 2030", (2025, 2030)),
        ("Quyết định ban hành Quy chế làm việc", "muc tieu cu the den nam 2030", None),
    ],
)
def test_the_title_names_the_years_or_a_plan_its_horizon(
    title: str, body: str, expected: tuple[int, int] | None
) -> None:
    assert years_of(title, body, SIGNED) == expected
