"""H1: what the doctor finds has its own cure, and nothing that is said anywhere costs a store."""

import ast
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from index.build import Index
from index.store import schema
from index.store.schema import explained
from index.store.store import STORE_FILE, Store
from ingest.errors import DiskFull, StoreBusy, StoreDamaged, StoreError, StoreNewer, StoreReadOnly
from parc_search import messages
from parc_search.doctor import Finding, examine
from parc_search.settings import Settings
from tests.conftest import DECISION, Parc
from tests.index.hashing import HashingEncoder
from tests.index.made import plain_item
from tests.index.readers import read_only

ROOT = Path(__file__).parent.parent.parent
PLAN = plain_item("Sở Nội vụ chủ trì rà soát.", "a.txt")

# The object of a verb of deletion that would cost documents, corrections, restrictions or the record of questions.
DESTROYS = re.compile(
    r"\b(?:xo[áa]|xóa|huỷ|hủy|gỡ)\s+(?:bỏ\s+|hết\s+|cả\s+|toàn bộ\s+|đi\s+)*"
    r"(?:thư mục|kho\b|tệp (?:kho|đó)|tệp cơ sở dữ liệu|nhật ký|chỉ mục|parc\.sqlite)"
    r"|\brm\s+-|\bchuyển tệp đó|rồi nạp lại (?:các|mọi) văn bản|nạp lại từ (?:tệp gốc|đầu)",
    re.IGNORECASE,
)


def sentences() -> Iterator[tuple[str, str]]:
    """Every text of the product's code, pieces of one sentence joined, with its file."""
    for package in ("index", "ingest", "parc_search"):
        for path in sorted((ROOT / package).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield str(path.relative_to(ROOT)), node.value
                elif isinstance(node, ast.JoinedStr):
                    parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
                    yield str(path.relative_to(ROOT)), "".join(map(str, parts))


def test_h1_no_message_and_no_remedy_advises_to_delete_a_store() -> None:
    assert [(path, text) for path, text in sentences() if DESTROYS.search(text)] == []


@pytest.mark.parametrize(
    "advice",
    [
        "Xoá thư mục kho rồi nạp lại từ tệp gốc.",
        "Chuyển tệp đó sang chỗ khác rồi nạp lại các văn bản.",
        "Đặt lại bộ mã hoá cũ, hoặc xoá thư mục {} để chỉ mục được dựng lại.",
        "Hãy xóa hết kho.",
        "rm -rf var/store",
    ],
)
def test_the_check_of_messages_knows_advice_that_destroys(advice: str) -> None:
    assert DESTROYS.search(advice)


def test_each_kind_of_finding_has_a_remedy_of_its_own() -> None:
    tree = ast.parse((ROOT / "index" / "check.py").read_text(encoding="utf-8"))
    codes = {
        keyword.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "code" and isinstance(keyword.value, ast.Constant)
    }
    assert codes | {"original-missing", "original-changed"} == set(messages.REMEDIES)


def errors(folder: Path) -> list[Finding]:
    return [found for found in examine(Settings(store=folder)) if found.name == "store" and found.severity != "good"]


def test_h1_an_index_behind_is_a_note_that_mends_itself(tmp_path: Path) -> None:
    with Index.open(tmp_path, HashingEncoder()) as index:
        index.put([PLAN])
        index.store.correct_metadata("a.txt", title="Kế hoạch")
    found = errors(tmp_path)
    assert {(item.severity, item.remedy) for item in found} == {("warning", messages.REMEDIES["cache-behind"])}


def test_h1_each_fault_of_the_file_is_told_by_its_own_name(tmp_path: Path) -> None:
    with Index.open(tmp_path / "store", HashingEncoder()) as index:
        index.put([PLAN])
    path = tmp_path / "store" / STORE_FILE
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert [item.remedy for item in errors(tmp_path / "store")] == [messages.REMEDY_NEWER]
    path.write_bytes(b"no database at all" * 300)
    assert [item.remedy for item in errors(tmp_path / "store")] == [messages.REMEDY_DAMAGED]
    path.write_bytes(whole)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER audit_is_never_changed")
        connection.execute("INSERT INTO audit VALUES (1, '{}', '', 'forged')")
        connection.commit()
    assert [item.remedy for item in errors(tmp_path / "store")] == [messages.REMEDIES["audit"]]


def test_h1_a_read_only_store_is_said_to_be_readable(tmp_path: Path) -> None:
    with Index.open(tmp_path / "store", HashingEncoder()) as index:
        index.put([PLAN])
    with read_only(tmp_path / "store") as copy:
        found = errors(copy)
    assert [(item.severity, item.remedy) for item in found] == [("warning", messages.REMEDY_READ_ONLY)]


def fault(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("name", "free_bytes", "expected"),
    [
        ("SQLITE_FULL", 10**9, DiskFull),
        ("SQLITE_IOERR_SHMSIZE", 0, DiskFull),
        ("SQLITE_CANTOPEN", 0, DiskFull),
        ("SQLITE_IOERR_READ", 10**9, StoreError),
        ("SQLITE_READONLY_DIRECTORY", 10**9, StoreReadOnly),
        ("SQLITE_BUSY_SNAPSHOT", 10**9, StoreBusy),
        ("SQLITE_LOCKED", 10**9, StoreBusy),
        ("SQLITE_CORRUPT_VTAB", 10**9, StoreDamaged),
        ("SQLITE_NOTADB", 10**9, StoreDamaged),
        ("SQLITE_ERROR", 10**9, StoreError),
    ],
)
def test_h1_only_a_damaged_file_is_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, free_bytes: int, expected: type[StoreError]
) -> None:
    monkeypatch.setattr(schema.shutil, "disk_usage", lambda path: SimpleNamespace(free=free_bytes))
    assert type(explained(fault(name), tmp_path / STORE_FILE)) is expected


def test_repair_store_rebuilds_from_the_documents_and_says_what_it_kept(parc: Parc, tmp_path: Path) -> None:
    (tmp_path / "ke-hoach.txt").write_text(DECISION, encoding="utf-8")
    store = tmp_path / "store"
    assert parc("ingest", tmp_path / "ke-hoach.txt", "--store", store).code == 0
    (store / "lexical" / "header.json").write_text("{")
    ended = parc("repair-store", "--store", store)
    kept = next(store.glob("replaced-*"))
    assert (ended.code, ended.out.splitlines()[-1]) == (0, messages.REPLACED_KEPT.format(path=kept))
    assert parc("verify", "--store", store).code == 0
    with Store.open(store) as opened:
        assert [stored.source for stored in opened.sources()] == ["ke-hoach.txt"]


def test_a_newer_store_is_not_damaged() -> None:
    assert not issubclass(StoreNewer, StoreDamaged)
