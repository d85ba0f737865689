"""The grammar of official document numbers."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language.document_numbers import document_numbers, first_number, kind_codes, kinds, number_key
from ingest.language.fold import fold


@pytest.mark.parametrize(
    ("text", "number", "kind", "issuer"),
    [
        ("45-NQ/TW", "45-NQ/TW", "Nghị quyết", "Ban Chấp hành Trung ương Đảng"),
        ("1234-QĐ/TU", "1234-QĐ/TU", "Quyết định", None),
        ("07 -KH/BTC", "07-KH/BTC", "Kế hoạch", None),
        ("226/2025/QH15", "226/2025/QH15", "Luật", "Quốc hội"),
        ("10/2014/UBTVQH13", "10/2014/UBTVQH13", "Luật", "Ủy ban Thường vụ Quốc hội"),
        ("05/VBHN-BNV", "05/VBHN-BNV", "Văn bản hợp nhất", "Bộ Nội vụ"),
        ("102/TTr-SNV", "102/TTr-SNV", "Tờ trình", None),
        ("12/HD-SNV", "12/HD-SNV", "Hướng dẫn", None),
        ("07/ĐA-UBND", "07/ĐA-UBND", "Đề án", None),
        ("01/2023/TTLT-BNV-BTC", "01/2023/TTLT-BNV-BTC", "Thông tư liên tịch", "Bộ Nội vụ"),
        ("80/2025/QĐ-UBND", "80/2025/QĐ-UBND", "Quyết định", None),
        ("66.16/2026/NQ-CP", "66.16/2026/NQ-CP", "Nghị quyết", "Chính phủ"),
        ("36a/NQ-CP", "36a/NQ-CP", "Nghị quyết", "Chính phủ"),
        ("5/QĐ-BGD&ĐT", "5/QĐ-BGD&ĐT", "Quyết định", "Bộ Giáo dục và Đào tạo"),
        ("1325/UBND-NC", "1325/UBND-NC", "Công văn", None),
        ("3759/BNV-CCHC", "3759/BNV-CCHC", "Công văn", "Bộ Nội vụ"),
        ("72/2025/NQLT/UBTVQH15-CP", "72/2025/NQLT/UBTVQH15-CP", "Nghị quyết liên tịch", "Ủy ban Thường vụ Quốc hội"),
        ("27-NQ/TƯ", "27-NQ/TW", "Nghị quyết", "Ban Chấp hành Trung ương Đảng"),
    ],
)
def test_a_number_says_its_kind_and_who_of_the_centre_issued_it(
    text: str, number: str, kind: str, issuer: str | None
) -> None:
    assert [(found.text, found.kind, found.issuer) for found in document_numbers(text)] == [(number, kind, issuer)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Nghi dinh so 107/2020/ND-CP", "107/2020/NĐ-CP"),
        ("Quyết định số 1 847/QD-TTg", "1847/QĐ-TTg"),
        ("Số: 1961/QĐUBND", "1961/QĐ-UBND"),
        ("số 78/2015/NĐ-\nCP", "78/2015/NĐ-CP"),
        ("Số: 51/⁄2025/TT-BCA", "51/2025/TT-BCA"),
        ("Số: 45 /2020/NĐ-CP", "45/2020/NĐ-CP"),
        ("sa2243/QD-UBND", "2243/QĐ-UBND"),
        ("số 16 – CTr / TU", "16-CTr/TU"),
    ],
    ids=["no bar", "split serial", "lost dash", "line end", "two slashes", "space", "glued to its label", "spaces"],
)
def test_a_number_that_a_scan_bent_is_read_as_it_should_be_written(text: str, number: str) -> None:
    found = first_number(text)
    assert found is not None
    assert found.text == number


@pytest.mark.parametrize(
    "text", ["24/7", "120 giờ/HV", "ngày 24/12/2024", "12/KH", "5/B", "01/2024/CT", "130/2005/NW-CP", "TCVN 7217/ISO"]
)
def test_what_has_no_serial_or_no_letters_is_no_number(text: str) -> None:
    assert list(document_numbers(text)) == []


@given(st.text(alphabet="0123456789/-–.: QĐDUBNHCPTWxa\n", max_size=80))
def test_numbers_lie_in_the_text_in_order_and_are_read_the_same_when_written_out(text: str) -> None:
    found = list(document_numbers(text))
    assert all(0 <= number.start < number.end <= len(text) for number in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    for number in found:
        again = first_number(number.text)
        assert again is not None
        assert (again.text, again.kind, again.key) == (number.text, number.kind, number_key(number.text))


def test_no_two_kinds_share_their_letters_and_folded_names_lead_back_to_the_kinds() -> None:
    assert len(kind_codes()) == len({code.lower() for code in kind_codes()})
    assert all(fold(name) == key for key, name in kinds().items())
