"""Cited legal documents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Document, Metadata, SourceDocument, Span
from ingest.legal.references import Reference, references
from ingest.repaired_text import RepairedText


def _document(text: str, *, number: str | None = None) -> Document:
    raw = SourceDocument(source="a.txt", content_hash="0" * 64, media_type="text/plain", text=text, pages=())
    return Document(raw=raw, reading=RepairedText(text), metadata=Metadata(title="Kế hoạch", number=number), outline=())


def test_a_document_cited_twice_is_one_reference_with_two_places() -> None:
    text = "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ; thực hiện Nghị quyết số 76/NQ-CP."
    assert references(_document(text)) == (
        Reference(
            number="76/NQ-CP",
            kind="Nghị quyết",
            title=None,
            signed_on=date(2021, 7, 15),
            issuer="Chính phủ",
            places=(Span(start=21, end=44), Span(start=84, end=92)),
        ),
    )


@pytest.mark.parametrize(
    ("text", "number", "kind", "issuer"),
    [
        ("Nghi dinh so 107/2020/ND-CP", "107/2020/NĐ-CP", "Nghị định", "Chính phủ"),
        ("Quyêt djnh so 1 847/QD-TTg", "1847/QĐ-TTg", "Quyết định", "Thủ tướng Chính phủ"),
        ("Nghị quyết số 11-NQ/TW", "11-NQ/TW", "Nghị quyết", "Ban Chấp hành Trung ương Đảng"),
        ("Nghị quyết 832/NQ-UBTVQH14", "832/NQ-UBTVQH14", "Nghị quyết", "Ủy ban Thường vụ Quốc hội"),
        ("Nghị quyết số 226/2025/QH15", "226/2025/QH15", "Nghị quyết", "Quốc hội"),
        ("Luật số 72/2025/QH15", "72/2025/QH15", "Luật", "Quốc hội"),
    ],
)
def test_numbers_are_read_with_kind_and_issuer(text: str, number: str, kind: str, issuer: str) -> None:
    assert [(r.number, r.kind, r.issuer) for r in references(_document(text))] == [(number, kind, issuer)]


def test_a_law_is_cited_by_its_name() -> None:
    text = "theo quy định của Luật Ngân sách nhà nước; Luật Viên chức."
    assert [r.title for r in references(_document(text))] == ["Luật Ngân sách nhà nước", "Luật Viên chức"]


def test_a_document_does_not_cite_itself() -> None:
    assert references(_document("Số: 3044/QĐ-UBND", number="3044/QĐ-UBND")) == ()


@given(st.text(max_size=120))
def test_places_lie_inside_the_text(text: str) -> None:
    for reference in references(_document(text)):
        assert reference.places
        assert all(0 <= place.start < place.end <= len(text) for place in reference.places)
