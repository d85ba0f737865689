"""Which tasks a filter keeps, at whichever door it is asked."""

from datetime import date

import pytest

from ingest.documents import Metadata, Span, Task
from parc_search.export.register_filter import TaskFilter, names_meant

METADATA = {
    "a.txt": Metadata(title="Kế hoạch", place=("Huế",), years=(2021, 2025)),
    "b.txt": Metadata(title="Báo cáo"),
}
NAMES = (
    "Sở Khoa học và Công nghệ",
    "Sở Thông tin và Truyền thông",
    "Sở Nội vụ",
    "Phòng Nội vụ",
    "UBND tỉnh",
    "Văn phòng UBND tỉnh",
    "Giám đốc Sở Nội vụ",
    "Các đơn vị",
)


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
    return chosen.kept([row], METADATA) == (row,)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Sở Khoa học và Công nghệ", {"Sở Khoa học và Công nghệ"}),
        ("so khoa hoc va cong nghe", {"Sở Khoa học và Công nghệ"}),
        ("Sở KH&CN", {"Sở Khoa học và Công nghệ"}),
        ("sở  nội vụ", {"Sở Nội vụ"}),
        ("UBND tỉnh", {"UBND tỉnh"}),
        ("giám đốc sở nội vụ", {"Giám đốc Sở Nội vụ"}),
        ("nay:Sở Khoa học và Công nghệ", {"Sở Khoa học và Công nghệ", "Sở Thông tin và Truyền thông"}),
        ("nay: Sở KHCN", {"Sở Khoa học và Công nghệ", "Sở Thông tin và Truyền thông"}),
        ("nay:Sở Thông tin và Truyền thông", set()),
        ("Sở Y tế", set()),
        ("nội vụ", {"Sở Nội vụ", "Phòng Nội vụ", "Giám đốc Sở Nội vụ"}),
        ("noi v", set()),
        ("đơn vị", {"Các đơn vị"}),
        (" ?", set()),
    ],
)
def test_a_name_means_the_agency_it_names_however_it_is_written_or_else_its_words(asked: str, meant: set[str]) -> None:
    assert names_meant(asked, NAMES) == meant


def test_a_filter_that_asks_for_nothing_keeps_everything_in_its_order() -> None:
    rows = [task("b", source="b.txt"), task("a", lead=())]
    assert TaskFilter().kept(rows, METADATA) == tuple(rows)


def test_an_agency_is_looked_for_in_the_chosen_role_only() -> None:
    row = task(coordinate=("Sở Tài chính",))
    assert keeps(TaskFilter(agency="Sở Tài chính"), row)
    assert keeps(TaskFilter(agency="Sở Tài chính", role="coordinate"), row)
    assert not keeps(TaskFilter(agency="Sở Tài chính", role="lead"), row)
    assert not keeps(TaskFilter(role="advise"), row)


def test_a_name_that_another_task_has_is_no_part_of_a_longer_one() -> None:
    rows = [task("1", lead=("Ủy ban",)), task("2", lead=("Ủy ban Dân số",))]
    assert TaskFilter(agency="Ủy ban").kept(rows, METADATA) == (rows[0],)
    assert TaskFilter(agency="Ủy ban").kept(rows[1:], METADATA) == (rows[1],)


def test_words_are_found_without_diacritics_and_over_line_ends() -> None:
    assert keeps(TaskFilter(wanted=" chu  tri ap dung"), task())
    assert not keeps(TaskFilter(wanted="thanh tra"), task())


def test_a_deadline_on_the_day_is_not_before_it_and_a_task_without_a_day_is_before_none() -> None:
    before = TaskFilter(due_before=date(2024, 12, 31))
    assert keeps(before, task(deadline_date=date(2024, 12, 30)))
    assert not keeps(before, task(deadline_date=date(2024, 12, 31)))
    assert not keeps(before, task())


def test_a_place_or_a_year_is_that_of_the_document() -> None:
    assert keeps(TaskFilter(place="Huế", year=2023), task())
    assert not keeps(TaskFilter(place="Quảng Trị"), task())
    assert not keeps(TaskFilter(year=2026), task())
    assert not keeps(TaskFilter(year=2023), task(source="b.txt"))
    assert keeps(TaskFilter(source="b.txt"), task(source="b.txt"))
    assert not keeps(TaskFilter(source="b.txt"), task())
