"""What the audit holds of pages read again, and where recorded words stand since."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.audit_chain import AuditRecord
from ingest.documents import Span
from parc_search.documents.page_records import BETTER, KEPT, RESTORED, PageRecord, moved, page_records, sha256
from parc_search.evidence.forms import readable
from parc_search.evidence.records import ALTERED, AS_UNDERSTOOD, Entry, Flag, Quote, entries, flags

REREAD = PageRecord(
    number=5,
    source="a.pdf",
    page_no=2,
    outcome=BETTER,
    by="an@tinh.example",
    at="2026-01-01T00:00:00.000+00:00",
    content_hash="0" * 64,
    start=10,
    was_chars=6,
    now_chars=9,
    was_sha256=sha256("trước"),
    now_sha256=sha256("sau"),
    was_quality=0.4,
    now_quality=0.9,
)


def audited(number: int, record: str) -> AuditRecord:
    return AuditRecord(number=number, record=record, previous="", hash="")


def test_a_record_comes_back_as_it_was_written_and_others_are_passed_over() -> None:
    records = [audited(4, '{"format": "ask.v1"}'), audited(5, REREAD.as_json()), audited(6, "hỏng"), audited(7, "[]")]
    assert page_records(records) == (REREAD,)
    assert entries(records) == ()
    assert "trước" not in REREAD.as_json()


def test_a_record_of_before_words_were_chosen_one_by_one_is_read_too() -> None:
    said = json.loads(REREAD.as_json()) | {"format": "reread.v1"}
    assert page_records([audited(5, json.dumps(said))]) == ()
    first = json.dumps({key: said[key] for key in said if key not in ("changed", "against")})
    assert page_records([audited(5, first), audited(6, '{"format": ["x"]}')]) == (REREAD,)
    assert readable([audited(5, first), audited(6, REREAD.as_json())])[1:] == (audited(6, REREAD.as_json()),)


@pytest.mark.parametrize(
    "changes", [{"page_no": "2"}, {"page_no": None}, {"now_quality": "0.9"}, {"note": "x"}, {"number": 9}]
)
def test_a_record_with_another_key_or_a_value_of_another_type_is_not_whole(changes: dict[str, object]) -> None:
    said = json.loads(REREAD.as_json())
    assert page_records([audited(5, json.dumps(said | changes))]) == ()
    assert page_records([audited(5, json.dumps({key: said[key] for key in said if key != "start"}))]) == ()


@pytest.mark.parametrize(
    ("span", "since", "expected"),
    [
        (Span(start=0, end=9), 1, Span(start=0, end=9)),
        (Span(start=17, end=20), 1, Span(start=20, end=23)),
        (Span(start=17, end=20), 5, Span(start=17, end=20)),
        (Span(start=12, end=20), 1, Span(start=12, end=20)),
    ],
    ids=["before the page", "after the page", "recorded since", "on the page"],
)
def test_only_words_after_the_page_that_were_recorded_before_it_move(span: Span, since: int, expected: Span) -> None:
    assert moved(span, "a.pdf", since=since, records=[REREAD]) == expected
    assert moved(span, "b.pdf", since=since, records=[REREAD]) == span
    assert moved(span, "a.pdf", since=since, records=[replace(REREAD, outcome=KEPT)]) == span


@given(st.integers(0, 60), st.integers(0, 30))
def test_what_is_put_back_moves_words_back(start: int, length: int) -> None:
    span = Span(start=start, end=start + length)
    back = replace(REREAD, number=6, outcome=RESTORED, was_chars=9, now_chars=6)
    there = moved(span, "a.pdf", since=1, records=[REREAD])
    assert moved(there, "a.pdf", since=5, records=[back]) == moved(span, "a.pdf", since=1, records=[REREAD, back])
    if span.start >= 16:
        assert moved(span, "a.pdf", since=1, records=[REREAD, back]) == span


def entry(span: Span, words: str) -> Entry:
    quote = Quote(source="a.pdf", span=span, sha256=sha256(words))
    return Entry(
        number=1,
        hash="",
        asked_at="2026-01-01T00:00:00.000+00:00",
        revision=1,
        question="?",
        understood="?",
        sources=(),
        status="answered",
        answer="x",
        reason=None,
        confidence=1.0,
        quotes=(quote,),
        rejected=(),
        reviews=(),
        correction=AS_UNDERSTOOD,
    )


def test_a_quote_that_only_moved_still_stands_and_one_that_changed_does_not() -> None:
    text = "trang một\fbản mới!!\ftrang ba"
    after, before = entry(Span(start=17, end=22), "trang"), entry(Span(start=10, end=16), "bản cũ")
    assert flags([after], {"a.pdf": text}) == (Flag(number=1, source="a.pdf", what=ALTERED),)
    assert flags([after], {"a.pdf": text}, reread=[REREAD]) == ()
    assert flags([before], {"a.pdf": text}, reread=[REREAD]) == (Flag(number=1, source="a.pdf", what=ALTERED),)
