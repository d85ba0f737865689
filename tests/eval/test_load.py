"""What the load benchmark says of a run, and what it finds lost."""

import json
from dataclasses import replace
from pathlib import Path

from eval.benchmarks.load import Load, Waited, load_record, what_is_lost
from index.store.store import Store
from ingest.documents import OCR, IngestedDocument
from tests.index.made import plain_item

FOUND = Load(
    alone=(Waited(shown_ms=300, settled_ms=900), Waited(shown_ms=500, settled_ms=900)),
    together=tuple(Waited(shown_ms=10 * n, settled_ms=20 * n) for n in range(1, 101)),
    errors=("Chưa thực hiện được",),
    lost=("a", "b"),
    upload_s=61.5,
    pages=60,
    stages=("Xong",),
    pause_s=1.5,
)


def asked(question: str) -> str:
    record = {"format": "ask.v1", "asked_at": "2026-01-01", "revision": 1, "question": question, "understood": question}
    record |= {"scope": {"sources": []}, "status": "not_found", "answer": None, "reason": "", "confidence": 0.0}
    return json.dumps(record | {"quotes": [], "verdicts": [], "kind": "passage"})


def scan(*, read_by: str) -> IngestedDocument:
    item = plain_item("Sở Nội vụ chủ trì.", "quet.pdf")
    page = replace(item.document.raw.pages[0], page_no=1, read_by=read_by)
    raw = replace(item.document.raw, pages=(page,))
    return replace(item, document=replace(item.document, raw=raw))


def test_the_record_tells_how_long_answers_took_and_what_went_wrong() -> None:
    said = {measure["what"]: measure["value"] for measure in load_record(FOUND).measures}
    assert said == {
        "one user: Enter to the short answer, median of 2": "0.40 s",
        "one user: Enter to the short answer, 95 of 100 under": "0.67 s",
        "5 users, each looking 1.5 s at an answer, and an upload: Enter to the short answer, median of 100": "0.51 s",
        "5 users, each looking 1.5 s at an answer, and an upload: Enter to the short answer, 95 of 100 under": "0.96 s",
        "5 users, each looking 1.5 s at an answer, and an upload: Enter to the whole screen, 95 of 100 under": "1.92 s",
        "errors on the screens": "1",
        "questions, audit records or pages lost": "2",
        "scan of 60 pages, upload to stored": "61.50 s",
    }


def test_nothing_is_lost_where_each_question_is_recorded_and_each_page_read(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.put(scan(read_by=OCR))
        for question in ("một", "hai", "một"):
            store.append_audit(asked(question))
    assert what_is_lost(tmp_path, ["một", "một", "hai"], "quet.pdf") == ((), 1)


def test_what_is_lost_is_named(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.put(scan(read_by="layer"))
        store.append_audit(asked("một"))
    assert what_is_lost(tmp_path, ["một", "một"], "quet.pdf")[0] == (
        "not in the audit: một",
        "pages that were not read: 1",
    )
    assert what_is_lost(tmp_path, [], "khác.pdf") == (("not in the store: khác.pdf",), 0)
