"""Acts in the audit, and what an asker hears of objections to his answer."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from index.store.store import Store
from ingest.documents import Metadata, Span
from parc_search.evidence.acts import REMOVED, Act, acts, command_line_user, record_act
from parc_search.evidence.records import AGREED, OBJECTED, objections, review
from parc_search.results import Answer, Citation, Interpretation
from tests.parc_search.evidence.logs import asked

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


def test_an_act_is_read_back_as_it_was_written_down(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        record_act(
            store, REMOVED, "an@tinh.example", {"file": "a.txt"}, sources=["a.txt", "b.txt"],
            kept_for={"b.txt": ["noi-vu"], "c.txt": ["khac"]}, clock=lambda: NOON,
        )  # fmt: skip
        assert acts(store.audit_records()) == (
            Act(
                number=1, act="removed", by="an@tinh.example", at="2026-03-05T12:00:00.000+00:00",
                what={"file": "a.txt"}, sources=("a.txt", "b.txt"), kept_for={"b.txt": ("noi-vu",)},
            ),
        )  # fmt: skip
        assert store.audit_breaks() == ()


def test_a_name_that_is_no_text_is_written_down_all_the_same(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        record_act(store, REMOVED, "", {"file": "\udcff.txt"}, sources=["\udcff.txt"], clock=lambda: NOON)
        [act] = acts(store.audit_records())
        assert (act.what, act.sources) == ({"file": "?.txt"}, ("?.txt",))


def test_whoever_types_is_named_by_account_and_machine() -> None:
    assert command_line_user().startswith("dòng lệnh: ")
    assert "@" in command_line_user()


def answer_of(n: int) -> Answer:
    """The answer of today that is the one recorded as `asked(n)`."""
    citation = Citation(
        n=1, source=f"ke-hoach-{n}.txt", span=Span(start=10 * n, end=10 * n + 5), quote_raw="", quote="",
        metadata=Metadata(title=""), path=(), page=None, line_start=1, line_end=1, read_quality=1.0,
    )  # fmt: skip
    return Answer(
        id=None, question=f"Cơ quan nào chủ trì việc số {n}?", status="answered", kind="agency",
        interpretation=Interpretation(question=""), answer="Sở Nội vụ", sentence="", citations=(citation,),
    )  # fmt: skip


def test_the_asker_hears_an_objection_to_the_very_answer_and_nobody_else_does(tmp_path: Path) -> None:
    answer = answer_of(1)
    said = json.loads(asked(1)) | {"by": "an@"}
    said["quotes"][0]["sha256"] = answer.citations[0].passage_hash
    with Store.open(tmp_path) as store:
        store.append_audit(json.dumps(said))
        assert objections(store.audit_records(), answer, "an@") == ()
        objected = review(store, 1, OBJECTED, "Sai cơ quan", by="kiemtoan@", clock=lambda: NOON)
        records = store.audit_records()
        assert objections(records, answer, "an@") == (objected,)
        assert objections(records, answer, "ba@") == ()
        assert objections(records, replace(answer, answer="Sở Tư pháp"), "an@") == ()
        assert objections(records, replace(answer, citations=()), "an@") == ()
        review(store, 1, AGREED, by="kiemtoan@", clock=lambda: NOON)
        assert objections(store.audit_records(), answer, "an@") == ()
