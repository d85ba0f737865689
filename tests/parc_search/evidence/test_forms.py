"""Records that were laid hands on: named by number, whatever stands in them; the others are read."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.audit_chain import CHANGED, Break
from parc_search.documents.page_records import PageRecord, page_records
from parc_search.evidence.acts import INGESTED, act_record, acts
from parc_search.evidence.forms import UNREADABLE, faults, readable, said
from parc_search.evidence.records import entries
from tests.parc_search.evidence.logs import asked, chained

REVIEW = {
    "format": "review.v1", "of": 1, "of_hash": "", "decision": "agreed", "note": "", "by": "",
    "at": "2026-03-05T02:03:04+00:00",
}  # fmt: skip
PAGE = PageRecord(
    source="a.pdf", page_no=1, outcome="better", by="", at="2026-03-05T02:03:04+00:00", content_hash="", start=0,
    was_chars=1, now_chars=1, was_sha256="", now_sha256="", was_quality=0.5, now_quality=0.7,
)  # fmt: skip
TRUE = [asked(1), json.dumps(REVIEW), PAGE.as_json(), '{"format": "of a later version"}']

SPOILT = [
    "", "[]", "5", "{}", "[" * 100_000, '{"format": 5}', asked(1)[:-5], asked(1).replace("ask.v1", "\\ud800"),
    asked(1).replace('"revision": 1', '"revision": 1' + "0" * 5_000),
    *(
        json.dumps({**json.loads(asked(1)), name: value})
        for name, value in (
            ("scope", None), ("scope", {}), ("asked_at", "hôm qua"), ("asked_at", "9999-12-31T23:59:59+00:00"),
            ("asked_at", None), ("confidence", "cao"), ("confidence", float("nan")), ("confidence", 10**400),
            ("quotes", [{}]), ("quotes", {"a": 1}), ("quotes", [None]), ("verdicts", [{"good": 1, "why": ""}]),
            ("question", None), ("answer", ["a"]), ("status", "maybe"), ("by", 5), ("kind", None), ("reason", "\ud800"),
            ("correction", {"years": ["x"]}), ("correction", {"role": "chủ"}), ("correction", []),
        )
    ),
    json.dumps({**REVIEW, "decision": "maybe"}), json.dumps({**REVIEW, "at": None}),
    PAGE.as_json().replace('"better"', '"worst"'), PAGE.as_json().replace('"start": 0', '"start": "0"'),
]  # fmt: skip


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_spoilt_record_is_named_and_the_others_are_read(spoilt: str) -> None:
    records = chained([asked(1), spoilt, asked(3)])
    assert faults(records, ()) == (Break(number=2, what=UNREADABLE),)
    assert [record.number for record in readable(records)] == [1, 3]
    assert [entry.number for entry in entries(records)] == [1, 3]


def test_what_we_write_is_read() -> None:
    records = chained([*TRUE, act_of_ingestion()])
    assert faults(records, ()) == ()
    assert [act.act for act in acts(records)] == [INGESTED]
    assert [page.number for page in page_records(readable(records))] == [3]


def act_of_ingestion() -> str:
    from datetime import UTC, datetime

    return act_record(INGESTED, "an@", {"file": "a.pdf"}, at=datetime(2026, 3, 5, tzinfo=UTC), sources=["a.pdf"])


def test_a_record_without_its_kind_is_of_no_kind_and_read() -> None:
    without = {name: value for name, value in json.loads(asked(1)).items() if name != "kind"}
    assert [entry.kind for entry in entries(chained([json.dumps(without)]))] == [""]


def test_of_two_faults_the_chain_is_told() -> None:
    records = chained([asked(1), "garbage", "garbage"])
    broken = Break(number=2, what=CHANGED)
    assert faults(records, (broken,)) == (broken, Break(number=3, what=UNREADABLE))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from([asked(1), json.dumps(REVIEW), PAGE.as_json(), act_of_ingestion()]), st.data(), ANYTHING)
def test_whatever_stands_in_a_field_reading_the_audit_does_not_fail(text: str, data: st.DataObject, value: Any) -> None:
    values = json.loads(text)
    values[data.draw(st.sampled_from(sorted(values)))] = value
    records = chained([asked(1), json.dumps(values), asked(3)])
    read = readable(records)
    assert {1, 3} <= {entry.number for entry in entries(records)}
    assert {entry.number for entry in entries(records)} | {act.number for act in acts(records)} <= {
        record.number for record in read
    }
    assert len(page_records(read)) <= 1
    assert (said(records[1]) is None) == (faults(records, ()) != ())
