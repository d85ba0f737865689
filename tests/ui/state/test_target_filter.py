"""One target over years and places."""

from ingest.documents import Metadata, Span, Target
from parc_search.ui.state.target_filter import TargetFilter, alike, comparable, number_of, target_cells

METADATA = {
    "a.txt": Metadata(title="Kế hoạch A", number="1/KH", place=("Huế",), years=(2021, 2025)),
    "b.txt": Metadata(title="Kế hoạch B", place=("Hải Phòng", "phường Trần Liễu"), years=(2026, 2030)),
}


def target(identifier: str, source: str, subject: str, value: str, **fields: object) -> Target:
    given: dict[str, object] = {
        "id": identifier, "source": source, "subject": subject, "comparison": ">=", "value": value, "unit": "%",
        "year": None, "kind": "target", "confidence": 0.9, "span": Span(start=0, end=5),
    }  # fmt: skip
    return Target(**{**given, **fields})  # type: ignore[arg-type]


ON_TIME = target("1", "a.txt", "Tỷ lệ hồ sơ giải quyết đúng hạn", "95%")
LATER = target("2", "b.txt", "tỷ lệ hồ sơ được giải quyết\nđúng hạn", "98,5%", year="2027")
OTHER = target("3", "b.txt", "Mức độ hài lòng của người dân", "90%")
OTHER_UNIT = target("4", "b.txt", "Tỷ lệ hồ sơ giải quyết đúng hạn", "1.200", unit="hồ sơ")
REGISTER = (LATER, OTHER, ON_TIME, OTHER_UNIT)


def test_the_same_target_of_other_documents_stands_beside_it_by_year() -> None:
    points = alike(ON_TIME, REGISTER, METADATA)
    assert [(point.target.id, point.place, point.year, point.number) for point in points] == [
        ("1", "Huế", "2025", 95.0),
        ("2", "phường Trần Liễu", "2027", 98.5),
    ]


def test_what_can_be_compared_comes_first_and_each_group_once() -> None:
    assert comparable(REGISTER, METADATA) == {
        "2": "tỷ lệ hồ sơ được giải quyết đúng hạn",
        "3": "Mức độ hài lòng của người dân",
        "4": "Tỷ lệ hồ sơ giải quyết đúng hạn",
    }


def test_of_as_many_places_and_years_the_target_whose_figures_differ_comes_first() -> None:
    same = (target("5", "a.txt", "Văn bản điện tử", "90%"), target("6", "b.txt", "Văn bản điện tử", "90%"))
    assert list(comparable((*same, ON_TIME, LATER), METADATA)) == ["1", "5"]


def test_figures_are_read_as_vietnamese_write_them() -> None:
    assert [number_of(value) for value in ("100%", "98,5 %", "1.234,5", "12.000", "dưới mức chung")] == [
        100.0,
        98.5,
        1234.5,
        12000.0,
        None,
    ]


def test_targets_are_chosen_by_kind_year_place_and_document() -> None:
    assert TargetFilter(kind="target", year="2027", source="b.txt", wanted="HO SO").keeps(LATER, METADATA)
    assert TargetFilter(year="2025", place="Huế").keeps(ON_TIME, METADATA)
    assert not TargetFilter(kind="achieved").keeps(LATER, METADATA)
    assert not TargetFilter(place="Huế").keeps(LATER, METADATA)


def test_a_target_reads_as_a_row_with_its_place() -> None:
    assert target_cells(LATER, METADATA) == {
        "Nội dung": "tỷ lệ hồ sơ được giải quyết đúng hạn",
        "So sánh": "ít nhất",
        "Giá trị": "98,5%",
        "Năm": "2027",
        "Địa phương": "phường Trần Liễu",
        "Loại": "Chỉ tiêu đặt ra",
        "Văn bản": "Kế hoạch B",
        "Tệp": "b.txt",
    }
    assert target_cells(ON_TIME, METADATA)["Năm"] == ""
    assert target_cells(ON_TIME, METADATA, year="2025")["Năm"] == "2025"
