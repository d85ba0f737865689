"""One SQLite connection a thread, so that the app's threads read side by side."""

import sqlite3
import threading
from pathlib import Path

from index.schema import BUSY_TIMEOUT_MS, connect
from ingest.errors import StoreError


class Connections:
    """The connections to one store file; the first is opened at once, so that a bad file shows at once."""

    def __init__(self, path: Path, *, busy_timeout_ms: int = BUSY_TIMEOUT_MS) -> None:
        self._path = path
        self._busy_timeout_ms = busy_timeout_ms
        self._local = threading.local()
        self._all: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._lock = threading.Lock()
        self._is_closed = False
        self.current()

    def current(self) -> sqlite3.Connection:
        """The calling thread's connection; those of threads that have ended are closed."""
        if self._is_closed:
            raise StoreError(f"Kho dữ liệu {self._path} đã được đóng. Mở lại kho rồi thử lại.")
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self._path, busy_timeout_ms=self._busy_timeout_ms)
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
