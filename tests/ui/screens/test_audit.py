"""The audit screen over a chain that holds, and over one that somebody laid hands on."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from index.store.store import Store
from parc_search.access import AT_THE_MACHINE, Person
from parc_search.ui import messages

NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
RECORD = {
    "format": "ask.v1", "asked_at": "2026-03-05T02:03:04.000+00:00", "revision": 1, "question": "Sở nào chủ trì?",
    "understood": "Sở nào chủ trì?", "scope": {"place": [], "years": [], "sources": []}, "kind": "agency",
    "status": "answered", "answer": "Sở Nội vụ", "reason": None, "confidence": 0.9, "quotes": [], "verdicts": [],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A store with three recorded questions."""
    with Store.open(tmp_path / "store") as made:
        for _ in range(3):
            made.append_audit(json.dumps(RECORD, ensure_ascii=False))
    yield tmp_path / "store"


def screen(store: "Store", person: "Person") -> None:
    from types import SimpleNamespace

    from parc_search.ui.screens import audit

    audit.render(SimpleNamespace(index=SimpleNamespace(store=store)), person)  # type: ignore[arg-type]


def shown(folder: Path, person: Person = AT_THE_MACHINE) -> tuple[str, AppTest]:
    with Store.open(folder) as store:
        app = AppTest.from_function(screen, kwargs={"store": store, "person": person}, default_timeout=60).run()
        assert not app.exception
        return "\n".join(element.proto.body for element in app.get("html")), app


def lay_hands_on(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "parc.sqlite")) as connection, connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            connection.execute(statement)


def test_a_chain_that_holds_says_that_it_was_looked_at_just_now(folder: Path) -> None:
    said, app = shown(folder)
    assert "Chuỗi nhật ký nguyên vẹn: vừa kiểm lại 3 dòng, mã cuối " in said
    assert messages.AUDIT_CHAIN not in app.dataframe[0].value


def test_a_changed_record_is_named_explained_and_marked_in_its_row(folder: Path) -> None:
    lay_hands_on(folder, "UPDATE audit SET record = replace(record, 'Nội vụ', 'Nội vị') WHERE number = 2")
    said, app = shown(folder)
    assert "Chuỗi nhật ký bị đứt ở 1 dòng" in said
    assert "Dòng 2 đã bị sửa sau khi ghi: nội dung không còn khớp mã chuỗi." in said
    assert messages.AUDIT_BROKEN_MEANS in said
    assert messages.AUDIT_BROKEN_ADVICE in said
    assert app.dataframe[0].value[messages.AUDIT_CHAIN].tolist() == ["", "bị sửa", ""]


def test_records_that_are_gone_or_unreadable_are_named_though_no_row_shows_them(folder: Path) -> None:
    lay_hands_on(
        folder,
        "DELETE FROM audit WHERE number = 1",
        "UPDATE audit SET record = '[' || substr(record, 2) WHERE number = 3",
    )
    said, app = shown(folder)
    assert "Chuỗi nhật ký bị đứt ở 2 dòng" in said
    assert "Dòng 1 đã bị xóa khỏi nhật ký." in said
    assert "Dòng 3 đã bị sửa sau khi ghi: nội dung không còn khớp mã chuỗi; không có trong bảng dưới." in said
    assert app.dataframe[0].value[messages.AUDIT_NUMBER].tolist() == ["2"]


def test_a_record_that_was_emptied_is_not_taken_for_one_that_never_began(folder: Path) -> None:
    lay_hands_on(folder, "DELETE FROM audit")
    said, _ = shown(folder)
    assert messages.AUDIT_EMPTY not in said
    assert "Dòng 1–3 đã bị xóa khỏi nhật ký." in said


def written_anew(folder: Path, *records: str) -> None:
    """The chain written anew over these records, as whoever owns the disk can: every hash of it holds."""
    from index.store.audit_chain import FIRST, link

    lay_hands_on(folder, "DELETE FROM audit", f"UPDATE sqlite_sequence SET seq = {len(records)} WHERE name = 'audit'")
    previous = FIRST
    with closing(sqlite3.connect(folder / "parc.sqlite")) as connection, connection:
        for number, record in enumerate(records, start=1):
            hashed = link(number, record, previous)
            connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?)", (number, record, previous, hashed))
            previous = hashed


@pytest.mark.parametrize(
    "spoilt", [{"scope": None}, {"asked_at": "hôm qua"}, {"quotes": [{}]}, {"confidence": "cao"}], ids=str
)
def test_a_record_that_cannot_be_read_is_named_and_the_log_is_not_called_whole(
    folder: Path, spoilt: dict[str, object]
) -> None:
    written_anew(folder, json.dumps(RECORD), json.dumps({**RECORD, **spoilt}), json.dumps(RECORD))
    said, app = shown(folder)
    assert "nguyên vẹn" not in said
    assert "Dòng 2 không đọc được: nội dung không còn đúng dạng đã ghi; không có trong bảng dưới." in said
    assert app.dataframe[0].value[messages.AUDIT_NUMBER].tolist() == ["3", "1"]


