"""The store: one SQLite file that is the only truth; both indexes are caches of it.

Each change is one transaction that raises the revision, so a process killed at any moment leaves the old state or
the new one. Readers never wait for a writer; a second writer waits a while, then says that the store is busy.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from index.store import audit_chain, marker, reads, task_ledger, undo, writes
from index.store.file_modes import close_to_others, make_private_file, make_private_folder
from index.store.file_store import Originals
from index.store.page_versions import PageVersions
from index.store.schema import BUSY_TIMEOUT_MS, Connections, explained
from index.store.source_info import Removed, StoredSource, correction_values
from ingest.documents import Document, IngestedDocument, Passage, Target, Task
from ingest.errors import StoreError
from ingest.repaired_text import RepairedText

Record = Callable[[str, tuple[str, ...]], str]
"""Tells an act as JSON text for the audit, by the document that it was done to and the groups it is kept for."""

STORE_FILE = "parc.sqlite"
KEPT_DOCUMENTS = 16  # documents held in memory after a read: a 400-page one with its reading takes about 10 MB


def utc_now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


class Store:
    """The documents of one folder, with their passages, register rows, edits and the audit."""

    def __init__(self, folder: Path, connections: Connections, clock: Callable[[], datetime]) -> None:
        self.folder = folder
        self.originals = Originals(folder)
        self._connections = connections
        self._clock = clock
        self._documents: dict[tuple[str, int], Document] = {}
        self.ledger = task_ledger.TaskLedger(self._reads, self._writes)
        self.pages = PageVersions(self._reads, self._writes)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        create: bool = True,
        busy_timeout_ms: int = BUSY_TIMEOUT_MS,
        clock: Callable[[], datetime] = utc_now,
    ) -> Self:
        """The store of a folder, made where there is none.

        Raises:
            StoreGone: there was a store, and it is gone.
            StoreError: nothing there and `create` is off, or the folder cannot be used.
            StoreDamaged: what is there is not a store of this version.
        """
        path = folder / STORE_FILE
        marker.check_not_gone(folder, path)
        if not create and not path.exists():
            raise StoreError(
                f"Chưa có kho dữ liệu ở {folder}. Nạp văn bản trước (parc-search ingest …), hoặc chọn --store khác."
            )
        try:
            make_private_folder(folder)
        except OSError as error:
            raise StoreError(f"Không tạo được thư mục kho {folder}: {error.strerror}. Chọn --store khác.") from error
        make_private_file(path)
        store = cls(folder, Connections(path, busy_timeout_ms=busy_timeout_ms), clock)
        close_to_others(folder)
        marker.set_marker(folder, clock())
        return store

    def close(self) -> None:
        """Closes every connection; a closed store cannot be used again."""
        self._connections.close()
        close_to_others(self.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def is_read_only(self) -> bool:
        """Whether the store can be read but not written."""
        return self._connections.is_read_only

    @property
    def revision(self) -> int:
        """A number that grows with each committed change of the documents; 0 for an empty new store."""
        with self._reads() as connection:
            return int(connection.execute("SELECT value FROM facts WHERE name = 'revision'").fetchone()[0])

    # Changes

    def put(
        self, item: IngestedDocument, *, groups: Iterable[str] = (), within: str = "", keep_former: bool = False,
        record: Record | None = None,
    ) -> None:  # fmt: skip
        """Adds a document, or replaces the one of the same source; the user's corrections of it stay.

        Only members of `groups` may read it from the first moment; without any, those for whom it, an earlier version
        of it or the portfolio with the content hash `within` is kept. With `keep_former` what is replaced can be put
        back.
        """
        raw, source = item.document.raw, item.document.source
        if item.path is not None and raw.pages and raw.pages[0].page_no is not None:
            self.originals.keep(item.path, raw.content_hash)
        with self._writes() as connection:
            is_there = reads.has_source(connection, source)
            if is_there and keep_former:
                undo.pack(connection, source, at=self._now(), is_replaced=True)
            writes.put(connection, item, added_at=self._now())
            keys = [*reads.keys_of(connection, source), *([within] if within else [])]
            writes.keep_for(connection, source, keys, groups, is_new=not is_there)
            _tell(connection, record, source)
        self.originals.drop_others(self.file_hashes())

    def remove(self, source: str, *, record: Record | None = None) -> Removed:
        """Takes a document out of every table; `undo_remove` can put it back until it is forgotten.

        Raises:
            UnknownSource: no such document.
        """
        with self._writes() as connection:
            self._check(connection, source)
            gone = Removed(source=source, **reads.row_counts(connection, source))
            undo.pack(connection, source, at=self._now(), is_replaced=False)
            _tell(connection, record, source)
            undo.drop_document(connection, source)
        self.originals.drop_others(self.file_hashes())
        return gone

    def undoable(self) -> undo.Former | None:
        """What `undo_remove` would put back; None without anything."""
        return next(iter(self.formers()), None)

    def formers(self) -> tuple[undo.Former, ...]:
        """The removed and replaced documents that can be put back, the newest first."""
        with self._reads() as connection:
            return undo.formers(connection)

    def undo_remove(self, *, record: Record | None = None) -> str:
        """Puts the document that was removed or replaced last back as it stood, and returns its name.

        Raises:
            StoreError: nothing to put back, or a document of that name has come in since.
        """
        with self._writes() as connection:
            former = undo.put_back(connection)
            writes.stamp_revision(connection, former.source)
            _tell(connection, record, former.source)
        self.originals.drop_others(self.file_hashes())
        return former.source

    def drop_undo(self, *, older_than: timedelta = timedelta(0), source: str | None = None) -> int:
        """Forgets removed and replaced documents for good, on disk too: all that are so old, or those of one name.

        How many were forgotten. Until `erased` is told that the caches followed, `must_erase` is True.
        """
        before = (self._clock() - older_than).isoformat(timespec="seconds")
        wanted = [item for item in self.formers() if (item.at <= before if source is None else item.source == source)]
        if wanted:
            with self._writes(raise_revision=False) as connection:
                for former in wanted:
                    undo.forget(connection, former)
                connection.execute("INSERT OR REPLACE INTO facts VALUES ('must_erase', 1)")
            self.originals.drop_others(self.file_hashes())
            self._connections.shrink_log()
        return len(wanted)

    @property
    def must_erase(self) -> bool:
        """Whether the caches may still hold words of a document that was forgotten."""
        with self._reads() as connection:
            return connection.execute("SELECT value FROM facts WHERE name = 'must_erase'").fetchone() is not None

    def erased(self) -> None:
        """Notes that no cache holds words of forgotten documents any more."""
        with self._writes(raise_revision=False) as connection:
            connection.execute("DELETE FROM facts WHERE name = 'must_erase'")
        self._connections.shrink_log()

    def correct_metadata(self, source: str, *, record: Record | None = None, **fields: object) -> None:
        """Lays the user's corrections over what the document says of itself; they outlive re-ingestion.

        Raises:
            UnknownSource: no such document.
            UsageError: an unknown field, or a value that the field cannot hold.
        """
        values = correction_values(fields)
        with self._writes() as connection:
            self._check(connection, source)
            writes.correct(connection, source, values)
            _tell(connection, record, source)

    def drop_corrections(self, source: str, *, record: Record | None = None) -> None:
        """Takes back all corrections of a document: its metadata is again what it says of itself."""
        with self._writes() as connection:
            self._check(connection, source)
            connection.execute("DELETE FROM corrections WHERE source = ?", (source,))
            writes.stamp_revision(connection, source)
            _tell(connection, record, source)

    def restrict(self, source: str, groups: Iterable[str], *, record: Record | None = None) -> None:
        """Lets only members of these groups read the document; no group lets everyone. Outlives re-ingestion.

        Raises:
            UnknownSource: no such document.
        """
        with self._writes() as connection:
            self._check(connection, source)
            chosen = tuple(groups)
            _tell(connection, record, source)  # closed to whom the document was closed before, too
            # The files of a portfolio bear its name before theirs.
            for name in (source, *(reads.open_members(connection, source) if chosen else ())):
                writes.restrict(connection, name, chosen)
                writes.remember_groups(connection, reads.keys_of(connection, name), chosen)

    def remember_groups(self, content_hash: str, groups: Iterable[str]) -> None:
        """Remembers who may read what comes out of a file of this content, such as a portfolio that is a mere cover."""
        with self._writes(raise_revision=False) as connection:
            writes.remember_groups(connection, [content_hash], groups)

    def remembered_keys(self) -> frozenset[str]:
        """The hashes by which documents are kept for some groups when they come in again."""
        with self._reads() as connection:
            return reads.remembered_keys(connection)

    # Documents, passages, registers

    def sources(self) -> tuple[StoredSource, ...]:
        """What the store holds, by name."""
        with self._reads() as connection:
            return reads.sources(connection)

    def document(self, source: str) -> Document:
        """The document as it was put, with the user's corrections of its metadata.

        Raises:
            UnknownSource: no such document.
        """
        with self._reads() as connection:
            revision = reads.document_revision(connection, source)
            if revision is None:
                raise reads.unknown(connection, source)
            if (source, revision) not in self._documents:
                document = reads.document(connection, source)
                for old in list(self._documents)[: max(0, len(self._documents) - KEPT_DOCUMENTS + 1)]:
                    self._documents.pop(old, None)
                self._documents[source, revision] = document
                return document
            return self._documents[source, revision]

    def source_text(self, source: str) -> str:
        """The text that all offsets of the document point into."""
        return self.document(source).raw.text

    def reading(self, source: str) -> RepairedText:
        """The repaired reading of the document, with its edits."""
        return self.document(source).reading

    def passages(self, source: str | None = None) -> tuple[Passage, ...]:
        """The passages of a document, or of all, by source and in the order in which they were put."""
        with self._reads() as connection:
            return reads.passages(connection, source)

    def passages_by_id(self, identifiers: Iterable[str]) -> dict[str, Passage]:
        """The passages of these ids, in the order asked; an id that the store does not have is left out."""
        with self._reads() as connection:
            return reads.passages_by_id(connection, identifiers)

    def tasks(self, source: str | None = None) -> tuple[Task, ...]:
        """The register of assigned tasks, of a document or of all."""
        with self._reads() as connection:
            return reads.tasks(connection, source)

    def targets(self, source: str | None = None) -> tuple[Target, ...]:
        """The register of targets and figures, of a document or of all."""
        with self._reads() as connection:
            return reads.targets(connection, source)

    def cache_stamps(self) -> Mapping[str, str]:
        """By source, a hash of all that a cache of the document depends on."""
        with self._reads() as connection:
            return reads.cache_stamps(connection)

    # Audit and soundness

    def append_audit(self, record: str) -> audit_chain.AuditRecord:
        """The record (JSON text) as it was appended; the revision stays, for no document has changed."""
        with self._writes(raise_revision=False) as connection:
            return audit_chain.append(connection, record)

    def audit_records(self, *, after: int = 0) -> tuple[audit_chain.AuditRecord, ...]:
        """The audit records behind number `after`, by default all, oldest first."""
        with self._reads() as connection:
            return audit_chain.records(connection, after=after)

    def verify_audit(self) -> int | None:
        """The number of the first audit record that was changed or is missing; None if all are whole."""
        with self._reads() as connection:
            return audit_chain.first_broken(connection)

    def audit_breaks(self) -> tuple[audit_chain.Break, ...]:
        """Every place where the chain of audit records does not hold; empty if all are whole."""
        with self._reads() as connection:
            return audit_chain.breaks(connection)

    def file_faults(self) -> tuple[str, ...]:
        """What SQLite itself finds wrong with the file: broken pages, rows of a document that is not there."""
        with self._reads() as connection:
            return reads.file_faults(connection)

    def file_hashes(self) -> frozenset[str]:
        """The content hashes of the files of all documents, those that can be put back too."""
        with self._reads() as connection:
            return frozenset((*reads.content_hashes(connection), *undo.packed_hashes(connection)))

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")

    @contextmanager
    def _reads(self) -> Iterator[sqlite3.Connection]:
        """One unchanging view of the store, however many statements read it."""
        with self._transaction("BEGIN DEFERRED") as connection:
            yield connection

    @contextmanager
    def _writes(self, *, raise_revision: bool = True) -> Iterator[sqlite3.Connection]:
        """One change: committed as a whole with a higher revision, or not at all."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            if raise_revision:
                connection.execute("UPDATE facts SET value = value + 1 WHERE name = 'revision'")
            yield connection

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        connection = self._connections.current()
        try:
            connection.execute(begin)
            yield connection
            connection.execute("COMMIT")
        except (sqlite3.Error, msgspec.DecodeError) as error:
            raise explained(error, self.folder / STORE_FILE) from error
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    def _check(self, connection: sqlite3.Connection, source: str) -> None:
        if not reads.has_source(connection, source):
            raise reads.unknown(connection, source)


def _tell(connection: sqlite3.Connection, record: Record | None, source: str) -> None:
    """Appends what was done to a document to the audit, in the transaction that does it."""
    if record is not None:
        audit_chain.append(connection, record(source, reads.groups_of(connection, source)))
