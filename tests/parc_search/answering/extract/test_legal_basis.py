"""Which document is meant: by its issuer, and laws by their names."""

import pytest

from parc_search.answering.extract.cited_documents import references
from parc_search.answering.extract.legal_basis import asks_for_date, may_be_of, named_laws, serials_in


@pytest.mark.parametrize(
    ("issuer", "written", "may"),
    [
        ("quoc hoi", "Nghị quyết số 51/2017/QH14", True),
        ("quoc hoi", "Nghị quyết số 12/NQ-CP", False),
        ("thu tuong", "Quyết định số 12/QĐ-TTg", True),
        ("thu tuong", "Quyết định số 12/QĐ-UBND", False),
        ("tinh uy", "Nghị quyết số 7-NQ/TU", True),
        ("bo xay dung", "Công văn số 512/BXD-QLN", True),
        ("bo tai chinh", "Công văn số 512/BXD-QLN", False),
        ("bo tai chinh", "Công văn số 512/UBND-TH", False),
    ],
)
def test_the_letters_of_a_number_say_whose_it_is(issuer: str, written: str, may: bool) -> None:
    (reference,) = references(written)
    assert may_be_of(issuer, reference) == may


def test_laws_are_read_by_their_names() -> None:
    text = "theo Luật Đất đai; Luật Cán bộ, công chức và Luật Giao thông đường bộ của Quốc hội; pháp luật hiện hành"
    assert named_laws(text) == ("Luật Đất đai", "Luật Cán bộ, công chức", "Luật Giao thông đường bộ")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("nghi quyet 9/nq-cp ban hanh ngay nao", True),
        ("quyet dinh 12 ky khi nao", True),
        ("ngay ban hanh cua thong tu 3/2019", True),
        ("quyet dinh 12 giao cho so nao", False),
    ],
)
def test_the_date_of_a_named_document_is_asked_for(question: str, asked: bool) -> None:
    assert asks_for_date(question) is asked


def test_the_documents_of_a_question_are_known_by_their_serial_numbers() -> None:
    assert serials_in("Nghị quyết 9/NQ-CP và thông tư 3/2019, quyết định 12 nói gì?") == {"9", "3", "12"}
