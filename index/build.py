"""The index of a store folder: the store and its two caches, opened together and brought up to date together.

A change goes into the store first; `refresh` then makes the caches follow, document by document. Whoever only
searches never builds while another process is at it: it goes on with the caches there are, and what the store
no longer has is left out of the hits. A cache that is lost or damaged is made anew before it is searched; where
nothing can be written it is made in memory. A search without its cache is an error, never an empty answer.
"""

import errno
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from index import dense, left_over, lexical, snapshots
from index.caches import (
    DENSE_FOLDER,
    LEXICAL_FOLDER,
    dense_format,
    dense_in_memory,
    lexical_in_memory,
    open_dense,
    open_lexical,
    sync_dense,
    sync_lexical,
)
from index.embeddings import Embeddings, Progress
from index.encoders import DEFAULT_ENCODER, Encoder, encoder
from index.lexical import LexicalIndex, LexicalQuery
from index.snapshots import HEADER
from index.store.schema import explained, is_full
from index.store.source_info import Removed
from index.store.store import Record, Store
from index.visible_scores import SeenPassages
from ingest.documents import IngestedDocument
from ingest.errors import DiskFull, EncoderMismatch, StoreBusy, StoreDamaged, StoreReadOnly

Hits = list[tuple[str, float]]
_LOG = logging.getLogger(__name__)
UNDO_MINUTES = 60  # for which a removed document can be put back, unless the settings say otherwise
_Opened = TypeVar("_Opened")


class _Cache(Generic[_Opened]):
    """One cache as it is opened: from disk, or built in memory at a revision of the store."""

    def __init__(self, name: str, read: Callable[[], _Opened | None], build: Callable[[], _Opened]) -> None:
        self.name = name
        self.read = read
        self.build = build
        self.opened: _Opened | None = None
        self.seen: tuple[int, int] | None = None
        self.built_at: int | None = None


