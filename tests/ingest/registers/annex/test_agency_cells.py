import pytest

from ingest.gazetteer.agency_lists import AgencyList
from ingest.registers.annex.agency_cells import agencies_of, owners_of, partners_in, says_as_above


def names(listed: AgencyList | None) -> tuple[str, ...]:
    return listed.names if listed is not None else ()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Sở Nội vụ; Sở Tài chính", ("Sở Nội vụ", "Sở Tài chính")),
        ("Bộ Khoa học\nvà Công nghệ, Bộ Công an", ("Bộ Khoa học và Công nghệ", "Bộ Công an")),
        ("- Phòng Văn hóa - Xã hội - Sở Y tế", ("Phòng Văn hóa - Xã hội", "Sở Y tế")),
        ("(1) Sở Nội vụ (2) Sở Y tế", ("Sở Nội vụ", "Sở Y tế")),
        ("EVN", ("EVN",)),
        ("Giám đốc Sở", ("Giám đốc Sở",)),
        ("Sở Tài chính, VNPT, Trung tâm Xúc tiến đầu tư", ("Sở Tài chính", "VNPT", "Trung tâm Xúc tiến đầu tư")),
        ("Các địa phương có đảo", ("Các địa phương có đảo",)),
        (
            "Bộ Công an với các tiêu chuẩn dùng chung toàn quốc; các bộ, ngành với các tiêu chuẩn nội ngành",
            ("Bộ Công an", "Các bộ, ngành"),
        ),
    ],
)
def test_the_agencies_of_a_cell_are_those_that_it_names(cell: str, expected: tuple[str, ...]) -> None:
    assert agencies_of(cell).names == expected


@pytest.mark.parametrize(
    ("cell", "both", "lead", "coordinate"),
    [
        ("Chủ trì: Sở Nội vụ; phối hợp: Sở Y tế, Sở Tài chính", True, ("Sở Nội vụ",), ("Sở Y tế", "Sở Tài chính")),
        ("- Đơn vị chủ trì: Sở Nội vụ - Đơn vị phối hợp: Sở Y tế", False, ("Sở Nội vụ",), ("Sở Y tế",)),
        ("Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành", False, ("Sở Nội vụ",), ("Các sở, ban, ngành",)),
        ("Sở Nội vụ (chủ trì), Sở Y tế, Công an tỉnh", False, ("Sở Nội vụ",), ("Sở Y tế", "Công an tỉnh")),
        ("Sở Nội vụ, Sở Y tế", True, ("Sở Nội vụ",), ("Sở Y tế",)),
        ("Sở Nội vụ, Sở Y tế", False, ("Sở Nội vụ", "Sở Y tế"), ()),
    ],
)
def test_a_cell_says_who_leads_and_who_takes_part(
    cell: str, both: bool, lead: tuple[str, ...], coordinate: tuple[str, ...]
) -> None:
    found = owners_of(cell, both=both)
    assert (names(found.lead), names(found.coordinate)) == (lead, coordinate)
    for listed in (found.lead, found.coordinate):
        if listed is not None:
            assert names(agencies_of(cell[listed.start : listed.end])) == listed.names


def test_partners_are_those_of_the_tasks_own_first_clause() -> None:
    assert names(partners_in("Chủ trì, phối hợp với Bộ Công an xây dựng Đề án")) == ("Bộ Công an",)
    assert partners_in("Xây dựng Đề án; phối hợp với Bộ Công an báo cáo kết quả") is None
    assert partners_in("Xây dựng Đề án về phối hợp liên ngành") is None


@pytest.mark.parametrize("words", ["Như trên", "-nt-", "nt", '"', "”"])
def test_marks_that_say_as_above(words: str) -> None:
    assert says_as_above(words)


def test_names_do_not_say_as_above() -> None:
    assert [words for words in ("Sở Nội vụ", "NT", "Đội") if says_as_above(words)] == ["NT"]
