"""What a passage offers as an answer: each sort found, whole, and standing in the passage."""

import pytest

from parc_search.answering.typed_spans import (
    AGENCIES,
    AGENCY,
    AMOUNT,
    CLAUSE,
    DOCUMENT,
    REST,
    SENTENCE,
    TIME,
    spans_of,
)
from parc_search.ranking.match import Subject

TEXT = (
    "Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính, Sở Tư pháp rà soát không quá 12.500 hồ sơ lưu trữ trước ngày "
    "15/6/2031 theo Quyết định số 45/2030/QĐ-UBND. Mỗi quý báo cáo Ủy ban nhân dân tỉnh một lần."
)
SUBJECT = Subject(
    weights=dict.fromkeys(("giao", "so", "noi", "vu", "chu", "tri", "phoi", "hop"), 1.0), pairs={}, synonyms={}
)


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        (AGENCY, "Sở Nội vụ"),
        (AGENCIES, "Sở Tài chính, Sở Tư pháp"),
        (AMOUNT, "không quá 12.500 hồ sơ"),
        (DOCUMENT, "45/2030/QĐ-UBND"),
        (TIME, "Trước ngày 15/6/2031"),
        (SENTENCE, "Mỗi quý báo cáo Ủy ban nhân dân tỉnh một lần"),
    ],
)
def test_each_sort_is_found_whole(sort: str, value: str) -> None:
    assert any(span.sort == sort and span.value.startswith(value) for span in spans_of(TEXT, SUBJECT))


def test_every_part_stands_at_its_place() -> None:
    found = spans_of(TEXT, SUBJECT)
    assert {span.sort for span in found} == {TIME, AMOUNT, AGENCY, AGENCIES, DOCUMENT, SENTENCE, REST, CLAUSE}
    assert all(0 <= span.start < span.end <= len(TEXT) for span in found)
    assert all(part in " ".join(TEXT.split()) for span in found for part in span.parts)


def test_what_is_left_of_a_sentence_begins_after_what_was_asked() -> None:
    rests = [span for span in spans_of(TEXT, SUBJECT) if span.sort == REST]
    assert rests
    assert all(not span.value.startswith("Giao Sở Nội vụ") for span in rests)
    assert all(TEXT[span.start : span.end].startswith(span.value[:20]) for span in rests)


def test_the_body_in_a_number_of_a_document_is_no_agency() -> None:
    assert not any(span.sort == AGENCY and span.value == "UBND" for span in spans_of(TEXT, SUBJECT))


def test_nothing_is_offered_by_nothing() -> None:
    assert spans_of("", SUBJECT) == ()