def test_deep_nesting_in_a_record_is_named_like_any_other_fault(folder: Path) -> None:
    lay_hands_on(folder, "UPDATE audit SET record = replace(hex(zeroblob(100000)), '0', '[') WHERE number = 2")
    said, _ = shown(folder)
    assert "nguyên vẹn" not in said
    assert "Dòng 2 đã bị sửa sau khi ghi" in said


def test_a_spoilt_page_record_does_not_take_the_screen_with_it(folder: Path) -> None:
    written_anew(folder, json.dumps(RECORD), json.dumps({"format": "reread.v1", "source": None}))
    said, _ = shown(folder)
    assert "Dòng 2 không đọc được" in said


def test_the_hash_to_note_is_shown_whole(folder: Path) -> None:
    said, _ = shown(folder)
    with Store.open(folder) as store:
        assert store.audit_records()[-1].hash in said


def test_the_screen_for_faults_promises_nothing_about_the_log() -> None:
    assert "nguyên vẹn" not in messages.FAULT_TEXT


def test_what_was_done_is_listed_with_who_and_when_but_not_of_documents_he_may_not_see(folder: Path) -> None:
    from parc_search.evidence.acts import REMOVED, RESTRICTED, record_act

    with Store.open(folder) as store:
        record_act(store, RESTRICTED, "an@", {"groups": "noi-vu"}, sources=["a.txt"], clock=lambda: NOON)
        record_act(store, REMOVED, "an@", {}, sources=["mat.txt"], kept_for={"mat.txt": ["noi-vu"]}, clock=lambda: NOON)
    said, app = shown(folder)
    assert not app.exception
    assert "an@: đổi nhóm được xem. a.txt, nhóm: noi-vu." in said
    assert "an@: xóa văn bản. mat.txt." in said
    said, _ = shown(
        folder, person=Person(address="kiemtoan@", roles=frozenset({"auditor"}), groups=frozenset({"khac"}))
    )
    assert "an@: đổi nhóm được xem. a.txt, nhóm: noi-vu." in said
    assert "mat.txt" not in said
    assert "một việc với văn bản mà tài khoản này không được xem." in said


def picked(store: "Store", person: "Person") -> None:
    from types import SimpleNamespace

    from index.store.access_view import VisibleStore
    from parc_search.ui.screens import audit

    parc = SimpleNamespace(store=store, seen_by=lambda groups: VisibleStore(store, groups))
    audit._draw_row(parc, lambda: person, audit.entries(store.audit_records())[0])  # type: ignore[arg-type]


def test_an_answer_whose_documents_are_all_gone_can_be_opened_and_objected_to(tmp_path: Path) -> None:
    quote = {"source": "cu.txt", "char_start": 0, "char_end": 5, "sha256": "0" * 64}
    with Store.open(tmp_path / "store") as store:
        store.append_audit(json.dumps({**RECORD, "quotes": [quote]}))
        kwargs = {"store": store, "person": AT_THE_MACHINE}
        app = AppTest.from_function(picked, kwargs=kwargs, default_timeout=60).run()
        assert not app.exception
        app.text_area[0].set_value("Văn bản không còn")
        app.button(key="review-object").click().run()
        assert not app.exception
        last = json.loads(store.audit_records()[-1].record)
        assert (last["decision"], last["note"]) == ("objected", "Văn bản không còn")


def test_an_extract_is_taken_by_an_auditor_only_and_written_down(folder: Path, tmp_path: Path) -> None:
    from types import SimpleNamespace

    from ingest.errors import EvidenceError, NotAllowed
    from parc_search.evidence import check_proof
    from parc_search.evidence.acts import acts
    from parc_search.settings import Settings
    from parc_search.ui.screens import audit

    with Store.open(folder) as store:
        parc = SimpleNamespace(store=store, settings=Settings(store=folder, audit_key=str(tmp_path / "keys")))
        pdf = audit._extract(parc, lambda: AT_THE_MACHINE, 2)  # type: ignore[arg-type]
        keys = [check_proof.read_key(line) for line in (tmp_path / "keys" / "keys.txt").read_text().splitlines()]
        assert check_proof.check(pdf, keys)[1:] == (1, 3)
        assert [act.what for act in acts(store.audit_records())] == [{"what": "extract", "record": "2"}]
        with pytest.raises(NotAllowed):
            audit._extract(parc, lambda: None, 2)  # type: ignore[arg-type]
    lay_hands_on(folder, "UPDATE audit SET record = '[' WHERE number = 3")
    with Store.open(folder) as store, pytest.raises(EvidenceError, match="bị đứt ở 1 dòng"):
        parc = SimpleNamespace(store=store, settings=Settings(store=folder, audit_key=str(tmp_path / "keys")))
        audit._extract(parc, lambda: AT_THE_MACHINE, 2)  # type: ignore[arg-type]
