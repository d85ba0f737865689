"""Words inside one document are found however they are typed and wherever its lines break."""

import pytest

from ingest.documents import Document, Metadata, SourceDocument, Span
from ingest.repaired_text import Edit, RepairedText
from parc_search.ui.components.document_search import MAX_MATCHES, matches, place_of


def document(source: str, *edits: Edit) -> Document:
    raw = SourceDocument(source="a.txt", content_hash="0" * 64, media_type="text/plain", text=source, pages=())
    return Document(raw=raw, reading=RepairedText(source, edits), metadata=Metadata(title="Kế hoạch"), outline=())


TEXT = "Sở Nội vụ chủ trì.\nGiao sở  nội\nvụ phối hợp; SỞ NỘI VỤ báo cáo."


@pytest.mark.parametrize("wanted", ["sở nội vụ", "so noi vu", "  SỞ NỘI   VỤ "])
def test_each_place_is_found_without_diacritics_case_and_line_breaks(wanted: str) -> None:
    assert [TEXT[span.start : span.end] for span in matches(document(TEXT), wanted)] == [
        "Sở Nội vụ", "sở  nội\nvụ", "SỞ NỘI VỤ"
    ]  # fmt: skip


def test_a_repaired_word_is_found_where_its_broken_form_stands() -> None:
    broken = "cai each hanh chinh"
    edit = Edit(start=4, end=8, was="each", now="cách", rule="model", confidence=1.0)
    assert matches(document(broken, edit), "cach hanh") == (Span(start=4, end=13),)


@pytest.mark.parametrize("wanted", ["", "  ", "không có"])
def test_what_is_not_there_is_at_no_place(wanted: str) -> None:
    assert matches(document(TEXT), wanted) == ()


def test_signs_are_looked_for_as_they_stand_and_places_have_an_end() -> None:
    assert matches(document("(a+)+ b"), "(a+)+") == (Span(start=0, end=5),)
    assert len(matches(document("a " * 5000), "a")) == MAX_MATCHES


def test_the_match_looked_at_is_known_by_its_span() -> None:
    found = matches(document(TEXT), "nội vụ")
    assert [place_of(found, found[1]), place_of(found, None), place_of(found, Span(start=0, end=1))] == [1, None, None]
