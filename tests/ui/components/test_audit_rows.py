"""Audit records as an auditor reads them."""

import json
from datetime import UTC, date, datetime, timedelta

from index.store.audit_chain import CHANGED, MISSING, UNBOUND, AuditRecord, Break, link
from ingest.documents import Metadata, Span
from parc_search.evidence.records import Entry, entries
from parc_search.results import Answer, Citation, Interpretation
from parc_search.ui.components.audit_rows import (
    AuditFilter,
    break_lines,
    changes,
    fields,
    quote_links,
    review_line,
    state_of,
    table_cells,
)

SHA = "ab" * 32


def entry(*reviews: dict[str, object], **said: object) -> Entry:
    values = {
        "format": "ask.v1",
        "asked_at": "2026-03-05T02:03:04.000+00:00",
        "revision": 1234,
        "question": "so nao?",
        "understood": "Sở nào?",
        "scope": {"place": [], "years": [], "sources": []},
        "kind": "agency",
        "status": "answered",
        "answer": "Sở Nội vụ",
        "reason": None,
        "confidence": 0.93,
        "quotes": [{"source": "a.txt", "char_start": 1000, "char_end": 1200, "sha256": SHA}],
        "verdicts": [],
        **said,
    }
    asked = _record(7, values)
    behind = [
        _record(number, {"format": "review.v1", "of": 7, "of_hash": asked.hash, "by": "", **review})
        for number, review in enumerate(reviews, start=8)
    ]
    return entries([asked, *behind])[0]


def _record(number: int, values: dict[str, object]) -> AuditRecord:
    text = json.dumps(values)
    return AuditRecord(number=number, record=text, previous="0" * 64, hash=link(number, text, "0" * 64))


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
    assert table_cells(entry(), {}) == {
        "Số": "7",
        "Thời điểm": f"{local:%d/%m/%Y %H:%M:%S}",
        "Câu hỏi": "so nao?",
        "Trả lời": "Sở Nội vụ",
        "Trích dẫn": "1",
        "Độ tin cậy": "93%",
        "Kết luận": "Chưa xem xét",
    }
    assert ("Trích dẫn 1", "a.txt, ký tự 1.000–1.200, mã abababababab") in fields(entry())
    assert ("Phiên bản kho", "1.234") in fields(entry())


def test_the_last_review_counts_and_says_who_and_when() -> None:
    agreed = {"decision": "agreed", "note": "", "at": "2026-03-06T02:03:04.000+00:00"}
    objected = {"decision": "objected", "note": "Sai năm.", "at": "2026-03-07T02:03:04.000+00:00", "by": "an@tinh.vn"}
    row = entry(agreed, objected)
    local = datetime(2026, 3, 7, 2, 3, 4, tzinfo=UTC).astimezone()
    assert state_of(row) == "objected"
    assert review_line(row.reviews[1]) == f"Phản đối, an@tinh.vn, {local:%d/%m/%Y %H:%M:%S}. Sai năm."
    assert table_cells(row, {})["Kết luận"] == "Phản đối"


def test_entries_are_chosen_by_words_outcome_state_and_day() -> None:
    day = datetime(2026, 3, 5, 2, 3, 4, tzinfo=UTC).astimezone().date()
    row = entry(by="an@tinh.vn")
    kept = [
        AuditFilter(),
        AuditFilter(wanted="SỞ NÀO", status="answered", state="open", since=day, until=day),
        AuditFilter(wanted="an@tinh"),
    ]
    assert all(chosen.keeps(row) for chosen in kept)
    dropped = [
        AuditFilter(wanted="khong co"),
        AuditFilter(status="not_found"),
        AuditFilter(state="agreed"),
        AuditFilter(since=day + timedelta(days=1)),
        AuditFilter(until=day - timedelta(days=1)),
    ]
    assert not any(chosen.keeps(row) for chosen in dropped)


def test_days_without_room_between_them_are_known_as_such() -> None:
    early, late = date(2026, 3, 5), date(2026, 3, 6)
    assert AuditFilter(since=late, until=early).is_crossed
    assert not AuditFilter(since=early, until=early).is_crossed
    assert not AuditFilter(since=late).is_crossed


def test_a_broken_chain_is_told_record_by_record_and_runs_together() -> None:
    breaks = [Break(number=2, what=CHANGED), *(Break(number=n, what=MISSING) for n in range(998, 1003))]
    breaks += [Break(number=1003, what=UNBOUND), Break(number=1005, what=CHANGED), Break(number=1006, what=CHANGED)]
    assert break_lines(breaks, {1, 2, 1003, 1005}) == [
        "Dòng 2 đã bị sửa sau khi ghi: nội dung không còn khớp mã chuỗi.",
        "Dòng 998–1.002 đã bị xóa khỏi nhật ký.",
        "Dòng 1.003 không nối với dòng trước: một trong hai dòng đã bị thay.",
        "Dòng 1.005 đã bị sửa sau khi ghi: nội dung không còn khớp mã chuỗi.",
        "Dòng 1.006 đã bị sửa sau khi ghi: nội dung không còn khớp mã chuỗi; không có trong bảng dưới.",
    ]


def test_where_the_chain_is_broken_each_row_says_whether_it_is_hit() -> None:
    assert list(table_cells(entry(), {7: CHANGED}))[:2] == ["Số", "Chuỗi"]
    assert table_cells(entry(), {7: CHANGED})["Chuỗi"] == "bị sửa"
    assert table_cells(entry(), {3: CHANGED})["Chuỗi"] == ""


def test_the_same_answer_with_the_same_quotes_has_not_changed() -> None:
    assert changes(entry(), answer("Sở Nội vụ", Span(start=1000, end=1200))) == []


def test_another_answer_and_other_quotes_are_named() -> None:
    now = answer("Sở Tài chính", Span(start=0, end=5), Span(start=6, end=9))
    assert changes(entry(), now) == [
        "Câu trả lời trước đây: “Sở Nội vụ”; nay: “Sở Tài chính”.",
        "1 trích dẫn trước đây không còn, 2 trích dẫn mới.",
    ]


def test_an_answer_that_became_a_refusal_is_named() -> None:
    assert changes(entry(quotes=[]), answer(None)) == [
        "Câu trả lời trước đây: “Sở Nội vụ”; nay: “chưa có câu trả lời”."
    ]


def test_each_quote_of_a_document_that_is_still_there_leads_to_its_place() -> None:
    shown = quote_links(entry(), {"a.txt"})
    assert '<a href="/doi-chieu?nguon=a.txt&amp;tu=1000&amp;den=1200"' in shown
    assert "Mở trích dẫn 1 trong văn bản</a>" in shown
    assert quote_links(entry(), {"b.txt"}) == ""
