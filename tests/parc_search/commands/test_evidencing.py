"""Evidence through the command line: what an auditor types, and what he is told when hands were laid on the store."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest

from index.store.audit_chain import FIRST, link
from index.store.store import Store
from parc_search.evidence import check_proof
from tests.conftest import Parc
from tests.parc_search.evidence.logs import asked


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store whose audit holds five questions, and no document."""
    with Store.open(tmp_path / "store") as made:
        for n in range(1, 6):
            made.append_audit(asked(n))
    return tmp_path / "store"


def written_anew(store: Path, texts: list[str]) -> None:
    """The audit written anew as one who owns the disk can: hashes, numbers and the count of numbers all fit."""
    with closing(sqlite3.connect(store / "parc.sqlite")) as connection, connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("DELETE FROM audit")
        previous = FIRST
        for number, text in enumerate(texts, start=1):
            hashed = link(number, text, previous)
            connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?)", (number, text, previous, hashed))
            previous = hashed
        connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'audit'", (len(texts),))


def checkpoint(parc: Parc, store: Path, *more: str | Path) -> Path:
    file = store.parent / "checkpoint.txt"
    ended = parc("audit", "checkpoint", "-o", file, "--store", store, *more)
    assert ended.code == 0, ended.err
    return file


FORGED_SIGN_OFF = json.dumps(
    {
        "format": "review.v1", "of": 2, "of_hash": "", "decision": "agreed", "note": "", "by": "kiemtoan@",
        "at": "2026-03-05T02:03:04+00:00",
    }
)  # fmt: skip
LAID_HANDS_ON = {
    "rewritten": ([asked(n, answer="Sở Tư pháp" if n == 3 else "Sở Nội vụ") for n in range(1, 6)], "bị viết lại"),
    "cut": ([asked(n) for n in range(1, 4)], "bị cắt: điểm chốt có 5 bản ghi, nay chỉ còn 3"),
    "emptied": ([], "bị cắt: điểm chốt có 5 bản ghi, nay chỉ còn 0"),
    "cut and grown": ([*map(asked, (1, 2, 3)), *map(asked, (8, 9, 10))], "bị viết lại"),
    "forged sign-off": ([*map(asked, (1, 2)), FORGED_SIGN_OFF, *map(asked, (3, 4, 5))], "bị viết lại"),
}


@pytest.mark.parametrize("how", LAID_HANDS_ON)
def test_what_the_chain_alone_does_not_show_an_earlier_checkpoint_does(parc: Parc, store: Path, how: str) -> None:
    texts, told = LAID_HANDS_ON[how]
    file = checkpoint(parc, store)
    assert parc("audit", "verify", "--checkpoint", file, "--store", store).code == 0
    written_anew(store, texts)
    assert parc("audit", "verify", "--store", store).code == 0
    ended = parc("audit", "verify", "--checkpoint", file, "--store", store)
    assert ended.code == 1
    assert told in ended.out
    assert "nguyên vẹn" not in ended.out
    # And whoever laid hands on the store cannot have it signed as if nothing had been.
    ended = parc("audit", "checkpoint", "--store", store)
    assert ended.code == 1
    assert told in ended.err


def test_a_log_that_grew_holds_with_the_checkpoint_from_before(parc: Parc, store: Path) -> None:
    file = checkpoint(parc, store)
    with Store.open(store) as opened:
        opened.append_audit(asked(6))
    ended = parc("audit", "verify", "--checkpoint", file, "--store", store)
    assert ended.code == 0
    assert ended.out.startswith("Điểm chốt 5 bản ghi khớp: từ đó đến nay nhật ký chỉ được ghi thêm.\n")


def test_a_swapped_checkpoint_is_found_even_where_the_key_was_swapped_with_it(parc: Parc, store: Path) -> None:
    keys = store.parent / "keys.txt"
    assert parc("audit", "keys", "-o", keys, "--store", store).code == 0
    file = checkpoint(parc, store)
    written_anew(store, LAID_HANDS_ON["rewritten"][0])
    for made in (store / "audit-key").iterdir():
        made.unlink()
    swapped = checkpoint(parc, store)
    assert swapped == file
    assert parc("audit", "verify", "--checkpoint", swapped, "--store", store).code == 0  # by the forger's own key
    ended = parc("audit", "verify", "--checkpoint", swapped, "--keys", keys, "--store", store)
    assert ended.code == 1
    assert "Không khoá nào đã biết" in ended.out


