"""A store goes into one file and comes back whole; whatever else is offered as a backup changes nothing."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from index import backup
from index.backup import back_up, restore
from index.store.store import Store
from ingest.errors import StoreBusy, StoreError, StoreNewer, UnreadableFile, UsageError
from tests.conftest import Parc, content_of

PLAN = b"%PDF-1.4 a page"
KILL_SEED, KILLS = 7, 12


@pytest.fixture
def store(small_store: Path, tmp_path: Path) -> Path:
    """A store with a document, a record and a kept file."""
    folder = tmp_path / "store"
    shutil.copytree(small_store, folder)
    with Store.open(folder) as opened:
        opened.append_audit('{"format": "act.v1"}')
        opened.correct_metadata("ke-hoach.txt", title="Kế hoạch đã sửa")
        opened.restrict("ke-hoach.txt", ["noi-vu"])
    (folder / "originals").mkdir(exist_ok=True)
    (folder / "originals" / ("a" * 64)).write_bytes(PLAN)
    return folder


def test_a_backup_restored_elsewhere_is_the_same_store(store: Path, tmp_path: Path) -> None:
    report = back_up(store, tmp_path / "kho.parc")
    assert (report.documents, report.records) == (1, 1)
    assert (tmp_path / "kho.parc").stat().st_mode & 0o777 == 0o600
    restore(tmp_path / "kho.parc", tmp_path / "other")
    assert content_of(tmp_path / "other") == content_of(store)
    assert (tmp_path / "other" / "originals" / ("a" * 64)).read_bytes() == PLAN
    with Store.open(tmp_path / "other") as opened:
        assert opened.audit_breaks() == ()
        (stored,) = opened.sources()
    assert (stored.metadata.title, stored.groups) == ("Kế hoạch đã sửa", ("noi-vu",))
    assert [path.name for path in tmp_path.iterdir() if "restore" in path.name or "kho.parc." in path.name] == []


def test_a_backup_never_takes_the_place_of_another_file_or_store(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "kho.parc"
    file.write_bytes(b"another")
    with pytest.raises(UsageError, match="đã có"):
        back_up(store, file)
    assert file.read_bytes() == b"another"
    back_up(store, tmp_path / "2.parc")
    before = content_of(store)
    with pytest.raises(UsageError, match="--replace"):
        restore(tmp_path / "2.parc", store)
    assert content_of(store) == before


def test_a_replaced_store_is_kept_and_its_indexes_are_not_taken_for_those_of_the_restored(
    parc: Parc, store: Path, tmp_path: Path
) -> None:
    assert parc("restore", tmp_path / "none.parc", "--store", tmp_path / "none").code == 1
    assert parc("backup", tmp_path / "1.parc", "--store", store).code == 0
    report = tmp_path / "bao-cao.txt"
    report.write_text("BÁO CÁO\nKết quả cải cách hành chính tỉnh Hà Nam năm 2020\n", encoding="utf-8")
    assert parc("ingest", report, "--store", store).code == 0
    assert "Hà Nam" in parc("search", "tỉnh Hà Nam", "--store", store).out
    ended = parc("restore", tmp_path / "1.parc", "--replace", "--store", store)
    assert (ended.code, "Đã khôi phục 1 văn bản" in ended.out) == (0, True)
    assert "Hà Nam năm 2020" not in parc("search", "tỉnh Hà Nam", "--store", store).out
    assert parc("verify", "--store", store).code == 0
    (kept,) = store.glob("replaced-*")
    with sqlite3.connect(kept / "parc.sqlite") as former:
        assert former.execute("SELECT source FROM documents ORDER BY source").fetchall() == [
            ("bao-cao.txt",), ("ke-hoach.txt",)
        ]  # fmt: skip


def test_a_store_that_is_read_and_written_meanwhile_is_backed_up_as_of_one_moment(store: Path, tmp_path: Path) -> None:
    with Store.open(store) as opened:
        opened.append_audit('{"format": "act.v1"}')
        back_up(store, tmp_path / "kho.parc")
        opened.append_audit('{"format": "act.v1"}')
    restore(tmp_path / "kho.parc", tmp_path / "other")
    with Store.open(tmp_path / "other") as opened:
        assert len(opened.audit_records()) == 2


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 0xFF
    file.write_bytes(content)


def _rewritten(change: Callable[[dict[str, bytes]], None]) -> Callable[[Path], None]:
    def rewrite(file: Path) -> None:
        with zipfile.ZipFile(file) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        change(members)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)

    return rewrite


def _told(members: dict[str, bytes], name: str, content: bytes, size: int | None = None) -> None:
    import hashlib

    manifest = json.loads(members["manifest.json"])
    fact = {"size": len(content) if size is None else size, "sha256": hashlib.sha256(content).hexdigest()}
    manifest["members"][name] = fact
    members[name] = content
    members["manifest.json"] = json.dumps(manifest).encode()


SPOILT: dict[str, Callable[[Path], None]] = {
    "no archive": lambda file: file.write_bytes(b"not a zip") and None,  # type: ignore[func-returns-value]
    "cut": _cut,
    "a byte flipped": _flip,
    "without a manifest": _rewritten(lambda members: members.pop("manifest.json") and None),  # type: ignore[func-returns-value]
    "a manifest of another": _rewritten(lambda members: members.update({"manifest.json": b"[]"})),
    "a file more": _rewritten(lambda members: members.update({"x": b"1"})),
    "out of the folder": _rewritten(lambda members: _told(members, "../out", b"1")),
    "an absolute name": _rewritten(lambda members: _told(members, "/tmp/out", b"1")),
    "larger than it says": _rewritten(lambda members: _told(members, "originals/" + "b" * 64, b"0" * 9_000_000, 5)),
    "another content": _rewritten(lambda members: members.update({"originals/" + "a" * 64: b"other"})),
    "no database": _rewritten(lambda members: _told(members, "parc.sqlite", b"SQLite format 3\0" + b"0" * 5000)),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_no_whole_backup_is_refused_in_one_line_and_nothing_is_touched(
    name: str, store: Path, tmp_path: Path
) -> None:
    back_up(store, tmp_path / "kho.parc")
    SPOILT[name](tmp_path / "kho.parc")
    before = content_of(store)
    with pytest.raises(Exception) as refused:
        restore(tmp_path / "kho.parc", store, is_replacing=True)
    assert isinstance(refused.value, UnreadableFile), refused.value
    assert "\n" not in str(refused.value)
    assert content_of(store) == before
    assert not (tmp_path / "out").exists()
    assert list(store.glob("replaced-*")) == list(store.glob(".restore-*")) == []


def test_a_document_removed_while_it_is_backed_up_is_told_as_such(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup._originals

    def gone_after(folder: Path) -> list[tuple[str, Path]]:
        found = real(folder)
        for _, path in found:
            path.unlink()
        return found

    monkeypatch.setattr(backup, "_originals", gone_after)
    with pytest.raises(StoreBusy, match=r"vừa thay đổi.*Chạy lại") as refused:
        back_up(store, tmp_path / "kho.parc")
    assert "quyền ghi" not in str(refused.value)
    assert not (tmp_path / "kho.parc").exists()


def test_what_goes_missing_in_a_restore_is_not_told_as_a_missing_backup(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(store, tmp_path / "kho.parc")

    def missing(path: Path) -> None:
        raise FileNotFoundError(2, "No such file or directory", str(path))

    monkeypatch.setattr(backup, "_settle", missing)
    with pytest.raises(StoreError) as refused:
        restore(tmp_path / "kho.parc", tmp_path / "other")
    assert "Không có tệp sao lưu" not in str(refused.value)
    assert "Không khôi phục được kho" in str(refused.value)


def test_a_backup_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="Không có tệp sao lưu"):
        restore(tmp_path / "none.parc", tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_a_backup_of_a_newer_version_is_refused_as_such(store: Path, tmp_path: Path) -> None:
    with sqlite3.connect(store / "parc.sqlite") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    back_up(store, tmp_path / "kho.parc")
    with zipfile.ZipFile(tmp_path / "kho.parc") as archive:
        (tmp_path / "newer").write_bytes(archive.read("parc.sqlite"))
    with sqlite3.connect(tmp_path / "newer") as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    newer = (tmp_path / "newer").read_bytes()
    _rewritten(lambda members: _told(members, "parc.sqlite", newer))(tmp_path / "kho.parc")
    with pytest.raises(StoreNewer, match="mới hơn"):
        restore(tmp_path / "kho.parc", tmp_path / "other")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills a process")
@pytest.mark.parametrize("command", ["backup", "restore"])
def test_killed_at_any_moment_it_leaves_the_old_state_or_the_new_one(command: str, store: Path, tmp_path: Path) -> None:
    back_up(store, tmp_path / "old.parc")
    with Store.open(store) as opened:
        opened.correct_metadata("ke-hoach.txt", title="Kế hoạch mới hơn")
    chance = random.Random(KILL_SEED)
    title = {"Kế hoạch đã sửa", "Kế hoạch mới hơn"} if command == "restore" else {"Kế hoạch mới hơn"}
    arguments = [str(tmp_path / ("old.parc" if command == "restore" else "new.parc")), "--store", str(store)]
    for _ in range(KILLS):
        (tmp_path / "new.parc").unlink(missing_ok=True)
        running = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "parc_search",
                command,
                *arguments,
                *(["--replace"] if command == "restore" else []),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.2, 2.5))
        running.send_signal(signal.SIGKILL)
        running.wait()
        with Store.open(store) as opened:
            (stored,) = opened.sources()
            assert stored.metadata.title in title
            assert (opened.file_faults(), opened.audit_breaks()) == ((), ())
        if (tmp_path / "new.parc").exists():
            again = tmp_path / f"again-{_}"
            restore(tmp_path / "new.parc", again)
            assert content_of(again)
