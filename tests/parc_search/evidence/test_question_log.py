"""Recorded questions are looked back on without the audit being read whole again, each person on his own."""

import json
from pathlib import Path

from index.store.store import Store
from parc_search.evidence.question_log import QuestionLog, refused_most, with_words

ANSWERED = {
    "format": "ask.v1", "asked_at": "2026-03-05T02:03:04.000+00:00", "revision": 1, "understood": "",
    "scope": {"place": [], "years": [], "sources": []}, "kind": "agency", "status": "answered", "answer": "Sở Nội vụ",
    "reason": None, "confidence": 0.9, "quotes": [], "verdicts": [],
}  # fmt: skip


def ask(store: Store, question: str, by: str = "an@x.vn", *, status: str = "answered") -> None:
    refusal = {} if status == "answered" else {"status": status, "answer": None, "reason": "Không có văn bản."}
    store.append_audit(json.dumps({**ANSWERED, "question": question, "by": by, **refusal}, ensure_ascii=False))


def test_only_what_is_new_is_read_of_the_audit(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        log = QuestionLog(store)
        ask(store, "một")
        assert [entry.question for entry in log.entries()] == ["một"]
        read: list[int] = []
        whole = store.audit_records

        class Watched:
            def audit_records(self, *, after: int = 0):  # type: ignore[no-untyped-def]
                read.append(after)
                return whole(after=after)

        log._store = Watched()
        ask(store, "hai")
        assert [entry.question for entry in log.entries()] == ["một", "hai"]
        assert read == [1]
        assert [record.number for record in store.audit_records(after=1)] == [2]


def test_everyone_looks_back_on_his_own_newest_first_and_by_words(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        for question, by in (("Sở nào chủ trì?", "an@x.vn"), ("Hạn nào?", "binh@x.vn"), ("Chỉ tiêu?", "an@x.vn")):
            ask(store, question, by)
        log = QuestionLog(store)
        assert [entry.question for entry in log.own("an@x.vn")] == ["Chỉ tiêu?", "Sở nào chủ trì?"]
        assert [entry.question for entry in log.own("an@x.vn", after=1)] == ["Chỉ tiêu?"]
        assert [entry.question for entry in with_words(log.own("an@x.vn"), " so  nao ")] == ["Sở nào chủ trì?"]
        assert len(with_words(log.own("an@x.vn"), "noi vu")) == 2


def test_the_questions_refused_most_are_counted_over_their_spellings_among_those_that_may_be_seen(
    tmp_path: Path,
) -> None:
    with Store.open(tmp_path) as store:
        for question in ("Cà Mau?", "ca mau", "Cà  Mau", "Hà Nội?"):
            ask(store, question, status="not_found")
        ask(store, "Bí mật?", "binh@x.vn", status="not_found")
        ask(store, "Sở nào?")
        entries = QuestionLog(store).entries()
        refused = refused_most(entries, may_see=lambda entry: entry.by == "an@x.vn", most=5)
        assert [(asked.question, asked.count) for asked in refused] == [("Cà  Mau", 3), ("Hà Nội?", 1)]
        assert len(refused_most(entries, may_see=lambda entry: True, most=1)) == 1
