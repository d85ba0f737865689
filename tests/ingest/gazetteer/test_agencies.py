"""The registry of agencies: spellings, broken readings, successors."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.gazetteer.agencies import AGENCIES, LEAST_SCORE_IN_CELL, AgencyRegistry, Successor


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("STTTT", "Sở Thông tin và Truyền thông"),
        ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
        ("Sở KH & CN", "Sở Khoa học và Công nghệ"),
        ("SNV", "Sở Nội vụ"),
        ("VP UBND tỉnh", "Văn phòng UBND tỉnh"),
        ("văn phòng ủy ban nhân dân tỉnh", "Văn phòng UBND tỉnh"),
        ("Đài PTTH tỉnh", "Đài Phát thanh và Truyền hình tỉnh"),
        ("trung tâm PVHCC", "Trung tâm Phục vụ Hành chính công"),
        ("Phòng VHXH", "Phòng Văn hóa – Xã hội"),
        ("Cục Nuôi ong", "Cục Nuôi ong"),
    ],
)
def test_every_spelling_leads_to_the_full_name(written: str, name: str) -> None:
    assert AGENCIES.canonical(written) == name


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ("Se( Khoa h9c va Cong nghe", "Sở Khoa học và Công nghệ"),
        ("SNivii", "Sở Nội vụ"),
        ("Si Ni vu", "Sở Nội vụ"),
        ("S& Thông tin và Truyn thông", "Sở Thông tin và Truyền thông"),
        ("So. NOi", "Sở Nội vụ"),
        ("Ser Tu phap", "Sở Tư pháp"),
        ("Phông Ni v1i", "Phòng Nội vụ"),
        ("UBND cp huyn", "UBND cấp huyện"),
    ],
)
def test_a_cell_of_a_broken_scan_still_names_its_agency(broken: str, name: str) -> None:
    assert [mention.name for mention in AGENCIES.find(broken, least_score=LEAST_SCORE_IN_CELL)] == [name]


def test_the_longest_name_wins_over_the_names_inside_it() -> None:
    text = "Các phòng, ban, đơn vị thuộc UBND cấp huyện; Sở Tài chính"
    assert [(m.name, m.kind) for m in AGENCIES.find(text)] == [
        ("Các phòng, ban, đơn vị thuộc UBND cấp huyện", "group"),
        ("Sở Tài chính", "named"),
    ]


def test_words_that_only_sound_like_a_department_are_no_agency() -> None:
    assert AGENCIES.find("một số nội dung cần sửa đổi, bổ sung") == []


@pytest.mark.parametrize("city", ["Huế", "Cà Mau", "Buôn Ma Thuột"])
def test_the_city_of_any_province_belongs_to_the_name_of_its_districts(city: str) -> None:
    text = f"UBND các huyện, thị xã và thành phố {city} chịu trách nhiệm"
    assert [m.name for m in AGENCIES.find(text)] == [f"UBND các huyện, thị xã và thành phố {city}"]


def test_an_agency_outside_the_registry_is_found_by_its_head_and_capitals() -> None:
    text = "giao Sở Công nghiệp và Tiểu thủ chủ trì"
    assert [(m.name, text[m.start : m.end]) for m in AGENCIES.find(text)] == [
        ("Sở Công nghiệp và Tiểu thủ", "Sở Công nghiệp và Tiểu thủ")
    ]


def test_a_merged_department_has_a_successor_with_its_source() -> None:
    assert AGENCIES.successors("STTTT", on=date(2022, 1, 1)) == (
        Successor(
            predecessor="Sở Thông tin và Truyền thông",
            name="Sở Khoa học và Công nghệ",
            on=date(2025, 3, 1),
            source="Nghị định số 45/2025/NĐ-CP ngày 28/02/2025 của Chính phủ",
        ),
    )


def test_a_document_younger_than_the_merger_has_no_successor_to_name() -> None:
    assert AGENCIES.successors("Sở Thông tin và Truyền thông", on=date(2025, 9, 15)) == ()


def test_the_place_brings_the_successor_of_the_province() -> None:
    names = [row.name for row in AGENCIES.successors("Sở Nội vụ", "Quảng Bình", date(2022, 1, 1))]
    assert names == ["Quảng Trị"]


def test_every_successor_has_a_source_with_a_number() -> None:
    rows = [row for agency in AGENCIES.agencies for row in AGENCIES.successors(agency.name)]
    assert len(rows) >= 11
    assert all("/QH15" in row.source or "/NĐ-CP" in row.source for row in rows)


@given(st.text(max_size=80))
def test_mentions_lie_inside_the_text_in_order_and_do_not_overlap(text: str) -> None:
    mentions = AGENCIES.find(text)
    edges = [edge for mention in mentions for edge in (mention.start, mention.end)]
    assert edges == sorted(edges)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)


@given(st.sampled_from(AGENCIES.agencies))
def test_a_full_name_is_its_own_canonical_name(agency: object) -> None:
    name = agency.name  # type: ignore[attr-defined]
    assert AGENCIES.canonical(name).casefold() == name.casefold()


def test_a_successor_without_a_source_is_no_fact() -> None:
    row = {"old": ["Sở Cũ"], "new": "Sở Mới", "on": date(2025, 3, 1)}
    sourced = {"old": ["Sở Xưa"], "new": "Sở Nay", "on": date(2025, 3, 1), "source": "Nghị định số 45/2025/NĐ-CP"}
    known = [{"name": "Sở Mới", "short": [], "level": "tỉnh"}]
    registry = AgencyRegistry({"agency": known, "successor": [row, row | {"source": " "}, sourced]})
    assert registry.successors("Sở Cũ") == ()
    assert [successor.name for successor in registry.successors("Sở Xưa")] == ["Sở Nay"]
