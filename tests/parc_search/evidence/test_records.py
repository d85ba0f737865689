"""The audit: what is written down, found broken, flagged, reviewed and asked again, through the command line."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest

from index.store.store import Store
from ingest.errors import UsageError
from parc_search.evidence.records import AGREED, OBJECTED, entries, entry_of, review
from tests.conftest import Parc

QUESTIONS = (
    "Cơ quan nào chủ trì kiểm tra cải cách hành chính ở Quảng Bình năm 2023?",
    "Giá vàng hôm nay bao nhiêu?",
    "Bố trí kinh phí cải cách hành chính hoàn thành trước ngày nào?",
)


@pytest.fixture(scope="module")
def asked(parc: Parc, small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one plan that three questions were put to."""
    store = tmp_path_factory.mktemp("audit") / "store"
    copytree(small_store, store)
    for question in QUESTIONS:
        assert parc("ask", question, "--store", store).code == 0
    return store


@pytest.fixture
def own(asked: Path, tmp_path: Path) -> Path:
    """A copy of the asked store, for a test that changes it."""
    copytree(asked, tmp_path / "store")
    return tmp_path / "store"


def tampered(store: Path, statement: str, *values: object) -> None:
    """Changes the file as one who owns the disk can: the triggers are no lock to him."""
    with sqlite3.connect(store / "parc.sqlite") as connection:
        connection.execute("DROP TRIGGER audit_is_never_changed")
        connection.execute("DROP TRIGGER audit_is_never_deleted")
        connection.execute(statement, values)
    connection.close()


def test_show_lists_every_question_with_its_answer_and_quotes(parc: Parc, asked: Path) -> None:
    rows = json.loads(parc("audit", "show", "--json", "--store", asked).out)
    assert [(row["number"], row["question"], row["answer"]) for row in rows][:2] == [
        (1, QUESTIONS[0], "Sở Nội vụ"),
        (2, QUESTIONS[1], None),
    ]
    assert len(rows[0]["quotes"][0]["sha256"]) == 64
    assert rows[1]["reason"]
    text = parc("audit", "show", "1", "--store", asked).out
    assert QUESTIONS[0] in text
    assert QUESTIONS[1] not in text


def test_a_whole_chain_verifies_and_names_its_head(parc: Parc, asked: Path) -> None:
    ended = parc("audit", "verify", "--json", "--store", asked)
    assert ended.code == 0
    said = json.loads(ended.out)
    assert (said["records"], said["breaks"], said["flags"], said["head_found"]) == (3, [], [], None)
    assert parc("audit", "verify", "--head", said["head"][:16], "--store", asked).code == 0


def test_a_changed_record_is_found_where_it_is(parc: Parc, own: Path) -> None:
    tampered(own, "UPDATE audit SET record = replace(record, 'Nội vụ', 'Tư pháp') WHERE number = 1")
    ended = parc("audit", "verify", "--store", own)
    assert ended.code == 1
    assert ended.out == "Bản ghi số 1 đã bị sửa: nội dung không khớp mã băm của nó.\n"


@pytest.mark.parametrize("spoilt", ["", "garbage", "[]", "{}", '{"format": "ask.v1"}'])
def test_a_spoilt_record_is_found_and_the_others_are_still_shown(parc: Parc, own: Path, spoilt: str) -> None:
    tampered(own, "UPDATE audit SET record = ? WHERE number = 2", spoilt)
    ended = parc("audit", "verify", "--json", "--store", own)
    assert (ended.code, json.loads(ended.out)["breaks"]) == (1, [{"number": 2, "what": "changed"}])
    shown = json.loads(parc("audit", "show", "--json", "--store", own).out)
    assert [row["number"] for row in shown] == [1, 3]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_deleted_record_is_found_where_it_was(parc: Parc, own: Path, number: int) -> None:
    tampered(own, "DELETE FROM audit WHERE number = ?", number)
    ended = parc("audit", "verify", "--json", "--store", own)
    assert ended.code == 1
    assert json.loads(ended.out)["breaks"] == [{"number": number, "what": "missing"}]


