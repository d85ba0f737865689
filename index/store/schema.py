"""The tables of the store, and connections that have them: one a thread, so that the app's threads read side by side.

All that belongs to a document hangs on `documents.source` and goes with it; only the audit and the store's own facts
stand alone. The layout is versioned (`user_version`): a store of an older version gets the tables it lacks, one of
another is refused with its cure, never guessed at.
"""

import os
import shutil
import sqlite3
import tempfile
import threading
from pathlib import Path
from urllib.parse import quote

import msgspec

from ingest.errors import DiskFull, StoreBusy, StoreDamaged, StoreError, StoreNewer, StoreReadOnly

SCHEMA_VERSION = 8
APPLICATION_ID = 0x50415243  # "PARC": tells our file from any other SQLite file
BUSY_TIMEOUT_MS = 10_000  # a put of a 400-page document holds the lock for under 2 s; five in a row may wait
ROOM_BYTES = 1_000_000  # a disk with less has no room for SQLite's shared memory and log: its I/O errors mean "full"
SNAPSHOT_PREFIX = f"parc-snapshot-{os.getpid()}-"
DOCUMENT_TABLES = ("pages", "headings", "edits", "passages", "tasks", "targets")
"""What a re-ingestion replaces, in the order in which rows are put back; corrections and restrictions stay."""
KEPT_TABLES = ("corrections", "restrictions", "former_pages", "corrected_words")
"""What else hangs on a document."""
_FORMER_PAGES = """
CREATE TABLE former_pages (
    source TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, position INTEGER NOT NULL, text TEXT NOT NULL,
    by TEXT NOT NULL, at TEXT NOT NULL, page_no INTEGER NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    quality REAL NOT NULL, width_pt REAL, height_pt REAL, char_boxes BLOB, read_by TEXT NOT NULL, other_reading TEXT,
    doubts TEXT NOT NULL, PRIMARY KEY (source, position));
"""
# Former documents wait for an undo; groups are remembered by hashes, so that who may read outlives what was removed.
_KEPT_BACK = """
CREATE TABLE former_documents (
    position INTEGER PRIMARY KEY, source TEXT NOT NULL, at TEXT NOT NULL, is_replaced INTEGER NOT NULL,
    rows BLOB NOT NULL);
CREATE TABLE remembered_groups (
    key TEXT NOT NULL, "group" TEXT NOT NULL, PRIMARY KEY (key, "group")) WITHOUT ROWID;
"""
# No reference to documents: a version that replaces another takes nothing of what people wrote with it.
_LEDGER = """
CREATE TABLE task_ledger (
    position INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL,
    value TEXT NOT NULL, words TEXT NOT NULL, content_hash TEXT NOT NULL, "by" TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX task_ledger_of_a_document ON task_ledger (source);
CREATE TABLE saved_views (
    owner TEXT NOT NULL, screen TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL,
    PRIMARY KEY (owner, screen, name)) WITHOUT ROWID;
"""
# What was seen of tables on a page, a whole document as it was before a page of it changed, words corrected by hand.
_PAGE_READINGS = """
ALTER TABLE pages ADD COLUMN tables BLOB;
ALTER TABLE former_pages ADD COLUMN tables BLOB;
ALTER TABLE former_pages ADD COLUMN rows BLOB;
CREATE TABLE corrected_words (
    source TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, page_no INTEGER NOT NULL, "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL, was TEXT NOT NULL, now TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (source, page_no, "start")) WITHOUT ROWID;
"""
_TABLES = (
    """
CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO facts VALUES ('revision', 0);
CREATE TABLE documents (
    source TEXT PRIMARY KEY, content_hash TEXT NOT NULL, media_type TEXT NOT NULL, text TEXT NOT NULL,
    char_count INTEGER NOT NULL, metadata TEXT NOT NULL, content_stamp TEXT NOT NULL, revision INTEGER NOT NULL,
    added_at TEXT NOT NULL);
CREATE TABLE corrections (
    source TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, field TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (source, field)) WITHOUT ROWID;
CREATE TABLE restrictions (
    source TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, "group" TEXT NOT NULL,
    PRIMARY KEY (source, "group")) WITHOUT ROWID;
CREATE TABLE pages (
    source TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, position INTEGER NOT NULL, page_no INTEGER,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, quality REAL NOT NULL, width_pt REAL, height_pt REAL,
    char_boxes BLOB, read_by TEXT NOT NULL DEFAULT 'layer', other_reading TEXT, doubts TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (source, position));
CREATE TABLE headings (
    source TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, position INTEGER NOT NULL, level INTEGER NOT NULL,
    label TEXT NOT NULL, title TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    section_end INTEGER NOT NULL, PRIMARY KEY (source, position));
CREATE TABLE edits (
    source TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, position INTEGER NOT NULL, "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL, was TEXT NOT NULL, now TEXT NOT NULL, rule TEXT NOT NULL, confidence REAL NOT NULL,
    PRIMARY KEY (source, position));
CREATE TABLE passages (
    source TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, position INTEGER NOT NULL, id TEXT NOT NULL UNIQUE,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, reading TEXT NOT NULL, path TEXT NOT NULL,
    kind TEXT NOT NULL, page_no INTEGER, quality REAL NOT NULL, PRIMARY KEY (source, position));
CREATE TABLE tasks (
    source TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, position INTEGER NOT NULL, id TEXT NOT NULL,
    part TEXT NOT NULL, "group" TEXT NOT NULL, task TEXT NOT NULL, lead TEXT NOT NULL, coordinate TEXT NOT NULL,
    advise TEXT NOT NULL, deadline TEXT, deadline_date TEXT, product TEXT, budget TEXT, confidence REAL NOT NULL,
    spans TEXT NOT NULL, PRIMARY KEY (source, position));
CREATE TABLE targets (
    source TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, position INTEGER NOT NULL, id TEXT NOT NULL,
    subject TEXT NOT NULL, comparison TEXT NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL, year TEXT,
    kind TEXT NOT NULL, confidence REAL NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    lead TEXT NOT NULL DEFAULT '[]', PRIMARY KEY (source, position));
CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT, record TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
"""
    + _FORMER_PAGES
    + _KEPT_BACK
    + _LEDGER
    + _PAGE_READINGS
)
# What makes a store of each older version one of the next.
_STEPS = {
    1: """
ALTER TABLE pages ADD COLUMN read_by TEXT NOT NULL DEFAULT 'layer';
ALTER TABLE pages ADD COLUMN other_reading TEXT;
ALTER TABLE pages ADD COLUMN doubts TEXT NOT NULL DEFAULT '[]';
""",
    2: """
CREATE TABLE restrictions (
    source TEXT NOT NULL REFERENCES documents ON DELETE CASCADE, "group" TEXT NOT NULL,
    PRIMARY KEY (source, "group")) WITHOUT ROWID;
""",
    3: _FORMER_PAGES,
    4: "ALTER TABLE targets ADD COLUMN lead TEXT NOT NULL DEFAULT '[]';\n",
    5: _KEPT_BACK
    + """
INSERT INTO former_documents
    SELECT 1, source, strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now'), 0, rows FROM removed;
DROP TABLE removed;
INSERT INTO remembered_groups
    SELECT DISTINCT content_hash, "group" FROM restrictions JOIN documents USING (source);
""",
    6: _LEDGER,
    7: _PAGE_READINGS,
}


