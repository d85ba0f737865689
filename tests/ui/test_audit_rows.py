"""Audit records as an auditor reads them."""

import json
from datetime import UTC, datetime

from index.audit import AuditRecord
from ingest.documents import Metadata, Span
from parc_search.results import Answer, Citation, Interpretation
from parc_search.ui.audit_rows import audit_row, changes, fields, table_cells

SHA = "ab" * 32


def record(**said: object) -> AuditRecord:
    values = {
        "format": "ask.v1",
        "asked_at": "2026-03-05T02:03:04.000+00:00",
        "revision": 1234,
        "question": "so nao?",
        "understood": "Sở nào?",
        "kind": "agency",
        "answer": "Sở Nội vụ",
        "reason": None,
        "confidence": 0.93,
        "quotes": [{"source": "a.txt", "char_start": 1000, "char_end": 1200, "sha256": SHA}],
        **said,
    }
    return AuditRecord(number=7, record=json.dumps(values), previous="0" * 64, hash="cd" * 32)


def answer(text: str | None, *spans: Span) -> Answer:
    citations = tuple(
        Citation(
            n=n,
            source="a.txt",
            span=span,
            quote_raw="",
            quote="",
            metadata=Metadata(title="Kế hoạch"),
            path=(),
            page=None,
            line_start=1,
            line_end=1,
            read_quality=1.0,
            passage_hash=SHA,
        )
        for n, span in enumerate(spans, start=1)
    )
    return Answer(
        id=None,
        question="so nao?",
        status="answered" if text else "not_found",
        kind="agency",
        interpretation=Interpretation(question="Sở nào?"),
        answer=text,
        citations=citations,
    )


def test_a_record_reads_as_a_row_with_its_time_answer_and_quotes() -> None:
    local = datetime(2026, 3, 5, 2, 3, 4, tzinfo=UTC).astimezone()
    assert table_cells(audit_row(record())) == {
        "Số": "7",
        "Thời điểm": f"{local:%d/%m/%Y %H:%M:%S}",
        "Câu hỏi": "so nao?",
        "Trả lời": "Sở Nội vụ",
        "Trích dẫn": "1",
        "Độ tin cậy": "93 %",
        "Kết luận": "Chưa xem xét",
    }
    assert ("Trích dẫn 1", "a.txt, ký tự 1.000–1.200, mã abababababab") in fields(audit_row(record()))
    assert ("Phiên bản kho", "1.234") in fields(audit_row(record()))


def test_a_record_that_says_less_is_still_a_row() -> None:
    row = audit_row(AuditRecord(number=1, record="{}", previous="0" * 64, hash="cd" * 32))
    assert table_cells(row)["Trả lời"] == "chưa có câu trả lời"
    assert table_cells(row)["Thời điểm"] == "—"


def test_the_same_answer_with_the_same_quotes_has_not_changed() -> None:
    assert changes(audit_row(record()), answer("Sở Nội vụ", Span(start=1000, end=1200))) == []


def test_another_answer_and_other_quotes_are_named() -> None:
    now = answer("Sở Tài chính", Span(start=0, end=5), Span(start=6, end=9))
    assert changes(audit_row(record()), now) == [
        "Câu trả lời trước đây: “Sở Nội vụ”; nay: “Sở Tài chính”.",
        "1 trích dẫn trước đây không còn, 2 trích dẫn mới.",
    ]


def test_an_answer_that_became_a_refusal_is_named() -> None:
    assert changes(audit_row(record(quotes=[])), answer(None)) == [
        "Câu trả lời trước đây: “Sở Nội vụ”; nay: “chưa có câu trả lời”."
    ]