def test_a_record_replaced_with_its_hash_is_found_at_the_next(parc: Parc, own: Path) -> None:
    with sqlite3.connect(own / "parc.sqlite") as connection:
        record, previous = connection.execute("SELECT record, previous FROM audit WHERE number = 2").fetchone()
    connection.close()
    from index.store.audit_chain import link

    forged = record.replace("vàng", "bạc")
    tampered(own, "UPDATE audit SET record = ?, hash = ? WHERE number = 2", forged, link(2, forged, previous))
    ended = parc("audit", "verify", "--json", "--store", own)
    assert json.loads(ended.out)["breaks"] == [{"number": 3, "what": "unbound"}]


def test_a_chain_written_anew_does_not_hold_the_head_that_was_noted(parc: Parc, own: Path) -> None:
    noted = "ab" * 32
    ended = parc("audit", "verify", "--head", noted, "--store", own)
    assert ended.code == 1
    assert noted in ended.out


def test_a_removed_document_flags_the_answers_that_cited_it(parc: Parc, own: Path) -> None:
    assert parc("remove", "ke-hoach.txt", "--store", own).code == 0
    ended = parc("audit", "verify", "--json", "--store", own)
    assert ended.code == 0
    flags = json.loads(ended.out)["flags"]
    assert {"number": 1, "source": "ke-hoach.txt", "what": "removed"} in flags
    assert 2 not in {flag["number"] for flag in flags}
    assert "không còn trong kho" in parc("audit", "show", "1", "--store", own).out


def test_replay_gives_the_same_answers_until_the_store_changes(parc: Parc, own: Path) -> None:
    ended = parc("audit", "replay", "--json", "--store", own)
    assert (ended.code, [row["same"] for row in json.loads(ended.out)]) == (0, [True, True, True])
    parc("remove", "ke-hoach.txt", "--store", own)
    ended = parc("audit", "replay", "1", "--json", "--store", own)
    assert ended.code == 3
    assert json.loads(ended.out)[0] | {"question": ""} == {
        "number": 1,
        "question": "",
        "same": False,
        "was": "Sở Nội vụ",
        "now": None,
        "store_changed": True,
    }


def test_a_number_that_is_not_there_is_named_with_those_that_are(parc: Parc, asked: Path) -> None:
    ended = parc("audit", "show", "99", "--store", asked)
    assert ended.code == 2
    assert ended.err == "Nhật ký không có câu hỏi số 99; hiện có: 1–3.\n"


def test_a_review_is_a_record_of_its_own_bound_to_the_answer(parc: Parc, own: Path) -> None:
    noon = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
    with Store.open(own) as store:
        review(store, 1, OBJECTED, "Sai cơ quan", by="Thanh tra", clock=lambda: noon)
        review(store, 1, AGREED, clock=lambda: noon)
        assert [item.decision for item in entry_of(store, 1).reviews] == [OBJECTED, AGREED]
        assert len(entries(store.audit_records())) == 3
        assert store.verify_audit() is None
    assert "Kiểm toán phản đối (2026-03-05T12:00:00.000+00:00 Thanh tra): Sai cơ quan" in (
        parc("audit", "show", "1", "--store", own).out
    )


def test_a_review_of_nothing_or_of_an_unknown_kind_is_refused(asked: Path) -> None:
    with Store.open(asked) as store:
        with pytest.raises(UsageError, match="không có câu hỏi số 99"):
            review(store, 99, AGREED)
        with pytest.raises(UsageError, match="'maybe' không hợp lệ"):
            review(store, 1, "maybe")
        with pytest.raises(UsageError, match="tối đa là 2000"):
            review(store, 1, OBJECTED, "x" * 2001)
        assert len(store.audit_records()) == 3