class Connections:
    """The connections to one store file; the first is opened at once, so that a bad file shows at once.

    Where the store can only be read (no right to write, a full disk), `is_read_only` is True and every write fails
    with its reason.
    """

    def __init__(self, path: Path, *, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> None:
        self._path = path
        self._busy_timeout_ms = busy_timeout_ms
        self._local = threading.local()
        self._all: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._lock = threading.Lock()
        self._is_closed = False
        self._snapshot: tempfile.TemporaryDirectory[str] | None = None
        self._read_only_uri: str | None = None
        self._seen: tuple[int, int] | None = None
        self.current()

    @property
    def is_read_only(self) -> bool:
        """Whether the store can only be read."""
        return self._read_only_uri is not None

    def current(self) -> sqlite3.Connection:
        """The calling thread's connection; those of threads that have ended are closed."""
        if self._is_closed:
            raise StoreError(f"Kho dữ liệu {self._path} đã được đóng. Mở lại kho rồi thử lại.")
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None and self._read_only_uri is not None and self._seen != _seen(self._path):
            connection.close()  # without locks, what another process wrote shows only in a new connection
            connection = None
        if connection is None:
            connection = self._opened()
            self._local.connection = connection
            with self._lock:
                for thread, unused in self._all:
                    if not thread.is_alive():
                        unused.close()
                self._all = [pair for pair in self._all if pair[0].is_alive()]
                self._all.append((threading.current_thread(), connection))
        return connection

    def shrink_log(self) -> None:
        """Moves the write-ahead log into the file and empties it, unless a reader still needs it."""
        self.current().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Closes the connections of all threads."""
        with self._lock:
            self._is_closed = True
            for _, connection in self._all:
                connection.close()
            self._all = []
        if self._snapshot is not None:
            self._snapshot.cleanup()

    def _opened(self) -> sqlite3.Connection:
        if self._read_only_uri is None:
            try:
                return connect(self._path, busy_timeout_ms=self._busy_timeout_ms)
            except (StoreReadOnly, DiskFull) as refused:
                if not self._path.is_file() or not os.access(self._path, os.R_OK):
                    raise
                try:
                    self._read_only_uri = self._readable_uri()
                except sqlite3.Error:
                    raise refused from None
        self._seen = _seen(self._path)
        connection = _read_only(self._read_only_uri)
        try:
            version = _version(connection, self._path)
            if version != SCHEMA_VERSION:
                raise StoreReadOnly(
                    f"Kho {self._path} của phiên bản cũ ({version}) cần được nâng cấp nhưng chỉ đọc được. "
                    "Cấp quyền ghi rồi chạy lại một lần."
                )
        except sqlite3.Error as error:
            connection.close()
            raise explained(error, self._path) from error
        except StoreError:
            connection.close()
            raise
        return connection

    def _readable_uri(self) -> str:
        """How the file can be read where it cannot be written: with the locks there are, alone, or in a copy."""
        log = self._path.with_name(f"{self._path.name}-wal")
        pending = log.exists() and log.stat().st_size > 0
        with_locks = f"file:{quote(str(self._path.absolute()))}?mode=ro"
        try:
            connection = _read_only(with_locks)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            connection.close()
        except sqlite3.Error:
            if not pending:
                return f"{with_locks}&immutable=1"
        else:
            return with_locks
        # Committed changes still stand in the log, which cannot be read without shared memory beside it.
        self._snapshot = tempfile.TemporaryDirectory(prefix=SNAPSHOT_PREFIX)
        copy = Path(self._snapshot.name) / self._path.name
        try:
            shutil.copyfile(self._path, copy)
            shutil.copyfile(log, copy.with_name(f"{copy.name}-wal"))
        except OSError as error:
            raise sqlite3.OperationalError(str(error)) from error
        return f"file:{quote(str(copy))}?mode=ro"


def connect(path: Path, *, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> sqlite3.Connection:
    """A connection to the store's file, its tables made where the file is new.

    Autocommit: a transaction is begun by hand. Usable from any thread, one at a time.

    Raises:
        StoreDamaged: the file is not a store, or one of another version.
        StoreNewer: a newer version of the program made it.
        StoreBusy: another process keeps the file locked.
        StoreReadOnly: the file may not be written.
        DiskFull: the disk has no room.
        StoreError: the file cannot be opened.
    """
    try:
        connection = sqlite3.connect(
            path, timeout=busy_timeout_ms / 1000, isolation_level=None, check_same_thread=False
        )
    except sqlite3.OperationalError as error:
        raise explained(error, path) from error
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # a removed document leaves no words in the file
        connection.execute("PRAGMA synchronous = FULL")  # commits are few; none may be lost with the power
        _make_tables(connection, path)
    except sqlite3.Error as error:
        connection.close()
        raise explained(error, path) from error
    except StoreError:
        connection.close()
        raise
    return connection


def explained(error: sqlite3.Error | msgspec.DecodeError, path: Path) -> StoreError:
    """The plain Vietnamese line for what SQLite met; only a file that is not as SQLite wrote it is called damaged.

    A row whose values are of another kind than its table's is damage as well.
    """
    name, words = getattr(error, "sqlite_errorname", None) or "", str(error)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusy(
            f"Kho dữ liệu {path} đang được một tiến trình khác ghi. "
            "Chờ tiến trình đó xong (nạp hoặc xoá văn bản) rồi chạy lại lệnh."
        )
    if name.startswith("SQLITE_FULL") or (name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) and is_full(path)):
        return disk_full(path)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return StoreReadOnly(
            f"Không ghi được kho dữ liệu {path}: {words}. Kho vẫn nguyên; kiểm tra quyền ghi của thư mục và tệp."
        )
    if name.startswith("SQLITE_IOERR"):
        return StoreError(
            f"Đĩa báo lỗi khi đọc, ghi kho dữ liệu {path} ({words}). Kiểm tra đĩa hoặc kết nối mạng tới đĩa rồi "
            "chạy lại; nếu vẫn lỗi, sao lưu thư mục kho sang đĩa khác."
        )
    if name.startswith("SQLITE_CORRUPT") or isinstance(error, msgspec.DecodeError):
        return StoreDamaged(
            f"Một phần tệp kho {path} bị hỏng ({words}). Giữ nguyên tệp; chạy parc-search repair-store, "
            "lệnh này giữ lại bản hỏng bên cạnh, hoặc khôi phục từ bản sao lưu."
        )
    if name.startswith("SQLITE_NOTADB"):
        return StoreDamaged(
            f"Tệp {path} không đọc được như một kho dữ liệu của PARC Search ({words}). "
            "Giữ nguyên tệp; khôi phục kho từ bản sao lưu, hoặc chọn --store khác."
        )
    return StoreError(
        f"Kho dữ liệu {path} không làm được việc được yêu cầu ({words}). Kho giữ nguyên như trước. "
        "Chạy parc-search doctor để xem nguyên nhân."
    )


def is_full(path: Path) -> bool:
    """Whether the disk of a path has no room left to work in."""
    there = next(folder for folder in (path, *path.absolute().parents) if folder.exists())
    return shutil.disk_usage(there).free < ROOM_BYTES


def disk_full(path: Path) -> DiskFull:
    """The plain line for a full disk."""
    return DiskFull(f"Đĩa đã đầy khi ghi kho dữ liệu {path}; kho giữ nguyên như trước. Giải phóng đĩa rồi chạy lại.")


def _read_only(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _seen(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _make_tables(connection: sqlite3.Connection, path: Path) -> None:
    if _version(connection, path) == SCHEMA_VERSION:
        return
    connection.execute("PRAGMA journal_mode = WAL")  # readers never wait for a writer
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection, path)
        if version != SCHEMA_VERSION:
            scripts = [_STEPS[older] for older in range(version, SCHEMA_VERSION)] if version else [_TABLES]
            for statement in _statements("".join(scripts)):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The layout's version, this one or an older one that can be brought up to it; 0 for a new file."""
    # one statement is one view of the file: asked one after another, a process that makes the tables
    # meanwhile would leave a version of before beside tables of after, which looks like a foreign file
    row: tuple[int, int, int] = connection.execute(
        "SELECT (SELECT user_version FROM pragma_user_version), "
        "(SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_master)"
    ).fetchone()
    version, application, tables = row
    known = version == SCHEMA_VERSION or version in _STEPS
    if (known and application == APPLICATION_ID) or not (tables or version):
        return version
    if application == APPLICATION_ID and version > SCHEMA_VERSION:
        raise StoreNewer(
            f"Kho {path} do bản PARC Search mới hơn tạo ra (phiên bản {version}, bản này đọc được {SCHEMA_VERSION}). "
            "Hãy cập nhật chương trình; kho và nhật ký kiểm toán trong đó được giữ nguyên."
        )
    raise StoreDamaged(
        f"Tệp {path} không phải kho dữ liệu phiên bản {SCHEMA_VERSION} của PARC Search (gặp phiên bản {version}). "
        "Giữ nguyên tệp; khôi phục kho từ bản sao lưu, hoặc chọn --store khác."
    )


def _statements(script: str) -> list[str]:
    """The script's statements one by one: `executescript` would commit the open transaction."""
    statements, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            statements.append(current)
            current = ""
    return statements