def test_a_proof_holds_for_the_checker_alone(parc: Parc, store: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert parc("audit", "keys", "-o", elsewhere / "keys.txt", "--store", store).code == 0
    assert parc("audit", "proof", "4", "-o", elsewhere / "answer.tlog-proof", "--store", store).code == 0
    checker = copy(check_proof.__file__, elsewhere)
    command = [sys.executable, "-I", checker, str(elsewhere / "answer.tlog-proof")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 0, ended.stdout
    assert "Câu hỏi: Cơ quan nào chủ trì việc số 4?\n" in ended.stdout


def test_a_witness_on_another_machine_is_asked_and_its_word_goes_into_the_proof(
    parc: Parc, store: Path, tmp_path: Path
) -> None:
    keys, state, request = tmp_path / "keys.txt", tmp_path / "witness", tmp_path / "request.txt"
    parc("audit", "keys", "-o", keys, "--store", store)
    ended = parc("witness", "--state", state, "--trust", keys)
    assert (ended.code, ended.out[:20]) == (0, "parc-search-witness/")
    parc("audit", "checkpoint", "--since", "0", "-o", request, "--store", store)
    cosigned = tmp_path / "cosigned.txt"
    assert parc("witness", request, "--state", state, "-o", cosigned).code == 0
    proof = parc("audit", "proof", "2", "--checkpoint", cosigned, "--store", store)
    assert proof.code == 0
    trusted = [check_proof.read_key(line) for line in (*keys.read_text().splitlines(), *ended.out.splitlines())]
    assert check_proof.check(proof.out.encode(), trusted)[1:] == (1, 5)
    joined = parc("audit", "checkpoint", "--checkpoint", cosigned, "--checkpoint", cosigned, "--store", store)
    assert joined.out == cosigned.read_text()


def test_a_witness_refuses_what_was_rewritten(parc: Parc, store: Path, tmp_path: Path) -> None:
    keys, state, request = tmp_path / "keys.txt", tmp_path / "witness", tmp_path / "request.txt"
    parc("audit", "keys", "-o", keys, "--store", store)
    parc("audit", "checkpoint", "--since", "0", "-o", request, "--store", store)
    assert parc("witness", request, "--state", state, "--trust", keys).code == 0
    written_anew(store, [*LAID_HANDS_ON["rewritten"][0], asked(6)])
    (store / "audit-key" / "last.checkpoint").unlink()
    assert parc("audit", "checkpoint", "--since", "5", "-o", request, "--store", store).code == 0
    ended = parc("witness", request, "--state", state)
    assert (ended.code, ended.out) == (1, "")
    assert "không nối tiếp 5 bản ghi đã làm chứng: nhật ký bị viết lại" in ended.err


def test_the_key_stands_where_the_settings_say(
    parc: Parc, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "khoá ký nằm ngay trong thư mục kho" in parc("audit", "checkpoint", "--store", store).err
    settings = tmp_path / "parc.toml"
    settings.write_text(f'audit_key = "{tmp_path / "usb"}"\n')
    monkeypatch.setenv("PARC_SETTINGS", str(settings))
    ended = parc("audit", "checkpoint", "--store", store)
    assert (ended.code, ended.err) == (0, "")
    assert (tmp_path / "usb" / "signing.key").stat().st_mode & 0o777 == 0o600


def test_a_new_key_is_written_down_and_the_old_one_still_checks(parc: Parc, store: Path) -> None:
    file = checkpoint(parc, store)
    ended = parc("audit", "new-key", "--store", store)
    assert ended.code == 0
    with Store.open(store) as opened:
        last = json.loads(opened.audit_records()[-1].record)
    assert (last["act"], last["what"]) == ("key-changed", {"key": ended.out.strip()})
    assert last["by"].startswith("dòng lệnh: ")
    assert parc("audit", "keys", "--store", store).out.splitlines()[1] == ended.out.strip()
    assert parc("audit", "verify", "--checkpoint", file, "--store", store).code == 0


def test_a_broken_chain_is_signed_only_when_it_is_said_and_then_that_is_written_down(parc: Parc, store: Path) -> None:
    with closing(sqlite3.connect(store / "parc.sqlite")) as connection, connection:
        connection.execute("DROP TRIGGER audit_is_never_changed")
        connection.execute("UPDATE audit SET record = '[' WHERE number = 2")
    ended = parc("audit", "checkpoint", "--store", store)
    assert ended.code == 1
    assert "bị đứt ở bản ghi số 2: không ký" in ended.err
    assert parc("audit", "checkpoint", "--despite-breaks", "--store", store).code == 0
    with Store.open(store) as opened:
        assert json.loads(opened.audit_records()[-1].record)["what"] == {"records": "2"}


@pytest.mark.parametrize("head", ["", "a", "abcdef01234", "xyz" * 8, "a" * 65])
def test_a_head_too_short_to_tell_anything_is_refused(parc: Parc, store: Path, head: str) -> None:
    ended = parc("audit", "verify", "--head", head, "--store", store)
    assert ended.code == 2
    assert "ít nhất 12 chữ số" in ended.err


@pytest.mark.parametrize(
    "spoilt", ["[" * 100_000, '{"format": "ask.v1"}', asked(2).replace('"sources": []', '"x": []')]
)
def test_a_record_that_fits_its_hash_and_cannot_be_read_is_named(parc: Parc, store: Path, spoilt: str) -> None:
    written_anew(store, [asked(1), spoilt, asked(3)])
    ended = parc("audit", "verify", "--store", store)
    assert ended.code == 1
    assert ended.out.startswith("Bản ghi số 2 không đọc được: nội dung không còn đúng dạng đã ghi.\n")
    shown = json.loads(parc("audit", "show", "--json", "--store", store).out)
    assert [row["number"] for row in shown] == [1, 3]


def test_bytes_that_are_no_text_and_numbers_beyond_all_are_named_too(parc: Parc, store: Path) -> None:
    with closing(sqlite3.connect(store / "parc.sqlite")) as connection, connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute("UPDATE audit SET record = CAST(x'ff00fe' AS TEXT) WHERE number = 2")
        connection.execute("UPDATE audit SET record = x'c328', hash = 5 WHERE number = 4")
        connection.execute("UPDATE sqlite_sequence SET seq = 4611686018427387904 WHERE name = 'audit'")
    ended = parc("audit", "verify", "--json", "--store", store)
    assert ended.code == 1
    breaks = json.loads(ended.out)["breaks"]
    assert [(each["number"], each["what"]) for each in breaks[:3]] == [(2, "changed"), (4, "changed"), (5, "unbound")]
    assert len(breaks) == 3 + 1_000


@pytest.mark.parametrize("data", [b"", b"\xff", b"x" * 1_000_001, "không phải".encode()])
def test_a_file_that_is_no_evidence_is_refused_in_one_line(
    parc: Parc, store: Path, tmp_path: Path, data: bytes
) -> None:
    file = tmp_path / "file"
    file.write_bytes(data)
    parc("audit", "keys", "--store", store)
    for ended in (
        parc("audit", "proof", "1", "--checkpoint", file, "--store", store),
        parc("witness", file, "--state", tmp_path / "witness", "--trust", file),
    ):
        assert ended.code == 1
        assert ended.err.count("\n") == 1
    assert parc("audit", "verify", "--checkpoint", file, "--store", store).code == 1
    missing = parc("audit", "proof", "1", "--checkpoint", tmp_path / "none", "--store", store)
    assert missing.err.startswith("Không đọc được tệp")


def test_a_proof_needs_its_number(parc: Parc, store: Path) -> None:
    ended = parc("audit", "proof", "--store", store)
    assert (ended.code, ended.err) == (2, "audit proof cần số của bản ghi: hãy thêm NUMBER.\n")
