"""Documents that a question names by number are known, and what only looks like a number is not."""

from datetime import date

import pytest

from ingest.documents import Metadata
from parc_search.question.catalogue import CatalogueEntry
from parc_search.ranking.document_match import NamedDocument, named_documents, named_fits


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Kế hoạch 597 Đồng Tháp giao sở nào chủ trì", [(597, "kh", None)]),
        ("ke hoach so 597/KH-UBND", [(597, "kh", None)]),
        ("khoản 2 Điều 4 Nghị quyết 77", [(77, "nq", None)]),
        ("theo NĐ 25/2025/NĐ-CP và 80/2025/QĐ-UBND", [(25, "nd", 2025), (80, "qd", 2025)]),
        ("Quyết định 13 năm 2024 của Bộ", [(13, "qd", 2024)]),
        ("what does Decree No. 49/2018 say", [(49, "nd", 2018)]),
        ("3260-KH/ĐĐQH15 có mấy nhiệm vụ", [(3260, "kh", None)]),
        ("kế hoạch 2021-2025 và kế hoạch năm 2024", []),
        ("vượt kế hoạch 95,5% và báo cáo 3%", []),
        ("tỷ lệ 80/100 hồ sơ", []),
    ],
)
def test_documents_named_by_number_are_known(question: str, expected: list[tuple[int, str, int | None]]) -> None:
    found = [(one.number, one.kind, one.year) for one in named_documents(question)]
    assert found == expected


def entry(source: str, title: str, number: str | None = None, kind: str | None = None) -> CatalogueEntry:
    signed = date(2025, 3, 1) if number else None
    return CatalogueEntry(source=source, metadata=Metadata(title=title, number=number, kind=kind, signed_on=signed))


ENTRIES = (
    entry("plan.txt", "Kế hoạch chuyển đổi số", "597/KH-UBND", "Kế hoạch"),
    entry("decision.txt", "Quyết định ban hành kế hoạch", "598/QĐ-UBND", "Quyết định"),
    entry("about.txt", "Hỏi đáp về Kế hoạch số 600/KH-UBND"),
)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (NamedDocument(number=597, kind="kh", year=None), {"plan.txt": 1.0}),
        (NamedDocument(number=597, kind="kh", year=2025), {"plan.txt": 1.0}),
        (NamedDocument(number=597, kind="kh", year=2019), {}),
        (NamedDocument(number=598, kind="kh", year=None), {"decision.txt": 0.5}),
        (NamedDocument(number=600, kind="kh", year=None), {"about.txt": 0.5}),
        (NamedDocument(number=59, kind="kh", year=None), {}),
    ],
)
def test_a_document_fits_by_its_number_first(named: NamedDocument, expected: dict[str, float]) -> None:
    assert named_fits([named], ENTRIES) == expected