class Index:
    """A store that can be searched. `open` brings its caches up to date, unless another process is doing so."""

    def __init__(self, store: Store, with_encoder: Encoder, *, undo_minutes: int = UNDO_MINUTES) -> None:
        self.undo_minutes = undo_minutes
        self.store = store
        self.encoder = with_encoder
        folder = store.folder
        self._lexical = _Cache(LEXICAL_FOLDER, lambda: open_lexical(folder), lambda: lexical_in_memory(store))
        self._dense = _Cache(DENSE_FOLDER, lambda: open_dense(folder), lambda: dense_in_memory(store, with_encoder))
        self._seen: SeenPassages | None = None
        self._is_written = True
        self._opening = threading.Lock()  # who asks while another thread opens a cache would find it empty

    @classmethod
    def open(
        cls,
        folder: Path,
        with_encoder: Encoder | None = None,
        *,
        create: bool = True,
        rebuild: bool = False,
        progress: Progress | None = None,
        undo_minutes: int = UNDO_MINUTES,
    ) -> Self:
        """The index of a store folder; `with_encoder` None takes the default encoder.

        What was removed longer than `undo_minutes` ago is forgotten, here and with every change.

        `rebuild` embeds everything anew where the dense index is of another encoder.

        Raises:
            EncoderMismatch: the dense index is of another encoder, and `rebuild` is off.
            StoreError: as `Store.open`.
        """
        index = cls(Store.open(folder, create=create), with_encoder or encoder(), undo_minutes=undo_minutes)
        try:
            if rebuild or index._is_stale():
                try:
                    index.refresh(wait=False, rebuild=rebuild, progress=progress)
                except (StoreReadOnly, DiskFull):
                    index._go_on_in_memory(rebuild=rebuild)
            index.sweep(wait=False)
        except BaseException:
            index.close()
            raise
        return index

    def close(self) -> None:
        """Closes the store; the caches close with the last hit that uses them."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Changes

    def put(self, items: Iterable[IngestedDocument], progress: Progress | None = None) -> None:
        """Adds or replaces the documents, each in its own transaction, then makes the caches follow."""
        for item in items:
            self.store.put(item)
        self.refresh(progress=progress)
        self.sweep()

    def remove(self, source: str, *, record: Record | None = None) -> Removed:
        """Takes a document out of the store and of both caches."""
        removed = self.store.remove(source, record=record)
        self.refresh()
        self.sweep()
        return removed

    def erase(self, source: str, *, record: Record | None = None) -> Removed:
        """Takes a document out for good: nothing of it can be put back, and none of its words is left on disk."""
        if any(source == former.source for former in self.store.formers()) and source not in self.store.cache_stamps():
            removed = Removed(source=source, passage_count=0, task_count=0, target_count=0)  # it was removed before
        else:
            left_over.drop_pages(self.store.folder, self.store.document(source).raw.content_hash)
            removed = self.store.remove(source, record=record)
        self.store.drop_undo(source=source)
        self.refresh()
        self.sweep()
        return removed

    def sweep(self, *, wait: bool = True) -> None:
        """Forgets what was removed longer ago than the time for undo, and what killed processes left lying.

        With `wait` off it leaves the caches for later while another process writes them.
        """
        left_over.sweep_temporary()
        if self.store.is_read_only or not self._is_written:
            return
        try:
            self.store.drop_undo(older_than=timedelta(minutes=self.undo_minutes))
            left_over.sweep_pages(self.store.folder, minutes=self.undo_minutes)
            if self.store.must_erase and self.refresh(wait=wait, whole=True):
                left_over.sweep_replaced(self.store.folder)
                self.store.erased()
        except (StoreBusy, StoreReadOnly, DiskFull) as error:
            _LOG.warning("Chưa xoá hẳn được văn bản đã quá thời gian hoàn tác; lần mở kho sau sẽ xoá tiếp. %s", error)

    def undo_remove(self, *, record: Record | None = None) -> str:
        """Puts the last removed or replaced document back, into the caches too, and returns its name."""
        source = self.store.undo_remove(record=record)
        self.refresh()
        return source

    def refresh(
        self, *, wait: bool = True, rebuild: bool = False, whole: bool = False, progress: Progress | None = None
    ) -> bool:
        """Makes the caches copies of the store's present revision; only what changed is indexed anew.

        With `wait` off it does nothing, and says so by False, while another process builds. With `whole` no word of a
        removed document stays in them. `progress` hears how many of the texts are embedded.

        Raises:
            EncoderMismatch: the dense index is of another encoder, and `rebuild` is off.
            StoreReadOnly: the caches may not be written.
            DiskFull: the disk has no room for them; the store is whole, and so are the caches there were.
        """
        folder = self.store.folder
        try:
            with snapshots.writing(folder, wait=wait) as is_mine:
                if is_mine:
                    sync_lexical(self.store, whole=whole)
                    self._check_encoder(rebuild=rebuild)
                    embeddings = Embeddings(folder)
                    try:
                        sync_dense(self.store, self.encoder, embeddings, progress, whole=whole)
                        if whole:
                            embeddings.drop_misshapen(self.encoder)
                            embeddings.shrink_log()
                    finally:
                        embeddings.close()
            return is_mine
        except (sqlite3.Error, OSError, RuntimeError, ValueError, StoreDamaged) as error:
            for cache in (LEXICAL_FOLDER, DENSE_FOLDER):
                snapshots.sweep(folder / cache)
            raise _unwritten(error, folder) from error

    # Searches

    def search_lexical(
        self,
        query: LexicalQuery | str,
        k: int,
        sources: Iterable[str] | None = None,
        *,
        visible: frozenset[str] | None = None,
    ) -> Hits:
        """Up to `k` passage ids with BM25 scores, best first; `sources` None asks all documents.

        Where `visible` names the documents that a reader may see, hits and scores are as if there were no others.

        Raises:
            StoreBusy: there is no lexical index yet, and another process is making it.
        """
        among = None if sources is None else tuple(sources)
        opened = self._current(self._lexical)
        if opened is None:
            return []
        try:
            hits = self._scored(opened, query, k, among, visible)
        except StoreDamaged:  # a file went bad after it was opened
            opened = self._current(self._lexical, distrusted=True)
            hits = [] if opened is None else self._scored(opened, query, k, among, visible)
        return self._present(hits, self._lexical)

    def search_dense(
        self,
        text: str,
        k: int,
        sources: Iterable[str] | None = None,
        *,
        visible: frozenset[str] | None = None,
    ) -> Hits:
        """Up to `k` passage ids with cosines, best first; `sources` None asks all documents.

        Where `visible` names the documents that a reader may see, no other takes a place.

        Raises:
            StoreBusy: there is no dense index yet, and another process is making it.
        """
        opened = self._current(self._dense)
        if opened is None or not opened.rows:
            return []
        among = visible if sources is None else sources if visible is None else visible & set(sources)
        return self._present(opened.search(self.encoder.query(text), k, among), self._dense)

    def _scored(
        self,
        opened: LexicalIndex,
        query: LexicalQuery | str,
        k: int,
        sources: Sequence[str] | None,
        visible: frozenset[str] | None,
    ) -> Hits:
        if visible is None:
            return opened.search(query, k, sources)
        if self._seen is None or self._seen.index is not opened:
            self._seen = SeenPassages(self.store, opened)
        return self._seen.search(query, k, sources, visible=visible)

    def _current(self, cache: _Cache[_Opened], *, distrusted: bool = False) -> _Opened | None:
        """The cache to search: as it is on disk, made anew there, or in memory; None for a store of no documents."""
        with self._opening:
            if distrusted:
                self._drop(cache)
            if self._is_written and self._moved(cache):
                cache.opened = cache.read()
            if cache.built_at is not None and cache.built_at != self.store.revision:
                cache.opened = None
            if cache.opened is None and self.store.cache_stamps():
                cache.opened = self._made(cache)
            return cache.opened

    def _made(self, cache: _Cache[_Opened]) -> _Opened:
        """A cache that is lost or damaged, made anew."""
        if self._is_written:
            try:
                if not self.refresh(wait=False):
                    raise StoreBusy(
                        f"Chỉ mục của kho {self.store.folder} đang được một tiến trình khác dựng. "
                        "Chờ việc nạp văn bản xong rồi hỏi lại."
                    )
            except (StoreReadOnly, DiskFull):
                self._go_on_in_memory()
            else:
                self._moved(cache)
                opened = cache.read()
                if opened is not None:
                    return opened
        is_current = not self._is_behind(cache.name)
        opened = cache.read() if is_current and not self._is_written else None
        if opened is None:
            cache.built_at = self.store.revision
            opened = cache.build()
        return opened

    def _drop(self, cache: _Cache[_Opened]) -> None:
        cache.opened = None
        try:
            (self.store.folder / cache.name / HEADER).unlink(missing_ok=True)
        except OSError:
            self._go_on_in_memory()

    def _go_on_in_memory(self, *, rebuild: bool = False) -> None:
        self._check_encoder(rebuild=rebuild)
        self._is_written = False
        _LOG.warning("Không ghi được chỉ mục của kho %s; chỉ mục được dựng tạm trong bộ nhớ.", self.store.folder)

    def _present(self, hits: Hits, cache: _Cache[_Opened]) -> Hits:
        """The hits, less those that the store no longer has where the cache is behind it."""
        header = snapshots.read_header(self.store.folder / cache.name)
        revision = cache.built_at if cache.built_at is not None else None if header is None else header.revision
        if revision == self.store.revision:
            return hits
        present = self.store.passages_by_id(identifier for identifier, _ in hits)
        return [hit for hit in hits if hit[0] in present]

    def _moved(self, cache: _Cache[_Opened]) -> bool:
        """Whether another generation of a cache has come in force since the last look."""
        try:
            status = (self.store.folder / cache.name / HEADER).stat()
            now = (status.st_ino, status.st_mtime_ns)
        except OSError:
            now = None
        moved = cache.seen is None or cache.seen != now
        cache.seen = now
        return moved

    def _is_stale(self) -> bool:
        """Whether a cache is behind the store, lost or damaged."""
        return self._is_behind(LEXICAL_FOLDER) or self._is_behind(DENSE_FOLDER)

    def _is_behind(self, cache: str) -> bool:
        form = lexical.LEXICAL_FORMAT if cache == LEXICAL_FOLDER else dense_format(self.encoder)
        header = snapshots.read_header(self.store.folder / cache)
        if header is None or (header.revision, header.format) != (self.store.revision, form):
            return True
        return bool(snapshots.faults(self.store.folder / cache, header))

    def _check_encoder(self, *, rebuild: bool) -> None:
        header = snapshots.read_header(self.store.folder / DENSE_FOLDER)
        if rebuild or header is None or not header.documents or header.format == dense_format(self.encoder):
            return
        if header.format.startswith(f"{dense.DENSE_FORMAT} "):
            built_by = header.format.removeprefix(f"{dense.DENSE_FORMAT} ")
            kinds = {built_by.partition(" ")[0], self.encoder.fingerprint.partition(" ")[0]}
            if kinds == {DEFAULT_ENCODER}:  # nobody chose another: the program is newer, and so are its weights
                _LOG.warning("Bản mới của PARC Search có bộ mã hoá mới; chỉ mục ngữ nghĩa được dựng lại một lần.")
                return
            raise EncoderMismatch(
                f"Chỉ mục ngữ nghĩa được dựng bằng bộ mã hoá {built_by!r}, còn thiết lập hiện tại là "
                f"{self.encoder.fingerprint!r}. Đặt lại bộ mã hoá cũ, hoặc chạy "
                "parc-search repair-store để dựng lại chỉ mục bằng bộ mã hoá mới."
            )


def _unwritten(error: Exception, folder: Path) -> Exception:
    """Why the caches could not be written, as an error with its own cure; the error itself where that is unknown."""
    if isinstance(error, sqlite3.Error):
        told = explained(error, folder)
        return _index_full(folder) if isinstance(told, DiskFull) else told
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StoreReadOnly(f"Không ghi được chỉ mục ở {folder}. Kho vẫn nguyên; kiểm tra quyền ghi của thư mục.")
    if number in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(error.__cause__ or error) or is_full(folder):
        return _index_full(folder)
    return error


def _index_full(folder: Path) -> DiskFull:
    return DiskFull(
        f"Đĩa đã đầy khi ghi chỉ mục ở {folder}; các văn bản đã lưu vẫn nguyên. Giải phóng đĩa rồi chạy lại, "
        "chỉ mục sẽ tự được dựng tiếp."
    )
