"""M4: what is removed is gone from every file after the time for undo, and a search of the raw files proves it."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index import left_over
from index.build import Index
from index.caches import REWRITE_WHOLE_PASSAGES
from index.embeddings import kept_keys
from index.erased import traces
from index.left_over import PAGES_FOLDER
from index.store.store import Store
from ingest.documents import IngestedDocument, Page
from tests.conftest import DECISION, Parc
from tests.index.hashing import HashingEncoder
from tests.index.made import plain_item

SECRET = "Ông Trần Khắc Ẩn được giao giữ kín phương án sắp xếp bộ máy mang mật danh Cầu Vồng Bạc năm nay."
OPEN = plain_item("Sở Nội vụ chủ trì rà soát thủ tục hành chính của các cơ quan.", "b.txt")


def paged(folder: Path, text: str, source: str) -> IngestedDocument:
    path = folder / source
    path.write_text(text, encoding="utf-8")
    item = plain_item(text, source)
    pages = (Page(page_no=1, start=0, end=len(text), quality=1.0),)
    content_hash = hashlib.sha256(path.read_bytes()).hexdigest()
    raw = replace(item.document.raw, content_hash=content_hash, pages=pages)
    return replace(item, document=replace(item.document, raw=raw), path=path)


def where(index: Index, text: str = SECRET) -> list[str]:
    return sorted(trace.path.name for trace in traces(index.store, text))


def test_m4_an_erased_document_leaves_no_word_in_any_file(tmp_path: Path) -> None:
    secret = paged(tmp_path, SECRET, "mat.pdf")
    content_hash = secret.document.raw.content_hash
    with Index.open(tmp_path / "store", HashingEncoder()) as index:
        index.put([secret, OPEN])
        scan = tmp_path / "store" / PAGES_FOLDER / content_hash
        scan.mkdir(parents=True)
        (scan / "1.words").write_text(SECRET, encoding="utf-8")
        assert "parc.sqlite-wal" in where(index)
        assert content_hash in where(index)  # the kept file
        assert "1.words" in where(index)
        index.erase("mat.pdf")
        assert where(index) == []
        assert traces(index.store, SECRET, content_hash=content_hash) == ()
        assert len(kept_keys(tmp_path / "store")) == 1
    with Index.open(tmp_path / "store", HashingEncoder()) as index:
        assert where(index) == []


def test_m4_a_removed_document_is_gone_when_the_time_for_undo_is_over(tmp_path: Path) -> None:
    moment = [datetime(2026, 11, 30, 12, 0, tzinfo=UTC)]
    store = Store.open(tmp_path / "store", clock=lambda: moment[0])
    with Index(store, HashingEncoder(), undo_minutes=60) as index:
        index.put([plain_item(SECRET, "mat.txt"), OPEN])
        index.remove("mat.txt")
        assert where(index) == ["dense", "parc.sqlite"] or "parc.sqlite" in where(index)
        moment[0] += timedelta(minutes=59)
        index.sweep()
        former = store.undoable()
        assert former is not None and former.source == "mat.txt"
        moment[0] += timedelta(minutes=1)
        index.sweep()
        assert (store.undoable(), where(index)) == (None, [])


def test_m4_each_removal_has_its_own_time(tmp_path: Path) -> None:
    moment = [datetime(2026, 11, 30, 12, 0, tzinfo=UTC)]
    store = Store.open(tmp_path / "store", clock=lambda: moment[0])
    with Index(store, HashingEncoder(), undo_minutes=60) as index:
        index.put([plain_item(SECRET, "a.txt"), plain_item("Khác hẳn.", "b.txt")])
        index.remove("a.txt")
        moment[0] += timedelta(minutes=30)
        index.remove("b.txt")
        moment[0] += timedelta(minutes=40)
        index.sweep()
        assert [former.source for former in store.formers()] == ["b.txt"]
        assert where(index) == []
        assert index.undo_remove() == "b.txt"


def test_m4_a_large_word_index_keeps_no_removed_passage_either(tmp_path: Path) -> None:
    text = "\n\n".join(f"Việc {number}." for number in range(REWRITE_WHOLE_PASSAGES + 1))
    with Index.open(tmp_path / "store", HashingEncoder()) as index:
        index.put([plain_item(text, "to.txt"), plain_item(SECRET, "mat.txt")])
        index.remove("mat.txt")
        assert [trace.path.parent.name for trace in traces(index.store, "") if "từ vựng" in trace.what] == ["lexical"]
        index.store.drop_undo()
        index.sweep()
        assert traces(index.store, SECRET) == ()


def test_m4_read_pages_of_a_killed_scan_expire(tmp_path: Path) -> None:
    old, new = (tmp_path / PAGES_FOLDER / name for name in ("a" * 64, "b" * 64))
    for folder in (old, new):
        folder.mkdir(parents=True)
        (folder / "1.words").write_text("x")
    past = time.time() - 2 * 3600
    for path in (old / "1.words", old):
        os.utime(path, (past, past))
    left_over.sweep_pages(tmp_path, minutes=60)
    assert [path.name for path in (tmp_path / PAGES_FOLDER).iterdir()] == ["b" * 64]


def test_m4_temporary_folders_of_a_killed_process_are_swept_and_those_of_others_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    names = [f"parc-portfolio-{ended.pid}-abc", f"parc-upload-{os.getpid()}-abc", "parc-other", "x"]
    for name in names:
        (tmp_path / name).mkdir()
    left_over.sweep_temporary()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])


def test_verify_erased_finds_what_is_there_and_nothing_after_remove_now(parc: Parc, tmp_path: Path) -> None:
    store, path = tmp_path / "store", tmp_path / "mat.txt"
    path.write_text(DECISION.replace("Quảng Bình", "Hà Nam") + "\n" + SECRET, encoding="utf-8")
    other = tmp_path / "khac.txt"
    other.write_text(DECISION, encoding="utf-8")
    assert parc("ingest", path, other, "--store", store).code == 0
    assert parc("verify", "--erased", path, "--store", store).code == 1
    assert "còn trong kho" in parc("verify", "--erased", "mat.txt", "--store", store).err
    assert parc("remove", "mat.txt", "--store", store).code == 0
    assert "giữ để hoàn tác" in parc("verify", "--erased", "mat.txt", "--store", store).err
    assert parc("verify", "--erased", path, "--store", store).code == 1
    assert parc("remove", "mat.txt", "--now", "--store", store).code == 0
    ended = parc("verify", "--erased", path, "--store", store)
    assert (ended.code, ended.out) == (0, f"Không còn dấu vết nào của {str(path)!r} trong các tệp của kho.\n")
    assert parc("verify", "--erased", "mật danh Cầu Vồng Bạc", "--store", store).code == 0
    assert parc("verify", "--store", store).code == 0
